import Records
import Templates

/// What is known of each pattern beyond what the miner knows, by the miner's slots: when it came, how much of it has been
/// saved, and whether it was in the model.
///
/// Memory: 48 bytes a slot.
struct PatternMemory {
  private struct Entry {
    var first: Timestamp?
    var last: Timestamp?
    /// Lines that the model on disk has.
    var saved = 0
    var isKnown = false
  }

  private var entries: [Entry] = []
  /// The newest time of all records.
  private(set) var newest: Timestamp?
  /// Until when everything was learned rather than looked at.
  private var trainedUntil: Timestamp?
  /// What was evicted since the last save: patterns that the model does not have, and lines of others that it has.
  private var unsavedEvictions = 0
  private var savedLinesEvicted = 0
  private var savedMessages = 0
  private var savedEvictedLines = 0

  init() {}

  /// Remembers the rows of a state that a miner has just taken over into its first slots.
  init(_ state: MinerState, _ changes: [TemplateMiner.Change]) {
    entries = state.rows.map {
      Entry(first: $0.first, last: $0.last, saved: $0.count, isKnown: true)
    }
    trainedUntil = state.trainedUntil
    savedMessages = state.messages
    savedEvictedLines = state.evictedLines
    apply(changes)
  }

  /// Takes over what the miner did to its clusters.
  mutating func apply(_ changes: [TemplateMiner.Change]) {
    for change in changes {
      switch change {
      case .merged(let from, _, let into):
        grow(max(from, into))
        let gone = entries[from]
        entries[into].first = earlier(entries[into].first, gone.first)
        entries[into].last = later(entries[into].last, gone.last)
        entries[into].saved &+= gone.saved
        entries[into].isKnown = entries[into].isKnown || gone.isKnown
        entries[from] = Entry()
      case .evicted(let slot):
        grow(slot)
        savedLinesEvicted &+= entries[slot].saved
        if entries[slot].saved == 0 { unsavedEvictions += 1 }
        entries[slot] = Entry()
      }
    }
  }

  private mutating func grow(_ slot: Int) {
    while entries.count <= slot { entries.append(Entry()) }
  }

  /// Notes that a record of the pattern in a slot came.
  mutating func see(_ slot: Int, at time: Timestamp?) {
    grow(slot)
    guard let time else { return }
    newest = later(newest, time)
    entries[slot].first = earlier(entries[slot].first, time)
    entries[slot].last = later(entries[slot].last, time)
  }

  /// Whether the pattern in a slot is new.
  ///
  /// - Parameters:
  ///   - slot: The slot.
  ///   - time: When its record came.
  ///   - span: How long after its first record a pattern stays new, in nanoseconds; nil: as long as the run lasts, and not
  ///     beyond it.
  /// - Returns: True for a pattern that is not in the model, and with a span for one that has not been there for long.
  func isNew(_ slot: Int, at time: Timestamp?, for span: Int64?) -> Bool {
    let entry = entries[slot]
    guard let span, let time, let first = entry.first else { return !entry.isKnown }
    if entry.isKnown, let trainedUntil, first <= trainedUntil { return false }
    return time.nanoseconds.subtractingReportingOverflow(first.nanoseconds).partialValue < span
  }

  // MARK: saving

  /// All that a miner has learned.
  ///
  /// - Parameters:
  ///   - miner: The miner of these slots.
  ///   - isTraining: Whether the run began without a model, to make one.
  /// - Returns: Its state, but for what the user said.
  func whole(_ miner: borrowing TemplateMiner, isTraining: Bool) -> MinerState {
    state(miner, isTraining) { _ in 0 }
  }

  /// What a miner has learned since the last save.
  func news(_ miner: borrowing TemplateMiner, isTraining: Bool) -> MinerState {
    var state = state(miner, isTraining) { $0 < entries.count ? entries[$0].saved : 0 }
    state.messages -= savedMessages
    state.evictedClusters = unsavedEvictions
    state.evictedLines &-= savedEvictedLines &+ savedLinesEvicted
    return state
  }

  private func state(
    _ miner: borrowing TemplateMiner, _ isTraining: Bool, without saved: (Int) -> Int
  ) -> MinerState {
    var state = miner.stateWithoutRows
    state.trainedUntil = isTraining ? newest : trainedUntil
    for slot in miner.liveSlots where miner.lines(of: slot) > saved(slot) {
      var row = miner.row(of: slot)
      row.count &-= saved(slot)
      if slot < entries.count {
        row.first = entries[slot].first
        row.last = entries[slot].last
      }
      state.rows.append(row)
    }
    state.normalise()
    return state
  }

  /// Notes that the model on disk has all that a miner has learned.
  mutating func noteSaved(_ miner: borrowing TemplateMiner) {
    savedMessages = miner.messagesTaken
    savedEvictedLines = miner.evictedMessages
    savedLinesEvicted = 0
    unsavedEvictions = 0
    for slot in miner.liveSlots {
      grow(slot)
      entries[slot].saved = miner.lines(of: slot)
    }
  }
}
