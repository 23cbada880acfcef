import Lines

/// Decides when a word is a variable: when enough different words have stood in its place.
///
/// For each row and each of its words there is a group: the row with that word replaced by the wildcard. Rows
/// that differ in this one word meet in one group. Below the threshold they stay clusters of their own; at the
/// threshold they are one cluster, and from then on every word fits there.
///
/// The threshold is low (6) for words that look like names, and high (24) for words of any look: "VM started" and
/// "VM paused" are two patterns. Where one constant word would be left, and for the first word, which says what the
/// line is about, the thresholds are 16 and 64, and a template always keeps one. Both counts only grow, so the order of the words does not matter.
///
/// Memory: 16 words a cluster that the miner may keep, and 32,768 at least: 16 MB for the 10,000 clusters of the default
/// (see ``WordGroups``). When there are more, those are forgotten, and counted, that tell the least: groups of one word whose
/// cluster is gone, then those of one word, then all that have decided nothing, then all; each time as many as it takes to
/// have a half free. Only the first ``maximumWords`` words of a row have groups.
struct WordEvidence: ~Copyable {
  /// A cluster, as long as it keeps its slot.
  struct Member: Equatable {
    var slot: Int32
    var serial: UInt32
  }

  /// The most words of a row that may become variables; messages of more are lists or text.
  static let maximumWords = 128

  private var groups: WordGroups
  /// Hashes of words that never become variables.
  private let kept: Set<UInt64>
  /// The groups of the row at hand.
  private var found: [(position: Int, key: UInt64)] = []
  /// The hash of that row, until they have been used.
  private var expected: UInt64?
  /// Words that were forgotten for want of room.
  private(set) var forgotten = 0

  /// - Parameters:
  ///   - kept: Hashes of words that never become variables.
  ///   - clusters: The most clusters that the miner keeps.
  init(keeping kept: Set<UInt64> = [], clusters: Int = 10_000) {
    self.kept = kept
    groups = WordGroups(limit: max(1 << 15, min(clusters, 1 << 26) * 16))
  }

  /// Groups that are kept.
  var count: Int { groups.count }

  /// The most words and variable places that are kept.
  var limit: Int { groups.limit }

  /// Replaces the words of the message at hand that are known to be variables.
  func generalise(_ row: inout RowView, of message: borrowing MessageLexer) {
    guard groups.variables > 0 else { return }
    var changed = true
    while changed {
      changed = false
      var left = Self.maximumWords
      for position in 0..<message.count where message[position].role == .word && left > 0 {
        left -= 1
        let token = message[position]
        if row.wildcards.contains(position) || isKept(token) { continue }
        let key = TokenHash.generalised(row.hash, token, at: position)
        guard groups.isVariable(key) else { continue }
        row.hash = key
        row.wildcards.insert(position)
        changed = true
      }
    }
  }

  /// Adds a row to the groups of its words.
  ///
  /// - Parameters:
  ///   - member: The row's cluster.
  ///   - row: The row.
  /// - Returns: The members that are now one cluster, some of which may be gone, and the word in which they differ; nil
  ///   while the evidence is thin.
  mutating func add(
    _ member: Member, row: borrowing Cluster
  ) -> (members: [Member], position: Int)? {
    let constants = row.constantWords - 1
    guard constants >= 1 else { return nil }
    if expected != row.rowHash {
      let tokens = UnsafeBufferPointer(row.tokens)
      find(tokens, row.rowHash, row.wildcards) { position in
        TokenHash.placed(tokens[position].hash, gap: tokens[position].gap, at: position)
      }
    }
    expected = nil
    groups.reserve(Self.maximumWords)
    for (position, key) in found {
      let place = groups.place(of: key)
      // A word that is there already came back after its cluster was evicted, or with the evidence of another run.
      let word = row.tokens[position].hash & ~1 | (row.isNameLike(position) ? 1 : 0)
      guard let size = groups.add(word, of: member, to: key, from: place) else {
        return ([member], position)
      }
      let needed = Self.threshold(position: position, constants: constants)
      guard size.names >= needed.names || size.words >= needed.words else { continue }
      var members: [Member] = []
      groups.forEachWord(of: key) { members.append($1) }
      groups.makeVariable(key)
      return (members, position)
    }
    return nil
  }

  /// Says that the row of the message at hand is added next.
  ///
  /// The memory that its groups stand in is in no cache: it comes while the row is copied.
  mutating func expect(_ row: RowView, of message: borrowing MessageLexer) {
    let placements = message.placements
    find(message.row, row.hash, row.wildcards) { placements[$0] }
    expected = row.hash
  }

