import Records

/// What a miner has learned, as plain data: it can be saved, joined with what others have learned, and mined on.
///
/// The state is a set of facts, and to join two states is to unite the facts (``joined(_:)``): rows with their counts, words
/// that varied, ids that became aliases. What the facts prove together, that rows of two states are one pattern, is no part
/// of the state: a miner finds it whenever it takes one in (``TemplateMiner/restore(_:)``). So joining is
/// associative, commutative and idempotent but for the counts, by construction and not by luck.
package struct MinerState: Equatable, Sendable {
  /// What the user said of values and words.
  package var masks: [UserMask] = []
  /// In order of their bytes.
  package var keptWords: [String] = []
  /// Messages taken in.
  package var messages = 0
  /// Patterns that were dropped for want of room, and the lines they had.
  package var evictedClusters = 0
  package var evictedLines = 0
  /// The newest time of the run that the model was first made by; nil when that run was already looking for what is new.
  package var trainedUntil: Timestamp?
  /// By id, then by hash; no two have both.
  package var rows: [PatternRow] = []
  /// Ids that have become part of a smaller one; that one may have become part of yet another.
  package var aliases: [ClusterID: ClusterID] = [:]
  /// What proves words to vary, beyond what the rows prove by themselves.
  package var evidence = EvidenceState()

  package init() {}

  /// Lines that were counted.
  package var lines: Int { rows.reduce(evictedLines) { $0 &+ $1.count } }

  /// The id that an id has become part of in the end; itself for most.
  package func canonical(_ id: ClusterID) -> ClusterID {
    var id = id
    while let next = aliases[id], next < id { id = next }
    return id
  }

  /// Puts the rows into their order and makes one of those that are equal.
  package mutating func normalise() {
    rows.sort { $0.precedes($1) }
    var unique: [PatternRow] = []
    unique.reserveCapacity(rows.count)
    for row in rows {
      if let last = unique.last, last.id == row.id, last.hash == row.hash {
        unique[unique.count - 1].join(row)
      } else {
        unique.append(row)
      }
    }
    rows = unique
    keptWords = Set(keptWords).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The union of what several miners have learned.
  ///
  /// - Returns: Nil when they were told different things of values and words.
  package static func joined(_ states: [MinerState]) -> MinerState? {
    guard var all = states.first else { return MinerState() }
    for state in states.dropFirst() {
      guard state.masks == all.masks, state.keptWords == all.keptWords else { return nil }
      all.messages &+= state.messages
      all.evictedClusters &+= state.evictedClusters
      all.evictedLines &+= state.evictedLines
      all.trainedUntil = later(all.trainedUntil, state.trainedUntil)
      all.rows += state.rows
      all.aliases.merge(state.aliases) { min($0, $1) }
      all.evidence.join(state.evidence)
    }
    all.normalise()
    return all
  }
}

/// Words that varied in places of rows which are no more.
package struct EvidenceState: Equatable, Sendable {
  /// Hashes of rows with a word replaced, where that word is known to vary.
  package var variables: Set<UInt64> = []
  /// For other rows with a word replaced: the words that stood there, the lowest bit telling names from plain words.
  package var words: [UInt64: Set<UInt64>] = [:]

  package init() {}

  mutating func join(_ other: EvidenceState) {
    variables.formUnion(other.variables)
    words.merge(other.words) { $0.union($1) }
    for key in variables { words[key] = nil }
  }
}

/// A value of the user's own: what a regular expression matches.
public struct UserMask: Equatable, Sendable {
  /// The name of its placeholder.
  public var name: String
  /// The regular expression.
  public var pattern: String

  /// Takes a name of capitals, digits and `_`, and a regular expression.
  public init(name: String, pattern: String) {
    self.name = name
    self.pattern = pattern
  }
}

/// The earlier of two times, as far as they are known.
package func earlier(_ one: Timestamp?, _ other: Timestamp?) -> Timestamp? {
  guard let one, let other else { return one ?? other }
  return min(one, other)
}

/// The later of two times, as far as they are known.
package func later(_ one: Timestamp?, _ other: Timestamp?) -> Timestamp? {
  guard let one, let other else { return one ?? other }
  return max(one, other)
}
