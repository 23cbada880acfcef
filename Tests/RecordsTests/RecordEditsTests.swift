import Testing

@testable import Records

@Suite struct RecordEditsTests {
  @Test func `the text is ready to be put before a closing brace`() {
    var edits = RecordEdits()
    edits.set(.weight) { $0.append(decimal: 3) }
    set(.template, "a <*>", in: &edits)
    #expect(text(edits.text.pending) == #","weight":3,"template":"a <*>""#)
  }

  @Test func `an edit knows where its value stands`() {
    var edits = RecordEdits()
    set(.clusterID, "9f2c", in: &edits)
    set(.template, "disk full", in: &edits)
    let values = edits.edits.map { text(Array(edits.text.pending)[$0.valueStart..<$0.valueEnd]) }
    #expect(values == [#""9f2c""#, #""disk full""#])
  }

  @Test func `edits are forgotten, long ones kept whole`() {
    var edits = RecordEdits()
    set(.template, String(repeating: "x", count: 10_000), in: &edits)
    let count = edits.text.count
    #expect(count == 10_014)
    edits.removeAll()
    #expect(edits.edits.isEmpty && edits.text.pending.isEmpty)
  }
}

/// Sets a key to a string that needs no escapes.
func set(_ name: FieldName, _ value: String, in edits: inout RecordEdits) {
  var value = value
  value.withUTF8 { edits.set(name, escaped: $0) }
}
