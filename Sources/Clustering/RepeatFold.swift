import Lines
import Records

/// Folds what comes again and again into one record a period (`--collapse`, `--dedup`).
///
/// The first record of a service and pattern passes at once. Those that follow within the period are held; when the
/// period is over one record stands for them, the last one, with how many there were. When none came in a period, the next
/// one passes at once again. Periods are of event time: they end when a record or a tick with a later time comes.
///
/// Memory: one record a service and pattern that is repeated, at most `limit` of them; beyond that the oldest period ends early.
struct RepeatFold: ~Copyable {
  /// What a stage sets on a record, as JSON values.
  struct Own {
    var id: [UInt8]
    var template: [UInt8]
    var parameters: [UInt8]?
  }

  /// One record's place in time, and its text.
  private struct Moment {
    var time: Timestamp
    var text: [UInt8]
  }

  private struct Period {
    var end: Int64
    /// Records held.
    var records = 0
    /// Lines that they stand for.
    var lines = 0
    var first: Moment?
    var last: Moment?
    var record: [UInt8] = []
    var size = 0
    var own: Own?
  }

  /// A step back of more than an hour begins time anew.
  private static let stepBack: Int64 = 3_600_000_000_000

  private let rule: RepeatRule
  private let limit: Int
  private var periods: [[UInt8]: Period] = [:]
  /// Keys in the order in which their periods end.
  private var queue: [[UInt8]] = []
  private var head = 0
  private var now = Int64.min
  private let scanner: UnsafeMutablePointer<JSONScanner>
  private var edits = RecordEdits()

  init(_ rule: RepeatRule, limit: Int) {
    self.rule = rule
    self.limit = limit
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  /// Ends the periods that are over.
  mutating func advance(to time: Timestamp, _ output: inout RecordOutput) {
    if now > time.nanoseconds, now - time.nanoseconds > Self.stepBack {
      finish(&output)
      now = .min
    }
    now = max(now, time.nanoseconds)
    while head < queue.count, let period = periods[queue[head]], period.end <= now {
      end(queue[head], &output)
    }
  }

  /// Ends all periods.
  mutating func finish(_ output: inout RecordOutput) {
    while head < queue.count {
      now = .min
      end(queue[head], &output)
    }
  }

  /// Ends the period at the head of the queue; one in which records came is followed by another.
  private mutating func end(_ key: [UInt8], _ output: inout RecordOutput) {
    head += 1
    guard let period = periods.removeValue(forKey: key) else { return }
    if head > 1_024, head * 2 > queue.count {
      queue.removeFirst(head)
      head = 0
    }
    guard period.records > 0 else { return }
    write(period, &output)
    if now != .min { open(key) }
  }

  private mutating func open(_ key: [UInt8]) {
    let end = now == .min ? now : now.clampedSum(rule.period)
    periods[key] = Period(end: end)
    queue.append(key)
  }

  /// Takes a record in.
  ///
  /// - Parameters:
  ///   - record: The record, whose time has been told by ``advance(to:_:)``.
  ///   - pattern: Its cluster's id, or its message.
  ///   - lines: How many it stands for.
  ///   - time: Its time.
  ///   - own: What the stage sets on it.
  ///   - output: Where what no longer fits is written.
  /// - Returns: Whether it passes at once; otherwise it is held, and its line counted as suppressed.
  mutating func passes(
    _ record: borrowing Record, pattern: UnsafeBufferPointer<UInt8>, lines: Int, time: Timestamp?,
    own: @autoclosure () -> Own, _ output: inout RecordOutput
  ) -> Bool {
    let key =
      Array(record.string(.service)?.bytes ?? UnsafeBufferPointer(start: nil, count: 0))
      + [0] + Array(pattern)
    guard var period = periods.removeValue(forKey: key) else {
      if queue.count - head >= limit { end(queue[head], &output) }
      open(key)
      return true
    }
    period.records += 1
    period.lines &+= lines
    period.record.removeAll(keepingCapacity: true)
    period.record.append(contentsOf: record.bytes)
    period.size = record.count
    // What a scanner reads behind the end of a line.
    period.record.append(0x0A)
    period.record.append(contentsOf: repeatElement(0, count: 128))
    period.own = own()
    if let time, let text = record.string(.timestamp)?.bytes {
      let moment = Moment(time: time, text: Array(text))
      if time < period.first?.time ?? .latest { period.first = moment }
      if time >= period.last?.time ?? .earliest { period.last = moment }
    }
    periods[key] = period
    output.counters.suppress("duplicate")
    return false
  }

  /// Writes the record that stands for those of a period; its line is no longer suppressed.
  private mutating func write(_ period: Period, _ output: inout RecordOutput) {
    output.counters.readmit("duplicate")
    period.record.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, let own = period.own,
        scanner.pointee.scan(start, count: period.size) == nil
      else { preconditionFailure("a record that was taken in is one") }
      let record = Record(start: start, count: period.size, scanner: scanner)
      edits.removeAll()
      set(.clusterID, own.id)
      set(.template, own.template)
      if let parameters = own.parameters { set(.params, parameters) }
      if period.records > 1 { setCounts(period, record) }
      output.write(record, setting: edits)
    }
  }

  private mutating func setCounts(_ period: Period, _ record: borrowing Record) {
    let lines = Array(String(period.lines).utf8)
    if !rule.isByMessage { set(.repeats, lines) }
    // Readers take `weight` before `repeat`.
    if rule.isByMessage || record.has(.weight) { set(.weight, lines) }
    if let first = period.first, let last = period.last {
      set(.first, [UInt8(ascii: "\"")] + first.text + [UInt8(ascii: "\"")])
      set(.last, [UInt8(ascii: "\"")] + last.text + [UInt8(ascii: "\"")])
    }
  }

  private mutating func set(_ name: FieldName, _ value: [UInt8]) {
    edits.set(name) { text in value.withUnsafeBufferPointer { text.append($0) } }
  }
}

extension Timestamp {
  fileprivate static var earliest: Timestamp { Timestamp(nanoseconds: .min) }
  fileprivate static var latest: Timestamp { Timestamp(nanoseconds: .max) }
}

extension Int64 {
  /// The sum, at most the largest number.
  fileprivate func clampedSum(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
