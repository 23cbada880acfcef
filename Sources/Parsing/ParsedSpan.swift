import Lines
import Platform
import Records

/// The records that a ``LineParser`` makes, without those of other times (`filtered`).
///
/// A record is decided by the time that it was given, before it is copied to the output. One without a time is of the
/// time of the record before it in its input, and those before the first that has any are left out; events and ticks pass.
/// Every line is read to its end all the same: in most logs a line's time is sure only then, and what it settles
/// (years, columns, ties) is what it would settle without a span. No input is left early either, since
/// lines may come late.
public struct ParsedSpan: LineFilter, ~Copyable {
  private let range: TimeRange
  private let outcome: SpanOutcome
  private var parser: LineParser
  private var parsed = RecordOutput(descriptor: -1)
  private var records = WrittenRecords()
  /// Of the record at hand, or of the last one in its input that had any.
  private var time: Timestamp?
  private var newest: Timestamp?
  private var kept = 0

  /// Makes the filter.
  ///
  /// - Parameters:
  ///   - options: How lines are read.
  ///   - range: The times of the records that are kept.
  ///   - outcome: Where to say what was found.
  public init(_ options: ParsingOptions, _ range: TimeRange, outcome: SpanOutcome) {
    self.range = range
    self.outcome = outcome
    parser = LineParser(options)
  }

  public mutating func beginInput(name: String?) {
    time = nil
    parser.beginInput(name: name)
  }

  public mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection? {
    let events = output.counters.eventsRead
    let split = output.counters.split
    swap(&parsed.counters, &output.counters)
    let rejection = parser.consume(line, to: &parsed)
    swap(&parsed.counters, &output.counters)
    takeParsed(
      mayHoldEvents: output.counters.eventsRead > events,
      split: output.counters.split - split, &output)
    return rejection
  }

  /// Hands on those records of the parser that are of the span.
  private mutating func takeParsed(
    mayHoldEvents: Bool, split: Int, _ output: inout RecordOutput
  ) {
    let bytes = parsed.buffer.contents
    guard let base = bytes.baseAddress else { return }
    var split = split
    var start = 0
    while start < bytes.count {
      let rest = bytes.count - start
      let end =
        memchr(base + start, 0x0A, rest).map { UnsafeRawPointer(base).distance(to: $0) }
        ?? bytes.count
      take(base + start, end - start, mayHoldEvents, &split, &output)
      start = end + 1
    }
    parsed.buffer.clear()
  }

  @inline(__always)
  private mutating func take(
    _ start: UnsafePointer<UInt8>, _ count: Int, _ mayBeEvent: Bool, _ split: inout Int,
    _ output: inout RecordOutput
  ) {
    let text = UnsafeBufferPointer(start: start, count: count)
    if mayBeEvent, records.isEvent(text) {
      output.counters.events -= 1
      output.buffer.append(text)
      return output.endEvent()
    }
    if let stated = records.time(of: text) {
      time = stated
      if newest.map({ $0 < stated }) ?? true { newest = stated }
    }
    output.counters.records -= 1
    if let time, range.contains(time) {
      kept += 1
      output.buffer.append(text)
      output.endRecord()
    } else if split > 0 {
      // Another record of the line stands for it.
      split -= 1
      output.counters.split -= 1
    } else {
      output.counters.suppress("filtered")
    }
  }

  public mutating func finish(to output: inout RecordOutput) {
    parser.finish(to: &parsed)
    takeParsed(mayHoldEvents: false, split: 0, &output)
    outcome.set(isEmpty: kept == 0, newest: newest)
  }

  public mutating func picture(columns: Int?) -> String? { nil }

  public var summary: String? { parser.summary }

  public func report(to counters: inout Counters) { parser.report(to: &counters) }
}

extension ParsedSpan: SharedFilter {
  public static var noHistory: DateHistory { LineParser.noHistory }

  public mutating func expectHistory(from ask: @escaping () -> DateHistory) {
    parser.expectHistory(from: ask)
  }

  public func historyChange() -> @Sendable (DateHistory) -> DateHistory { parser.historyChange() }

  public mutating func takeCounts(from other: inout ParsedSpan) {
    parser.takeCounts(from: &other.parser)
    kept += other.kept
    other.kept = 0
    if let theirs = other.newest, newest.map({ $0 < theirs }) ?? true { newest = theirs }
  }
}

/// What a span of time held, for whoever asked: the filter itself is gone with its run.
///
/// One of the filters of a run sets it, at the end of the run; it is asked behind that.
public final class SpanOutcome: @unchecked Sendable {
  /// Whether no record was of the span.
  public private(set) var isEmpty = false
  /// The newest time among all records; nil when none had any.
  public private(set) var newest: Timestamp?

  /// Nothing yet.
  public init() {}

  fileprivate func set(isEmpty: Bool, newest: Timestamp?) {
    self.isEmpty = isEmpty
    self.newest = newest
  }
}
