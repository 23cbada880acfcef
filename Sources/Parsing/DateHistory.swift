import Records

/// What a stream has said of dates so far: all that the lines of one input tell those of the next.
public struct DateHistory: Equatable, Sendable {
  /// A full date.
  struct Day: Equatable, Sendable {
    var year: Int
    var month: Int
    var day: Int
    /// Days since 1970, in the year that the user gives for all, if any.
    var number: Int

    @inline(__always)
    func isDate(of civil: CivilTime) -> Bool {
      day == civil.day && month == civil.month && year == civil.year
    }
  }

  /// The day that clocks without a date are of.
  struct Clock: Equatable, Sendable {
    /// Days since 1970.
    var day: Int
    /// The latest clock of the day.
    var second: Int
    /// Whether the clocks had a day before it.
    var hasTurned: Bool
  }

  /// The latest full date.
  var latest: Day?
  var clock: Clock?

  /// That of a stream that has not begun.
  public init() {}

  /// Takes a full date that differs from the latest.
  mutating func note(_ day: Day) {
    latest = day
    guard let known = clock, known.day != day.number else { return }
    clock = known.day + 1 == day.number ? Clock(day: day.number, second: 0, hasTurned: true) : nil
  }
}

/// The full dates of lines whose history is not known yet, as far as they matter to it.
///
/// A history without clocks is told by the last date. Clocks go on over a run of neighbouring days and end at any other
/// step: so the first two dates, the last, and whether all behind the second were neighbours, say what became of them.
struct DatesSoFar: Sendable {
  private var first: DateHistory.Day?
  private var second: DateHistory.Day?
  private var last: DateHistory.Day?
  private var isRun = true

  /// Takes a full date that differs from the one before.
  mutating func note(_ day: DateHistory.Day) {
    defer { last = day }
    if first == nil {
      first = day
    } else if second == nil {
      second = day
    } else if let last, !(0...1).contains(day.number - last.number) {
      isRun = false
    }
  }

  /// The history behind these dates, with `earlier` in front of them.
  func following(_ earlier: DateHistory) -> DateHistory {
    var history = earlier
    if let first, first != earlier.latest { history.note(first) }
    guard let second, let last else { return history }
    history.note(second)
    history.latest = last
    if !isRun {
      history.clock = nil
    } else if let clock = history.clock, clock.day != last.number {
      history.clock = DateHistory.Clock(day: last.number, second: 0, hasTurned: true)
    }
    return history
  }
}

/// Where the history of an input comes from, as long as it is not known.
final class UnknownHistory {
  var dates = DatesSoFar()
  let ask: () -> DateHistory

  init(_ ask: @escaping () -> DateHistory) { self.ask = ask }
}
