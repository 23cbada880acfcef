import Lines

/// Feeds a stage with the records in a stream of lines: NDJSON, or plain text as `{"message": …}`.
///
/// Blank lines are counted, events are passed on untouched (ticks also go to the stage as time), lines that
/// begin with `{` and are no JSON object are rejected, ill-formed UTF-8 is repaired.
public struct RecordFilter<StageType: Stage & ~Copyable>: LineFilter, ~Copyable {
  /// What the records are for.
  public internal(set) var stage: StageType
  private let scanner: UnsafeMutablePointer<JSONScanner>
  private var repaired = RepairedText()
  private var wrapped = OutputBuffer(descriptor: -1)
  private let passesEvents: Bool
  private let passesTicks: Bool

  /// Makes the filter around a stage.
  ///
  /// - Parameters:
  ///   - stage: What the records are for.
  ///   - passesEvents: False for a stage that writes no NDJSON; events are then counted only.
  ///   - passesTicks: False to leave ticks out of the output.
  public init(stage: consuming StageType, passesEvents: Bool, passesTicks: Bool = true) {
    self.stage = stage
    self.passesEvents = passesEvents
    self.passesTicks = passesTicks
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  public mutating func beginInput(name: String?) { stage.beginInput(name: name) }

  public var isDone: Bool { stage.isDone }

  public mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection? {
    if line.isKnownUTF8 || isValidUTF8(line.bytes) { return consume(text: line.bytes, &output) }
    output.counters.invalidUTF8 += 1
    var text = RepairedText()
    swap(&text, &repaired)
    let rejection = text.withRepaired(line.bytes) { consume(text: $0, &output) }
    swap(&text, &repaired)
    guard rejection != nil else { return nil }
    // The scanner does not look at UTF-8: it finds the same fault at its byte of the line as it came.
    return scanner.pointee.scan(line.start, count: line.count)
      .map { Rejection($0, in: line.bytes) } ?? rejection
  }

  /// Takes one line of well-formed UTF-8.
  @inline(__always)
  private mutating func consume(
    text: UnsafeBufferPointer<UInt8>, _ output: inout RecordOutput
  ) -> Rejection? {
    guard let start = text.baseAddress, let first = text.firstIndex(where: { $0 > 0x20 }) else {
      if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        output.counters.blank += 1
        return nil
      }
      consumePlain(text, &output)
      return nil
    }
    if text[first] != UInt8(ascii: "{") {
      consumePlain(text, &output)
      return nil
    }
    if let fault = scanner.pointee.scan(start, count: text.count) {
      if first > 0 {
        consumePlain(text, &output)
        return nil
      }
      output.counters.rejected += 1
      return Rejection(fault, in: text)
    }
    consumeRecord(Record(start: start, count: text.count, scanner: scanner), &output)
    return nil
  }

  @inline(__always)
  private mutating func consumeRecord(_ record: consuming Record, _ output: inout RecordOutput) {
    output.counters.carriers &+= 1
    if let event = record.eventKind {
      output.counters.eventsRead += 1
      if event == .tick, let time = record.timestamp { stage.advance(to: time, output: &output) }
      if passesEvents, event != .tick || passesTicks { stage.pass(record, to: &output) }
      return
    }
    if record.string(.message) == nil { output.counters.noMessage += 1 }
    stage.consume(record, to: &output)
  }

  /// Takes a line that is not JSON as the record `{"message": line}`.
  private mutating func consumePlain(
    _ text: UnsafeBufferPointer<UInt8>, _ output: inout RecordOutput
  ) {
    wrapped.clear()
    wrapped.append("{\"message\":\"")
    let front = wrapped.count
    if let start = text.baseAddress { wrapped.append(escaping: start, count: text.count) }
    let end = wrapped.count
    wrapped.append("\"}")
    let record = wrapped.terminated
    guard let start = record.baseAddress else { return }
    scanner.pointee.take(start, message: front..<end)
    consumeRecord(
      Record(start: start, count: record.count, scanner: scanner, plainMessage: text), &output)
  }

  public mutating func finish(to output: inout RecordOutput) { stage.finish(to: &output) }

  public mutating func picture(columns: Int?) -> String? { stage.picture(columns: columns) }

  public var summary: String? { nil }

  public mutating func save() throws { try stage.save() }

  public func report(to counters: inout Counters) { stage.report(to: &counters) }
}
