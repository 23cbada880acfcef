import Lines
import Parsing
import Records

/// Raw text as `lparse` reads it, for a stage of records: the two in one process (`--parse`).
struct ParsedText<StageType: Stage & ~Copyable>: LineFilter, ~Copyable {
  private var parser: LineParser
  private var filter: RecordFilter<StageType>
  private var parsed = RecordOutput(descriptor: -1)

  init(_ options: ParsingOptions, _ filter: consuming RecordFilter<StageType>) {
    parser = LineParser(options)
    self.filter = filter
  }

  mutating func beginInput(name: String?) {
    parser.beginInput(name: name)
    filter.beginInput(name: name)
  }

  mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection? {
    let rejection = parser.consume(line, to: &parsed)
    takeParsed(&output)
    return rejection
  }

  /// Hands on the records that the parser has written.
  private mutating func takeParsed(_ output: inout RecordOutput) {
    let bytes = parsed.buffer.contents
    var start = 0
    while start < bytes.count, let base = bytes.baseAddress {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var line = Line(start: base + start, count: end - start, number: 1)
      line.isKnownUTF8 = true
      _ = filter.consume(line, to: &output)
      start = end + 1
    }
    parsed.buffer.clear()
  }

  var isDone: Bool { filter.isDone }

  mutating func finish(to output: inout RecordOutput) {
    parser.finish(to: &parsed)
    takeParsed(&output)
    filter.finish(to: &output)
    // The records were counted where they were taken, what became of the other lines where they were read.
    let read = parsed.counters
    output.counters.blank += read.blank
    output.counters.header += read.header
    output.counters.joined += read.joined
    output.counters.split += read.split
    output.counters.carriers -= read.split
    output.counters.invalidUTF8 += read.invalidUTF8
    output.counters.truncated += read.truncated
    output.counters.escapesRemoved += read.escapesRemoved
  }

  mutating func picture(columns: Int?) -> String? { filter.picture(columns: columns) }

  var summary: String? { parser.summary }

  mutating func save() throws { try filter.save() }

  func report(to counters: inout Counters) {
    parser.report(to: &counters)
    filter.report(to: &counters)
  }
}
