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
/// Memory: 64 entries a group at most, groups bounded by ``forget(keeping:)``.
struct WordEvidence {
  /// A cluster, as long as it keeps its slot.
  struct Member: Equatable {
    var slot: Int32
    var serial: UInt32
  }

  private struct Entry {
    /// The word's hash; the lowest bit tells words that look like names.
    var word: UInt64
    var member: Member
  }

  private struct Group {
    /// One a word.
    var entries: [Entry] = []
    /// How many of the words look like names.
    var names = 0
    var isVariable = false

    mutating func append(_ entry: Entry) {
      entries.append(entry)
      names += Int(entry.word & 1)
    }
  }

  private var groups: [UInt64: Group] = [:]
  /// Hashes of words that never become variables.
  private let kept: Set<UInt64>

  /// - Parameter kept: Hashes of words that never become variables.
  init(keeping kept: Set<UInt64> = []) { self.kept = kept }

  /// Groups that are kept.
  var count: Int { groups.count }

  /// Replaces the words that are known to be variables.
  func generalise(_ row: inout RowView) {
    guard !groups.isEmpty else { return }
    var changed = true
    while changed {
      changed = false
      for word in row.words
      where !row.wildcards.contains(word.position) && !kept.contains(word.token.hash) {
        let key = TokenHash.generalised(row.hash, word.token, at: word.position)
        guard groups[key]?.isVariable == true else { continue }
        row.hash = key
        row.wildcards.insert(word.position)
        changed = true
      }
    }
  }

  /// Adds a row to the group of one of its words.
  ///
  /// - Parameters:
  ///   - member: The row's cluster.
  ///   - row: The row.
  ///   - position: Where the word stands in it.
  ///   - isAlive: Whether a member still is what it was.
  /// - Returns: The members that are now one cluster; nil while the evidence is thin.
  mutating func add(
    _ member: Member, row: Cluster, position: Int, isAlive: (Member) -> Bool
  ) -> [Member]? {
    let constants = row.constantWords - 1
    guard constants >= 1 else { return nil }
    let token = row.tokens[position]
    if kept.contains(token.hash) { return nil }
    let key = TokenHash.generalised(row.rowHash, token, at: position)
    var group = groups[key] ?? Group()
    if group.isVariable { return [member] }
    let word = token.hash & ~1 | (Self.isNameLike(row, position) ? 1 : 0)
    if let known = group.entries.firstIndex(where: { $0.word == word }) {
      // The word came back after its cluster was evicted, or with the evidence of another run.
      group.entries[known].member = member
    } else {
      group.append(Entry(word: word, member: member))
    }
    let (names, words) = constants < 2 || position == 0 ? (16, 64) : (6, 24)
    guard group.names >= names || group.entries.count >= words else {
      groups[key] = group
      return nil
    }
    groups[key] = Group(isVariable: true)
    return group.entries.map(\.member).filter(isAlive)
  }

  /// Forgets thin evidence when there is too much of it; what was decided stays.
  mutating func forget(keeping clusters: Int) {
    if groups.count > clusters * 8 { groups = groups.filter(\.value.isVariable) }
    if groups.count > clusters * 8 { groups.removeAll() }
  }

  /// What the groups know beyond the rows that are alive.
  func state(isAlive: (Member) -> Bool) -> EvidenceState {
    var state = EvidenceState()
    for (key, group) in groups {
      if group.isVariable { state.variables.insert(key) }
      let gone = group.entries.filter { !isAlive($0.member) }
      if !gone.isEmpty { state.words[key] = Set(gone.map(\.word)) }
    }
    return state
  }

  /// Takes over what groups of an earlier run knew.
  mutating func restore(_ state: EvidenceState) {
    let nobody = Member(slot: .max, serial: 0)
    for key in state.variables { groups[key] = Group(isVariable: true) }
    for (key, words) in state.words {
      var group = groups[key] ?? Group()
      for word in words { group.append(Entry(word: word, member: nobody)) }
      if !group.isVariable { groups[key] = group }
    }
  }

  /// Whether the word looks like a name: digits or joints in it, or capitals inside.
  private static func isNameLike(_ row: Cluster, _ position: Int) -> Bool {
    let token = row.tokens[position]
    var hasLower = false
    for index in Int(token.start)..<Int(token.end) {
      let byte = row.text[index]
      if byte &- 48 < 10 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "@")
      {
        return true
      }
      if byte &- 65 < 26, hasLower { return true }
      if byte &- 97 < 26 { hasLower = true }
    }
    return false
  }
}
