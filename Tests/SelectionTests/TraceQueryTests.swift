import TestSupport
import Testing

@testable import Selection

@Suite struct TraceQueryTests {
  private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

  @Test(arguments: [
    id, "4BF92F3577B34DA6A3CE929D0E0E4736", "4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
    "4BF92F35-77B3-4DA6-A3CE-929D0E0E4736", "a3ce929d0e0e4736", "11803532876627986230",
    "00-\(id)-00f067aa0ba902b7-01", "\(id)-00f067aa0ba902b7-1", "\(id):00f067aa0ba902b7:0:1",
    "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Sampled=1",
    "req-4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
  ])
  func `any form finds any form`(asked: String) throws {
    let query = try #require(TraceQuery(asked))
    for form in Self.forms {
      #expect(matches(query, #"{"message":"a \#(form), b"}"#), "\(form)")
      #expect(matches(query, #"{"message":"\#(form)"}"#), "\(form)")
      #expect(matches(query, #"{"message":"","fields":{"x":["\#(form)"]}}"#), "\(form)")
    }
    for form in [Self.id, "4BF92F35-77B3-4DA6-A3CE-929D0E0E4736", "a3ce929d0e0e4736"] {
      #expect(matches(query, #"{"trace_id":"\#(form)","message":""}"#), "\(form)")
    }
    #expect(matches(query, #"{"trace_id":11803532876627986230,"message":""}"#))
  }

  private static let forms = [
    id, "trace_id=4BF92F3577B34DA6A3CE929D0E0E4736", "[4bf92f35-77b3-4da6-a3ce-929d0e0e4736]",
    "dd.trace_id=11803532876627986230", "a3ce929d0e0e4736",
    "00-\(id)-00f067aa0ba902b7-01", "x-b3: \(id)-00f067aa0ba902b7-1", "\(id):7b:0:1",
    "Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Sampled=1", #"\n\#(id)"#, #"\"\#(id)\""#,
    #"\u0034bf92f3577b34da6a3ce929d0e0e473\u0036"#,
  ]

  @Test(arguments: [
    #"{"message":"4bf92f3577b34da6a3ce929d0e0e47361"}"#,
    #"{"message":"14bf92f3577b34da6a3ce929d0e0e4736"}"#,
    #"{"message":"x4bf92f3577b34da6a3ce929d0e0e4736"}"#,
    #"{"message":"4bf92f3577b34da6a3ce929d0e0e4736_"}"#,
    #"{"message":"5bf92f3577b34da6a3ce929d0e0e4736"}"#,
    #"{"message":"5bf92f35-77b3-4da6-a3ce-929d0e0e4736"}"#, #"{"message":"929d0e0e4736"}"#,
    #"{"message":"118035328766279862301"}"#, #"{"message":""}"#,
    #"{"message":"4bf92f3577b34da6a3ce929d0e0e4736","trace_id":"00f067aa0ba902b7"}"#,
    #"{"trace_id":"","message":""}"#, #"{"trace_id":null,"message":""}"#,
    #"{"service":"4bf92f3577b34da6a3ce929d0e0e4736","message":"x"}"#,
  ])
  func `nothing else is the id`(record: String) throws {
    #expect(!matches(try #require(TraceQuery(Self.id)), record))
  }

  @Test func `ids of 128 bits differ when their upper halves do`() throws {
    let query = try #require(TraceQuery(Self.id))
    #expect(!matches(query, #"{"trace_id":"00000000000000010a3ce929d0e0e473","message":""}"#))
    #expect(!matches(query, #"{"trace_id":"0000000000000001a3ce929d0e0e4736","message":""}"#))
    #expect(matches(try #require(TraceQuery("a3ce929d0e0e4736")), #"{"trace_id":"\#(Self.id)"}"#))
  }

  @Test func `zeros in front may be dropped`() throws {
    let query = try #require(TraceQuery("00000f3577b34da6"))
    #expect(!matches(query, #"{"message":"f3577b34da6:1:0:1"}"#))
    #expect(
      matches(try #require(TraceQuery("000ff3577b34da6a")), #"{"message":"ff3577b34da6a:1:0:1"}"#))
  }

  @Test(arguments: ["req-17", "abc", "job_9-x", "ümlaut"])
  func `other ids are looked for as words`(id: String) throws {
    let query = try #require(TraceQuery(id))
    #expect(matches(query, #"{"trace_id":"\#(id)","message":""}"#))
    #expect(matches(query, #"{"message":"<\#(id)>"}"#))
    #expect(matches(query, #"{"message":"x\#(id) \#(id)"}"#))
    #expect(!matches(query, #"{"message":"x\#(id)"}"#))
    #expect(!matches(query, #"{"message":"\#(id)9"}"#))
  }

  @Test(arguments: ["", "0", "00000000-0000-0000-0000-000000000000"])
  func `an id that says none is none`(id: String) { #expect(TraceQuery(id) == nil) }

  @Test func `digits without a decimal one are found too`() throws {
    let query = try #require(TraceQuery("abcdefabcdefabcd"))
    #expect(matches(query, #"{"message":"id=ABCDEFABCDEFABCD"}"#))
    #expect(matches(query, #"{"message":"id=12379814471884843981"}"#))
    #expect(!matches(query, #"{"message":"id=abcdefabcdefabcc"}"#))
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `an id is found wherever it stands`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let low = random.next()
    let high = random.next()
    let hex = Self.hex(high) + Self.hex(low)
    let query = try #require(TraceQuery(random.pick([hex, Self.hex(low), hex.uppercased()])))
    let form = random.pick([hex, Self.hex(low), hex.uppercased(), String(low)])
    let filler = String(
      (0..<random.below(60)).map { _ in random.pick(Array("0123456789abcdef :-")) })
    let rest = String((0..<random.below(60)).map { _ in random.pick(Array("0123456789abcdef :-")) })
    #expect(matches(query, #"{"message":"\#(filler) \#(form) \#(rest)"}"#))
    #expect(!matches(query, #"{"message":"\#(filler) \#(Self.hex(low ^ 1)) \#(rest)"}"#))
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private func matches(_ query: TraceQuery, _ record: String) -> Bool {
    withRecord(record) { query.matches($0) }
  }
}
