import Lines

/// The words that have stood in one place of one row: a group for each row with one of its words replaced.
///
///     groups   key of "disk <*> is full" | hash of "sda", its cluster | next word | 2 words, 0 of them names
///     words    hash of "sdb", its cluster | none
///
/// Fixed-size entries in two arrays: groups, which most are of one word, with that word in a table of open addressing;
/// the others in the order they came, each with the next one of its group. A word takes 50 bytes when the table is
/// full; a dictionary of arrays took 170.
///
/// The invariant of the unsafe code: of `places`, a power of two, those are initialised whose bit in `taken` is set, at most
/// five of eight. They are aligned so that two of them stand in each cache line.
///
/// Memory: at most `limit` entries, words and variable groups together, plus those of one row: 32 bytes a place in the
/// table, of which up to 3.2 are allocated for a group, and 24 a further word; twice that while it is sorted out.
struct WordGroups: ~Copyable {
  private struct Word {
    /// The word's hash; the lowest bit tells words that look like names.
    var hash: UInt64
    var member: WordEvidence.Member
    /// The next word of the group; -1 behind the last one.
    var next: Int32 = -1
  }

  private struct Group {
    var key: UInt64
    var first = Word(hash: 0, member: WordEvidence.Member(slot: 0, serial: 0))
    /// ``variable`` for a group that takes every word.
    var words: UInt16
    var names: UInt16 = 0

    static let variable: UInt16 = .max

    var isVariable: Bool { words == Group.variable }
  }

  private var groups: UnsafeMutablePointer<Group>
  /// A bit a place that has a group: what is free is told without a look at memory that is in no cache, and forgotten at once.
  private var taken: UnsafeMutablePointer<UInt64>
  private var places = 256
  /// The words of groups but for the first ones.
  private var words: [Word] = []
  private(set) var count = 0
  private(set) var variables = 0
  let limit: Int

  /// Makes it empty, for `limit` entries.
  init(limit: Int) {
    self.limit = limit
    groups = Self.table(places)
    taken = Self.bits(places)
  }

  deinit {
    groups.deallocate()
    taken.deallocate()
  }

  private static func table(_ places: Int) -> UnsafeMutablePointer<Group> {
    UnsafeMutableRawPointer.allocate(
      byteCount: places * MemoryLayout<Group>.stride, alignment: 64
    ).bindMemory(to: Group.self, capacity: places)
  }

