import CSignals
import Lines
import Platform
import Records

/// A log that is followed, with a filter and an output of its own: what lines settle for later ones is a matter of one log.
private final class GrowingLog<Filter: SharedFilter & ~Copyable> {
  /// Blocks read before the other logs have their turn.
  private static var blocksInTurn: Int { 16 }

  let input: InputFile
  let path: String
  var run: FilterRun<Filter>
  private var follower: Follower
  private let makeFilter: () throws -> Filter
  /// Nothing more is to be read.
  private(set) var isDone = false
  /// Where the lines end whose records the output has taken.
  private(set) var accepted: FileMark?

  init(
    _ input: InputFile, path: String, mark: FileMark?, isFollowed: Bool,
    run: consuming FilterRun<Filter>,
    makeFilter: @escaping () throws -> Filter
  ) {
    self.input = input
    self.path = path
    self.run = run
    self.makeFilter = makeFilter
    accepted = mark
    let options = self.run.session.options
    let traits = self.run.traits
    follower = Follower(
      path: path, mark: mark, waits: isFollowed,
      maximumLine: options.maxLine?.bytes ?? traits.maximumLine.bytes, oversize: traits.oversize,
      readsBinary: traits.readsBinary)
  }

  /// Reads what is there, or some of it, and writes what comes of it.
  ///
  /// - Returns: False when nothing was there.
  func readSome() throws -> Bool {
    var hasRead = false
    for _ in 0..<Self.blocksInTurn where !isDone {
      guard try readBlock() else { break }
      hasRead = true
      if run.output.buffer.failure != 0 || logline_caught_signal() != 0 { break }
    }
    for notice in follower.takeNotices() { say(notice) }
    run.output.buffer.flush()
    settle()
    return hasRead
  }

  /// Takes note that the output has taken all records of the lines handed out.
  func settle() {
    // Bytes that wait belong to a record that may go on.
    if run.output.buffer.failure == 0, run.output.buffer.count == 0 { accepted = follower.mark }
  }

  /// Writes what the filter has held back.
  func finish() {
    Self.finish(&run)
    settle()
  }

  private static func finish(_ run: inout FilterRun<Filter>) {
    run.filter.finish(to: &run.output)
    run.output.buffer.flush()
  }

  private func readBlock() throws -> Bool {
    do {
      switch try follower.step() {
      case .lines:
        if !Self.consumeLines(&follower, &run, input) { isDone = true }
      case .begins: try begin()
      case .waits: return false
      case .ends: isDone = true
      }
    } catch let error as InputError {
      _ = run.unreadable(CommandFailure(words(error)), input)
      isDone = true
    }
    return !isDone
  }

  /// Hands the lines of a block to the filter; false when the run is to stop.
  private static func consumeLines(
    _ follower: inout Follower, _ run: inout FilterRun<Filter>, _ input: InputFile
  ) -> Bool {
    while let line = follower.next() {
      if !run.consume(line, input) { return false }
    }
    return !run.filter.isDone
  }

  /// Lets the filter begin a file; where it begins in the midst, after a header line if the file has one.
  private func begin() throws {
    run.filter.beginInput(name: input.path)
    guard let line = follower.firstLineBefore else { return }
    var probe = try makeFilter()
    probe.beginInput(name: input.path)
    if Self.isHeader(line, &probe) { _ = Self.isHeader(line, &run.filter) }
  }

