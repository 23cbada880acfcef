import Records
import Testing

@Suite struct TimeBoundTests {
  private static let now = time("2026-03-14T12:00:00Z")

  @Test(arguments: [
    ("2026-03-14T10:30:45.5Z", "2026-03-14T10:30:45.5Z"),
    ("2026-03-14T10:30:45+02:00", "2026-03-14T08:30:45Z"), ("2026-03-14", "2026-03-14T00:00:00Z"),
    ("2026-03-14 10:30", "2026-03-14T10:30:00Z"), ("2026-03-14T10:30:05", "2026-03-14T10:30:05Z"),
    ("10:30", "2026-03-14T10:30:00Z"), ("9:30:01", "2026-03-14T09:30:01Z"),
    ("3h", "2026-03-14T09:00:00Z"), ("-90s", "2026-03-14T11:58:30Z"),
    ("14d", "2026-02-28T12:00:00Z"),
  ])
  func `a time is a stamp, a clock of today, or a span back`(text: String, expected: String) {
    #expect(TimeBound(text)?.resolved(now: Self.now, zone: .utc) == time(expected))
  }

  @Test(arguments: [
    ("10:30", "2026-03-14T15:30:00Z"), ("2026-03-14 10:30", "2026-03-14T15:30:00Z"),
    ("2026-03-14T10:30:00Z", "2026-03-14T10:30:00Z"), ("1h", "2026-03-14T11:00:00Z"),
  ])
  func `times without a zone are of the zone at hand`(text: String, expected: String) {
    #expect(
      TimeBound(text)?.resolved(now: Self.now, zone: Zone(offset: -5 * 3_600)) == time(expected))
  }

  @Test func `the day of now is that of the zone`() {
    let late = time("2026-03-14T23:30:00Z")
    #expect(
      TimeBound("01:00")?.resolved(now: late, zone: Zone(offset: 3_600))
        == time("2026-03-15T00:00:00Z"))
  }

  @Test(arguments: [
    "", "h", "3", "3x", "25:00", "10:60", "10:3", "2026-02-30", "2026-3-14", "2026-03-14T",
    "2026-03-14T25:00", "10:30:61", "--3h", "3h30m", "99999999999d", "yesterday", "0000-01-01",
  ])
  func `anything else is none`(text: String) { #expect(TimeBound(text) == nil) }

  @Test func `a range has its beginning and not its end`() {
    let range = TimeRange(since: Self.now, until: time("2026-03-14T13:00:00Z"))
    #expect(range.contains(Self.now))
    #expect(!range.contains(time("2026-03-14T11:59:59.999999999Z")))
    #expect(!range.contains(time("2026-03-14T13:00:00Z")))
    #expect(TimeRange().contains(Self.now))
  }
}

private func time(_ text: String) -> Timestamp {
  Array(text.utf8).withUnsafeBufferPointer { Timestamp(rfc3339: $0) } ?? Timestamp(nanoseconds: 0)
}