  private static func bits(_ places: Int) -> UnsafeMutablePointer<UInt64> {
    let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: places / 64)
    bits.initialize(repeating: 0, count: places / 64)
    return bits
  }

  @inline(__always)
  private func isTaken(_ place: Int) -> Bool {
    taken[place &>> 6] &>> UInt64(place & 63) & 1 != 0
  }

  /// Puts a group into a free place.
  @inline(__always)
  private mutating func put(_ group: Group, at place: Int) {
    taken[place &>> 6] |= 1 &<< UInt64(place & 63)
    groups[place] = group
  }

  /// Words and variable groups.
  var entries: Int { count + words.count }

  // MARK: one group

  /// Where a group stands in the table, or where it would.
  ///
  /// - Parameters:
  ///   - key: Its key.
  ///   - start: Where it was, or would have been, some groups ago; the table must have its size still.
  /// - Returns: The place.
  @inline(__always)
  func place(of key: UInt64, from start: Int? = nil) -> Int {
    let mask = places &- 1
    var place = start ?? Int(truncatingIfNeeded: key) & mask
    while isTaken(place), groups[place].key != key { place = (place &+ 1) & mask }
    return place
  }

  /// Asks for the memory of a group that is looked up soon.
  @inline(__always)
  func prefetchPlace(of key: UInt64) {
    prefetch(groups + (Int(truncatingIfNeeded: key) & (places &- 1)))
  }

  /// Whether a group is known to take every word.
  func isVariable(_ key: UInt64) -> Bool {
    let place = place(of: key)
    return isTaken(place) && groups[place].isVariable
  }

  /// How many words a group has, and how many of them look like names.
  func size(_ key: UInt64) -> (words: Int, names: Int) {
    let place = place(of: key)
    return isTaken(place) ? (Int(groups[place].words), Int(groups[place].names)) : (0, 0)
  }

  /// Adds a word to a group, or gives it another cluster when it is there.
  ///
  /// - Parameters:
  ///   - hash: The word.
  ///   - member: Its cluster.
  ///   - key: The group's.
  ///   - start: A place that ``place(of:from:)`` gave since ``reserve(_:)`` was called for as many groups as are new.
  /// - Returns: How many words the group has, and how many of them look like names; nil for one that takes every word.
  mutating func add(
    _ hash: UInt64, of member: WordEvidence.Member, to key: UInt64, from start: Int
  ) -> (words: Int, names: Int)? {
    let place = place(of: key, from: start)
    if !isTaken(place) {
      let first = Word(hash: hash, member: member)
      put(Group(key: key, first: first, words: 1, names: UInt16(hash & 1)), at: place)
      count += 1
      return (1, Int(hash & 1))
    }
    let group = groups[place]
    if group.isVariable { return nil }
    if group.first.hash == hash {
      groups[place].first.member = member
      return (Int(group.words), Int(group.names))
    }
    var last: Int32 = -1
    var word = group.first.next
    while word >= 0 {
      if words[Int(word)].hash == hash {
        words[Int(word)].member = member
        return (Int(group.words), Int(group.names))
      }
      last = word
      word = words[Int(word)].next
    }
    let new = Int32(words.count)
    words.append(Word(hash: hash, member: member))
    if last < 0 { groups[place].first.next = new } else { words[Int(last)].next = new }
    if group.words < Group.variable - 1 {
      groups[place].words += 1
      groups[place].names += UInt16(hash & 1)
    }
    return (Int(groups[place].words), Int(groups[place].names))
  }

  /// The words of a group and their clusters, in the order they came.
  func forEachWord(
    of key: UInt64, _ body: (_ hash: UInt64, _ member: WordEvidence.Member) -> Void
  ) {
    let place = place(of: key)
    if isTaken(place) { forEachWord(of: groups[place], body) }
  }

  private func forEachWord(
    of group: Group, _ body: (_ hash: UInt64, _ member: WordEvidence.Member) -> Void
  ) {
    if group.isVariable { return }
    body(group.first.hash, group.first.member)
    var word = group.first.next
    while word >= 0 {
      body(words[Int(word)].hash, words[Int(word)].member)
      word = words[Int(word)].next
    }
  }

  /// Lets a group take every word from now on.
  ///
  /// Its words leave with the next ``keep(_:)``.
  mutating func makeVariable(_ key: UInt64) {
    reserve(1)
    let place = place(of: key)
    if !isTaken(place) { count += 1 } else if groups[place].isVariable { return }
    put(Group(key: key, words: Group.variable), at: place)
    variables += 1
  }

  // MARK: all groups

  /// Calls `body` for each group and its words, in no order that means anything.
  func forEach(
    _ body: (
      _ key: UInt64, _ isVariable: Bool, _ words: [(hash: UInt64, member: WordEvidence.Member)]
    ) -> Void
  ) {
    forEachGroup { group in
      var words: [(hash: UInt64, member: WordEvidence.Member)] = []
      forEachWord(of: group) { words.append(($0, $1)) }
      body(group.key, group.isVariable, words)
    }
  }

  /// What a choice of groups is made by.
  struct Trait {
    var isVariable: Bool
    /// Words that it has.
    var words: Int
    /// The cluster of the first one.
    var member: WordEvidence.Member
  }

  /// Calls `body` for each group.
  func forEachTrait(_ body: (Trait) -> Void) { forEachGroup { body(trait(of: $0)) } }

  /// Keeps the groups that `isKept` says and forgets the others; the table keeps its size.
  mutating func keep(_ isKept: (Trait) -> Bool) {
    var staying: [Group] = []
    forEachGroup { if isKept(trait(of: $0)) { staying.append($0) } }
    taken.update(repeating: 0, count: places / 64)
    let old = words
    words.removeAll(keepingCapacity: true)
    count = staying.count
    variables = 0
    for var group in staying {
      if group.isVariable { variables += 1 }
      var next = group.isVariable ? -1 : group.first.next
      if next >= 0 { group.first.next = Int32(words.count) }
      while next >= 0 {
        var word = old[Int(next)]
        next = word.next
        if next >= 0 { word.next = Int32(words.count + 1) }
        words.append(word)
      }
      put(group, at: place(of: group.key))
    }
  }

  @inline(__always)
  private func forEachGroup(_ body: (Group) -> Void) {
    for index in 0..<places / 64 {
      var bits = taken[index]
      while bits != 0 {
        body(groups[index &<< 6 &+ bits.trailingZeroBitCount])
        bits &= bits &- 1
      }
    }
  }

  @inline(__always)
  private func trait(of group: Group) -> Trait {
    Trait(isVariable: group.isVariable, words: Int(group.words), member: group.first.member)
  }

  /// Makes room for some more groups.
  mutating func reserve(_ more: Int) {
    var size = places
    while (count + more) * 8 > size * 5 { size *= 2 }
    if size > places { grow(size) }
  }

  @inline(never)
  private mutating func grow(_ size: Int) {
    let (old, oldTaken, oldPlaces) = (groups, taken, places)
    groups = Self.table(size)
    taken = Self.bits(size)
    places = size
    for index in 0..<oldPlaces where oldTaken[index &>> 6] &>> UInt64(index & 63) & 1 != 0 {
      put(old[index], at: place(of: old[index].key))
    }
    old.deallocate()
    oldTaken.deallocate()
  }
}
