import CSignals
import Lines
import Platform
import Records
import Terminal

/// Why the reading of an input ended.
enum ReadEnd {
  case endOfInput, done, signal, outputFailed, strictRejection, unreadable
  /// Nobody needs what is read any more.
  case givenUp

  /// Whether the inputs behind it are read, too.
  var goesOn: Bool { self == .endOfInput || self == .unreadable }
}

/// The loop that reads the inputs, feeds the filter, and writes what comes out of it.
///
/// Output is written in large blocks while input keeps coming, and flushed whenever a read would
/// block. Signals wake the wait (see `CSignals`); complete records are flushed before the process ends by one.
struct FilterRun<Filter: LineFilter & ~Copyable>: ~Copyable {
  /// How long after SIGINT a drawing command waits for more of what its pipe still holds.
  private static var drainMilliseconds: Int32 { 500 }

  var filter: Filter
  let session: Session
  let traits: FilterTraits
  var output: RecordOutput
  var notes: NoteReader
  var rejects: Rejects?
  /// Nil when this is one of several jobs.
  var screen: Screen?
  /// Set when this is one of several jobs: where notes go, and who knows when it is over.
  private var port: (any InputPort)?
  let signals: Int32
  var status = ExitStatus.done
  /// Rejected lines, and records of which was taken note.
  private var rejections = 0
  private var noted = 0
  private var nextSave: Int64?
  var ticks: TickClock?

  init(
    filter: consuming Filter, session: Session, traits: FilterTraits, output: consuming RecordOutput
  ) throws {
    self.filter = filter
    self.session = session
    self.traits = traits
    self.output = output
    notes = NoteReader(session.diagnostics)
    signals = logline_catch_signals()
    rejects = try session.options.rejects.map { try Rejects(path: $0) }
    screen = Screen(session: session, draws: traits.draws)
    nextSave = traits.saveEvery.map { steadyClock() + $0 }
    let showsTicks =
      !session.options.noTicks && !session.display.isForPeople && !session.display.outputIsTerminal
    ticks = showsTicks ? traits.tickAfter.map { TickClock(every: $0, from: traits.tickStart) } : nil
  }

  /// One of several jobs of a run; see ``begin(_:output:rejects:)``.
  init(job filter: consuming Filter, session: Session, traits: FilterTraits, signals: Int32) {
    self.filter = filter
    self.session = session
    self.traits = traits
    self.signals = signals
    output = RecordOutput(descriptor: -1)
    notes = NoteReader(session.diagnostics)
  }

  /// Lets a job begin an input.
  mutating func begin(
    _ port: any InputPort, output: consuming RecordOutput, rejects: consuming Rejects?
  ) {
    self.port = port
    self.output = output
    self.rejects = rejects
    status = .done
    rejections = 0
    noted = 0
  }

  /// Reads all inputs and ends what is to be ended; returns the exit status.
  mutating func run() -> ExitStatus {
    for input in InputFile.list(session.options.files) {
      guard read(input).goesOn else { break }
    }
    return finish()
  }

  // MARK: one input

  mutating func read(_ input: InputFile) -> ReadEnd {
    let source: ByteSource
    do {
      source = try input.open()
    } catch {
      return unreadable(error, input)
    }
    screen?.beginInput(source.descriptor)
    var reader = LineReader(
      source: source, maximumLine: session.options.maxLine?.bytes ?? traits.maximumLine.bytes,
      oversize: traits.oversize)
    filter.beginInput(name: input.path)
    return read(&reader, input)
  }

  private mutating func read(_ reader: inout LineReader, _ input: InputFile) -> ReadEnd {
    let waits = !DescriptorKind(reader.descriptor).isRegular
    // What is said of the first records hangs on the blocks that they come in.
    var isAhead = waits || port != nil || session.jobs == 1
    var isFirst = true
    while true {
      if waits, !reader.hasBufferedInput, !waitForInput(reader.descriptor) { return .signal }
      do {
        guard try reader.fill() else { return .endOfInput }
      } catch {
        return unreadable(error, input)
      }
      if isFirst, skipsBinary(reader, input) { return .endOfInput }
      isFirst = false
      while let line = reader.next() {
        if !consume(line, input) { return .strictRejection }
      }
      if output.buffer.failure != 0 { return .outputFailed }
      if filter.isDone { return .done }
      if logline_caught_signal() != 0, !traits.draws { return .signal }
      if let port, port.isOver(afterReading: reader.bytesConsumed) { return .givenUp }
      noteRecords()
      if !isAhead, noted >= NoteReader.firstRecords {
        reader.readAhead()
        isAhead = true
      }
      saveIfDue()
      screen?.tick(&filter, &output, consumed: reader.bytesConsumed)
    }
  }

  mutating func unreadable(_ error: any Error, _ input: InputFile) -> ReadEnd {
    say(.error("\(error)", file: input.name))
    status = max(status, .trouble)
    return .unreadable
  }

  mutating func say(_ note: Note) {
    if let port { port.say(note) } else { notes.read(note) }
  }

  mutating func skipsBinary(_ reader: borrowing LineReader, _ input: InputFile) -> Bool {
    guard input.path != nil, reader.looksBinary, !traits.readsBinary else { return false }
    say(
      .notice("looks like a binary file and is skipped; \(traits.binaryAdvice)", file: input.name))
    output.counters.binarySkipped += 1
    return true
  }

