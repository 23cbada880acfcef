import Testing

@testable import Records

@Suite struct FieldNameTests {
  @Test func `a name is written as the contract has it`() {
    #expect("\(FieldName.traceID.text)" == "trace_id")
    #expect("\(FieldName.repeats.text)" == "repeat")
  }

  @Test func `the names are lower-case words with underscores, each one different`() {
    let names = FieldName.allCases.map { "\($0.text)" }
    #expect(Set(names).count == names.count)
    for name in names { #expect(name.allSatisfy { "a"..."z" ~= $0 || $0 == "_" }) }
  }

  @Test func `the names fit the bits of a word, as RecordOutput needs it`() {
    #expect(FieldName.allCases.allSatisfy { $0.rawValue < 64 })
  }
}
