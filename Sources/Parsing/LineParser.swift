import Lines
import Platform
import Records

/// What a line parser can be told; the defaults are what `lparse` does without options.
public struct ParsingOptions: Sendable {
  /// The one format to read; nil: decided line by line.
  public var format: Format?
  /// The service of every record.
  public var service: String?
  /// Keys and values put into every record.
  public var labels: [(key: String, value: String)] = []
  /// The year of stamps that lack one.
  public var year: Int?
  /// The time of the run, for stamps that lack a year or a date.
  public var now = Timestamp(nanoseconds: 0)
  /// The zone of stamps without one.
  public var zone = Zone.utc
  /// Whether terminal control sequences stay in the text.
  public var keepsEscapes = false
  /// Whether lines with ill-formed UTF-8 keep their bytes in `raw`.
  public var keepsRaw = false
  /// Whether each record says which file and line it comes from.
  public var withSource = false
  /// Whether time ticks in the input are passed on.
  public var passesTicks = true
  /// What the answers of Prometheus are held against; without any they are records like any other.
  public var thresholds: [MetricThreshold] = []
  /// How many records carry `why`.
  public var explained = 0

  /// The defaults.
  public init() {}
}

/// Turns raw lines of any known format into records, one a line, each line decided alone.
///
/// The order of the attempts: a JSON object; a syslog priority; a row under the input's header line; logfmt; a
/// header grammar; and `raw`, which takes everything. What an attempt decides depends on the line, and on
/// what earlier lines of the stream settled: the columns of a CSV file, the year, ties of headers.
public struct LineParser: LineFilter, ~Copyable {
  private let options: ParsingOptions
  private var inference: YearInference
  private let scanner: UnsafeMutablePointer<JSONScanner>
  private var json = JSONMapping()
  private var logfmt = Logfmt()
  private var delimited = DelimitedText()
  private var syslog = Syslog5424()
  private let headers: UnsafeMutablePointer<HeaderMemory>
  private var writer: RecordWriter
  private var repaired = RepairedText()
  private var rollout = RolloutHistory()
  private var isFirstLine = true
  /// Whether what a line is may hang on lines at the beginning of the input: columns, or a history.
  private var hasHead = false
  private var tally = FormatTally()
  /// How many records are still to carry `why`.
  private var explained: Int

  /// Makes a parser.
  public init(_ options: ParsingOptions) {
    self.options = options
    explained = options.explained
    inference = YearInference(year: options.year, now: options.now, zone: options.zone)
    writer = RecordWriter(
      service: options.service, labels: options.labels, withSource: options.withSource)
    headers = .allocate(capacity: 1)
    headers.initialize(to: HeaderMemory())
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    headers.deinitialize(count: 1)
    headers.deallocate()
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  public mutating func beginInput(name: String?) {
    inference.beginInput()
    writer.beginInput(name: name)
    delimited.beginInput()
    headers.pointee.beginInput()
    rollout.beginInput()
    isFirstLine = true
    hasHead = false
  }

  public mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection? {
    // Nearly every line is plain text in the midst of others.
    if line.isKnownUTF8, !line.mayHoldEscapes, line.count > 0, Self.beginsText(line.start[0]),
      !isFirstLine, !hasHead
    {
      takeText(line.start, line.count, 0, line, &output)
    } else {
      consumeAny(line, &output)
    }
    return nil
  }

  /// Whether a line that begins with the byte is neither blank, nor a JSON object, nor has a priority.
  @inline(__always)
  private static func beginsText(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != UInt8(ascii: "{") && byte != UInt8(ascii: "<")
  }

  /// Takes a line of any kind.
  @inline(never)
  private mutating func consumeAny(_ line: Line, _ output: inout RecordOutput) {
    if line.isCut { output.counters.truncated += 1 }
    if !line.isKnownUTF8, !isValidUTF8(line.bytes) {
      output.counters.invalidUTF8 += 1
      if options.keepsRaw { writer.extra = rawMember(line.bytes) }
      var text = RepairedText()
      swap(&text, &repaired)
      text.withRepaired(line.bytes) { consume($0, line, &output) }
      swap(&text, &repaired)
      writer.extra.removeAll()
    } else {
      consume(line.bytes, line, &output)
    }
  }

  private mutating func consume(
    _ text: UnsafeBufferPointer<UInt8>, _ line: Line, _ output: inout RecordOutput
  ) {
    guard let start = text.baseAddress else { return }
    if line.mayHoldEscapes, !options.keepsEscapes, memchr(start, 0x1B, text.count) != nil {
      output.counters.escapesRemoved += 1
      var kept = removingEscapes(text)
      let count = kept.count
      kept.append(UInt8(ascii: "\n"))
      kept.append(contentsOf: repeatElement(0, count: 128))
      kept.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        decide(start, count, line, &output)
      }
    } else {
      decide(start, text.count, line, &output)
    }
  }

