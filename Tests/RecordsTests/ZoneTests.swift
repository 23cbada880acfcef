import Platform
import TestSupport
import Testing

@testable import Records

@Suite struct ZoneTests {
  @Test(arguments: [
    ("2026-01-15T12:00:00Z", "2026-01-15T11:00:00Z"),
    ("2026-07-15T12:00:00Z", "2026-07-15T10:00:00Z"),
    // The clocks went from 2 to 3.
    ("2026-03-29T01:59:59Z", "2026-03-29T00:59:59Z"),
    ("2026-03-29T02:00:00Z", "2026-03-29T01:00:00Z"),
    ("2026-03-29T02:30:00Z", "2026-03-29T01:30:00Z"),
    ("2026-03-29T03:30:00Z", "2026-03-29T01:30:00Z"),
    // From 3 back to 2.
    ("2026-10-25T01:59:59Z", "2026-10-24T23:59:59Z"),
    ("2026-10-25T02:30:00Z", "2026-10-25T00:30:00Z"),
    ("2026-10-25T02:59:60Z", "2026-10-25T01:00:00Z"),
    ("2026-10-25T03:00:00Z", "2026-10-25T02:00:00Z"),
  ])
  func `a civil time is an instant, also where clocks are put forward or back`(
    civil: String, expected: String
  ) throws {
    let zone = try #require(rule("CET-1CEST,M3.5.0,M10.5.0/3"))
    var time = CivilTime(instant(String(civil.replacing(":60Z", with: ":59Z"))))
    if civil.hasSuffix(":60Z") { time.second = 60 }
    #expect(time.timestamp(in: zone) == instant(expected))
  }

  @Test func `a zone without changes is an offset`() throws {
    let zone = try #require(rule("<+0530>-5:30"))
    #expect(zone.fixedOffset == nil || zone.fixedOffset == 19_800)
    #expect(zone.offset(at: instant("2026-01-01T00:00:00Z")) == 19_800)
    #expect(Zone.utc.fixedOffset == 0)
  }

  @Test(arguments: [
    // The south: summer over the turn of the year.
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-01-01T00:00:00Z", 13),
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-07-01T00:00:00Z", 12),
    // Times below zero and above a day.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -2),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -1),
    ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 3),
    ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 2),
    // Days counted with and without 29 February.
    ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 1),
    ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0),
    ("AAA0BBB,59/0,300/0", "2024-02-29T00:00:00Z", 1),
    // Summer all year.
    ("XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00Z", -4),
  ])
  func `a rule has days and times of every kind`(text: String, at: String, hours: Int) throws {
    #expect(try #require(rule(text)).offset(at: instant(at)) == hours * 3_600)
  }

  @Test(arguments: [
    "", "CE-1", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/168", "CET-1CEST,J0,J5", "<+05-5",
    "CET-1CEST,M3.5.0,M10.5.0x",
  ])
  func `what is no rule is refused`(text: String) {
    #expect(ZoneRule(Array(text.utf8)[...]) == nil)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `what the clocks of a zone show is the instant that they show it at`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let zone = try #require(rule(random.pick(rules)))
    for _ in 0..<500 {
      let seconds = Int64(random.number(0...9_000_000_000))
      let time = Timestamp(nanoseconds: seconds * 1_000_000_000)
      let shown = try #require(CivilTime(time, in: zone).timestamp(in: zone))
      // The second of two instants that clocks show as one is taken for the first.
      let isSecond =
        zone.offset(at: shown) - zone.offset(at: time)
        == Int((time.nanoseconds - shown.nanoseconds) / 1_000_000_000)
      #expect(shown == time || shown < time && isSecond, "\(seconds)")
    }
  }

  @Test func `no cut or changed file breaks anything`() {
    guard let bytes = contents(ofFile: "/usr/share/zoneinfo/Europe/Berlin") else { return }
    for count in 0..<bytes.count { #expect(Zone(compiled: Array(bytes[..<count])) == nil) }
    var random = SeededGenerator(seed: 7)
    for _ in 0..<3_000 {
      var changed = bytes
      changed[random.number(0...bytes.count - 1)] = UInt8(random.number(0...255))
      let zone = Zone(compiled: changed)
      _ = zone?.offset(at: instant("2026-01-01T00:00:00Z"))
    }
  }
}

private let rules = [
  "CET-1CEST,M3.5.0,M10.5.0/3", "NZST-12NZDT,M9.5.0,M4.1.0/3", "EST5EDT,M3.2.0,M11.1.0",
  "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "IST-1GMT0,M10.5.0,M3.5.0/1", "JST-9",
]

/// The zone that a rule alone makes, as a slim file of version 2 without changes has it.
private func rule(_ text: String) -> Zone? {
  let none = [UInt8](repeating: 0, count: 4)
  func header(types: UInt8) -> [UInt8] {
    Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + none + none + none + none
      + [0, 0, 0, types] + none
  }
  let file =
    header(types: 0) + header(types: 1) + [UInt8](repeating: 0, count: 6)
    + Array("\n\(text)\n".utf8)
  return Zone(compiled: file)
}

private func instant(_ text: String) -> Timestamp {
  Array(text.utf8).withUnsafeBufferPointer { Timestamp(rfc3339: $0) } ?? Timestamp(nanoseconds: 0)
}

private func contents(ofFile path: String) -> [UInt8]? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  return Array(bytes.prefix(fread(&bytes, 1, 1 << 16, file)))
}
