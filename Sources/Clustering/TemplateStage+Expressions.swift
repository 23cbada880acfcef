import Records
import Templates

extension TemplateStage {
  /// Writes an expression of each pattern that is known, the most frequent first.
  mutating func writeExpressions(_ form: PatternExpression.Form, to output: inout RecordOutput) {
    let names = UserMask.ownNames(mining.masks)
    let slots = miner.liveSlots.sorted {
      (miner.lines(of: $1), miner.id(of: $0)) < (miner.lines(of: $0), miner.id(of: $1))
    }
    if form == .grok, !slots.isEmpty {
      for line in PatternExpression.definitions(names: names) {
        output.buffer.append(text: line + "\n")
      }
    }
    for slot in listing.shown(slots) {
      let line = PatternExpression.line(miner.row(of: slot), names: names, form: form)
      output.buffer.append(text: line + "\n")
      output.buffer.commit()
      summarised += 1
    }
  }
}
