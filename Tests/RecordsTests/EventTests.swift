import Testing

@testable import Records

@Suite struct EventTests {
  @Test func `an object with event, kind and id is an event`() {
    #expect(kind(of: #"{"event":"tick","kind":"time","id":"tick"}"#) == .tick)
    #expect(kind(of: #"{"event":"guard","kind":"x","id":1}"#) == .guardEvent)
    #expect(kind(of: #"{"id":"1","event":"\u0061nomaly","kind":"spike"}"#) == .anomaly)
  }

  @Test(arguments: [
    #"{"event":"tick","kind":"time"}"#, #"{"event":"tick","id":"1"}"#, #"{"kind":"a","id":"1"}"#,
    #"{"event":"login","kind":"a","id":"1"}"#, #"{"event":1,"kind":"a","id":"1"}"#,
    #"{"fields":{"event":"tick","kind":"time","id":"1"}}"#, "{}",
    #"{"event":"guardEvent","kind":"a","id":"1"}"#,
  ])
  func `any other key of that name is data`(line: String) { #expect(kind(of: line) == nil) }

  @Test func `the kinds are those of the contract`() {
    let names = ["anomaly", "incident", "drift", "guard", "merge", "tick"]
    #expect(EventKind.allCases.map(\.rawValue) == names)
  }
}

private func kind(of line: String) -> EventKind? { withRecord(line) { $0.eventKind } }
