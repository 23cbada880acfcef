import Lines

/// Slots by hash: a dictionary for keys that are hashes already.
///
/// Open addressing with linear probing, at most five of eight places taken; what is taken out is closed up by the
/// entries behind it, so that no marks are left. The miner asks it six times for every new row, which a
/// `Dictionary` made half of the cost of (its keys are hashed once more, with a function that is safe against
/// strangers; rows are told apart by these 64 bits in any case).
///
/// Memory: 16 bytes a place.
struct SlotTable {
  private struct Entry {
    var key: UInt64 = 0
    /// -1 where there is none.
    var slot: Int32 = -1
  }

  private var entries: [Entry]
  private(set) var count = 0

  /// Makes an empty table.
  init() { entries = Array(repeating: Entry(), count: 64) }

  /// The slot of a hash; nil takes it out.
  subscript(key: UInt64) -> Int32? {
    get {
      let slot = entries[place(of: key)].slot
      return slot < 0 ? nil : slot
    }
    set {
      let place = place(of: key)
      guard let newValue else { return remove(at: place) }
      if entries[place].slot < 0 { count += 1 }
      entries[place] = Entry(key: key, slot: newValue)
      if count * 8 > entries.count * 5 { grow() }
    }
  }

  /// The slot of an id.
  subscript(id: ClusterID) -> Int32? {
    get { self[id.value] }
    set { self[id.value] = newValue }
  }

  /// Asks for the memory of a hash that is looked up soon.
  @inline(__always)
  func prefetchPlace(of key: UInt64) {
    entries.withUnsafeBufferPointer { entries in
      guard let start = entries.baseAddress else { return }
      prefetch(start + (Int(truncatingIfNeeded: key) & (entries.count &- 1)))
    }
  }

  /// Takes a hash out if it has that slot.
  mutating func remove(_ key: UInt64, of slot: Int) {
    let place = place(of: key)
    if entries[place].slot == Int32(slot) { remove(at: place) }
  }

  /// Where a key stands, or where it would.
  @inline(__always)
  private func place(of key: UInt64) -> Int {
    entries.withUnsafeBufferPointer { entries in
      let mask = entries.count &- 1
      var place = Int(truncatingIfNeeded: key) & mask
      while entries[place].slot >= 0, entries[place].key != key { place = (place &+ 1) & mask }
      return place
    }
  }

  private mutating func remove(at place: Int) {
    guard entries[place].slot >= 0 else { return }
    count -= 1
    entries.withUnsafeMutableBufferPointer { entries in
      let mask = entries.count &- 1
      var hole = place
      var next = (hole &+ 1) & mask
      while entries[next].slot >= 0 {
        let home = Int(truncatingIfNeeded: entries[next].key) & mask
        // It may move up unless it begins behind the hole.
        if (next &- home) & mask >= (next &- hole) & mask {
          entries[hole] = entries[next]
          hole = next
        }
        next = (next &+ 1) & mask
      }
      entries[hole].slot = -1
    }
  }

  private mutating func grow() {
    let old = entries
    entries = Array(repeating: Entry(), count: old.count * 2)
    for entry in old where entry.slot >= 0 { entries[place(of: entry.key)] = entry }
  }
}
