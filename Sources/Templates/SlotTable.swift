/// Slots by hash: a dictionary for keys that are hashes already.
///
/// Open addressing with linear probing, at most five of eight places taken; what is taken out is closed up by the
/// entries behind it, so that no marks are left. The miner asks it six times for every new row, which a
/// `Dictionary` made half of the cost of (its keys are hashed once more, with a function that is safe against
/// strangers; rows are told apart by these 64 bits in any case).
///
/// Memory: 12 bytes a place.
struct SlotTable {
  private var keys: [UInt64]
  /// Beside each key its slot; -1 where there is none.
  private var slots: [Int32]
  private(set) var count = 0

  /// Makes an empty table.
  init() {
    keys = Array(repeating: 0, count: 64)
    slots = Array(repeating: -1, count: 64)
  }

  /// The slot of a hash; nil takes it out.
  subscript(key: UInt64) -> Int32? {
    get {
      let slot = slots[place(of: key)]
      return slot < 0 ? nil : slot
    }
    set {
      let place = place(of: key)
      guard let newValue else { return remove(at: place) }
      if slots[place] < 0 { count += 1 }
      keys[place] = key
      slots[place] = newValue
      if count * 8 > slots.count * 5 { grow() }
    }
  }

  /// The slot of an id.
  subscript(id: ClusterID) -> Int32? {
    get { self[id.value] }
    set { self[id.value] = newValue }
  }

  private var mask: Int { slots.count - 1 }

  /// Where a key stands, or where it would.
  private func place(of key: UInt64) -> Int {
    var place = Int(truncatingIfNeeded: key) & mask
    while slots[place] >= 0, keys[place] != key { place = (place + 1) & mask }
    return place
  }

  private mutating func remove(at place: Int) {
    guard slots[place] >= 0 else { return }
    count -= 1
    var hole = place
    var next = (hole + 1) & mask
    while slots[next] >= 0 {
      let home = Int(truncatingIfNeeded: keys[next]) & mask
      // It may move up unless it begins behind the hole.
      if (next - home) & mask >= (next - hole) & mask {
        keys[hole] = keys[next]
        slots[hole] = slots[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    slots[hole] = -1
  }

  private mutating func grow() {
    let old = self
    keys = Array(repeating: 0, count: old.slots.count * 2)
    slots = Array(repeating: -1, count: old.slots.count * 2)
    for (key, slot) in zip(old.keys, old.slots) where slot >= 0 {
      let place = place(of: key)
      keys[place] = key
      slots[place] = slot
    }
  }
}
