import Lines

/// A cluster's id: 48 bits of the hash of its first-sight template (``FirstSight``), 12 hexadecimal digits in text.
///
/// Two machines that see the same template first give the same id, whatever else they have seen.
public struct ClusterID: Hashable, Comparable, Sendable {
  /// The 48 bits.
  public let value: UInt64

  /// The id with these 48 bits.
  package init(value: UInt64) { self.value = value & 0xFFFF_FFFF_FFFF }

  /// Ids compare as their texts do.
  public static func < (left: ClusterID, right: ClusterID) -> Bool { left.value < right.value }

  /// The twelve digits.
  var digits: InlineArray<12, UInt8> {
    var digits: InlineArray<12, UInt8> = InlineArray(repeating: 0)
    for index in 0..<12 {
      digits[index] = hexDigit(UInt8(truncatingIfNeeded: value >> UInt64(44 - 4 * index)) & 15)
    }
    return digits
  }

  /// The twelve digits as text.
  public var text: String {
    let digits = digits
    var text = ""
    for index in digits.indices { text.unicodeScalars.append(Unicode.Scalar(digits[index])) }
    return text
  }
}
