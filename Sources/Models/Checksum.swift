/// A checksum of 64 bits that notices every change within eight bytes, and others but for one in 2⁶⁴.
///
/// Each step is a bijection of the sum so far and of the eight bytes that it takes in: two texts that differ in one of
/// them cannot meet again. It is against accidents, not against forgery.
enum Checksum {
  /// The checksum of some bytes as 16 hexadecimal digits.
  static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    let sum = of(bytes)
    return (0..<16).map { index in
      let digit = UInt8(truncatingIfNeeded: sum >> UInt64(60 - 4 * index)) & 15
      return digit < 10 ? 48 + digit : 87 + digit
    }
  }

  private static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(bytes)
    var sum = UInt64(truncatingIfNeeded: bytes.count)
    var index = 0
    while index &+ 8 <= raw.count {
      sum = mixed(
        sum, UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index &+= 8
    }
    var rest: UInt64 = 0
    for (shift, byte) in raw[index...].enumerated() { rest |= UInt64(byte) << UInt64(shift * 8) }
    return mixed(mixed(sum, rest), 0)
  }

  @inline(__always)
  private static func mixed(_ sum: UInt64, _ word: UInt64) -> UInt64 {
    let product = (sum ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product << 29 | product >> 35
  }
}
