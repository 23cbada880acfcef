import Lines
import Records

/// Takes personal data and secrets out of records: out of every string at any depth, keys too, and out of numbers.
///
/// What is not changed stays byte for byte. A number that is personal becomes 0, so that the value keeps its type. It fails
/// closed: where a rule gives up, the whole string becomes `<WITHHELD>` and is counted. A private key that goes on over
/// several records is withheld in each of them.
///
/// Memory: what one record needs, and the table of the report, of at most 10,000 rows.
public struct RedactionStage: RecordwiseStage, ~Copyable {
  /// Records without a part of a private key after which it is taken to have ended.
  static let keyPatience = 200

  private var finder: RecordFinder
  private var writer: SpliceWriter
  private let options: RedactionOptions
  private var report: RedactionReport
  private var explained: Int
  private let scanner: UnsafeMutablePointer<JSONScanner>

  /// Makes the stage.
  ///
  /// - Throws: ``RedactionError`` for bad rules, unknown types and operators, a key that is missing.
  public init(_ options: RedactionOptions) throws {
    let names = try options.names()
    let replacement = try options.replacement(names)
    let recogniser = try options.recogniser(names)
    finder = RecordFinder(
      recogniser,
      tellsFields: options.onReport != nil || options.reportsSpans || options.explained > 0)
    writer = SpliceWriter(replacement, names: names)
    self.options = options
    explained = options.explained
    report = RedactionReport(names: names, keepsRows: options.onReport != nil)
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  public mutating func beginInput(name: String?) { finder.beginInput() }

  public mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    guard let line = redact(record, &output.counters), let start = line.baseAddress else {
      return output.pass(record)
    }
    output.pass(Record(start: start, count: line.count, scanner: scanner))
  }

  public mutating func pass(_ event: borrowing Record, to output: inout RecordOutput) {
    guard let line = redact(event, &output.counters), let start = line.baseAddress else {
      return output.passEvent(event)
    }
    output.passEvent(Record(start: start, count: line.count, scanner: scanner))
  }

  /// Looks through a record; the record as it is to be written, nil where it stays as it came.
  private mutating func redact(
    _ record: borrowing Record, _ counters: inout Counters
  ) -> UnsafeBufferPointer<UInt8>? {
    finder.find(in: record)
    let isFound = !finder.places.isEmpty
    if !isFound, explained == 0 { return nil }
    if isFound {
      counters.findings += 1
      let service = options.onReport == nil ? "" : record.string(.service).map { $0.text } ?? ""
      for place in finder.places { report.count(place, service: service) }
    }
    let extras = SpliceWriter.Extras(
      changes: !options.isDryRun, spans: options.reportsSpans && isFound, why: explained > 0)
    if explained > 0 { explained -= 1 }
    guard extras.changes && isFound || extras.spans || extras.why else { return nil }
    let line = writer.rewrite(record, finder.places, extras)
    guard let start = line.baseAddress, scanner.pointee.scan(start, count: line.count) == nil else {
      preconditionFailure("a record with other strings is a record")
    }
    return line
  }

  public mutating func finish(to output: inout RecordOutput) { options.onReport?(report.rows) }

  public mutating func takeCounts(from other: inout RedactionStage) { report.take(&other.report) }

  public func report(to counters: inout Counters) { report.report(to: &counters) }
}
