/// Tells prefixes that come again from those that come once, all digits being alike.
///
/// Put in front of a ``PrefixTrie`` it keeps out what would never be found again. It remembers a fingerprint in each of 4,096
/// places, so it may forget a prefix, and takes one for another with a chance of 2⁻³².
public struct PrefixFilter: ~Copyable {
  private static let places = 4_096
  private let fingerprints: UnsafeMutablePointer<UInt32>

  /// Has seen nothing.
  public init() {
    fingerprints = .allocate(capacity: Self.places)
    fingerprints.initialize(repeating: 0, count: Self.places)
  }

  deinit { fingerprints.deallocate() }

  /// Whether a prefix was seen before; it has been from now on.
  ///
  /// - Parameters:
  ///   - text: The prefix, with 8 readable bytes behind it.
  ///   - count: Bytes of it.
  /// - Returns: True from the second time on, as far as it has not been forgotten.
  public mutating func hasSeen(_ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    var hash: UInt64 = 0
    var index = 0
    while index < count {
      let bytes = packedWord(text + index, count: min(count - index, 8))
      // Bytes from 0x30 to 0x3F, the digits among them, count alike.
      let differs = (bytes ^ 0x3030_3030_3030_3030) & 0xF0F0_F0F0_F0F0_F0F0
      let alike = ~(differs | differs >> 1 | differs >> 2 | differs >> 3) & 0x1010_1010_1010_1010
      hash =
        (hash ^ (bytes & ~(alike | alike >> 1 | alike >> 2 | alike >> 3 | alike >> 4)))
        &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      index += 8
    }
    let place = Int(truncatingIfNeeded: hash >> 32) & (Self.places - 1)
    let fingerprint = UInt32(truncatingIfNeeded: hash) | 1
    if fingerprints[place] == fingerprint { return true }
    fingerprints[place] = fingerprint
    return false
  }
}