  /// Tries the formats in order.
  private mutating func decide(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) {
    var first = 0
    while first < count, text[first] == 0x20 || text[first] == 0x09 || text[first] == 0x0D {
      first += 1
    }
    if first == count {
      output.counters.blank += 1
      return
    }
    defer { isFirstLine = false }
    if text[first] == UInt8(ascii: "{"), Self.mayBeginObject(text + first, count - first),
      allows(.json), !line.isCut, takeJSON(text, count, line, &output)
    {
      return
    }
    if text[0] == UInt8(ascii: "<"), takeSyslog(text, count, line, &output) { return }
    if isFirstLine || hasHead, takeByHead(text, count, line, &output) { return }
    takeText(text, count, first, line, &output)
  }

  /// Whether a brace is followed by a key, a blank or the other brace.
  @inline(__always)
  private static func mayBeginObject(_ brace: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let next = brace[1]
    return count > 1 && (next == UInt8(ascii: "\"") || next <= 0x20 || next == UInt8(ascii: "}"))
  }

  /// Takes a line that is logfmt, has a header, or is raw.
  @inline(__always)
  private mutating func takeText(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ first: Int, _ line: Line,
    _ output: inout RecordOutput
  ) {
    var form = headers.pointee.find(text, count: count)
    if form < 0 || headers.pointee.beginsWithKey {
      if takeLogfmt(text, count, first, line, &output) { return }
      if form < 0 { form = headers.pointee.readUnknown() }
    }
    writeHeader(allowed(form), line, &output)
    headers.pointee.note(form)
  }

  /// The form of a header that the user lets lines have, else that of lines without one.
  @inline(__always)
  private func allowed(_ form: Int32) -> Int32 {
    guard let format = options.format else { return form }
    let isSyslog =
      headers.pointee.forms[Int(form)].map { $0.isSyslog || $0.priority != nil } ?? false
    let isAllowed = format == .rfc3164 && isSyslog || format == .header && !isSyslog
    return isAllowed ? form : HeaderMemory.none
  }

  @inline(__always)
  private func allows(_ format: Format) -> Bool {
    options.format == nil || options.format == format
  }

  // MARK: JSON

  private mutating func takeJSON(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    guard scanner.pointee.scan(text, count: count) == nil else { return false }
    if passOwn(text, count, &output) { return true }
    if takeEvents(text, count, line, &output) { return true }
    let record = json.map(text, scanner.pointee, &inference)
    write(record, .json, line, &output)
    return true
  }

  /// Passes one of our own records, or an event, as it came.
  private mutating func passOwn(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ output: inout RecordOutput
  ) -> Bool {
    let record = Record(start: text, count: count, scanner: scanner)
    if let event = record.eventKind {
      output.counters.carriers += 1
      output.counters.eventsRead += 1
      if event != .tick || options.passesTicks { output.passEvent(record) }
      return true
    }
    guard record.has(.format), record.string(.message) != nil,
      let format = record.string(.format), Format.isKnown(format.text)
    else { return false }
    if record.has(.timestamp) {
      guard let time = record.string(.timestamp), time.bytes.last == UInt8(ascii: "Z"),
        Timestamp(rfc3339: time.bytes) != nil
      else { return false }
    }
    output.counters.carriers += 1
    output.pass(record)
    return true
  }

