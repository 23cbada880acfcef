/// The rule by which a zone goes on behind the changes of its file, as the variable `TZ` of POSIX spells it.
///
///     CET-1CEST,M3.5.0,M10.5.0/3     an hour ahead; two from the last Sunday of March at 2 to that of October at 3
///
/// Source: POSIX.1-2017, 8.3 "TZ", with the extensions of RFC 8536, section 3.3.1 (times from -167 to 167 hours).
struct ZoneRule {
  /// A day of the year.
  private enum Day {
    /// 1 to 365; 29 February is never counted.
    case counted(Int)
    /// 0 to 365; 29 February is counted.
    case ofYear(Int)
    /// A day of the week, 0 being Sunday, in a week of a month; week 5 is the last.
    case ofWeek(month: Int, week: Int, day: Int)
  }

  private struct Change {
    var day: Day
    /// Seconds behind midnight, on the clocks before the change.
    var time: Int
  }

  private let standard: Int
  private var summer: (offset: Int, start: Change, end: Change)?

  /// Reads a rule; nil when it is none.
  init?(_ text: ArraySlice<UInt8>) {
    var reader = Reader(rest: text)
    guard reader.skipName(), let behind = reader.time() else { return nil }
    standard = -behind
    if reader.rest.isEmpty { return }
    guard reader.skipName() else { return nil }
    var offset = standard + 3_600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let behind = reader.time() else { return nil }
      offset = -behind
    }
    guard let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else {
      return nil
    }
    summer = (offset, start, end)
  }

  /// The offsets behind an instant.
  ///
  /// - Parameters:
  ///   - last: Seconds since the epoch; `Int.min` for all from 1970 on.
  ///   - year: The last year with changes.
  /// - Returns: By ascending start.
  func spans(from last: Int, throughYear year: Int) -> [Zone.Span] {
    guard let summer else { return last == .min ? [Zone.Span(start: 0, offset: standard)] : [] }
    let seconds = Int64(clamping: max(last, 0))
    let firstYear = CivilTime(
      Timestamp(nanoseconds: min(seconds, 9_000_000_000) * 1_000_000_000)
    ).year
    return (firstYear - 1...year).flatMap { year in
      [
        Zone.Span(start: second(of: summer.start, in: year) - standard, offset: summer.offset),
        Zone.Span(start: second(of: summer.end, in: year) - summer.offset, offset: standard),
      ]
    }.filter { $0.start > last }.sorted { $0.start < $1.start }
  }

  /// Civil seconds since the epoch of a change.
  private func second(of change: Change, in year: Int) -> Int {
    dayNumber(of: change.day, in: year) * 86_400 + change.time
  }

  private func dayNumber(of day: Day, in year: Int) -> Int {
    let newYear = CivilTime.daysSinceEpoch(year: year, month: 1, day: 1)
    switch day {
    case .ofYear(let number): return newYear + number
    case .counted(let number):
      let hasLeapDay = number >= 60 && CivilTime.days(in: 2, of: year) == 29
      return newYear + number - (hasLeapDay ? 0 : 1)
    case .ofWeek(let month, let week, let day):
      let first = CivilTime.daysSinceEpoch(year: year, month: month, day: 1)
      // 1970-01-01 was a Thursday.
      let weekday = ((first + 4) % 7 + 7) % 7
      var offset = (day - weekday + 7) % 7 + (week - 1) * 7
      while offset >= CivilTime.days(in: month, of: year) { offset -= 7 }
      return first + offset
    }
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: byte) else { return false }
      rest.removeFirst()
      return true
    }

    /// Skips three letters or more, or what stands in angle brackets.
    mutating func skipName() -> Bool {
      let before = rest.count
      if take("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      rest = rest.drop { ($0 | 0x20) &- 97 < 26 }
      return before - rest.count >= 3
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix { $0 &- 48 < 10 }
      rest = rest[digits.endIndex...]
      guard (1...3).contains(digits.count) else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 &- 48) }
      return range.contains(value) ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time() -> Int? {
      let sign = take("-") ? -1 : 1
      if sign == 1 { _ = take("+") }
      guard let hours = number(0...167) else { return nil }
      var seconds = hours * 3_600
      for unit in [60, 1] where take(":") {
        guard let value = number(0...59) else { return nil }
        seconds += value * unit
      }
      return sign * seconds
    }

    /// `,` and a day, and perhaps `/` and a time, which else is two o'clock.
    mutating func change() -> Change? {
      guard take(","), let day = day() else { return nil }
      guard take("/") else { return Change(day: day, time: 7_200) }
      return time().map { Change(day: day, time: $0) }
    }

    private mutating func day() -> Day? {
      if take("J") { return number(1...365).map { .counted($0) } }
      guard take("M") else { return number(0...365).map { .ofYear($0) } }
      guard let month = number(1...12), take("."), let week = number(1...5), take("."),
        let day = number(0...6)
      else { return nil }
      return .ofWeek(month: month, week: week, day: day)
    }
  }
}
