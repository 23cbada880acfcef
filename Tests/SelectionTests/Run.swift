import Lines
import Records
import TestSupport

@testable import Selection

/// What a selection makes of some lines.
struct Run {
  var lines: [String]
  var counters: Counters
  var outcome = SelectionOutcome()
  /// How many lines it wanted.
  var taken = 0
  var failure: (any Error)?

  /// Runs a selection over inputs of some lines each.
  init(
    _ inputs: [[String]], _ options: SelectionOptions = SelectionOptions(),
    _ change: (inout Criteria) -> Void = { _ in }
  ) throws {
    var criteria = Criteria()
    change(&criteria)
    let stage = SelectionStage(try Query(criteria), options, outcome: outcome)
    var filter = RecordFilter(
      stage: stage, passesEvents: options.form.writesRecords, passesTicks: true)
    let file = NamelessFile()
    var output = RecordOutput(descriptor: file.descriptor)
    for input in inputs {
      filter.beginInput(name: nil)
      for line in input where !filter.isDone {
        taken += 1
        output.counters.lines += 1
        let bytes = Array(line.utf8) + [0x0A] + [UInt8](repeating: 0x22, count: 80)
        bytes.withUnsafeBufferPointer {
          guard let start = $0.baseAddress else { return }
          _ = filter.consume(
            Line(start: start, count: line.utf8.count, number: 1), to: &output)
        }
      }
    }
    filter.finish(to: &output)
    do { try filter.save() } catch { failure = error }
    filter.report(to: &output.counters)
    output.buffer.flush()
    lines = String(decoding: file.content, as: UTF8.self).split(separator: "\n").map(String.init)
    counters = output.counters
    precondition(counters.isBalanced, counters.json(command: "test"))
  }

  /// Runs a selection over one input.
  init(
    _ lines: [String], _ options: SelectionOptions = SelectionOptions(),
    _ change: (inout Criteria) -> Void = { _ in }
  ) throws {
    try self.init([lines], options, change)
  }
}

/// Whether an expression holds for a record.
func holds(_ expression: String, _ record: String) throws -> Bool {
  try Run([record]) { $0.expressions = [expression] }.lines == [record]
}

/// Scans a record and hands it to `body`.
func withRecord<Result>(_ text: String, _ body: (borrowing Record) -> Result) -> Result {
  let scanner = UnsafeMutablePointer<JSONScanner>.allocate(capacity: 1)
  scanner.initialize(to: JSONScanner())
  defer {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }
  let bytes = Array(text.utf8) + [0x0A] + [UInt8](repeating: 0x22, count: 80)
  return bytes.withUnsafeBufferPointer {
    let start = $0.baseAddress.unsafelyUnwrapped
    precondition(scanner.pointee.scan(start, count: text.utf8.count) == nil, "no JSON object")
    return body(Record(start: start, count: text.utf8.count, scanner: scanner))
  }
}
