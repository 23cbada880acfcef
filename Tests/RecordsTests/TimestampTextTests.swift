import Lines
import TestSupport
import Testing

@testable import Records

@Suite struct TimestampTextTests {
  @Test func `a timestamp is written with the digits asked for`() {
    let timestamp = Timestamp(nanoseconds: 1_705_314_645_123_456_789)
    #expect(written(timestamp, digits: 0) == "2024-01-15T10:30:45Z")
    #expect(written(timestamp, digits: 3) == "2024-01-15T10:30:45.123Z")
    #expect(written(timestamp, digits: 9) == "2024-01-15T10:30:45.123456789Z")
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `what is written is read back`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var writer = TimestampWriter()
    // 1678-01-01 to 2261-12-31T23:59:59.
    let seconds = Int64.random(in: -9_214_560_000...9_214_646_399, using: &random)
    for step in 0..<25 {
      let timestamp = Timestamp(
        nanoseconds: (seconds + Int64(step / 3)) * 1_000_000_000
          + Int64.random(in: 0...999_999_999, using: &random))
      for digits in 0...9 {
        var buffer = OutputBuffer(descriptor: -1)
        writer.write(timestamp, fractionDigits: digits, to: &buffer)
        let grain = (digits..<9).reduce(Int64(1)) { grain, _ in grain * 10 }
        let kept = timestamp.nanoseconds.flooredDivision(by: grain).quotient * grain
        let read = Timestamp(rfc3339: buffer.pending)
        #expect(read == Timestamp(nanoseconds: kept), "\(text(buffer.pending))")
        #expect(buffer.pending.count == 20 + (digits > 0 ? digits + 1 : 0))
      }
    }
  }

  @Test func `the first and the last timestamp can be written`() {
    #expect(written(Timestamp(nanoseconds: .min), digits: 9) == "1677-09-21T00:12:43.145224192Z")
    #expect(written(Timestamp(nanoseconds: .max), digits: 9) == "2262-04-11T23:47:16.854775807Z")
  }

  @Test(arguments: [
    ("2024-01-15T10:30:45Z", 1_705_314_645_000_000_000),
    ("2024-01-15t10:30:45z", 1_705_314_645_000_000_000),
    ("2024-01-15 10:30:45.5Z", 1_705_314_645_500_000_000),
    ("2024-01-15T10:30:45-00:00", 1_705_314_645_000_000_000),
    ("2024-01-15T10:30:45+00:00", 1_705_314_645_000_000_000),
    ("2024-01-15T11:30:45+01:00", 1_705_314_645_000_000_000),
    ("2024-01-15T05:00:45.000-05:30", 1_705_314_645_000_000_000),
    ("2024-01-16T10:29:45+23:59", 1_705_314_645_000_000_000),
    ("1970-01-01T00:00:00.000000001Z", 1), ("1969-12-31T23:59:59.9Z", -100_000_000),
    ("1970-01-01T00:00:00.1234567899999999999999999Z", 123_456_789),
    ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
    ("2016-12-31T23:59:60.5Z", 1_483_228_800_500_000_000),
    ("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000),
  ])
  func `the forms of RFC 3339 are read`(spelling: String, nanoseconds: Int64) {
    #expect(read(spelling) == Timestamp(nanoseconds: nanoseconds))
  }

  @Test(arguments: [
    "", "Z", "2024-01-15", "2024-01-15T10:30:45", "2024-01-15T10:30:45.", "2024-01-15T10:30:45.Z",
    "2024-01-15T10:30Z", "2024-01-15T10:30:45ZZ", "2024-01-15T10:30:45 Z", " 2024-01-15T10:30:45Z",
    "2024-01-15T10:30:45Z ", "2024-01-15T10:30:45+0100", "2024-01-15T10:30:45+01",
    "2024-01-15T10:30:45+1:00", "2024-01-15T10:30:45+01:0", "2024-01-15T10:30:45+01:000",
    "2024-01-15T10:30:45+24:00", "2024-01-15T10:30:45+01:60", "2024-01-15T10:30:45*01:00",
    "2024-01-15T10:30:45−01:00", "2024-13-15T10:30:45Z", "2024-00-15T10:30:45Z",
    "2024-01-32T10:30:45Z", "2024-01-00T10:30:45Z", "2023-02-29T10:30:45Z", "2024-01-15T24:00:00Z",
    "2024-01-15T10:60:45Z", "2024-01-15T10:30:61Z", "1677-12-31T10:30:45Z", "2262-01-01T10:30:45Z",
    "0000-01-15T10:30:45Z", "2024/01/15T10:30:45Z", "2024-01-15_10:30:45Z", "2024-01-15T10.30.45Z",
    "2024-01-15T10:30:45,123Z", "24-01-15T10:30:45.12Z", "2024-1-15T10:30:45.1Z",
    "+2024-01-15T10:30:45Z", "2024-01-15T1０:30:45Z", "2024-01-15T10:30:45.1 Z",
    "2024-01-15T10:30:45.12-1:00", "2024-01-15T10:30:45.1-+1:00",
  ])
  func `other texts are no timestamp`(spelling: String) { #expect(read(spelling) == nil) }

  @Test func `every beginning of a timestamp is none`() {
    for spelling in ["2024-01-15T10:30:45.123Z", "2024-01-15T10:30:45.123+01:00"] {
      for count in 0..<spelling.utf8.count { #expect(read(String(spelling.prefix(count))) == nil) }
    }
  }

  @Test func `the earlier of two is the smaller`() {
    #expect(Timestamp(nanoseconds: -1) < Timestamp(nanoseconds: 1))
  }
}

private func written(_ timestamp: Timestamp, digits: Int) -> String {
  var writer = TimestampWriter()
  var buffer = OutputBuffer(descriptor: -1)
  writer.write(timestamp, fractionDigits: digits, to: &buffer)
  return text(buffer.pending)
}

private func read(_ spelling: String) -> Timestamp? {
  var spelling = spelling
  return spelling.withUTF8 { Timestamp(rfc3339: $0) }
}
