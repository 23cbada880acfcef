import Lines
import Records
import Templates

extension TemplateStage {
  /// Sets `why` of the record at hand.
  mutating func explain(_ slot: Int, _ message: UnsafePointer<UInt8>) {
    explained -= 1
    edits.set(.why) { miner.explain(slot, message, to: &$0) }
  }

  /// Notes for the table why a message is of its pattern: the message, and a line below it.
  mutating func note(_ slot: Int, _ message: UnsafeBufferPointer<UInt8>) {
    guard explained > 0, case .table(let table) = form, let start = message.baseAddress else {
      return
    }
    explained -= 1
    notes.append((table.safe(Array(message)), table.safe(Array(miner.reason(slot, start).utf8))))
  }

  /// The notes, cut to a width; empty without any.
  func notesText(columns: Int?) -> String {
    guard !notes.isEmpty, case .table(let table) = form else { return "" }
    return notes.map { message, reason in
      "\(table.cut(message, columns))\n\(table.cut("      why: \(reason)", columns))\n"
    }.joined() + "\n"
  }
}