  /// Takes a line that is one by the lines at the beginning of its input, or such a line.
  private mutating func takeByHead(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    defer { hasHead = delimited.hasHeader || rollout.isOpen }
    if isFirstLine || rollout.isOpen, takeHistory(text, count, line, &output) { return true }
    return (isFirstLine || delimited.hasHeader) && takeDelimited(text, count, line, &output)
  }

  // MARK: events out of documents

  /// Takes a document that holds events; other objects mostly lack its keys.
  @inline(__always)
  private mutating func takeEvents(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    if scanner.pointee.index(of: .kind) == nil, options.thresholds.isEmpty { return false }
    let record = Record(start: text, count: count, scanner: scanner)
    if allows(.kubernetesEvents), let events = KubernetesEvents.read(record) {
      write(events, .kubernetesEvents, line, &output)
      return true
    }
    guard !options.thresholds.isEmpty, allows(.prometheus),
      let events = PrometheusAnswer.read(record, options.thresholds)
    else { return false }
    write(events, .prometheus, line, &output)
    return true
  }

  private mutating func takeHistory(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    guard allows(.rolloutHistory), let found = rollout.match(text, count: count) else {
      return false
    }
    guard case .revision(let number, let cause) = found, let name = rollout.name else {
      output.counters.header += 1
      return true
    }
    name.withUnsafeBufferPointer { name in
      guard let start = name.baseAddress else { return }
      var event = InputEvent()
      event.record.service = SourceText(start: start, count: name.count, isEscaped: true)
      event.record.version = number
      event.record.message = cause
      event.time = cause
      event.add("kind", word: "deploy")
      write([event], .rolloutHistory, line, &output)
    }
    return true
  }

  /// Writes the events of one line; a line without any is left out (`filtered`).
  @inline(never)
  private mutating func write(
    _ events: [InputEvent], _ format: Format, _ line: Line, _ output: inout RecordOutput
  ) {
    if events.isEmpty {
      output.counters.carriers += 1
      output.counters.suppress("filtered")
    }
    let kept = writer.extra
    for (index, event) in events.enumerated() {
      var record = event.record
      let stamp = event.time.flatMap { StampGrammar($0.start, count: $0.count).match(at: 0) }
      if let stamp, stamp.gap == .none { _ = record.setTime(stamp, &inference) }
      writer.extra = event.members + kept
      event.fieldText.withUnsafeBufferPointer { fields in
        if !fields.isEmpty { record.fields = fields }
        (event.message ?? []).withUnsafeBufferPointer { message in
          if let start = message.baseAddress, message.count > 0 {
            record.message = SourceText(start: start, count: message.count, isEscaped: true)
          }
          write(record, format, line, &output)
        }
      }
      // The first one stands for the line.
      if index > 0 {
        output.counters.carriers -= 1
        output.counters.split += 1
      }
    }
    writer.extra = kept
  }

  // MARK: syslog and delimited text

  private mutating func takeSyslog(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    guard let priority = SyslogPriority(text, count: count) else { return false }
    guard allows(.rfc5424), let record = syslog.match(text, count: count, priority, &inference)
    else { return false }
    write(record, .rfc5424, line, &output)
    return true
  }

  private mutating func takeDelimited(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ line: Line, _ output: inout RecordOutput
  ) -> Bool {
    guard allows(.csv) || allows(.tsv) else { return false }
    if isFirstLine {
      guard delimited.takeHeader(text, count: count, forced: options.format) else {
        return false
      }
      output.counters.header += 1
      return true
    }
    guard let record = delimited.match(text, count: count, &inference) else { return false }
    write(record, delimited.isTabs ? .tsv : .csv, line, &output)
    return true
  }

  @inline(never)
  private mutating func takeLogfmt(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ first: Int, _ line: Line,
    _ output: inout RecordOutput
  ) -> Bool {
    guard isPairStart(text, first, count), allows(.logfmt),
      let record = logfmt.match(text, count: count, &inference)
    else { return false }
    write(record, .logfmt, line, &output)
    return true
  }

