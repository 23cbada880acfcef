import Lines

/// Writes timestamps as RFC 3339 in UTC, `2024-01-15T10:30:45.123Z`.
///
/// Keeps the text of the last day and second it wrote: neighbouring log lines share them.
public struct TimestampWriter: ~Copyable {
  private static let size = 19
  private var second: Int64 = .min
  private var day: Int64 = .min
  /// `yyyy-MM-ddTHH:mm:ss` of that second.
  private let text: UnsafeMutablePointer<UInt8>

  /// A writer that has written nothing yet.
  public init() {
    text = .allocate(capacity: 32)
    text.initialize(repeating: 0, count: 32)
    for (index, byte) in "0000-00-00T00:00:00".utf8.enumerated() { text[index] = byte }
  }

  deinit { text.deallocate() }

  /// The day that was written last, `yyyy-MM-ddT`, with 16 readable bytes.
  public var dayText: UnsafePointer<UInt8> { UnsafePointer(text) }

  /// Appends `timestamp` with `digits` digits of fraction, 0 to 9.
  public mutating func write(
    _ timestamp: Timestamp, fractionDigits digits: Int, to output: inout OutputBuffer
  ) {
    var cursor = output.cursor(reserving: 64)
    write(timestamp, fractionDigits: digits, to: &cursor)
    output.advance(to: cursor)
  }

  /// Puts `timestamp` with `digits` digits of fraction, 0 to 9: at most 30 bytes.
  public mutating func write(
    _ timestamp: Timestamp, fractionDigits digits: Int, to output: inout OutputCursor
  ) {
    let (seconds, nanoseconds) = timestamp.nanoseconds.flooredDivision(by: 1_000_000_000)
    if seconds != second { remember(timestamp, seconds) }
    output.put(short: text, count: Self.size)
    if digits > 0 {
      output.put(UInt8(ascii: "."))
      var fraction = UInt32(truncatingIfNeeded: nanoseconds)
      if digits == 3 {
        fraction /= 1_000_000
      } else {
        for _ in digits..<9 { fraction /= 10 }
      }
      output.put(Int(fraction), width: digits)
    }
    output.put(UInt8(ascii: "Z"))
  }

  private mutating func remember(_ timestamp: Timestamp, _ seconds: Int64) {
    second = seconds
    let (days, rest) = seconds.flooredDivision(by: 86_400)
    if days != day {
      day = days
      let date = CivilTime(timestamp)
      put(date.year / 100, at: 0)
      put(date.year % 100, at: 2)
      put(date.month, at: 5)
      put(date.day, at: 8)
    }
    let clock = Int(rest)
    put(clock / 3_600, at: 11)
    put(clock / 60 % 60, at: 14)
    put(clock % 60, at: 17)
  }

  @inline(__always)
  private func put(_ number: Int, at offset: Int) {
    text[offset] = UInt8(truncatingIfNeeded: 48 &+ number / 10)
    text[offset &+ 1] = UInt8(truncatingIfNeeded: 48 &+ number % 10)
  }
}

extension Timestamp {
  /// The timestamp that a text spells as RFC 3339 (a zone is needed, blank for `T` is allowed).
  ///
  /// Nil when it is none; all of the text must be the timestamp.
  public init?(rfc3339 text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 20 else { return nil }
    var time = CivilTime()
    guard let year = digits(text, 0, 4), text[4] == UInt8(ascii: "-"),
      let month = digits(text, 5, 2), text[7] == UInt8(ascii: "-"), let day = digits(text, 8, 2),
      text[10] | 0x20 == UInt8(ascii: "t") || text[10] == 0x20,
      let hour = digits(text, 11, 2), text[13] == UInt8(ascii: ":"),
      let minute = digits(text, 14, 2), text[16] == UInt8(ascii: ":"),
      let second = digits(text, 17, 2)
    else { return nil }
    time.year = year
    time.month = month
    time.day = day
    time.hour = hour
    time.minute = minute
    time.second = second
    var index = 19
    if text[index] == UInt8(ascii: ".") {
      guard let end = Self.readFraction(text, 20, into: &time.nanosecond) else { return nil }
      index = end
    }
    guard let offset = Self.zoneOffset(text, from: index), time.isValid,
      let value = time.timestamp(offset: offset)
    else { return nil }
    self = value
  }

  /// Reads the digits of a fraction of a second; what is finer than a nanosecond is not looked at.
  private static func readFraction(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, into nanosecond: inout Int
  ) -> Int? {
    var index = start
    var scale = 100_000_000
    while index < text.count, text[index] &- 48 < 10 {
      nanosecond += Int(text[index] &- 48) * scale
      scale /= 10
      index += 1
    }
    return index > start ? index : nil
  }

  /// Seconds ahead of UTC of the zone that is all of the rest of `text`: `Z` or `+hh:mm`.
  private static func zoneOffset(_ text: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
    guard index < text.count else { return nil }
    if text.count == index + 1 { return text[index] | 0x20 == UInt8(ascii: "z") ? 0 : nil }
    guard text.count == index + 6, text[index + 3] == UInt8(ascii: ":"),
      let hours = digits(text, index + 1, 2), hours < 24,
      let minutes = digits(text, index + 4, 2), minutes < 60
    else { return nil }
    let offset = hours * 3_600 + minutes * 60
    switch text[index] {
    case UInt8(ascii: "+"): return offset
    case UInt8(ascii: "-"): return -offset
    default: return nil
    }
  }
}

/// The number that `count` digits at `index` spell; nil when a byte is no digit.
@inline(__always)
private func digits(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ count: Int) -> Int? {
  var value = 0
  for offset in index..<index + count {
    let digit = text[offset] &- 48
    if digit > 9 { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}
