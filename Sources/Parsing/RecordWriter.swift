import Lines
import Records

/// Writes parsed lines as records, keys in the order of `logline-record(5)`.
struct RecordWriter: ~Copyable {
  var timestamps = TimestampWriter()
  var plans: HeaderPlans
  var texts = HeaderTexts()
  private let service: [UInt8]?
  private let labels: [(key: String, value: String)]
  /// The service that the name of the input suggests.
  private var inferredService: [UInt8]?
  /// Members at the end of the next record, each with a comma before it: `raw`, `why`.
  var extra: [UInt8] = []
  private var source: (file: [UInt8], isOn: Bool) = ([], false)

  /// - Parameters:
  ///   - service: The service of every record (`--service`).
  ///   - labels: Keys and values put into every record (`--label`).
  ///   - withSource: Whether each record says which file and line it comes from.
  init(service: String?, labels: [(key: String, value: String)], withSource: Bool) {
    self.service = service.map { Array($0.utf8) + Self.padding }
    self.labels = labels
    plans = HeaderPlans(RecordConstants(service: service, labels: labels))
    source.isOn = withSource
  }

  /// Zero bytes behind a text, so that it may be escaped 16 bytes at a time.
  private static let padding = [UInt8](repeating: 0, count: 16)

  /// Whether a record has members behind `format`.
  @inline(__always)
  var hasExtras: Bool { source.isOn || !extra.isEmpty }

  /// Says which input the next lines come from.
  mutating func beginInput(name: String?) {
    source.file = Array((name ?? "-").utf8) + Self.padding
    plans.constants.inferredService = name.flatMap(serviceName(ofFile:))
    texts.removeAll()
    inferredService = name.flatMap(serviceName(ofFile:)).map { Array($0.utf8) + Self.padding }
  }

  /// Writes one record and ends it.
  @inline(__always)
  mutating func write(
    _ record: borrowing ParsedRecord, format: StaticString, line: Line,
    to output: inout RecordOutput
  ) {
    writeBody(record, &output.buffer)
    output.buffer.append(format)
    finish(isCut: line.isCut, line: line.number, &output)
  }

  @inline(__always)
  private mutating func writeBody(_ record: borrowing ParsedRecord, _ buffer: inout OutputBuffer) {
    buffer.append(UInt8(ascii: "{"))
    if let timestamp = record.timestamp {
      writeTime(timestamp, record.fractionDigits, record.gap, &buffer)
    }
    if let level = record.level { writeLevel(level, record.levelText, &buffer) }
    var stated = record.service
    var pod: SourceText?
    if let service = record.service, let count = workloadLength(ofPod: service.bytes) {
      pod = service
      stated?.count = count
    }
    writeService(stated, &buffer)
    if let host = record.host, !hasLabel("host") { write("host", host, &buffer) }
    if let version = record.version, !hasLabel("version") { write("version", version, &buffer) }
    if let region = record.region, !hasLabel("region") { write("region", region, &buffer) }
    if !labels.isEmpty { writeLabels(&buffer) }
    buffer.append("\"message\":")
    if let message = record.message {
      message.write(to: &buffer)
    } else {
      buffer.append("\"\"")
    }
    if let id = record.traceID { writeID("trace_id", id, &buffer) }
    if let id = record.spanID { writeID("span_id", id, &buffer) }
    if let id = record.parentSpanID { writeID("parent_span_id", id, &buffer) }
    writeFields(record.fields, pod, &buffer)
    buffer.append(",\"format\":\"")
  }

  /// Ends a record behind the name of its format.
  @inline(__always)
  func finish(isCut: Bool, line: Int, _ output: inout RecordOutput) {
    output.buffer.append(UInt8(ascii: "\""))
    if isCut { output.buffer.append(",\"truncated\":true") }
    if source.isOn { writeSource(line, &output.buffer) }
    if !extra.isEmpty { extra.withUnsafeBufferPointer { output.buffer.append($0) } }
    output.buffer.append(UInt8(ascii: "}"))
    output.endRecord()
  }

  @inline(__always)
  private mutating func writeTime(
    _ timestamp: Timestamp, _ digits: Int, _ gap: Stamp.Gap, _ buffer: inout OutputBuffer
  ) {
    buffer.append("\"timestamp\":\"")
    timestamps.write(timestamp, fractionDigits: digits, to: &buffer)
    buffer.append("\",")
    if gap == .year { buffer.append("\"timestamp_inferred\":\"year\",") }
    if gap == .date { buffer.append("\"timestamp_inferred\":\"date\",") }
  }

  @inline(__always)
  private func writeLevel(_ level: Level, _ word: SourceText?, _ buffer: inout OutputBuffer) {
    buffer.append("\"level\":\"")
    buffer.append(level.text)
    buffer.append("\",")
    guard let word, !isSpelling(word, of: level) else { return }
    write("level_text", word, &buffer)
  }

