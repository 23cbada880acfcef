/// The hash function Keccak-256 as Ethereum uses it: SHA-3's permutation (FIPS 202) with the padding of the first submission.
///
/// swift-crypto has SHA-3 only, whose padding differs.
enum Keccak {
  /// The hash of at most 135 bytes.
  static func hash256(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count < 136, "one block is all that an address takes")
    var block = bytes + [UInt8](repeating: 0, count: 136 - bytes.count)
    block[bytes.count] ^= 0x01
    block[135] ^= 0x80
    var state = [UInt64](repeating: 0, count: 25)
    for index in 0..<136 { state[index / 8] |= UInt64(block[index]) << UInt64(index % 8 * 8) }
    permute(&state)
    return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64($0 % 8 * 8)) }
  }

  private static func permute(_ state: inout [UInt64]) {
    for round in 0..<24 {
      theta(&state)
      rhoAndPi(&state)
      chi(&state)
      state[0] ^= constants[round]
    }
  }

  private static func theta(_ state: inout [UInt64]) {
    var columns = [UInt64](repeating: 0, count: 5)
    for index in 0..<25 { columns[index % 5] ^= state[index] }
    for x in 0..<5 {
      let mixed = columns[(x + 4) % 5] ^ rotated(columns[(x + 1) % 5], 1)
      for y in stride(from: 0, to: 25, by: 5) { state[x + y] ^= mixed }
    }
  }

  private static func rhoAndPi(_ state: inout [UInt64]) {
    var moving = state[1]
    for step in 0..<24 {
      let place = places[step]
      let next = state[place]
      state[place] = rotated(moving, UInt64((step + 1) * (step + 2) / 2 % 64))
      moving = next
    }
  }

  private static func chi(_ state: inout [UInt64]) {
    for y in stride(from: 0, to: 25, by: 5) {
      let row = Array(state[y..<y + 5])
      for x in 0..<5 { state[y + x] = row[x] ^ ~row[(x + 1) % 5] & row[(x + 2) % 5] }
    }
  }

  private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    bits == 0 ? value : value << bits | value >> (64 - bits)
  }

  private static let places = [
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
  ]

  private static let constants: [UInt64] = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808A, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808B, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008A, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000A,
    0x0000_0000_8000_808B, 0x8000_0000_0000_008B, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800A, 0x8000_0000_8000_000A,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
