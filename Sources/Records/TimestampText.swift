import Lines

/// Writes timestamps as RFC 3339 in UTC, `2024-01-15T10:30:45.123Z`.
///
/// Keeps the text of the last day and second it wrote: neighbouring log lines share them.
public struct TimestampWriter {
  private var second: Int64 = .min
  /// `yyyy-MM-ddTHH:mm:ss` of that second.
  private var text: InlineArray<20, UInt8> = InlineArray(repeating: 0)

  /// A writer that has written nothing yet.
  public init() {}

  /// Appends `timestamp` with `digits` digits of fraction, 0 to 9.
  public mutating func write(
    _ timestamp: Timestamp, fractionDigits digits: Int, to output: inout OutputBuffer
  ) {
    let (seconds, nanoseconds) = timestamp.nanoseconds.flooredDivision(by: 1_000_000_000)
    if seconds != second { remember(timestamp, seconds) }
    output.reserve(40)
    for index in 0..<19 { output.append(text[index]) }
    if digits > 0 {
      output.append(UInt8(ascii: "."))
      var fraction = UInt64(nanoseconds)
      for _ in digits..<9 { fraction /= 10 }
      output.append(fraction, width: digits)
    }
    output.append(UInt8(ascii: "Z"))
  }

  private mutating func remember(_ timestamp: Timestamp, _ seconds: Int64) {
    second = seconds
    let time = CivilTime(timestamp)
    put(time.year, width: 4, at: 0)
    put(time.month, width: 2, at: 5)
    put(time.day, width: 2, at: 8)
    put(time.hour, width: 2, at: 11)
    put(time.minute, width: 2, at: 14)
    put(time.second, width: 2, at: 17)
    text[4] = UInt8(ascii: "-")
    text[7] = UInt8(ascii: "-")
    text[10] = UInt8(ascii: "T")
    text[13] = UInt8(ascii: ":")
    text[16] = UInt8(ascii: ":")
  }

  private mutating func put(_ number: Int, width: Int, at offset: Int) {
    var rest = number
    for index in (offset..<offset + width).reversed() {
      text[index] = UInt8(truncatingIfNeeded: 48 + rest % 10)
      rest /= 10
    }
  }
}

extension Timestamp {
  /// The timestamp that a text spells as RFC 3339 (a zone is needed, blank for `T` is allowed).
  ///
  /// - Parameter text: All of it must be the timestamp.
  /// - Returns: Nil when it is none.
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