  /// Whether the source's word is the level's own, in any case.
  @inline(__always)
  private func isSpelling(_ word: SourceText, of level: Level) -> Bool {
    guard word.count == 4 || word.count == 5 else { return false }
    let bytes = UInt64(
      littleEndian: UnsafeRawPointer(word.start).loadUnaligned(as: UInt64.self))
    let mask: UInt64 = word.count == 4 ? 0xDFDF_DFDF : 0xDF_DFDF_DFDF
    return bytes & mask == level.packed
  }

  @inline(__always)
  private func writeService(_ stated: SourceText?, _ buffer: inout OutputBuffer) {
    if let service {
      buffer.append("\"service\":\"")
      append(padded: service, &buffer)
      buffer.append("\",")
    } else if let stated {
      write("service", stated, &buffer)
    } else if let inferredService {
      buffer.append("\"service\":\"")
      append(padded: inferredService, &buffer)
      buffer.append("\",\"service_inferred\":true,")
    }
  }

  private func hasLabel(_ key: String) -> Bool {
    !labels.isEmpty && labels.contains { $0.key == key }
  }

  private func writeLabels(_ buffer: inout OutputBuffer) {
    for label in labels {
      buffer.append(UInt8(ascii: "\""))
      append(padded: Array(label.key.utf8) + Self.padding, &buffer)
      buffer.append("\":\"")
      append(padded: Array(label.value.utf8) + Self.padding, &buffer)
      buffer.append("\",")
    }
  }

  private func writeSource(_ line: Int, _ buffer: inout OutputBuffer) {
    buffer.append(",\"source\":{\"file\":\"")
    append(padded: source.file, &buffer)
    buffer.append("\",\"line\":")
    buffer.append(decimal: line)
    buffer.append(UInt8(ascii: "}"))
  }

  @inline(__always)
  private func append(padded text: [UInt8], _ buffer: inout OutputBuffer) {
    text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      buffer.append(escaping: start, count: bytes.count - Self.padding.count)
    }
  }

  @inline(__always)
  private func write(_ name: StaticString, _ text: SourceText, _ buffer: inout OutputBuffer) {
    buffer.append(UInt8(ascii: "\""))
    buffer.append(name)
    buffer.append("\":")
    text.write(to: &buffer)
    buffer.append(UInt8(ascii: ","))
  }

  private func writeFields(
    _ fields: UnsafeBufferPointer<UInt8>?, _ pod: SourceText?, _ buffer: inout OutputBuffer
  ) {
    let fields = fields ?? UnsafeBufferPointer(start: nil, count: 0)
    if fields.isEmpty && pod == nil { return }
    buffer.append(",\"fields\":{")
    if let pod {
      buffer.append("\"pod\":")
      pod.write(to: &buffer)
      if !fields.isEmpty { buffer.append(UInt8(ascii: ",")) }
    }
    buffer.append(fields)
    buffer.append(UInt8(ascii: "}"))
  }

  /// Writes an id in its normalised form; one of zeros is none.
  private func writeID(_ name: StaticString, _ id: SourceText, _ buffer: inout OutputBuffer) {
    if TraceID.isNormal(id.bytes) {
      buffer.append(",\"")
      buffer.append(name)
      buffer.append("\":")
      return id.write(to: &buffer)
    }
    guard var text = TraceID.normalised(id.bytes) else { return }
    let count = text.count
    text.append(contentsOf: Self.padding)
    buffer.append(",\"")
    buffer.append(name)
    buffer.append("\":")
    text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      SourceText(start: start, count: count, isEscaped: id.isEscaped).write(to: &buffer)
    }
  }
}

/// The service that a file's name suggests: `/var/log/checkout.log.2.gz` is `checkout`.
///
/// The folder goes, and every ending that says what kind of file it is, how old, or how packed.
func serviceName(ofFile path: String) -> String? {
  var name = Substring(path)
  if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
  let endings: Set<Substring> = [
    "log", "txt", "json", "ndjson", "jsonl", "csv", "tsv", "out", "err", "gz", "zst", "old",
  ]
  while let dot = name.lastIndex(of: "."), dot > name.startIndex {
    let ending = name[name.index(after: dot)...]
    let isAge = !ending.isEmpty && ending.allSatisfy { $0.isNumber || $0 == "-" || $0 == "_" }
    guard endings.contains(ending) || isAge else { break }
    name = name[..<dot]
  }
  while let last = name.last, last.isNumber || last == "-" || last == "_",
    let dash = name.lastIndex(where: { $0 == "-" || $0 == "_" }),
    name[name.index(after: dash)...].allSatisfy(\.isNumber)
  {
    name = name[..<dash]
  }
  let generic: Set<Substring> = [
    "-", "stdin", "log", "logs", "access", "error", "output", "console", "",
  ]
  return generic.contains(name) ? nil : String(name)
}
