import Lines

/// A trace id as the number that its forms share, compared without making text of it.
///
///     4bf92f3577b34da6a3ce929d0e0e4736      128 bits, W3C
///     4BF92F35-77B3-4DA6-A3CE-929D0E0E4736  the same, as a UUID in capitals
///     a3ce929d0e0e4736                      its low 64 bits, B3
///     11803532876627986230                  the same in decimal, Datadog
///
/// The forms are those of ``TraceID/normalised(_:)``: 16 or 32 hexadecimal digits, dashes dropped, or a decimal number.
public struct TraceNumber: Equatable, Sendable {
  /// The upper half; 0 when the id has 64 bits.
  public var high: UInt64 = 0
  /// The lower half.
  public var low: UInt64 = 0
  /// Whether the id has 128 bits.
  public var isLong = false

  /// The number that a text is; nil when it is no such form, and for zeros.
  public init?(_ text: UnsafeBufferPointer<UInt8>) {
    if text.count != 16, text.count != 32, let number = Self.decimal(text) {
      low = number
    } else {
      var digits = 0
      for byte in text where byte != UInt8(ascii: "-") {
        guard let digit = hexValue(byte), digits < 32 else { return nil }
        high = high << 4 | low >> 60
        low = low << 4 | UInt64(digit)
        digits += 1
      }
      guard digits == 16 || digits == 32 else { return nil }
      isLong = digits == 32
    }
    if high == 0 && low == 0 { return nil }
  }

  /// A number of 10 to 20 digits that 64 bits hold.
  public static func decimal(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard text.count >= 10, text.count <= 20 else { return nil }
    var value: UInt64 = 0
    for byte in text {
      guard byte &- 48 < 10 else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(byte &- 48))
      if overflow || carry { return nil }
      value = sum
    }
    return value
  }

  /// Whether the two are ids of one request: by the low 64 bits when one of them has no more.
  @inline(__always)
  public func isSame(as other: TraceNumber) -> Bool {
    low == other.low && (high == other.high || !isLong || !other.isLong)
  }
}