  /// Whether the line begins with `key=`.
  private func isPairStart(_ text: UnsafePointer<UInt8>, _ first: Int, _ count: Int) -> Bool {
    guard (text[first] | 0x20) &- 97 < 26 || text[first] == UInt8(ascii: "@") else { return false }
    var index = first + 1
    while index < count {
      let byte = text[index]
      if byte == UInt8(ascii: "=") { return true }
      let isKey =
        (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@")
      if !isKey { return false }
      index += 1
    }
    return false
  }

  // MARK: writing

  private mutating func write(
    _ record: borrowing ParsedRecord, _ format: Format, _ line: Line, _ output: inout RecordOutput
  ) {
    output.counters.carriers += 1
    tally.add(FormatTally.Kind(format: format, gap: record.gap))
    guard explained > 0 else {
      return writer.write(record, format: format.text, line: line, to: &output)
    }
    let kept = writer.extra
    explain(format.rawValue, [], nil)
    writer.write(record, format: format.text, line: line, to: &output)
    writer.extra = kept
  }

  /// Writes the record of the line that the header memory has read.
  @inline(__always)
  private mutating func writeHeader(_ form: Int32, _ line: Line, _ output: inout RecordOutput) {
    if explained > 0 { return explainHeader(form, line, &output) }
    output.counters.carriers &+= 1
    tally.add(writer.write(form, headers, &inference, line, to: &output))
  }

  private mutating func explainHeader(
    _ number: Int32, _ line: Line, _ output: inout RecordOutput
  ) {
    let kept = writer.extra
    headers.pointee.cutAgain()
    let form = headers.pointee.forms[Int(number)]
    let isSyslog = form.map { $0.isSyslog || $0.priority != nil } ?? false
    let rule = isSyslog ? Format.rfc3164 : form == nil ? .raw : .header
    var parts: [String] = []
    if let form { parts = partsOfHeader(form) }
    explain(rule.rawValue, parts, form?.tie)
    output.counters.carriers += 1
    tally.add(writer.write(number, headers, &inference, line, to: &output))
    writer.extra = kept
  }

  /// Adds `why` to the record that is written next: the rule that decided, and the parts that it found.
  private mutating func explain(_ rule: String, _ parts: [String], _ tie: HeaderTie?) {
    explained -= 1
    let found = parts.isEmpty ? "" : ",\"parts\":[\(parts.joined(separator: ","))]"
    var settled = ""
    if let tie { settled = settlement(tie) }
    writer.extra += Array(",\"why\":{\"rule\":\"\(rule)\"\(found)\(settled)}".utf8)
  }

  /// Where the words are that could be header or message, what they were taken for, and what decided.
  private func settlement(_ tie: HeaderTie) -> String {
    let place = headers.pointee.lexer.pointee.tokens[tie.token].start
    return ",\"tie\":{\"at\":\(place),\"part\":\"\(tie.isHeader ? "header" : "message")\","
      + "\"by\":\"\(tie.isSettledByLines ? "earlier lines" : "shape")\"}"
  }

  /// Kind, place and length of each part of the header at hand.
  private func partsOfHeader(_ form: HeaderForm) -> [String] {
    form.parts.map { part in
      let slice = headers.pointee.slice(part)
      return "{\"part\":\"\(part.kind.text)\",\"at\":\(slice.start),\"length\":\(slice.count)}"
    } + ["{\"part\":\"message\",\"at\":\(headers.pointee.messageStart(form.tokenCount))}"]
  }

  public mutating func finish(to output: inout RecordOutput) {}

  public mutating func picture(columns: Int?) -> String? { nil }

  public var summary: String? { tally.summary }

  public func report(to counters: inout Counters) {
    counters.own.append(("tie_decisions", headers.pointee.ties.changes))
  }
}

extension LineParser: SharedFilter {
  public static var noHistory: DateHistory { DateHistory() }

  public mutating func expectHistory(from ask: @escaping () -> DateHistory) {
    inference.expectHistory(from: ask)
  }

  public func historyChange() -> @Sendable (DateHistory) -> DateHistory {
    inference.historyChange()
  }

  public mutating func takeCounts(from other: inout LineParser) {
    tally.takeCounts(from: &other.tally)
    headers.pointee.ties.takeCounts(from: &other.headers.pointee.ties)
  }
}
