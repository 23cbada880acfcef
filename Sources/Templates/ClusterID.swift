import Lines

/// A cluster's id: 48 bits of the hash of its first-sight template, 12 hexadecimal digits in text.
///
/// Two machines that see the same template first give the same id, whatever else they have seen.
public struct ClusterID: Hashable, Comparable, Sendable {
  /// The 48 bits.
  public let value: UInt64

  /// The id of a first-sight template.
  ///
  /// A run of blanks counts as one, as in the hash of a row, so that it does not matter which padding came first.
  ///
  /// - Parameter template: Its text, unescaped.
  init(firstSight template: [UInt8]) {
    var text: [UInt8] = []
    text.reserveCapacity(template.count + 8)
    for byte in template where byte > 0x20 || text.last != 0x20 { text.append(max(byte, 0x20)) }
    let count = text.count
    text.append(contentsOf: repeatElement(0, count: 8))
    let hash = text.withUnsafeBufferPointer {
      TokenHash.bytes($0.baseAddress.unsafelyUnwrapped, count: count)
    }
    value = TokenHash.fold(hash, 0x1D8E_4E27_C47D_124F) & 0xFFFF_FFFF_FFFF
  }

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