  /// Feeds one line, or a piece of one, to the filter; false when the run is to stop.
  @inline(__always)
  mutating func consume(_ line: Line, _ input: InputFile) -> Bool {
    if line.part == .whole {
      output.counters.lines &+= 1
      guard let rejection = filter.consume(line, to: &output) else { return true }
      return reject(line, rejection, input)
    }
    if line.part != .first {
      rejects?.write(line)
      return true
    }
    output.counters.lines += 1
    output.counters.rejected += 1
    return reject(line, Rejection("longer than --max-line"), input)
  }

  @inline(never)
  private mutating func reject(_ line: Line, _ rejection: Rejection, _ input: InputFile) -> Bool {
    rejects?.write(line)
    rejections += 1
    if rejections <= Diagnostics.reportedRejections {
      let place = rejection.offset.map { " (byte \($0 + 1))" } ?? ""
      let what = traits.tellsText ? rejection.message : rejection.expectation
      say(.rejection(what + place, file: input.name, line: line.number))
    } else {
      say(.moreRejections(1))
    }
    status = max(status, .rejected)
    return !session.options.strict
  }

  /// Takes note of the first hundred records: whether the input seems to be none.
  @inline(__always)
  private mutating func noteRecords() {
    guard noted < NoteReader.firstRecords else { return }
    let taken = output.counters.taken
    if taken == noted { return }
    noted = taken
    say(.taken(taken, withoutMessage: output.counters.noMessage))
  }

  // MARK: waiting

  /// Waits until there is something to read, writing out first what is complete; false when a signal is to end the run.
  private mutating func waitForInput(_ descriptor: Int32) -> Bool {
    if poll(descriptor, milliseconds: 0) == .readable { return true }
    output.buffer.flush()
    _ = rejects?.flush()
    ticks?.restart()
    while true {
      if logline_caught_signal() != 0 {
        // A picture is finished with what the pipe still holds; the writers before it got the signal too.
        return traits.draws && poll(descriptor, milliseconds: Self.drainMilliseconds) == .readable
      }
      screen?.tick(&filter, &output, consumed: 0)
      saveIfDue()
      ticks?.writeIfDue(to: &output)
      if output.buffer.failure != 0 { return true }
      if poll(descriptor, milliseconds: millisecondsToNextTick) == .readable { return true }
    }
  }

  /// How long a wait may last: -1 when nothing is due.
  private var millisecondsToNextTick: Int32 {
    let screen = screen?.millisecondsToNextTick ?? -1
    guard let due = [nextSave, ticks?.next].compactMap({ $0 }).min() else { return screen }
    let rest = Int32(clamping: max(0, due - steadyClock()) / 1_000_000 + 1)
    return screen < 0 ? rest : min(screen, rest)
  }

  private enum Waited {
    case readable, signal, timedOut
  }

  private func poll(_ descriptor: Int32, milliseconds: Int32) -> Waited {
    // A caught signal stays readable in its pipe: while draining, only the input counts.
    let isDraining = logline_caught_signal() != 0
    var waiting = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isDraining ? -1 : signals, events: Int16(POLLIN), revents: 0),
    ]
    let count = Platform.poll(&waiting, 2, milliseconds)
    if count > 0, waiting[0].revents != 0 { return .readable }
    return count == 0 ? .timedOut : .signal
  }

  // MARK: saving

  /// Saves what the filter keeps when it is time to, behind the records that it was learned from.
  private mutating func saveIfDue() {
    guard let due = nextSave, let interval = traits.saveEvery else { return }
    let now = steadyClock()
    guard now >= due else { return }
    nextSave = now + interval
    output.buffer.flush()
    save()
  }

  /// A run whose output was lost is to be repeated: what it has learned is not kept.
  private mutating func save() {
    guard output.buffer.failure == 0 else { return }
    do {
      try filter.save()
    } catch {
      notes.diagnostics.error("\(error)")
      status = max(status, .trouble)
    }
  }

  // MARK: the end

  /// Ends what is to be ended; returns the exit status.
  mutating func finish() -> ExitStatus {
    let diagnostics = notes.diagnostics
    filter.finish(to: &output)
    screen?.finish(&filter, &output)
    output.buffer.flush()
    save()
    diagnostics.finish()
    if rejects?.flush() ?? 0 != 0 {
      diagnostics.error("cannot write the rejected lines: \(errorText(rejects?.flush() ?? 0))")
      status = max(status, .trouble)
    }
    if output.buffer.failure == EPIPE { return .outputClosed }
    if output.buffer.failure != 0 {
      let reason = errorText(output.buffer.failure)
      diagnostics.error("cannot write standard output: \(reason); the rest of the output is lost")
      status = max(status, .trouble)
    }
    if !output.counters.isBalanced {
      diagnostics.error(
        "internal error, please report: \(output.counters.json(command: session.commandName))")
      status = max(status, .trouble)
    }
    if session.display.outputIsTerminal || session.options.display.pretty,
      let summary = filter.summary
    {
      diagnostics.notice(summary)
    }
    if session.options.stats {
      filter.report(to: &output.counters)
      if let ticks { output.counters.own.append(("ticks", ticks.count)) }
      writeToStandardError(output.counters.json(command: session.commandName) + "\n")
    }
    let ownEvents = output.counters.events - output.counters.eventsRead - (ticks?.count ?? 0)
    let hasEvent = ownEvents > 0 || output.counters.findings > 0
    if session.options.failOnEvent, hasEvent { status = max(status, .event) }
    let signal = logline_caught_signal()
    if signal != 0 { logline_end_by_signal(signal) }
    return status
  }
}
