import TestSupport
import Testing

@testable import Records

@Suite struct NestedMembersTests {
  @Test func `the members of an object come in order`() {
    let found = members(#"{"a":1, "b\"" : {"c":[1,{"d":"}"}]} ,"e":"x\\"}"#)
    #expect(found == ["a=1", #"b\"={"c":[1,{"d":"}"}]}"#, #"e="x\\""#])
  }

  @Test(arguments: ["{}", "{ }", "[1]", "7", #""{""#])
  func `other values have none`(value: String) { #expect(members(value) == []) }

  @Test func `elements of an array are found by position`() {
    let array = #"[ 10 , "x,]" ,[2],{"a":[3]} ]"#
    #expect((0..<5).map { element($0, of: array) } == ["10", "x,]", "[2]", #"{"a":[3]}"#, nil])
    #expect(element(0, of: "[]") == nil)
    #expect(element(0, of: "{}") == nil)
    #expect(elements(array) == ["10", "x,]", "[2]", #"{"a":[3]}"#])
    #expect(elements("[ ]") == [] && elements("{}") == [])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `members are those that the scanner finds`(seed: UInt64) {
    var generator = JSONGenerator(seed: seed)
    let object = generator.object()
    let expected = StrictJSON.members(of: object).map {
      $0.map { text(object[$0.key]) + "=" + text(object[$0.value]) }
    }
    #expect(members(text(object)) == expected)
  }

  /// The members of a value, which stands in a record.
  private func members(_ value: String) -> [String] {
    withRecord(#"{"fields":\#(value)}"#) { record in
      var found: [String] = []
      guard let fields = record[.fields] else { return found }
      NestedMembers.forEach(of: fields) { key, value in
        let quote = value.isString ? "\"" : ""
        found.append("\(text(key))=\(quote)\(text(value.bytes))\(quote)")
      }
      return found
    }
  }

  private func elements(_ value: String) -> [String] {
    withRecord(#"{"fields":\#(value)}"#) { record in
      var found: [String] = []
      guard let fields = record[.fields] else { return found }
      NestedMembers.forEachElement(of: fields) { found.append(text($0.bytes)) }
      return found
    }
  }

  private func element(_ position: Int, of value: String) -> String? {
    withRecord(#"{"fields":\#(value)}"#) { record in
      record[.fields].flatMap { NestedMembers.element(of: $0, at: position) }.map { text($0.bytes) }
    }
  }
}
