import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct StampTests {
  @Test func `a stamp is read with its fraction and its zone`() {
    #expect(read("2024-01-15T10:30:45.123Z") == "2024-01-15T10:30:45.123+0")
  }

  @Test(arguments: [
    ("2024-01-15T10:30:45.123Z", "2024-01-15T10:30:45.123+0"),
    ("2024-01-15 10:30:45,123 +0100", "2024-01-15T10:30:45.123+3600"),
    ("2024/01/15 10:30:45", "2024-01-15T10:30:45"),
    ("2005-06-03-15.42.50.675872", "2005-06-03T15:42:50.675872"),
    ("20171223-22:15:29:606", "2017-12-23T22:15:29.606"),
    ("20240115103045", "2024-01-15T10:30:45"), ("20240115 10:30:45", "2024-01-15T10:30:45"),
    ("17/06/09 20:10:40", "2017-06-09T20:10:40"), ("01/15/2024 10:30:45", "2024-01-15T10:30:45"),
    ("15.01.2024 10:30:45", "2024-01-15T10:30:45"), ("081109 203615", "2008-11-09T20:36:15"),
    ("03-17 16:13:38.811", "2000-03-17T16:13:38.811 no year"),
    ("10.30 16:49:06", "2000-10-30T16:49:06 no year"),
    ("Jan 15 10:30:45", "2000-01-15T10:30:45 no year"),
    ("Jan  5 10:30:45", "2000-01-05T10:30:45 no year"),
    ("Sun Dec 04 04:47:44 2005", "2005-12-04T04:47:44"),
    ("15/Jan/2024:10:30:45 +0000", "2024-01-15T10:30:45+0"),
    ("14 Mar 2026 10:29:58.123", "2026-03-14T10:29:58.123"),
    ("14 Mar 10:29:58", "2000-03-14T10:29:58 no year"),
    ("Mon, 02 Jan 2006 15:04:05 GMT", "2006-01-02T15:04:05+0"),
    ("Jan 15, 2024 10:30:45", "2024-01-15T10:30:45"),
    ("Jan 15 2024 10:30:45", "2024-01-15T10:30:45"),
    ("September 3, 2026 10:00:00", "2026-09-03T10:00:00"),
    ("3 September 2026 10:00:00.5", "2026-09-03T10:00:00.5"),
    ("May 3, 2026 10:00:00", "2026-05-03T10:00:00"),
    ("June 13 10:00:00", "2000-06-13T10:00:00 no year"),
    ("Thursday, September 3, 2026 10:00:00", "2026-09-03T10:00:00"),
    ("Wednesday, 2 September 2026 10:00:00", "2026-09-02T10:00:00"),
    ("Monday 12 October 2026, 10:00:00", "2026-10-12T10:00:00"),
    ("15-January-2026 10:00:00", "2026-01-15T10:00:00"),
    ("14-Mar-2026 10:29:58", "2026-03-14T10:29:58"), ("9:05:06", "1970-01-01T09:05:06 no date"),
    ("09:09:11.250", "1970-01-01T09:09:11.250 no date"),
    ("2024-01-15", "2024-01-15T00:00:00 no time"), ("2024-1-5 9:05:06", "2024-01-05T09:05:06"),
    ("2024-01-15_10:30:45", "2024-01-15T10:30:45"), ("2024-01-15:10:30:45", "2024-01-15T10:30:45"),
    ("2024.01.15.10.30.45", "2024-01-15T10:30:45"), ("2024-01-15, 10:30:45", "2024-01-15T10:30:45"),
  ])
  func `every usual form is read`(text: String, expected: String) {
    #expect(read(text) == expected)
    #expect(read(text + " behind") == expected, "with text behind it")
    #expect(read(text + ",") == expected || text.hasSuffix("15"), "with a comma behind it")
  }

  @Test(arguments: [
    ("1705314645", 1_705_314_645_000_000_000), ("1705314645.123", 1_705_314_645_123_000_000),
    ("1705314645.1234567899", 1_705_314_645_123_456_789),
    ("1705314645123", 1_705_314_645_123_000_000), ("1705314645123456", 1_705_314_645_123_456_000),
    ("1705314645123456789", 1_705_314_645_123_456_789), ("1000000000", 1_000_000_000_000_000_000),
    ("3999999999", 3_999_999_999_000_000_000),
  ])
  func `a count since 1970 is seconds, ms, µs or ns by its length`(text: String, time: Int64) {
    #expect(read(text) == "\(time) ns")
    #expect(read(text + " x") == "\(time) ns")
  }

  @Test(arguments: [
    "999999999", "0999999999", "4000000000", "17053146451", "170531464512345", "17053146451234567",
    "17053146451234567890", "1705314645.", "1705314645.x", "1705314645x", "9705314645",
    "9223372036854775808",
  ])
  func `other numbers are no time`(text: String) { #expect(read(text) == nil) }

  @Test(arguments: [
    "2024-13-15 10:30:45", "2024-00-15 10:30:45", "2024-01-32 10:30:45", "2024-01-00 10:30:45",
    "2024-02-30 10:30:45", "2023-02-29 10:30:45", "1900-02-29 10:30:45", "2024-04-31 10:30:45",
    "2024-01-15 24:00:00", "2024-01-15 10:60:00", "2024-01-15 10:30:61", "25:00:00", "10:60:00",
    "Feb 30 10:30:45", "Jan 0 10:30:45", "Jan 32 10:30:45", "20241315103045", "20240115243045",
    "081399 203615", "32/Jan/2024:10:30:45", "14 Mar 2026 24:29:58", "13-32 10:00:00",
    "June 31 10:00:00", "Septembe 3 10:00:00", "Septembers 3 10:00:00", "Fr 3 March 2026 10:00:00",
  ])
  func `a part out of its range makes it no stamp`(text: String) { #expect(read(text) == nil) }

  @Test func `a leap second and the leap days are stamps`() {
    #expect(read("2016-12-31 23:59:60") == "2016-12-31T23:59:60")
    #expect(read("2024-02-29 10:00:00") == "2024-02-29T10:00:00")
    #expect(read("2000-02-29 10:00:00") == "2000-02-29T10:00:00")
    #expect(read("Feb 29 10:00:00") == "2000-02-29T10:00:00 no year")
  }

  @Test(arguments: 0...12)
  func `a fraction keeps its digits, nine at most`(digits: Int) {
    let fraction = "123456789012".prefix(digits)
    for mark in [".", ","] {
      let text = "2024-01-15 10:30:45" + (digits > 0 ? mark + fraction : "")
      let kept = digits > 0 ? ".\(fraction.prefix(9))" : ""
      #expect(read(text) == "2024-01-15T10:30:45" + kept)
      #expect(read(text + "Z") == "2024-01-15T10:30:45" + kept + "+0")
    }
  }

  @Test func `behind a colon only three digits are a fraction`() {
    #expect(read("10:30:45:123") == "1970-01-01T10:30:45.123 no date")
    #expect(rest("10:30:45:1234 x") == ":1234 x")
    #expect(rest("10:30:45: x") == ": x")
    #expect(rest("10:30:45. x") == ". x")
  }

  @Test(arguments: [
    ("Z", 0), ("z", 0), ("+0100", 3_600), (" +0100", 3_600), ("+01:00", 3_600),
    (" +01:00", 3_600), ("+01", 3_600), ("-0830", -30_600), ("-08:30", -30_600), (" UTC", 0),
    (" GMT", 0), (" GMT+0100", 3_600), (" UTC-08:00", -28_800), ("+0000", 0), ("-00:00", 0),
    ("+1400", 50_400), ("+0545", 20_700),
  ])
  func `zones are read`(zone: String, offset: Int) {
    for behind in ["", " x", ",", ": x", "]"] {
      withLine("2024-01-15 10:30:45" + zone + behind) { start, count in
        let stamp = StampGrammar(start, count: count).match(at: 0)
        #expect(stamp?.offset == offset && stamp?.end == 19 + zone.utf8.count)
      }
    }
  }

  @Test(arguments: [
    " +01", " EST", " UTCX", " GMT+1", " Z", "+1", "+100", "+9900", "+0160", "+0100x",
    " - x", " + x", " -1", "-", "+", " utc",
  ])
  func `what is no zone stays behind the stamp`(zone: String) {
    #expect(rest("2024-01-15 10:30:45" + zone) == zone || read("2024-01-15 10:30:45" + zone) == nil)
    withLine("2024-01-15 10:30:45" + zone) { start, count in
      #expect(StampGrammar(start, count: count).match(at: 0)?.offset == nil)
    }
  }

  @Test func `halves of the day count from twelve`() {
    for (text, hour) in [
      ("12:30:45 AM", "00"), ("1:30:45 AM", "01"), ("11:30:45 am", "11"), ("12:30:45 PM", "12"),
      ("1:30:45PM", "13"), ("11:30:45 pm", "23"),
    ] {
      #expect(read("01/15/2024 " + text) == "2024-01-15T\(hour):30:45")
    }
    #expect(rest("13:30:45 PM") == " PM")
    #expect(rest("11:30:45 PMX") == " PMX")
    #expect(read("01/15/2024 1:30:45.5 PM") == "2024-01-15T13:30:45.5")
  }

  @Test func `years of two digits are of 1970 to 2069`() {
    #expect(read("69/06/09 20:10:40") == "2069-06-09T20:10:40")
    #expect(read("70/06/09 20:10:40") == "1970-06-09T20:10:40")
    #expect(read("99/12/31 20:10:40") == "1999-12-31T20:10:40")
  }

  @Test func `an ambiguous date is read by its separator`() {
    #expect(read("05/06/2024 10:00:00") == "2024-05-06T10:00:00")
    #expect(read("13/06/2024 10:00:00") == "2024-06-13T10:00:00")
    #expect(read("05.06.2024 10:00:00") == "2024-06-05T10:00:00")
    #expect(read("05-06-2024 10:00:00") == "2024-06-05T10:00:00")
    #expect(read("05.13.2024 10:00:00") == "2024-05-13T10:00:00")
    #expect(read("05/06/07 10:00:00") == "2005-06-07T10:00:00")
    #expect(read("05/13/07 10:00:00") == "2007-05-13T10:00:00")
    #expect(read("31.12.99 10:00:00") == "1999-12-31T10:00:00")
    #expect(read("13/13/2024 10:00:00") == nil)
  }

  @Test(arguments: [
    "2024-01-15 10:30:45", "20240115103045", "Jan 15 10:30:45", "10:30:45", "1705314645",
    "2024-01-15T10:30:45.123Z", "081109 203615", "Sun Dec 04 04:47:44 2005", "2024-01-15",
  ])
  func `a letter or digit behind it makes it no stamp, or a shorter one`(text: String) {
    for byte in UInt8.min...UInt8.max {
      let line = Array(text.utf8) + [byte]
      withLine(line) { start, count in
        guard let stamp = StampGrammar(start, count: count).match(at: 0) else { return }
        #expect(stamp.end <= count)
        if stamp.end < count { #expect(!isLetterOrDigit(line[stamp.end]), "\(byte)") }
      }
    }
  }

  @Test func `no beginning of a stamp is read beyond its end`() {
    let page = GuardedPage()
    for text in forms {
      let bytes = Array(text.utf8)
      for count in 0...bytes.count {
        page.with(Array(bytes[..<count]), slack: 0) { start, count in
          for index in 0...count {
            let stamp = StampGrammar(start, count: count).match(at: index)
            #expect(stamp == nil || stamp.map { $0.end > index && $0.end <= count } == true)
          }
        }
      }
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `any bytes are a stamp within them, or none`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let page = GuardedPage()
    for _ in 0..<1_500 {
      var bytes = Array(random.pick(forms).utf8)
      for _ in 0..<random.number(0...3) where !bytes.isEmpty {
        let place = random.number(0...bytes.count - 1)
        switch random.next() % 4 {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
        case 1: bytes[place] = random.pick(Array("0123456789:-/., TZ+".utf8))
        case 2: bytes.remove(at: place)
        default: bytes.insert(random.pick(Array("0123456789:-/., APMZ+".utf8)), at: place)
        }
      }
      page.with(bytes, slack: 0) { start, count in
        guard let stamp = StampGrammar(start, count: count).match(at: 0) else { return }
        #expect(stamp.end > 0 && stamp.end <= count)
        #expect(stamp.epoch != nil || stamp.civil.isValid)
        #expect(stamp.fractionDigits >= 0 && stamp.fractionDigits <= 9)
        #expect(stamp.civil.nanosecond >= 0 && stamp.civil.nanosecond < 1_000_000_000)
        #expect(stamp.offset.map { abs($0) < 16 * 3_600 } != false)
      }
    }
  }
}

private let forms = [
  "2024-01-15T10:30:45.123Z", "2024-01-15 10:30:45,123 +0100", "2024/01/15 10:30:45 PM",
  "2005-06-03-15.42.50.675872", "20171223-22:15:29:606", "20240115103045+01:00",
  "17/06/09 20:10:40 UTC", "01/15/2024 10:30:45", "15.01.2024 10:30:45", "081109 203615",
  "03-17 16:13:38.811", "10.30 16:49:06", "Jan 15 10:30:45", "Sun Dec 04 04:47:44 2005",
  "15/Jan/2024:10:30:45 +0000", "14 Mar 2026 10:29:58.123", "Mon, 02 Jan 2006 15:04:05 GMT",
  "09:09:11.250", "1705314645.123", "1705314645123456789", "Jan 15, 2024 1:30:45 am",
]

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
}

/// What stands at the start of a text.
private func read(_ line: String) -> String? {
  withLine(line) { start, count in
    StampGrammar(start, count: count).match(at: 0).map { HeaderAnswer.Time($0).description }
  }
}

/// What stands behind the stamp at the start of a text.
private func rest(_ line: String) -> String? {
  withLine(line) { start, count in
    StampGrammar(start, count: count).match(at: 0).map {
      text(Array(line.utf8)[$0.end...])
    }
  }
}
