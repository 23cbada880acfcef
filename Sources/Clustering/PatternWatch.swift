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

  /// What of it is asked of each record.
  var rules: Rules { Rules(self, remembers: remembers) }

  /// What is asked of each record: nothing that counts references, so that asking costs nothing.
  struct Rules {
    /// Whether it matters when records came, and for how many lines they stand.
    let countsRecords: Bool
    /// Whether anything is done with a record beyond adding its pattern: a model that is only read asks for nothing.
    let looksAtRecords: Bool
    /// Whether what happens to patterns is followed.
    let isOn: Bool
    let showsOnlyNew: Bool
    let newFor: Int64?
    let fold: RepeatRule?
    /// Whether the run makes a model rather than looks for what is not in one.
    let isTraining: Bool

    fileprivate init(_ watch: PatternWatch, remembers: Bool) {
      countsRecords =
        watch.store != nil || watch.newFor != nil || watch.fold != nil || remembers
      looksAtRecords = countsRecords || watch.showsOnlyNew
      isOn = looksAtRecords || watch.state != nil
      showsOnlyNew = watch.showsOnlyNew
      newFor = watch.newFor
      fold = watch.fold
      isTraining = watch.state == nil && !watch.showsOnlyNew
    }
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
