/// Tells prefixes that come again from those that come once, all digits being alike.
///
/// Put in front of a ``PrefixTrie`` it keeps out what would never be found again. It remembers a fingerprint in each of 4,096
/// places, so it may forget a prefix, and takes one for another with a chance of 2⁻³².
///
/// Where there are more prefixes than a trie holds, learning them over and over would cost more than it saves: when the trie is
/// ``full()`` the filter lets none pass for a while, twice as long each time.
public struct PrefixFilter: ~Copyable {
  private static let places = 4_096
  private static let longestPause = 1 << 18
  private let fingerprints: UnsafeMutablePointer<UInt32>
  /// How many more prefixes are not let pass, and how many it will be the next time.
  private var pause = 0
  private var nextPause = 1 << 14
  /// Whether the trie is to be emptied before another prefix is learned.
  private var isFull = false

  /// Has seen nothing.
  public init() {
    fingerprints = .allocate(capacity: Self.places)
    fingerprints.initialize(repeating: 0, count: Self.places)
  }

  deinit { fingerprints.deallocate() }

  /// Says that the trie has no more room.
  public mutating func full() {
    isFull = true
    pause = nextPause
    nextPause = min(nextPause * 2, Self.longestPause)
  }

  /// Whether prefixes are let pass now.
  public mutating func isOpen() -> Bool {
    if pause == 0 { return true }
    pause -= 1
    return false
  }

  /// Whether the trie is to be emptied first, as it was full; asked once.
  public mutating func startsAnew() -> Bool {
    defer { isFull = false }
    return isFull
  }

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
