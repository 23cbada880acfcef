import Testing

@testable import Templates

@Suite struct ClusterIDTests {
  @Test func `an id is twelve hexadecimal digits of the template's hash`() {
    let id = ClusterID(firstSight: Array("disk <NUM> full".utf8))
    #expect(id.text == "f105a8a46267")
    #expect(id.text == text(id.digits.indices.map { id.digits[$0] }))
  }

  @Test func `the number of blanks does not matter, everything else does`() {
    func id(_ template: String) -> ClusterID { ClusterID(firstSight: Array(template.utf8)) }
    #expect(id("a  \t b") == id("a b"))
    for other in ["a b ", " a b", "ab", "a.b", "a B", "b a", ""] { #expect(id(other) != id("a b")) }
  }

  @Test func `ids compare as their texts do`() {
    let ids = (0..<500).map { ClusterID(firstSight: Array("template \($0)".utf8)) }
    #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
    #expect(Set(ids).count == 500)
    #expect(ids.allSatisfy { $0.text.utf8.count == 12 && $0.text.allSatisfy(\.isHexDigit) })
  }
}
