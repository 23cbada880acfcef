import Platform
import Templates

/// What a model says of how often each pattern came, by the miner's slots.
///
/// Memory: 8 bytes a slot.
struct UsualCounts {
  /// How a run's lines of a pattern compare with the model's.
  struct Comparison: Equatable {
    /// The share of the pattern in the run by its share in the model; infinite for one that is not in the model.
    var ratio: Double
    /// The log-likelihood ratio of the run's rate against the model's; 0 for a new pattern.
    var evidence: Double
  }

  private var counts: [Int] = []
  private let total: Int

  /// Without a model nothing is known.
  init() { total = 0 }

  /// Remembers the rows of a state that a miner has just taken over into its first slots.
  init(_ state: MinerState, _ changes: [TemplateMiner.Change]) {
    counts = state.rows.map(\.count)
    total = state.lines
    apply(changes)
  }

  /// Whether there is anything to compare with.
  var isKnown: Bool { total > 0 }

  /// Takes over what the miner did to its clusters.
  mutating func apply(_ changes: [TemplateMiner.Change]) {
    for change in changes {
      switch change {
      case .merged(let from, _, let into) where from < counts.count:
        while counts.count <= into { counts.append(0) }
        counts[into] &+= counts[from]
        counts[from] = 0
      case .evicted(let slot) where slot < counts.count: counts[slot] = 0
      case .merged, .evicted: break
      }
    }
  }

  /// The lines that the pattern in a slot would have in a run of so many lines; 0 when it is not in the model.
  func expected(_ slot: Int, of lines: Int) -> Double {
    guard slot < counts.count, total > 0 else { return 0 }
    return Double(counts[slot]) / Double(total) * Double(lines)
  }

  /// Compares lines with those that are expected.
  ///
  /// - Parameters:
  ///   - lines: Those that came, at least one.
  ///   - expected: Those that would have come; 0 for what is new.
  ///   - unit: How many of them are one event.
  /// - Returns: The ratio, and its evidence in events.
  static func compare(_ lines: Int, expected: Double, unit: Double) -> Comparison {
    guard expected > 0 else { return Comparison(ratio: .infinity, evidence: 0) }
    let ratio = Double(lines) / expected
    let evidence = (Double(lines) * log(ratio) - Double(lines) + expected) / unit
    return Comparison(ratio: ratio, evidence: evidence)
  }
}
