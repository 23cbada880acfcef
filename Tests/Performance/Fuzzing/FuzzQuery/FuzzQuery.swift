import Lines
import Platform
import Records
import Selection
import Support

/// What lives as long as the fuzzer.
private struct State: ~Copyable {
  let files = ScratchFiles()
}

nonisolated(unsafe) private var state = State()

/// The query of an expression, whose trace and service it is, too; nil when it is none.
private func query(_ expression: String, _ change: (inout Criteria) -> Void) -> Query? {
  var criteria = Criteria()
  criteria.expressions = [expression]
  change(&criteria)
  do throws(ExpressionError) {
    return try Query(criteria)
  } catch {
    expect(error.offset <= expression.utf8.count + 8, "the place is in the expression")
    expect(!error.description.isEmpty, "an error says something")
    return nil
  }
}

private func selected(
  _ query: consuming Query, _ input: UnsafeBufferPointer<UInt8>, chunk: Int,
  _ options: SelectionOptions = SelectionOptions()
) -> (output: [UInt8], matched: Int) {
  let outcome = SelectionOutcome()
  var filter = RecordFilter(
    stage: SelectionStage(query, options, outcome: outcome), passesEvents: false)
  let output = run(&filter, input, chunk: chunk, state.files).output
  return (output, outcome.matched)
}

/// The first line is an expression, the rest are records: what it selects does not hang on the size of reads, its negation
/// selects the others, and sorting keeps all of it.
private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  let end = input.firstIndex(of: UInt8(ascii: "\n")) ?? count
  let records = UnsafeBufferPointer(rebasing: input[min(end + 1, count)...])
  let expression = String(decoding: input[..<end], as: UTF8.self)
  checkIDs(expression, records)
  guard let first = query(expression, { _ in }) else { return 0 }
  guard let again = query(expression, { _ in }),
    let sorted = query(expression, { _ in }),
    let negated = query("not (\(expression))", { _ in }),
    let inverted = query(expression, { $0.isInverted = true })
  else { broken("the expression is one, and then it is none") }
  let whole = selected(first, records, chunk: 1 << 16)
  checkRecords(whole.output)
  let cut = selected(again, records, chunk: smallChunk(count))
  expect(cut == whole, "small chunks")
  let others = selected(negated, records, chunk: 1 << 16)
  expect(others == selected(inverted, records, chunk: 1 << 16), "a negation is no inversion")
  var options = SelectionOptions()
  options.sortMemory = 256
  expect(
    selected(sorted, records, chunk: 1 << 16, options).output.count == whole.output.count,
    "sorting loses records")
  return 0
}

/// The line as a trace id, a pattern of a service and a time: whatever they select, nothing breaks.
private func checkIDs(_ text: String, _ records: UnsafeBufferPointer<UInt8>) {
  _ = TimeBound(text)
  _ = LevelSet(text)
  guard let trace = TraceQuery(text) else { return }
  var criteria = Criteria()
  criteria.traces = [trace]
  guard let query = try? Query(criteria) else { broken("no query of a trace") }
  let found = selected(query, records, chunk: 1 << 16)
  var services = Criteria()
  services.services = [text]
  services.isInverted = true
  guard let query = try? Query(services) else { broken("no query of a service") }
  _ = selected(query, records, chunk: 1 << 16)
  checkRecords(found.output)
}

@main
enum FuzzQuery {
  static func main() { exit(fuzz { test($0, $1) }) }
}
