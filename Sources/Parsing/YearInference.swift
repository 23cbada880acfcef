import Records

/// Completes stamps that lack a year or a date.
///
/// `--year` wins; else the year of the latest full date earlier in the stream, with rollover at the turn of the
/// year; else the newest year that puts the stamp at or before now + 1 day. A lacking date is found the
/// same way.
struct YearInference {
  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000
  private let year: Int?
  private let now: Timestamp
  private let offset: Int
  /// The latest full date of the stream.
  private var latest: CivilTime?
  /// Counts the full dates that differed from the one before: what was inferred before may be otherwise now.
  private(set) var generation = 0
  /// The year that was last inferred, and for which month and day.
  private var inferred: (month: Int, day: Int, year: Int)?

  /// - Parameters:
  ///   - year: The year of all stamps that lack one.
  ///   - now: The time of the run.
  ///   - offset: Seconds ahead of UTC of stamps without a zone.
  init(year: Int?, now: Timestamp, offset: Int) {
    self.year = year
    self.now = now
    self.offset = offset
  }

  /// The time of a stamp; nil when its parts are no date.
  mutating func timestamp(of stamp: Stamp) -> Timestamp? {
    if let epoch = stamp.epoch { return epoch }
    let zone = stamp.offset ?? offset
    switch stamp.gap {
    case .none:
      note(stamp.civil)
      return stamp.civil.timestamp(offset: zone)
    case .time: return stamp.civil.timestamp(offset: zone)
    case .year:
      if let inferred, inferred.month == stamp.civil.month, inferred.day == stamp.civil.day {
        var civil = stamp.civil
        civil.year = inferred.year
        return civil.timestamp(offset: zone)
      }
      return withYear(stamp.civil, zone)
    case .date: return withDate(stamp.civil, zone)
    }
  }

  /// Takes a full date of the stream as the latest.
  @inline(__always)
  mutating func note(_ civil: CivilTime) {
    if isSameDay(civil) { return }
    latest = civil
    inferred = nil
    generation &+= 1
  }

  @inline(__always)
  private func isSameDay(_ civil: CivilTime) -> Bool {
    latest?.day == civil.day && latest?.month == civil.month && latest?.year == civil.year
  }

  /// Whether the clock of a stamp shows UTC.
  func isUTC(_ stamp: Stamp) -> Bool { stamp.offset ?? offset == 0 }

  private mutating func withYear(_ civil: CivilTime, _ zone: Int) -> Timestamp? {
    var civil = civil
    if let year {
      civil.year = year
    } else if let latest {
      civil.year = latest.year
      if civil.month - latest.month > 6 { civil.year -= 1 }
      if civil.month - latest.month < -6 { civil.year += 1 }
    } else {
      civil.year = CivilTime(now).year + 1
      let limit = now.nanoseconds + Self.nanosecondsPerDay
      while let time = civil.timestamp(offset: zone), time.nanoseconds > limit { civil.year -= 1 }
    }
    // 29 February stands for the last leap year when the inferred year has none.
    for _ in 0..<8 where !civil.isValid { civil.year -= 1 }
    guard civil.isValid else { return nil }
    inferred = (civil.month, civil.day, civil.year)
    return civil.timestamp(offset: zone)
  }

  private func withDate(_ civil: CivilTime, _ zone: Int) -> Timestamp? {
    var civil = civil
    let day = latest ?? CivilTime(now)
    civil.year = year ?? day.year
    civil.month = day.month
    civil.day = day.day
    guard let time = civil.timestamp(offset: zone) else { return nil }
    if latest == nil, time.nanoseconds > now.nanoseconds + Self.nanosecondsPerDay {
      return Timestamp(nanoseconds: time.nanoseconds - Self.nanosecondsPerDay)
    }
    return time
  }
}
