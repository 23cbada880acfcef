import Lines
import Records
import TestSupport

@testable import Parsing

/// What a ``LineParser`` makes of lines.
struct ParserRun {
  var output: [UInt8]
  var counters: Counters
  /// What each line gave.
  var pieces: [[UInt8]] = []

  init(
    _ lines: [[UInt8]], name: String? = nil, isCut: Bool = false,
    _ configure: (inout ParsingOptions) -> Void = { _ in }
  ) {
    var options = ParsingOptions()
    // 2026-03-14T12:00:00Z.
    options.now = Timestamp(nanoseconds: 1_773_489_600_000_000_000)
    configure(&options)
    let file = NamelessFile()
    var parser = LineParser(options)
    var output = RecordOutput(descriptor: file.descriptor)
    parser.beginInput(name: name)
    var ends: [Int] = []
    for (index, line) in lines.enumerated() {
      withLine(line) { start, count in
        var line = Line(start: start, count: count, number: index + 1)
        line.isCut = isCut
        output.counters.lines += 1
        precondition(parser.consume(line, to: &output) == nil, "lparse never rejects")
      }
      output.buffer.flush()
      ends.append(file.content.count)
    }
    parser.finish(to: &output)
    output.buffer.flush()
    self.output = file.content
    counters = output.counters
    var from = 0
    for end in ends {
      pieces.append(Array(self.output[from..<end]))
      from = end
    }
  }

  /// The records, without their line ends.
  var records: [String] {
    output.split(separator: 0x0A).map { text($0) }
  }
}

/// The record of one line.
func record(
  _ line: String, name: String? = nil, _ configure: (inout ParsingOptions) -> Void = { _ in }
) -> String {
  ParserRun([Array(line.utf8)], name: name, configure).records.joined(separator: "\n")
}