  /// Finds the groups of a row's words; `placed` gives what a word has added to the row's hash.
  @inline(__always)
  private mutating func find(
    _ tokens: UnsafeBufferPointer<Token>, _ hash: UInt64, _ wildcards: Set<Int>,
    placed: (Int) -> UInt64
  ) {
    found.removeAll(keepingCapacity: true)
    let hasWildcards = !wildcards.isEmpty
    let keepsWords = !kept.isEmpty
    var left = Self.maximumWords
    for position in tokens.indices where tokens[position].role == .word && left > 0 {
      left -= 1
      if hasWildcards, wildcards.contains(position) { continue }
      if keepsWords, isKept(tokens[position]) { continue }
      let key =
        hash &- placed(position)
        &+ TokenHash.placed(TokenHash.slot, gap: tokens[position].gap, at: position)
      groups.prefetchPlace(of: key)
      found.append((position, key))
    }
  }

  /// How many words make a variable, and how many of those that look like names.
  ///
  /// - Parameters:
  ///   - position: Where the word stands.
  ///   - constants: Words that the template would keep.
  /// - Returns: How many of those that look like names, and of all.
  static func threshold(position: Int, constants: Int) -> (names: Int, words: Int) {
    constants < 2 || position == 0 ? (16, 64) : (6, 24)
  }

  /// Whether a word never becomes a variable.
  func isKept(_ token: Token) -> Bool { kept.contains(token.hash) }

  /// How many words have stood in the place of a group, and how many of them look like names.
  func size(of key: UInt64) -> (words: Int, names: Int) { groups.size(key) }

  // MARK: the bound

  /// Whether the words of one more row might not fit.
  var isFull: Bool { groups.entries + Self.maximumWords > groups.limit }

  /// How much a group tells, in the order in which groups are forgotten.
  private enum Worth {
    /// One word, whose cluster is gone.
    static let lost = 0
    static let oneWord = 1
    static let someWords = 2
    static let decided = 3

    /// The worth of a group, without a branch: which kind comes next is anybody's guess.
    ///
    /// - Parameters:
    ///   - trait: The group.
    ///   - serials: Those of the clusters by their slots; not empty.
    /// - Returns: One of the above.
    @inline(__always)
    static func of(_ trait: WordGroups.Trait, _ serials: UnsafeBufferPointer<UInt32>) -> Int {
      let slot = Int(trait.member.slot)
      let isSlot = slot < serials.count
      let serial = serials[isSlot ? slot : 0]
      let hasMore = trait.words > 1 ? 1 : 0
      let isAlive = (isSlot ? 1 : 0) & (serial == trait.member.serial ? 1 : 0)
      return (hasMore | isAlive) &+ hasMore &+ (trait.isVariable ? 1 : 0)
    }
  }

  /// Forgets the evidence that tells the least.
  ///
  /// - Parameter serials: Those of the clusters by their slots.
  mutating func forget(serials: [UInt32]) {
    let padded = serials.isEmpty ? [UInt32.max] : serials
    padded.withUnsafeBufferPointer { serials in
      var words: InlineArray<4, Int> = InlineArray(repeating: 0)
      groups.forEachTrait {
        words[Worth.of($0, serials)] &+= $0.isVariable ? 1 : $0.words
      }
      var left = words.indices.reduce(0) { $0 + words[$1] }
      var least = Worth.lost
      repeat {
        left -= words[least]
        forgotten += words[least]
        least += 1
      } while least <= Worth.decided && left > groups.limit / 2
      groups.keep { Worth.of($0, serials) >= least }
    }
  }

  // MARK: states

  /// What the groups know beyond the rows that are alive.
  func state(isAlive: (Member) -> Bool) -> EvidenceState {
    var state = EvidenceState()
    groups.forEach { key, isVariable, words in
      if isVariable { state.variables.insert(key) }
      let gone = words.filter { !isAlive($0.member) }
      if !gone.isEmpty { state.words[key] = Set(gone.map(\.hash)) }
    }
    return state
  }

  /// Takes over what groups of an earlier run knew.
  mutating func restore(_ state: EvidenceState) {
    let nobody = Member(slot: .max, serial: 0)
    for key in state.variables.sorted() { groups.makeVariable(key) }
    for (key, words) in state.words.sorted(by: { $0.key < $1.key }) {
      if isFull { forget(serials: []) }
      groups.reserve(1)
      let place = groups.place(of: key)
      for word in words.sorted() { _ = groups.add(word, of: nobody, to: key, from: place) }
    }
    if isFull { forget(serials: []) }
  }
}

extension Cluster {
  /// Whether a word looks like a name: digits or joints in it, or capitals inside.
  @inline(__always)
  fileprivate func isNameLike(_ position: Int) -> Bool {
    guard let text = text.baseAddress else { return false }
    var start = Int(tokens[position].start)
    let end = Int(tokens[position].end)
    var hadLower = false
    while start < end {
      let masks = NameMasks(text + start)
      let inside = end &- start < 16 ? (1 &<< UInt32(end &- start)) &- 1 : 0xFFFF as UInt32
      let lower = masks.lower & inside
      // Capitals behind the first small letter.
      let capitals = masks.upper & (hadLower ? .max : lower == 0 ? 0 : 0 &- (lower & (0 &- lower)))
      if (masks.mark | capitals) & inside != 0 { return true }
      hadLower = hadLower || lower != 0
      start &+= 16
    }
    return false
  }
}
