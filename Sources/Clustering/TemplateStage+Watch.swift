import Lines
import Records
import Templates

extension TemplateStage {
  /// Takes a record that is summed up, or looked at for what ``PatternWatch`` says.
  @inline(never)
  mutating func takeWatched(
    _ record: borrowing Record, _ start: UnsafePointer<UInt8>,
    _ message: UnsafeBufferPointer<UInt8>, _ output: inout RecordOutput
  ) {
    let weight = sumsUp || rules.countsRecords ? Self.weight(record) : 1
    let insertions = miner.insertions
    let slot = miner.observe(start, count: message.count, weight: weight)
    if !miner.changes.isEmpty { applyChanges(&output) }
    var time: Timestamp?
    if rules.countsRecords { time = record.timestamp }
    if rules.isOn { memory.see(slot, at: time) }
    if let time { fold?.advance(to: time, &output) }
    if rules.showsOnlyNew {
      // A row that nobody has seen is new, also when it is what proves a word to vary.
      let isNew = miner.insertions != insertions || memory.isNew(slot, at: time, for: rules.newFor)
      guard isNew else { return output.counters.suppress("filtered") }
      output.counters.findings += 1
    }
    if sumsUp {
      note(slot, message)
      summary.add(record, slot: slot, weight: weight, message: message)
      output.counters.consumed += 1
    } else if passesFold(record, slot, start, message, weight, time, &output) {
      write(record, slot, start, &output)
    }
  }

  private mutating func passesFold(
    _ record: borrowing Record, _ slot: Int, _ start: UnsafePointer<UInt8>,
    _ message: UnsafeBufferPointer<UInt8>, _ weight: Int, _ time: Timestamp?,
    _ output: inout RecordOutput
  ) -> Bool {
    guard let rule = rules.fold else { return true }
    let own = RepeatFold.Own(
      id: Array(miner.idValue(of: slot)), template: Array(miner.templateValue(of: slot)),
      parameters: writesParameters ? parametersValue(slot, start) : nil)
    return fold?.passes(
      record, pattern: rule.isByMessage ? message : miner.idValue(of: slot), lines: weight,
      time: time, own: own, &output) ?? true
  }

  /// What stands in the places of the message at hand, as a JSON value.
  private func parametersValue(_ slot: Int, _ message: UnsafePointer<UInt8>) -> [UInt8] {
    var text = OutputBuffer(descriptor: -1)
    Self.append(miner.parameters(of: slot), of: message, to: &text)
    return Array(text.pending)
  }

  // MARK: the model

  mutating func goOn(from state: MinerState) {
    miner.restore(state)
    memory = PatternMemory(state, miner.changes)
    if sumsUp { summary.compare(with: state, miner.changes) }
    miner.clearChanges()
  }

  /// What the stage has learned, as a model.
  package func learned() -> MinerState {
    withWords(memory.whole(miner, isTraining: rules.isTraining))
  }

  private func withWords(_ state: MinerState) -> MinerState {
    var state = state
    state.masks = mining.masks
    state.keptWords = mining.keptWords
    state.normalise()
    return state
  }

  mutating func saveModel() throws {
    guard var store else { return }
    try store.save(
      whole: withWords(memory.whole(miner, isTraining: rules.isTraining)),
      news: withWords(memory.news(miner, isTraining: rules.isTraining)),
      limit: mining.maximumClusters)
    self.store = store
    memory.noteSaved(miner)
  }
}
