/// A column that could be the message's first words as well, as far as its line alone tells.
struct HeaderTie: Hashable {
  /// What stands in doubt behind the same leading parts.
  enum Column: UInt8, CaseIterable {
    /// `name:`
    case name
    /// `name -`
    case dash
    /// One word, two words or more in front of a name, of brackets, or of a label in capitals.
    case one, two, more

    /// Plain columns in front of a proof.
    init(columns: Int) { self = columns == 1 ? .one : columns == 2 ? .two : .more }
  }

  var column: Column
  /// The leading parts, see ``HeaderGrammar``.
  var place: UInt32
  /// The first token in doubt.
  var token: Int
  /// What its shape suggests.
  var looksLikeHeader: Bool
  /// What was decided, and whether by earlier lines rather than by shape.
  var isHeader = false
  var isSettledByLines = false
}

/// What a form tells about the ties of other lines with the same leading parts.
struct HeaderVote: Hashable {
  var place: UInt32
  /// The column that these lines have in their header; nil when the message follows at once.
  var column: HeaderTie.Column?
}

/// What earlier lines showed of the columns behind each kind of leading parts: settles ties.
///
/// Behind `10:00:00 INFO`, say, lines are counted that have their message at once (`INFO started up`), and those with a name that
/// no message begins with (`INFO shop.Cart: loaded`) or hardly (`INFO Cart: loaded`). Where one of the two has been seen
/// three times and is more than twice as frequent as the other, it decides what `INFO retry: attempt 3` is; before
/// that, and for lines of its own kind, the shape of the word does. A decision stands until the lines say the contrary by as much.
///
/// Counts are looked at after 4, 8, 16, … 1,024 lines and then after each 1,024, so a decision depends on the
/// lines before and on nothing else. Not chosen: one proof is enough (a single `INFO nginx.conf: bad` would turn a whole log);
/// counting as the lines are learned (a form is learned once, whether it comes once or always).
///
/// Memory: ``maximumPlaces`` kinds of leading parts; more of them start the counts anew. Counts are halved at 65,536, so that a
/// stream may change.
struct HeaderTies {
  static let maximumPlaces = 64
  private static let maximumLines = 65_536
  private static let longestPeriod = 1_024
  private static let leastLines = 3

  private struct Place {
    /// Lines whose message follows at once.
    var plain = 0
    /// Lines with each column.
    var shown: InlineArray<5, Int> = InlineArray(repeating: 0)
    /// Whether a column is header, where that is decided.
    var decided: InlineArray<5, Bool?> = InlineArray(repeating: nil)
  }

  private var places: [UInt32: Place] = [:]
  /// How many lines the counts have been looked at after.
  private var period = 4
  /// How often a decision was made or changed.
  private(set) var changes = 0

  /// How many lines to wait for until ``review()``.
  var pause: Int { period }

  /// Adds the decisions of other ties to the number of its own; there they are not counted any more.
  mutating func takeCounts(from other: inout HeaderTies) {
    changes += other.changes
    other.changes = 0
  }

  /// Settles a tie.
  func settle(_ tie: HeaderTie) -> HeaderTie {
    var tie = tie
    let decided = places[tie.place]?.decided[Int(tie.column.rawValue)]
    tie.isHeader = decided ?? tie.looksLikeHeader
    tie.isSettledByLines = decided != nil
    return tie
  }

  /// Counts lines of a form.
  mutating func count(_ votes: [HeaderVote], lines: Int) {
    for vote in votes {
      if let column = vote.column {
        places[vote.place, default: Place()].shown[Int(column.rawValue)] += lines
      } else {
        places[vote.place, default: Place()].plain += lines
      }
    }
  }

  /// Looks at the counts; true when what is decided differs from before.
  mutating func review() -> Bool {
    period = min(period * 2, Self.longestPeriod)
    var changed = false
    if places.count > Self.maximumPlaces {
      changed = hasDecided
      places = [:]
    }
    for (key, var place) in places {
      if decide(&place) { changed = true }
      places[key] = place
    }
    return changed
  }

  private mutating func decide(_ place: inout Place) -> Bool {
    var changed = false
    var most = place.plain
    for column in 0..<5 {
      let shown = place.shown[column]
      most = max(most, shown)
      let decision: Bool
      if place.plain >= Self.leastLines, place.plain > 2 * shown {
        decision = false
      } else if shown >= Self.leastLines, shown > 2 * place.plain {
        decision = true
      } else {
        continue
      }
      if place.decided[column] == decision { continue }
      place.decided[column] = decision
      changes += 1
      changed = true
    }
    if most > Self.maximumLines {
      place.plain /= 2
      for column in 0..<5 { place.shown[column] /= 2 }
    }
    return changed
  }

  private var hasDecided: Bool {
    places.values.contains { place in (0..<5).contains { place.decided[$0] != nil } }
  }

  /// Forgets all lines; true when something had been decided.
  mutating func forget() -> Bool {
    defer {
      places = [:]
      period = 4
    }
    return hasDecided
  }
}
