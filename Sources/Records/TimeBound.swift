/// A point in time as people write it for `--since` and `--until`; what it means hangs on now and on a zone.
///
///     2026-03-14T10:30:45.5Z   RFC 3339
///     2026-03-14 10:30         the same in the zone at hand; a date alone is its midnight
///     10:30, 10:30:45          of the day of now
///     3h, 14d, -90s            back from now
public enum TimeBound: Equatable, Sendable {
  /// A time with a zone.
  case instant(Timestamp)
  /// A date and a time of day without a zone.
  case civil(CivilTime)
  /// Seconds since the midnight of the day of now.
  case clock(seconds: Int)
  /// Nanoseconds back from now.
  case back(Int64)

  private static let units: [(name: UInt8, seconds: Int64)] = [
    (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600), (UInt8(ascii: "m"), 60),
    (UInt8(ascii: "s"), 1),
  ]

  /// Reads one of the forms; nil for anything else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if let time = bytes.withUnsafeBufferPointer({ Timestamp(rfc3339: $0) }) {
      self = .instant(time)
    } else if let span = Self.span(bytes) {
      self = .back(span)
    } else if let seconds = Self.clock(bytes[...]) {
      self = .clock(seconds: seconds)
    } else if let civil = Self.civil(bytes) {
      self = .civil(civil)
    } else {
      return nil
    }
  }

  /// The instant that is meant.
  ///
  /// - Parameters:
  ///   - now: The time of the run.
  ///   - zone: The zone of times without one.
  /// - Returns: Nil outside the years that ``Timestamp`` covers.
  public func resolved(now: Timestamp, zone: Zone) -> Timestamp? {
    switch self {
    case .instant(let time): return time
    case .civil(let civil): return civil.timestamp(in: zone)
    case .back(let span): return Timestamp(nanoseconds: now.nanoseconds - span)
    case .clock(let seconds):
      var civil = CivilTime(now, in: zone)
      civil.hour = seconds / 3_600
      civil.minute = seconds / 60 % 60
      civil.second = seconds % 60
      civil.nanosecond = 0
      return civil.timestamp(in: zone)
    }
  }

  /// `90s`, `10m`, `2h`, `7d`, a minus in front of it or not; a century at most.
  private static func span(_ text: [UInt8]) -> Int64? {
    let digits = text.dropLast().drop { $0 == UInt8(ascii: "-") }
    guard let unit = units.first(where: { $0.name == text.last }),
      let number = number(digits), text.count - digits.count <= 2,
      number <= 3_200_000_000 / unit.seconds
    else { return nil }
    return number * unit.seconds * 1_000_000_000
  }

  /// `hh:mm` or `hh:mm:ss`.
  private static func clock(_ text: ArraySlice<UInt8>) -> Int? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.dropFirst().allSatisfy({ $0.count == 2 }),
      parts[0].count <= 2
    else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count, numbers[0] < 24, numbers[1] < 60,
      numbers.count == 2 || numbers[2] < 60
    else { return nil }
    return Int(numbers[0] * 3_600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
  }

  /// `yyyy-MM-dd`, and a clock behind a `T` or a blank.
  private static func civil(_ text: [UInt8]) -> CivilTime? {
    guard text.count >= 10 else { return nil }
    let parts = text[..<10].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == 3 else { return nil }
    var civil = CivilTime()
    civil.year = Int(numbers[0])
    civil.month = Int(numbers[1])
    civil.day = Int(numbers[2])
    if text.count > 10 {
      guard text[10] == UInt8(ascii: "T") || text[10] == 0x20, let seconds = clock(text[11...])
      else { return nil }
      civil.hour = seconds / 3_600
      civil.minute = seconds / 60 % 60
      civil.second = seconds % 60
    }
    return civil.isValid && civil.timestamp() != nil ? civil : nil
  }

  /// The number that up to ten digits spell.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard !digits.isEmpty, digits.count <= 10, digits.allSatisfy({ $0 &- 48 < 10 }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int64($1 &- 48) }
  }
}
