import Models
import Templates

/// What a template stage does beyond adding templates: go on from a model and save it, leave out what is known, fold what
/// comes again and again.
package struct PatternWatch: Sendable {
  /// What earlier runs have learned.
  package var state: MinerState?
  /// Where what this run learns is saved; nil: nowhere.
  package var store: ClusterModelStore?
  /// Whether only records of new patterns pass.
  package var showsOnlyNew = false
  /// How long a pattern stays new, in nanoseconds; nil: for the run that finds it.
  package var newFor: Int64?
  /// What is folded.
  package var fold: RepeatRule?

  /// Whether times of patterns are remembered although nothing else is asked for.
  private var remembers = false

  package init() {}

  /// A watch of a stage that makes a model in memory.
  package static var remembering: PatternWatch {
    var watch = PatternWatch()
    watch.remembers = true
    return watch
  }

  /// Whether there is anything to do.
  var isOn: Bool {
    state != nil || store != nil || showsOnlyNew || fold != nil || remembers
  }
}

/// What a ``RepeatFold`` folds.
package struct RepeatRule: Sendable {
  /// Nanoseconds.
  var period: Int64
  /// Whether messages must be equal byte for byte, rather than of one pattern.
  var isByMessage: Bool

  package init(period: Int64, isByMessage: Bool) {
    self.period = period
    self.isByMessage = isByMessage
  }
}
