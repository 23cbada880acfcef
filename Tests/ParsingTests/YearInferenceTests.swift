import Lines
import Records
import Testing

@testable import Parsing

@Suite struct YearInferenceTests {
  @Test func `a stamp without a year gets that of the last full date`() {
    #expect(
      infer(["2019-03-01 10:00:00", "Mar 02 10:00:00"])
        == ["2019-03-01T10:00:00Z", "2019-03-02T10:00:00Z"])
  }

  @Test func `--year wins over everything`() {
    #expect(
      infer(["2019-03-01 10:00:00", "Mar 02 10:00:00", "Dec 31 23:59:59"], year: 2011)
        == ["2019-03-01T10:00:00Z", "2011-03-02T10:00:00Z", "2011-12-31T23:59:59Z"])
  }

  @Test func `the year turns with the stream, in both directions`() {
    #expect(infer(["2019-12-31 23:59:59", "Jan 01 00:00:01"]).last == "2020-01-01T00:00:01Z")
    #expect(infer(["2020-01-01 00:00:01", "Dec 31 23:59:59"]).last == "2019-12-31T23:59:59Z")
    #expect(infer(["2019-12-31 23:59:59", "Jun 30 00:00:01"]).last == "2019-06-30T00:00:01Z")
    #expect(infer(["2019-12-31 23:59:59", "May 31 00:00:01"]).last == "2020-05-31T00:00:01Z")
    #expect(infer(["2020-01-01 00:00:01", "Jul 01 00:00:01"]).last == "2020-07-01T00:00:01Z")
    #expect(infer(["2020-01-01 00:00:01", "Aug 01 00:00:01"]).last == "2019-08-01T00:00:01Z")
  }

  @Test func `without a full date it is the newest year up to a day after now`() {
    let now = "2024-05-10T12:00:00Z"
    #expect(infer(["May 10 11:00:00"], now: now) == ["2024-05-10T11:00:00Z"])
    #expect(infer(["May 11 12:00:00"], now: now) == ["2024-05-11T12:00:00Z"])
    #expect(infer(["May 11 12:00:01"], now: now) == ["2023-05-11T12:00:01Z"])
    #expect(infer(["Dec 31 23:59:59"], now: now) == ["2023-12-31T23:59:59Z"])
    #expect(infer(["Jan 01 00:00:00"], now: "2023-12-31T12:00:00Z") == ["2024-01-01T00:00:00Z"])
    #expect(infer(["Jan 01 00:00:00"], now: "2023-12-30T12:00:00Z") == ["2023-01-01T00:00:00Z"])
  }

  @Test func `29 February stands for a leap year`() {
    #expect(infer(["Feb 29 10:00:00"], now: "2024-03-01T00:00:00Z") == ["2024-02-29T10:00:00Z"])
    #expect(infer(["Feb 29 10:00:00"], now: "2023-03-01T00:00:00Z") == ["2020-02-29T10:00:00Z"])
    #expect(infer(["Feb 29 10:00:00"], now: "1903-03-01T00:00:00Z") == ["1896-02-29T10:00:00Z"])
    #expect(infer(["2023-01-05 10:00:00", "Feb 29 10:00:00"]).last == "2020-02-29T10:00:00Z")
    #expect(infer(["Feb 29 10:00:00"], year: 2023) == ["2020-02-29T10:00:00Z"])
  }

  @Test func `the year is found anew for each day`() {
    let now = "2024-01-01T12:00:00Z"
    #expect(
      infer(["Dec 31 23:59:59", "Jan 01 00:00:00", "Jan 02 12:00:00", "Dec 31 23:59:58"], now: now)
        == [
          "2023-12-31T23:59:59Z", "2024-01-01T00:00:00Z", "2024-01-02T12:00:00Z",
          "2023-12-31T23:59:58Z",
        ])
  }

  /// A day is one day: not half of it in one year and half in the other.
  @Test func `the stamps of one day are of one year`() {
    let now = "2024-05-10T12:00:00Z"
    let found = infer(["May 11 11:59:00", "May 11 12:00:00", "May 11 23:00:00"], now: now)
    #expect(found.allSatisfy { $0.hasPrefix("2024-05-11") }, "\(found)")
  }

  @Test func `a clock alone gets the day of the last full date, or of now`() {
    #expect(infer(["2019-03-01 10:00:00", "11:00:00"]).last == "2019-03-01T11:00:00Z")
    #expect(infer(["11:00:00"], now: "2024-05-10T12:00:00Z") == ["2024-05-10T11:00:00Z"])
    #expect(infer(["23:59:59"], now: "2024-05-10T00:00:00Z") == ["2024-05-10T23:59:59Z"])
    #expect(
      infer(["00:00:00", "23:59:59"], now: "2024-05-10T12:00:00Z")
        == ["2024-05-10T00:00:00Z", "2024-05-10T23:59:59Z"])
  }

  @Test func `a clock that falls by more than eight hours begins the next day`() {
    let now = "2024-05-10T12:00:00Z"
    #expect(
      infer(["23:59:58", "23:59:59", "00:00:01", "00:00:02"], now: now)
        == [
          "2024-05-10T23:59:58Z", "2024-05-10T23:59:59Z", "2024-05-11T00:00:01Z",
          "2024-05-11T00:00:02Z",
        ])
    #expect(
      infer(["18:00:00", "09:00:00", "18:00:00", "09:00:00"], now: now)
        == [
          "2024-05-10T18:00:00Z", "2024-05-11T09:00:00Z", "2024-05-11T18:00:00Z",
          "2024-05-12T09:00:00Z",
        ])
    #expect(infer(["2019-12-31 10:00:00", "23:00:00", "01:00:00"]).last == "2020-01-01T01:00:00Z")
    #expect(infer(["23:00:00", "01:00:00"], year: 2019, now: now).last == "2019-05-11T01:00:00Z")
  }

  @Test func `slight disorder turns no day`() {
    let now = "2024-05-10T12:00:00Z"
    let noon = infer(["12:00:00", "11:59:00", "12:00:01", "04:00:01"], now: now)
    #expect(noon.allSatisfy { $0.hasPrefix("2024-05-10T") })
    #expect(
      infer(["23:59:59", "00:00:01", "23:59:58", "00:00:00", "00:00:02"], now: now)
        == [
          "2024-05-10T23:59:59Z", "2024-05-11T00:00:01Z", "2024-05-10T23:59:58Z",
          "2024-05-11T00:00:00Z", "2024-05-11T00:00:02Z",
        ])
  }

  @Test func `two clocks side by side do not run through the calendar`() {
    let hours = (0..<48).flatMap { hour in
      [hour, hour + 7].map { $0 % 24 < 10 ? "0\($0 % 24):30:00" : "\($0 % 24):30:00" }
    }
    #expect(infer(hours, now: "2024-05-10T12:00:00Z").last == "2024-05-12T06:30:00Z")
  }

  @Test func `a full date sets the day of the clocks behind it`() {
    #expect(
      infer([
        "2019-03-01 23:59:58", "23:59:59", "2019-03-02 00:00:00", "23:59:59", "00:00:01",
        "2019-03-02 00:00:02", "00:00:03", "2019-03-07 00:00:00", "23:00:00",
      ]) == [
        "2019-03-01T23:59:58Z", "2019-03-01T23:59:59Z", "2019-03-02T00:00:00Z",
        "2019-03-01T23:59:59Z", "2019-03-02T00:00:01Z", "2019-03-02T00:00:02Z",
        "2019-03-02T00:00:03Z", "2019-03-07T00:00:00Z", "2019-03-07T23:00:00Z",
      ])
    #expect(
      infer(["2019-03-01 10:00:00", "23:59:59", "00:00:01", "2019-03-02 00:00:02", "00:00:03"])
        .last == "2019-03-02T00:00:03Z")
  }

  @Test func `days beyond those that a timestamp covers give none`() {
    #expect(
      infer(["2261-12-31 10:00:00", "23:00:00", "01:00:00"]) == [
        "2261-12-31T10:00:00Z", "2261-12-31T23:00:00Z", "none",
      ])
  }

  @Test func `a zone counts from the stamp, else from the option`() {
    #expect(infer(["2024-01-15 10:00:00 +0100"], offset: 7_200) == ["2024-01-15T09:00:00Z"])
    #expect(infer(["2024-01-15 10:00:00"], offset: 7_200) == ["2024-01-15T08:00:00Z"])
    #expect(infer(["2024-01-01 00:30:00"], offset: 3_600) == ["2023-12-31T23:30:00Z"])
    #expect(
      infer(["Jan 01 00:30:00"], now: "2024-01-10T00:00:00Z", offset: 3_600)
        == ["2023-12-31T23:30:00Z"])
  }

  @Test func `a count of seconds is what it says`() {
    #expect(infer(["1705314645.5"], year: 1999) == ["2024-01-15T10:30:45Z"])
  }

  @Test func `a year that no timestamp covers gives none`() {
    #expect(infer(["9999-01-15 10:00:00"]) == ["none"])
    #expect(infer(["0001-01-15 10:00:00", "2024-01-15 10:00:00"]).last == "2024-01-15T10:00:00Z")
  }

  @Test func `the generation counts the days that differ`() {
    var inference = YearInference(year: nil, now: Timestamp(nanoseconds: 0), zone: .utc)
    func generation(after line: String) -> Int {
      withLine(line) { start, count in
        _ = StampGrammar(start, count: count).match(at: 0).map { inference.timestamp(of: $0) }
      }
      return inference.generation
    }
    let first = generation(after: "2024-01-15 10:00:00")
    #expect(generation(after: "2024-01-15 11:00:00") == first)
    #expect(generation(after: "Jan 15 11:00:00") == first)
    #expect(generation(after: "2024-01-16 11:00:00") != first)
  }
}

/// The times of stamps that follow each other in a stream, to the second.
private func infer(
  _ stamps: [String], year: Int? = nil, now: String = "2024-05-10T12:00:00Z", offset: Int = 0
) -> [String] {
  var now = now
  let time = now.withUTF8 { Timestamp(rfc3339: $0) } ?? Timestamp(nanoseconds: 0)
  var inference = YearInference(year: year, now: time, zone: Zone(offset: offset))
  return stamps.map { stamp in
    withLine(stamp) { start, count in
      let found = StampGrammar(start, count: count).match(at: 0)
      return found.flatMap { inference.timestamp(of: $0) }.map(written) ?? "none"
    }
  }
}

/// A timestamp as records have it, to the second.
func written(_ timestamp: Timestamp) -> String {
  var writer = TimestampWriter()
  var buffer = OutputBuffer(descriptor: -1)
  writer.write(timestamp, fractionDigits: 0, to: &buffer)
  return text(buffer.pending)
}
