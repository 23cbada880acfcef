import Crypto

/// Addresses of money: Bitcoin and its kin in base58 with a checksum, in bech32 (BIP 173, BIP 350), Ethereum's (ERC-55).
///
/// A checksum that does not hold is no address; hashes of transactions have none.
enum CryptoAddress {
  /// An address that is the whole word `start..<end`.
  static func find(_ text: Text, _ start: Int, _ end: Int) -> Finding? {
    let count = end - start
    let isAddress: Bool
    if text[start] == UInt8(ascii: "0"), text[start + 1] | 0x20 == UInt8(ascii: "x") {
      isAddress = count == 42 && isEthereum(text, start + 2)
    } else if (26...35).contains(count) {
      isAddress = isBase58(text, start, end)
    } else {
      isAddress = false
    }
    if isAddress || (14...90).contains(count) && isBech32(text, start, end) {
      return Finding(start: start, end: end, type: .crypto)
    }
    return nil
  }

  // MARK: base58

  /// Version bytes: Bitcoin, Litecoin, Dogecoin, Dash, Tron, and their addresses of scripts.
  private static let versions: [UInt8] = [0x00, 0x05, 0x30, 0x32, 0x1E, 0x16, 0x4C, 0x10, 0x41]

  private static func isBase58(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    // Most words of the length are hexadecimal, and have a 0, which base58 leaves out.
    guard !text.bytes(start, end).contains(where: { base58Digit($0) == nil }) else { return false }
    var bytes = [UInt8](repeating: 0, count: 25)
    for index in start..<end {
      guard var carry = base58Digit(text[index]) else { return false }
      for place in stride(from: 24, through: 0, by: -1) {
        carry += Int(bytes[place]) * 58
        bytes[place] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
      }
      if carry > 0 { return false }
    }
    guard versions.contains(bytes[0]) else { return false }
    let digest = SHA256.hash(data: Array(SHA256.hash(data: bytes[..<21])))
    return digest.prefix(4).elementsEqual(bytes[21...])
  }

  private static func base58Digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "1")...UInt8(ascii: "9"): Int(byte) - 49
    case UInt8(ascii: "A")...UInt8(ascii: "H"): Int(byte) - 56
    case UInt8(ascii: "J")...UInt8(ascii: "N"): Int(byte) - 57
    case UInt8(ascii: "P")...UInt8(ascii: "Z"): Int(byte) - 58
    case UInt8(ascii: "a")...UInt8(ascii: "k"): Int(byte) - 64
    case UInt8(ascii: "m")...UInt8(ascii: "z"): Int(byte) - 65
    default: nil
    }
  }

  // MARK: bech32

  private static let prefixes: [StaticString] = ["bc1", "tb1", "ltc1", "bcrt1", "addr1", "stake1"]
  private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  private static func isBech32(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard let prefix = prefixes.first(where: { text.hasIgnoringCase($0, at: start) }) else {
      return false
    }
    let separator = start + prefix.utf8CodeUnitCount - 1
    var checksum: UInt32 = 1
    for index in start..<separator { step(&checksum, UInt32(lowercased(text[index]) >> 5)) }
    step(&checksum, 0)
    for index in start..<separator { step(&checksum, UInt32(lowercased(text[index]) & 31)) }
    for index in separator + 1..<end {
      guard let value = alphabet.firstIndex(of: lowercased(text[index])) else { return false }
      step(&checksum, UInt32(value))
    }
    return checksum == 1 || checksum == 0x2BC8_30A3
  }

  private static func step(_ checksum: inout UInt32, _ value: UInt32) {
    let top = checksum >> 25
    checksum = (checksum & 0x1FF_FFFF) << 5 ^ value
    let generator: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]
    for bit in 0..<5 where top >> UInt32(bit) & 1 == 1 { checksum ^= generator[bit] }
  }

  // MARK: Ethereum

  /// Forty digits of hexadecimal whose capitals, where there are both cases, are those that the hash of the small letters asks for.
  private static func isEthereum(_ text: Text, _ start: Int) -> Bool {
    var lower: [UInt8] = []
    var hasLower = false
    var hasUpper = false
    for index in start..<start + 40 {
      let byte = text[index]
      guard isHex(byte) else { return false }
      hasLower = hasLower || isLower(byte)
      hasUpper = hasUpper || isUpper(byte)
      lower.append(lowercased(byte))
    }
    guard hasLower, hasUpper else { return true }
    let hash = Keccak.hash256(lower)
    for place in 0..<40 where isLetter(lower[place]) {
      let nibble = place % 2 == 0 ? hash[place / 2] >> 4 : hash[place / 2] & 15
      guard isUpper(text[start + place]) == (nibble >= 8) else { return false }
    }
    return true
  }
}
