import Testing

@testable import Records

@Suite struct RecordTests {
  @Test func `values are read by their names`() {
    let line =
      #"{"timestamp":"1970-01-01T00:00:01Z","level":"WARN","message":"a \"b\"","weight":3}"#
    withRecord(line) { record in
      let (timestamp, level) = (record.timestamp, record.level)
      let (message, weight) = (record.string(.message), record[.weight])
      #expect(timestamp == Timestamp(nanoseconds: 1_000_000_000))
      #expect(level == .warn)
      #expect(message?.text == "a \"b\"" && message?.hasEscapes == true)
      #expect(weight?.text == "3" && weight?.isString == false)
      let (hasWeight, hasService) = (record.has(.weight), record.has(.service))
      #expect(hasWeight && !hasService)
    }
  }

  @Test func `a value that is no string is no string`() {
    for value in ["1", "null", "true", "{}", "[\"a\"]"] {
      let (string, raw) = withRecord("{\"message\":\(value)}") { record in
        (record.string(.message) != nil, record[.message]?.text)
      }
      #expect(!string && raw == value)
    }
  }

  @Test func `an empty string has no bytes and no escapes`() {
    withRecord(#"{"message":""}"#) { record in
      let message = record.string(.message)
      #expect(message?.text == "" && message?.hasEscapes == false)
    }
  }

  @Test func `the level is the stated one, else the inferred one`() {
    #expect(withRecord(#"{"level_inferred":"ERROR"}"#) { $0.level } == .error)
    #expect(withRecord(#"{"level_inferred":"ERROR","level":"INFO"}"#) { $0.level } == .info)
    #expect(withRecord(#"{"level":7,"level_inferred":"ERROR"}"#) { $0.level } == .error)
    #expect(withRecord(#"{"message":"ERROR"}"#) { $0.level } == nil)
  }

  @Test func `of equal keys the last value counts`() {
    #expect(withRecord(#"{"id":"a","id":"b"}"#) { $0[.id]?.text } == "b")
    #expect(withRecord(#"{"id":"a","\u0069d":"b"}"#) { $0[.id]?.text } == "b")
  }
}
