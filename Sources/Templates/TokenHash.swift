/// Hashes of tokens and of rows of tokens.
///
/// The row's hash is the sum of its tokens' hashes, each mixed with its position: so the hash of the same
/// row with one token replaced costs one subtraction and one addition, which is how the miner looks for
/// templates that differ in one word. Little-endian on every machine, since ids are made of it.
enum TokenHash {
  /// The token that stands for any value, and for any word where words vary.
  static let slot: UInt64 = 0x9E6C_63D0_876A_9A47
  /// The place of a value where none stands, and an option, whatever its text.
  static let empty: UInt64 = 0x6C62_272E_07BB_0142
  static let option: UInt64 = 0xD6E8_FEB8_6659_FD93
  /// The gap that is one blank.
  static let blank: UInt64 = extended(0, 0x20)

  /// The hash of a gap with one more byte.
  @inline(__always)
  static func extended(_ gap: UInt64, _ byte: UInt8) -> UInt64 {
    (gap &+ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
  }

  @inline(__always)
  static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// The hash of some bytes; seven bytes behind them must be readable.
  @inline(__always)
  static func bytes(_ start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(start)
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    var index = 0
    while index &+ 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      hash = fold(hash ^ word, 0xA076_1D64_78BD_642F)
      index &+= 8
    }
    if index < count {
      let rest = UInt64(truncatingIfNeeded: (count &- index) &* 8)
      let word =
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        & ((1 &<< rest) &- 1)
      hash = fold(hash ^ word, 0xE703_7ED1_A0B4_28DB)
    }
    return hash
  }

  /// The hash of a word of at most eight bytes, which is that of ``bytes(_:count:)``.
  ///
  /// - Parameters:
  ///   - key: Its bytes, the first one lowest, zeros behind them.
  ///   - count: How many, at least one.
  /// - Returns: The hash.
  @inline(__always)
  static func short(_ key: UInt64, _ count: Int) -> UInt64 {
    let seed = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count)
    return fold(seed ^ key, count == 8 ? 0xA076_1D64_78BD_642F : 0xE703_7ED1_A0B4_28DB)
  }

  /// A token's hash as the `position`th of its row, behind a gap.
  @inline(__always)
  static func placed(_ token: UInt64, gap: UInt64, at position: Int) -> UInt64 {
    let place = UInt64(truncatingIfNeeded: position &* 2 &+ 1)
    return fold(
      token ^ (place &* 0x8EBC_6AF0_9C88_C6E3), 0x5899_65CC_7537_4CC3 ^ place ^ gap)
  }

  /// The row's hash with the word of `token` replaced by the wildcard.
  static func generalised(_ row: UInt64, _ token: Token, at position: Int) -> UInt64 {
    row &- placed(token.identity, gap: token.gap, at: position)
      &+ placed(slot, gap: token.gap, at: position)
  }
}
