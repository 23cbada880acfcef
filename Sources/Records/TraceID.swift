/// Brings trace and span ids to one form, so that the same request compares equal in every service.
///
/// Lower-case hexadecimal with the dashes of a UUID dropped; Datadog's decimal numbers as 16 digits of hex. What is
/// neither stays as it is. Ids of zeros alone are none (W3C Trace Context, section 3.2.2.3).
public enum TraceID {
  /// Whether an id is in its normalised form already, as far as can be told at a glance: 16 or 32 small hexadecimal digits, not
  /// all of them zeros.
  ///
  /// - Parameter text: The id as the source has it.
  /// - Returns: False says nothing.
  public static func isNormal(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count == 16 || text.count == 32 else { return false }
    var seen: UInt8 = 0
    for byte in text {
      let isDigit = byte &- 48 < 10
      if !isDigit, byte &- 97 > 5 { return false }
      seen |= byte
    }
    return seen != UInt8(ascii: "0")
  }

  /// The normalised form of an id; nil for an id that says "none".
  ///
  /// - Parameter text: The id as the source has it.
  /// - Returns: The id to compare by.
  public static func normalised(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    if text.isEmpty || text.allSatisfy({ $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "-") }) {
      return nil
    }
    if text.count != 16, text.count != 32, let number = TraceNumber.decimal(text) {
      return hex(number)
    }
    let digits = text.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 16 || digits.count == 32, digits.allSatisfy({ hexValue($0) != nil })
    else { return Array(text) }
    return digits.map { $0 | 0x20 }
  }

  private static func hex(_ number: UInt64) -> [UInt8] {
    let digits = String(number, radix: 16).utf8
    return Array(repeatElement(UInt8(ascii: "0"), count: 16 - digits.count)) + Array(digits)
  }
}
