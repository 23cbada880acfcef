import Records

/// Completes stamps that lack a year or a date.
///
/// `--year` wins; else the year of the latest full date earlier in the stream, with rollover at the turn of the
/// year; else the newest year that puts the stamp at or before now + 1 day. A lacking date is found the
/// same way, for the first clock of the stream. From there on the days follow the clock: where it falls by more than
/// ``tolerance``, the next day has begun; where it then rises by all but that, a line of the day before is late.
/// Eight hours, so that a log that is silent over night goes on (18:00, then 09:00), and lines of two clocks side by side
/// (UTC and local time in most places) do not run through the calendar.
struct YearInference {
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000
  private static let secondsPerDay = 86_400
  /// Those that a timestamp covers.
  private static let days =
    CivilTime.daysSinceEpoch(
      year: 1678, month: 1, day: 1)..<CivilTime.daysSinceEpoch(year: 2262, month: 1, day: 1)
  /// Seconds that the clocks of neighbouring lines of one day may be out of order.
  private static let tolerance = 8 * 3_600
  private let year: Int?
  private let now: Timestamp
  private let zone: Zone
  /// What the stream has said; while ``unknown`` is there only its latest date, and that only if this input had one.
  private var history = DateHistory()
  /// Set while it has not mattered what earlier inputs said.
  private var unknown: UnknownHistory?
  /// Counts the inputs, and the full dates that differed from the one before: what was inferred before may be otherwise now.
  private(set) var generation = 0
  /// The year that was last inferred, and for which month and day.
  private var inferred: (month: Int, day: Int, year: Int)?

  /// - Parameters:
  ///   - year: The year of all stamps that lack one.
  ///   - now: The time of the run.
  ///   - zone: The zone of stamps without one.
  init(year: Int?, now: Timestamp, zone: Zone) {
    self.year = year
    self.now = now
    self.zone = zone
  }

  /// Begins an input: what is remembered of single stamps is forgotten, what the stream has said is not.
  mutating func beginInput() {
    inferred = nil
    generation &+= 1
  }

  /// Says that `ask` knows what was said before the next input; it is called when that matters, or never.
  mutating func expectHistory(from ask: @escaping () -> DateHistory) {
    history = DateHistory()
    unknown = UnknownHistory(ask)
  }

  /// What the stream has said by now, as a function of what it had said before the input.
  func historyChange() -> @Sendable (DateHistory) -> DateHistory {
    if let dates = unknown?.dates { return { dates.following($0) } }
    let known = history
    return { _ in known }
  }

  @inline(never)
  private mutating func learnHistory() {
    guard let unknown else { return }
    self.unknown = nil
    history = unknown.dates.following(unknown.ask())
  }

  /// The time of a stamp; nil when its parts are no date.
  mutating func timestamp(of stamp: Stamp) -> Timestamp? {
    if let epoch = stamp.epoch { return epoch }
    switch stamp.gap {
    case .none:
      note(stamp.civil)
      return instant(stamp.civil, stamp.offset)
    case .time: return instant(stamp.civil, stamp.offset)
    case .year:
      if let inferred, inferred.month == stamp.civil.month, inferred.day == stamp.civil.day {
        var civil = stamp.civil
        civil.year = inferred.year
        return instant(civil, stamp.offset)
      }
      return withYear(stamp.civil, stamp.offset)
    case .date: return withDate(stamp.civil, stamp.offset)
    }
  }

  /// The instant of a whole date and clock, `offset` seconds ahead of UTC if the stamp says so.
  @inline(__always)
  private func instant(_ civil: CivilTime, _ offset: Int?) -> Timestamp? {
    civil.timestamp(offset: offset ?? zone.offset(of: civil))
  }

  /// Takes a full date of the stream as the latest.
  @inline(__always)
  mutating func note(_ civil: CivilTime) {
    if history.latest?.isDate(of: civil) != true { noteNew(civil) }
  }

  @inline(never)
  private mutating func noteNew(_ civil: CivilTime) {
    let day = DateHistory.Day(
      year: civil.year, month: civil.month, day: civil.day, number: dayNumber(civil))
    if let unknown {
      unknown.dates.note(day)
      history.latest = day
    } else {
      history.note(day)
    }
    inferred = nil
    generation &+= 1
  }

  /// Whether the clock of a stamp shows UTC.
  func isUTC(_ stamp: Stamp) -> Bool { stamp.offset ?? zone.fixedOffset == 0 }

  private mutating func withYear(_ civil: CivilTime, _ offset: Int?) -> Timestamp? {
    var civil = civil
    if year == nil, history.latest == nil { learnHistory() }
    if let year {
      civil.year = year
    } else if let latest = history.latest {
      civil.year = latest.year
      if civil.month - latest.month > 6 { civil.year -= 1 }
      if civil.month - latest.month < -6 { civil.year += 1 }
    } else {
      civil.year = CivilTime(now).year + 1
      let limit = now.nanoseconds + Self.nanosecondsPerDay
      while let time = instant(civil, offset), time.nanoseconds > limit { civil.year -= 1 }
    }
    // 29 February stands for the last leap year when the inferred year has none.
    for _ in 0..<8 where !civil.isValid { civil.year -= 1 }
    guard civil.isValid else { return nil }
    inferred = (civil.month, civil.day, civil.year)
    return instant(civil, offset)
  }

  private mutating func withDate(_ civil: CivilTime, _ offset: Int?) -> Timestamp? {
    let second = civil.hour * 3_600 + civil.minute * 60 + civil.second
    if unknown != nil { learnHistory() }
    var day: Int
    if let clock = history.clock {
      day = clock.day
      let step = second - clock.second
      if step < -Self.tolerance {
        day += 1
        history.clock = DateHistory.Clock(day: day, second: second, hasTurned: true)
      } else if clock.hasTurned, step > Self.secondsPerDay - Self.tolerance {
        day -= 1
      } else if step > 0 {
        history.clock?.second = second
      }
    } else {
      day = firstDay(civil, offset)
      history.clock = DateHistory.Clock(day: day, second: second, hasTurned: false)
    }
    guard Self.days.contains(day) else { return nil }
    let local = Timestamp(
      nanoseconds: Int64(day * Self.secondsPerDay + second) * 1_000_000_000
        + Int64(civil.nanosecond))
    let shift = offset ?? zone.fixedOffset ?? zone.offset(of: CivilTime(local))
    return Timestamp(nanoseconds: local.nanoseconds &- Int64(shift) * 1_000_000_000)
  }

  /// The day of the first clock of the stream, in days since 1970.
  private func firstDay(_ civil: CivilTime, _ offset: Int?) -> Int {
    if let latest = history.latest { return latest.number }
    var time = CivilTime(now)
    let day = dayNumber(time)
    time.hour = civil.hour
    time.minute = civil.minute
    time.second = civil.second
    time.year = year ?? time.year
    let limit = now.nanoseconds + Self.nanosecondsPerDay
    return instant(time, offset).map { $0.nanoseconds > limit } == true ? day - 1 : day
  }

  private func dayNumber(_ civil: CivilTime) -> Int {
    CivilTime.daysSinceEpoch(year: year ?? civil.year, month: civil.month, day: civil.day)
  }
}
