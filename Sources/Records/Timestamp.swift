/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// Covers the years 1678 to 2261.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Nanoseconds since the epoch.
  public var nanoseconds: Int64

  /// Takes nanoseconds since the epoch.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The earlier of two is the smaller.
  @inlinable
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}

/// A date of the proleptic Gregorian calendar and a time of day, in whatever zone the context says.
public struct CivilTime: Equatable, Sendable {
  /// The year, as written.
  public var year = 1970
  /// 1 to 12.
  public var month = 1
  /// 1 to 31.
  public var day = 1
  /// 0 to 23.
  public var hour = 0
  /// 0 to 59.
  public var minute = 0
  /// 0 to 60; 60 is a leap second and reads as the first second of the next minute.
  public var second = 0
  /// Nanoseconds within the second.
  public var nanosecond = 0

  /// The epoch; set what is known.
  @inlinable
  public init() {}

  /// True when every part is in its range and the month has that day.
  public var isValid: Bool {
    month >= 1 && month <= 12 && day >= 1 && day <= Self.days(in: month, of: year) && hour < 24
      && minute < 60 && second <= 60
  }

  /// The number of days in a month.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a date.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
  @inlinable
  public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted &- era &* 400
    let dayOfYear = (153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }

  /// The timestamp of this time in a zone; nil outside the years that ``Timestamp`` covers.
  ///
  /// - Parameter offset: Seconds that the zone is ahead of UTC.
  /// - Returns: The timestamp.
  @inlinable
  public func timestamp(offset: Int = 0) -> Timestamp? {
    guard year >= 1678, year <= 2261 else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    let seconds = days &* 86_400 &+ hour &* 3_600 &+ minute &* 60 &+ second &- offset
    return Timestamp(nanoseconds: Int64(seconds) &* 1_000_000_000 &+ Int64(nanosecond))
  }

  /// The time of a timestamp in UTC.
  ///
  /// Source: H. Hinnant, as above, civil_from_days.
  public init(_ timestamp: Timestamp) {
    let (seconds, nanoseconds) = timestamp.nanoseconds.flooredDivision(by: 1_000_000_000)
    let (days, rest) = seconds.flooredDivision(by: 86_400)
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = Int(rest) / 3_600
    minute = Int(rest) / 60 % 60
    second = Int(rest) % 60
    nanosecond = Int(nanoseconds)
  }
}

extension Int64 {
  /// Quotient and remainder with the remainder in `0..<divisor`.
  @inline(__always)
  func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
