/// Hashes of tokens and of rows of tokens.
///
/// The row's hash is the sum of its tokens' hashes, each mixed with its position: so the hash of the same
/// row with one token replaced costs one subtraction and one addition, which is how the miner looks for
/// templates that differ in one word. Little-endian on every machine, since ids are made of it.
enum TokenHash {
  /// The token that stands for any word.
  static let wildcard: UInt64 = 0x2A2A_2A2A_2A2A_2A2A

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

  /// A token's hash as the `position`th of its row, behind a gap.
  @inline(__always)
  static func placed(_ token: UInt64, gap: UInt64, at position: Int) -> UInt64 {
    let place = UInt64(truncatingIfNeeded: position &* 2 &+ 1)
    return fold(
      token ^ (place &* 0x8EBC_6AF0_9C88_C6E3), 0x5899_65CC_7537_4CC3 ^ place ^ gap)
  }

  /// The row's hash with the word of `token` replaced by the wildcard.
  static func generalised(_ row: UInt64, _ token: Token, at position: Int) -> UInt64 {
    row &- placed(token.hash, gap: token.gap, at: position)
      &+ placed(wildcard, gap: token.gap, at: position)
  }
}