  /// Whether a filter takes the first line of a file for its header; what else comes of it is dropped.
  private static func isHeader(_ text: [UInt8], _ filter: inout Filter) -> Bool {
    var dropped = RecordOutput(descriptor: -1)
    let terminated = text + [UInt8(ascii: "\n")] + repeatElement(0, count: 128)
    return terminated.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return false }
      let isCRLF = text.last == UInt8(ascii: "\r")
      let line = Line(start: start, count: text.count - (isCRLF ? 1 : 0), number: 1)
      _ = filter.consume(line, to: &dropped)
      return dropped.counters.header > 0
    }
  }

  private func say(_ notice: Follower.Notice) {
    let text =
      switch notice {
      case .missing: "there is no such file yet; waiting for it"
      case .lost:
        "was rotated, and the file that was read before is not found; lines may be missing"
      case .binary: "looks like a binary file and is skipped; \(run.traits.binaryAdvice)"
      }
    if notice == .binary { run.output.counters.binarySkipped += 1 }
    run.say(.notice(text, file: input.name))
  }

  private func words(_ error: InputError) -> String {
    switch error {
    case .unreadable(ESPIPE):
      "is no file on disk, so its end is no place to go on from; read it without -F and --cursor-file"
    case .unreadable(EISDIR): "is a directory; name its files"
    case .unreadable(let number): errorText(number).lowercasedFirst
    default: "\(error)"
    }
  }
}

extension FilterRun where Filter: SharedFilter & ~Copyable {
  private static var pollMilliseconds: Int32 { 100 }
  private static var cursorInterval: Int64 { 1_000_000_000 }

  /// Reads logs to their ends, or over rotations until a signal comes, and ends what is to be ended.
  ///
  /// - Parameters:
  ///   - growth: How they are read.
  ///   - makeFilter: Makes the filter of a log.
  /// - Returns: The exit status.
  /// - Throws: ``CommandFailure`` when the cursor cannot be read, and what `makeFilter` throws.
  mutating func run(
    _ growth: GrowingInput, _ makeFilter: @escaping @Sendable () throws -> Filter
  ) throws -> ExitStatus {
    let cursor = try growth.cursorFile.map { try CursorFile($0) }
    var logs: [GrowingLog<Filter>] = []
    for input in InputFile.list(session.options.files) {
      let path = absolutePath(input.path ?? "")
      if logs.contains(where: { $0.path == path }) { continue }
      var job = FilterRun(job: try makeFilter(), session: session, traits: traits, signals: signals)
      job.output = RecordOutput(descriptor: 1, rewrite: session.rewrite(traits))
      logs.append(
        GrowingLog(
          input, path: path, mark: cursor?.mark(of: path), isFollowed: growth.isFollowed, run: job,
          makeFilter: makeFilter))
    }
    try readAll(logs, cursor)
    for log in logs { takeOver(log) }
    if cursor != nil, output.buffer.failure == 0 { ticks?.write(to: &output) }
    output.buffer.flush()
    if output.buffer.failure == 0 { save(logs, cursor) }
    return finish()
  }

  private mutating func readAll(_ logs: [GrowingLog<Filter>], _ cursor: CursorFile?) throws {
    var nextSave = steadyClock() + Self.cursorInterval
    while logs.contains(where: { !$0.isDone }) {
      var hasRead = false
      for log in logs where !log.isDone {
        if try log.readSome() { hasRead = true }
        if log.run.output.buffer.failure != 0 || logline_caught_signal() != 0 { return }
      }
      if steadyClock() >= nextSave {
        save(logs, cursor)
        nextSave = steadyClock() + Self.cursorInterval
      }
      if hasRead {
        ticks?.restart()
      } else {
        ticks?.writeIfDue(to: &output)
        if output.buffer.failure != 0 { return }
        var waiting = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
        if logs.contains(where: { !$0.isDone }) {
          Platform.poll(&waiting, 1, Self.pollMilliseconds)
        }
      }
    }
  }

  /// Notes how far the logs were read.
  private mutating func save(_ logs: [GrowingLog<Filter>], _ cursor: CursorFile?) {
    guard let cursor else { return }
    for log in logs { cursor.set(log.accepted, of: log.path) }
    do {
      try cursor.save()
    } catch {
      notes.diagnostics.error("\(error)")
      status = max(status, .trouble)
    }
  }

  /// Takes over what became of a log.
  private mutating func takeOver(_ log: GrowingLog<Filter>) {
    log.finish()
    status = max(status, log.run.status)
    output.counters.add(log.run.output.counters)
    if output.buffer.failure == 0 { output.buffer.fail(log.run.output.buffer.failure) }
    filter.takeCounts(from: &log.run.filter)
  }
}
