import Lines
import Records

/// What a selection found, for whoever started it: the stage itself is gone with its run.
public final class SelectionOutcome {
  /// Records that were asked.
  public fileprivate(set) var asked = 0
  /// Records that satisfied the query.
  public fileprivate(set) var matched = 0
  /// The newest time among them all; looked for only when the query asks for time.
  public fileprivate(set) var newest: Timestamp?
  /// Whether a record had a key other than its message.
  public fileprivate(set) var hasKeys = false

  /// Nothing yet.
  public init() {}
}

/// What a selection does with the records that satisfy its query.
public struct SelectionOptions {
  /// How they are written.
  public var form = RecordForm.record
  /// How many are enough.
  public var limit: Int?
  /// What comes along.
  public var context = ContextOptions()
  /// Sorts them by time with so many bytes of memory.
  public var sortMemory: Int?
  /// Where sorting puts its files.
  public var temporaryFolder = "/tmp"
  /// Non-nil when standard output is a terminal; true for one that takes nothing but ASCII.
  public var terminal: Bool?

  /// The records as they come.
  public init() {}
}

/// Writes the records that satisfy a query, and leaves the others out (`filtered`).
///
/// Each record is decided alone, but for those without a time when time is asked for: they have that of the record before them.
public struct SelectionStage: Stage, ~Copyable {
  private let query: Query
  private let options: SelectionOptions
  private let outcome: SelectionOutcome
  private let needsTime: Bool
  /// Records are written as they come, and nothing else hangs on them.
  private let isPlain: Bool
  private var surroundings: Surroundings?
  private var sort: ExternalSort?
  private var failure: SortError?
  /// Holds the text of one record that is not written at once.
  private var scratch = RecordOutput(descriptor: -1)
  private var asked = 0
  private var matched = 0
  /// Records written or counted.
  private var written = 0
  /// The time of the record at hand, or of the last one in its input that has any.
  private var time: Timestamp?
  private var newest: Timestamp?
  private var hasKeys = false

  /// Makes the stage.
  ///
  /// - Parameters:
  ///   - query: What to select.
  ///   - options: What to do with it.
  ///   - outcome: Where to say what was found.
  public init(
    _ query: consuming Query, _ options: SelectionOptions, outcome: SelectionOutcome
  ) {
    self.options = options
    self.outcome = outcome
    let hasContext = options.context.before > 0 || options.context.after > 0
    needsTime = query.needsTime || options.sortMemory != nil
    isPlain =
      options.form.writesRecords && options.limit == nil && !hasContext
      && options.sortMemory == nil
    if hasContext { surroundings = Surroundings(options.context) }
    sort = options.sortMemory.map { ExternalSort(memory: $0, folder: options.temporaryFolder) }
    self.query = query
  }

  public mutating func beginInput(name: String?) {
    time = nil
    surroundings?.beginInput()
    sort?.beginInput()
  }

  public mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    asked &+= 1
    if !hasKeys, record.memberCount > 1 { hasKeys = true }
    if needsTime { noteTime(record) }
    let isMatch = query.accepts(record, at: time)
    if isPlain {
      guard isMatch else { return }
      matched &+= 1
      output.pass(record)
    } else {
      take(record, isMatch, &output)
    }
  }

  private mutating func noteTime(_ record: borrowing Record) {
    guard let stated = record.timestamp else { return }
    time = stated
    if newest.map({ $0 < stated }) ?? true { newest = stated }
  }

  private var hasEnough: Bool {
    options.limit.map { options.sortMemory == nil && matched >= $0 } ?? false
  }

  public var isDone: Bool {
    failure != nil || hasEnough && (surroundings?.open ?? 0) == 0
  }

  private mutating func take(
    _ record: borrowing Record, _ isMatch: Bool, _ output: inout RecordOutput
  ) {
    let isMatch = isMatch && !hasEnough
    if isMatch { matched += 1 }
    guard let lane = surroundings?.lane(of: record) else {
      if isMatch { write(record, &output) }
      return
    }
    if isMatch {
      for held in surroundings?.select(lane) ?? [] {
        held.bytes.withUnsafeBufferPointer { write(text: $0, at: held.time, &output) }
      }
      write(record, &output)
    } else if surroundings?.follows(lane) ?? false {
      write(record, &output)
    } else if options.context.before > 0, !hasEnough {
      let held = HeldRecord(bytes: Array(text(of: record)), time: time)
      surroundings?.hold(held, in: lane)
    }
  }

  // MARK: writing

  /// The text of a record as it would be written, without a line end; valid until the next one.
  private mutating func text(of record: borrowing Record) -> UnsafeBufferPointer<UInt8> {
    scratch.buffer.clear()
    guard options.form.writesRecords else {
      options.form.append(record, terminal: options.terminal, to: &scratch.buffer)
      return scratch.buffer.contents
    }
    scratch.pass(record)
    return UnsafeBufferPointer(rebasing: scratch.buffer.contents.dropLast())
  }

  private mutating func write(_ record: borrowing Record, _ output: inout RecordOutput) {
    if case .count = options.form {
      written += 1
      output.counters.consumed += 1
    } else if sort != nil {
      write(text: text(of: record), at: time, &output)
    } else if options.form.writesRecords {
      written += 1
      output.pass(record)
    } else {
      written += 1
      options.form.append(record, terminal: options.terminal, to: &output.buffer)
      output.endRecord()
    }
  }

  private mutating func write(
    text: UnsafeBufferPointer<UInt8>, at time: Timestamp?, _ output: inout RecordOutput
  ) {
    guard sort != nil else {
      written += 1
      output.buffer.append(text)
      return output.endRecord()
    }
    if failure != nil { return }
    do throws(SortError) {
      try sort?.add(text, at: time)
    } catch {
      failure = error
    }
  }

  // MARK: the end

  public mutating func finish(to output: inout RecordOutput) {
    if failure == nil { writeSorted(&output) }
    if case .count = options.form {
      output.buffer.append(decimal: matched)
      output.buffer.append(UInt8(ascii: "\n"))
      output.buffer.commit()
    }
    if isPlain { written = matched }
    // Every line was counted as a carrier; most of them are none after all.
    if asked > written { output.counters.suppressed["filtered", default: 0] += asked - written }
    output.counters.carriers -= asked - written
    output.counters.findings += matched
    outcome.asked = asked
    outcome.matched = matched
    outcome.newest = newest
    outcome.hasKeys = hasKeys
  }

  private mutating func writeSorted(_ output: inout RecordOutput) {
    guard sort != nil else { return }
    let limit = options.limit ?? .max
    var count = 0
    do throws(SortError) {
      try sort?.finish { text in
        if count == limit || output.buffer.failure != 0 { return false }
        count += 1
        output.buffer.append(text)
        output.endRecord()
        return true
      }
    } catch {
      failure = error
    }
    written += count
  }

  /// Reports a failure of the sort: nothing is kept between runs.
  public mutating func save() throws { if let failure { throw failure } }

  public func report(to counters: inout Counters) {
    counters.own.append(("matched", matched))
    if let sort = sortedBytes { counters.own.append(("spilled_bytes", sort)) }
    if let forgotten = surroundings?.forgotten {
      counters.own.append(("forgotten_contexts", forgotten))
    }
    counters.jit = query.jit
  }

  private var sortedBytes: Int? {
    switch sort {
    case .some(let sort): sort.spilled
    case .none: nil
    }
  }
}
