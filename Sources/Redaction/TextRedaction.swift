import Lines
import Records

/// Takes personal data and secrets out of lines of plain text: each line is one text, and stays a line of text.
public struct TextRedaction: SharedFilter, ~Copyable {
  private var recogniser: Recogniser
  private var writer: SpliceWriter
  private var report: RedactionReport
  private var keyPart = KeyContinuation()
  private var repaired = RepairedText()
  private let options: RedactionOptions
  /// Makes what is written safe for a terminal; nil where it goes elsewhere.
  private let safe: (@Sendable (UnsafeBufferPointer<UInt8>) -> String)?

  /// Makes the filter.
  ///
  /// - Parameters:
  ///   - options: What is looked for; spans and explanations have no place in plain text.
  ///   - safe: Makes a line safe for a terminal.
  /// - Throws: ``RedactionError``.
  public init(
    _ options: RedactionOptions, safe: (@Sendable (UnsafeBufferPointer<UInt8>) -> String)? = nil
  ) throws {
    let names = try options.names()
    let replacement = try options.replacement(names)
    let recogniser = try options.recogniser(names)
    self.recogniser = recogniser
    writer = SpliceWriter(replacement, names: names)
    report = RedactionReport(names: names, keepsRows: options.onReport != nil)
    self.options = options
    self.safe = safe
  }

  public mutating func beginInput(name: String?) { keyPart.beginInput() }

  public mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection? {
    output.counters.carriers += 1
    if line.isKnownUTF8 || isValidUTF8(line.bytes) {
      write(line.bytes, &output)
    } else {
      output.counters.invalidUTF8 += 1
      var text = RepairedText()
      swap(&text, &repaired)
      text.withRepaired(line.bytes) { write($0, &output) }
      swap(&text, &repaired)
    }
    if line.rawCount > line.count { output.buffer.append(UInt8(ascii: "\r")) }
    output.endRecord()
    return nil
  }

  private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, _ output: inout RecordOutput) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    let text = Text(start: start, count: bytes.count)
    recogniser.find(in: text)
    var spans = recogniser.findings
    keyPart.follow(text, opens: recogniser.opensKey, &spans)
    if !spans.isEmpty || recogniser.gaveUp {
      output.counters.findings += 1
      report.count(
        FoundPlace(
          start: 0, end: bytes.count, isKey: false, isString: true, isWithheld: recogniser.gaveUp,
          field: Array("line".utf8), spans: spans), service: "")
    }
    if options.isDryRun { return put(bytes, &output) }
    if recogniser.gaveUp { return output.buffer.append("<WITHHELD>") }
    guard !spans.isEmpty else { return put(bytes, &output) }
    writer.replaced(spans, in: bytes).withUnsafeBufferPointer { put($0, &output) }
  }

  private func put(_ bytes: UnsafeBufferPointer<UInt8>, _ output: inout RecordOutput) {
    if let safe { output.buffer.append(text: safe(bytes)) } else { output.buffer.append(bytes) }
  }

  public mutating func finish(to output: inout RecordOutput) { options.onReport?(report.rows) }
  public mutating func picture(columns: Int?) -> String? { nil }
  public var summary: String? { nil }
  public static var noHistory: NoHistory { NoHistory() }
  public mutating func expectHistory(from ask: @escaping () -> NoHistory) {}
  public func historyChange() -> @Sendable (NoHistory) -> NoHistory { { $0 } }
  public mutating func takeCounts(from other: inout TextRedaction) { report.take(&other.report) }
  public func report(to counters: inout Counters) { report.report(to: &counters) }
}
