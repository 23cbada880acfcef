/// The existing pattern that a new one is most like, and why the message did not go there.
struct NearestPattern {
  /// Where two rows differ.
  struct Difference {
    /// The token in the message's row.
    let position: Int
    /// The token in the pattern's row.
    let other: Int
  }

  let slot: Int
  /// Tokens that are equal: a word where the same word or a variable stands, a value where values stand, behind equal gaps.
  let equal: Int
  /// Tokens of the longer of the two rows.
  let length: Int
  /// The first tokens that differ, where both rows have one; at most ``maximumDifferences``.
  let differences: [Difference]
  /// How many differ in rows of one length.
  let differing: Int

  static let maximumDifferences = 4

  /// The share of equal tokens.
  var similarity: Double { Double(equal) / Double(max(1, length)) }

  /// Compares two rows: place by place, or from both ends when they have different lengths.
  init(of row: Cluster, in slot: Int, _ other: Cluster) {
    self.slot = slot
    length = max(row.tokens.count, other.tokens.count)
    let shorter = min(row.tokens.count, other.tokens.count)
    var differences: [Difference] = []
    var equal = 0
    if row.tokens.count == other.tokens.count {
      for position in row.tokens.indices {
        if row.isEqual(position, to: position, of: other) {
          equal += 1
        } else if differences.count < Self.maximumDifferences {
          differences.append(Difference(position: position, other: position))
        }
      }
    } else {
      while equal < shorter, row.isEqual(equal, to: equal, of: other) { equal += 1 }
      if equal < shorter { differences.append(Difference(position: equal, other: equal)) }
      var behind = 0
      while equal + behind < shorter,
        row.isEqual(
          row.tokens.count - 1 - behind, to: other.tokens.count - 1 - behind, of: other)
      { behind += 1 }
      equal += behind
    }
    self.equal = equal
    self.differences = differences
    differing = length - equal
  }
}

extension Cluster {
  /// Whether a token would do for another row's.
  fileprivate func isEqual(_ position: Int, to place: Int, of other: Cluster) -> Bool {
    let one = tokens[position]
    let second = other.tokens[place]
    guard one.gap == second.gap, (one.role == .word) == (second.role == .word) else { return false }
    return one.role != .word || one.hash == second.hash || other.wildcards.contains(place)
  }

  /// The text in front of a token.
  func gap(_ position: Int) -> String {
    let start = position == 0 ? 0 : Int(tokens[position - 1].end)
    return String(decoding: text[start..<Int(tokens[position].start)], as: UTF8.self)
  }

  /// A token's text in the row; empty for values.
  func word(_ position: Int) -> String {
    String(decoding: text[Int(tokens[position].start)..<Int(tokens[position].end)], as: UTF8.self)
  }
}

extension TemplateMiner {
  /// The pattern that the one in a slot is most like; the one of the smallest id when several are.
  ///
  /// - Returns: Nil when no other pattern has a token of it.
  func nearest(to slot: Int) -> NearestPattern? {
    var nearest: NearestPattern?
    for other in liveSlots where other != slot {
      let found = NearestPattern(of: clusters[slot], in: other, clusters[other])
      guard found.equal > 0 else { continue }
      guard let best = nearest else {
        nearest = found
        continue
      }
      let isNearer = found.equal * best.length > best.equal * found.length
      let isAsNear = found.equal * best.length == best.equal * found.length
      if isNearer || isAsNear && clusters[other].id < clusters[best.slot].id { nearest = found }
    }
    return nearest
  }

  /// Why the message at hand, which made the pattern in a slot, did not go to the nearest one.
  func reason(against nearest: NearestPattern, of slot: Int) -> String {
    let row = clusters[slot]
    let other = clusters[nearest.slot]
    if row.tokens.count != other.tokens.count {
      return "it has \(other.tokens.count) tokens, the message \(row.tokens.count)"
    }
    guard let difference = nearest.differences.first else {
      return "the text behind the last token differs"
    }
    if nearest.differing > 1 {
      return
        "\(nearest.differing) tokens differ; a word is found to vary by rows that differ in it alone"
    }
    let position = difference.position
    let token = row.tokens[position]
    if token.role == .word, other.tokens[position].role != .word {
      return "word '\(row.word(position))' stands where the pattern has a value"
    }
    if token.role != .word, other.tokens[position].role == .word {
      return "a value stands where the pattern has word '\(other.word(position))'"
    }
    if token.gap != other.tokens[position].gap {
      return "the text in front of token \(position) differs"
    }
    return "word '\(row.word(position))' differs; \(evidence.standing(of: row, position))"
  }
}

extension WordEvidence {
  /// What is known of the place of a word: `3 of 24 words seen there, 1 of 6 names`.
  func standing(of row: Cluster, _ position: Int) -> String {
    let token = row.tokens[position]
    if isKept(token) { return "it is never a variable (--keep-word)" }
    let words = row.tokens[..<position].count { $0.role == .word }
    if words >= Self.maximumWords { return "only the first \(Self.maximumWords) words may vary" }
    let constants = row.constantWords - 1
    if constants < 1 { return "a pattern keeps one word" }
    let needed = Self.threshold(position: position, constants: constants)
    let seen = size(of: TokenHash.generalised(row.rowHash, token, at: position))
    return
      "\(seen.words) of \(needed.words) words seen there, \(seen.names) of \(needed.names) names"
  }
}
