import Clustering
import CommandSupport
import Lines
import Parsing
import Records
import Templates

/// The log that `--against` names: what is in it is known.
///
/// Its lines may be records or those of a raw log. A raw line is learned twice, as it stands and as lparse would read it,
/// since only the input that is compared with it tells which of the two it is like, and that comes later.
struct AgainstFile: ~Copyable {
  private var learner: RecordFilter<TemplateStage>
  private var parser: LineParser
  private let parsed = ParsedRecords()
  private var parsedOutput: RecordOutput
  private var ignored = RecordOutput(descriptor: -1)
  private var rejected = 0

  init(_ mining: MiningOptions, now: Timestamp) throws {
    learner = RecordFilter(
      stage: try TemplateStage(
        mining: mining, form: .summary, parameters: false, merges: false,
        listing: SummaryListing(), explained: 0, watch: .remembering),
      passesEvents: false)
    var options = ParsingOptions()
    options.now = now
    parser = LineParser(options)
    let parsed = parsed
    parsedOutput = RecordOutput(descriptor: -1) {
      parsed.bytes += $0
      return []
    }
  }

  /// What a file teaches, and how many of its lines could not be read.
  ///
  /// - Throws: ``CommandFailure`` when it cannot be read.
  consuming func learn(
    _ path: String, maximumLine: ByteSize
  ) throws -> (state: MinerState, rejected: Int) {
    parser.beginInput(name: path)
    let long = try forEachLine(ofFile: path, maximumLine: maximumLine) { take($0) }
    parser.finish(to: &parsedOutput)
    takeParsed()
    return (learner.stage.learned(), rejected + long)
  }

  private mutating func take(_ line: Line) {
    if learner.consume(line, to: &ignored) != nil { rejected += 1 }
    ignored.buffer.clear()
    guard line.bytes.first(where: { $0 > 0x20 }) != UInt8(ascii: "{") else { return }
    _ = parser.consume(line, to: &parsedOutput)
    takeParsed()
  }

  /// Learns the records that the parser has written.
  private mutating func takeParsed() {
    let size = parsed.bytes.count
    // What may be read behind a line.
    parsed.bytes.append(contentsOf: repeatElement(0, count: 128))
    parsed.bytes.withUnsafeBufferPointer { bytes in
      for record in bytes[..<size].split(separator: UInt8(ascii: "\n")) {
        guard let start = bytes.baseAddress else { return }
        let line = Line(start: start + record.startIndex, count: record.count, number: 1)
        _ = learner.consume(line, to: &ignored)
      }
    }
    parsed.bytes.removeAll(keepingCapacity: true)
    ignored.buffer.clear()
  }
}

/// The records of a line: the parser's output and its reader share them.
private final class ParsedRecords {
  var bytes: [UInt8] = []
}
