import CSignals
import Lines
import Platform
import Records

/// One of several filters of a run, which reads one input after the other.
final class FilterJob<Filter: SharedFilter & ~Copyable> {
  var run: FilterRun<Filter>
  private let rewrite: ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)?

  init(_ filter: consuming Filter, session: Session, traits: FilterTraits, signals: Int32) {
    run = FilterRun(job: filter, session: session, traits: traits, signals: signals)
    rewrite = session.rewrite(traits)
  }

  /// Reads the input of a lane.
  func read(_ lane: InputLane<Filter>) -> LaneResult<Filter> {
    run.begin(
      lane, output: RecordOutput(sink: LaneSink(lane, .output), rewrite: rewrite),
      rejects: run.session.options.rejects.map { _ in Rejects(sink: LaneSink(lane, .rejects)) })
    run.filter.expectHistory { lane.askHistory() }
    // What is no file on disk is read in its turn: it may be standard input, and named twice.
    let isToRead = lane.input.sizeOnDisk != nil || lane.waitsForTurn()
    let end = isToRead ? run.read(lane.input) : .givenUp
    run.output.buffer.flush()
    _ = run.rejects?.flush()
    return LaneResult(job: self, end: end, change: run.filter.historyChange())
  }
}

extension FilterRun where Filter: SharedFilter & ~Copyable {
  /// Reads all inputs with several jobs at a time and ends what is to be ended.
  ///
  /// - Returns: The exit status.
  /// - Throws: What `makeFilter` throws.
  mutating func run(
    jobs: Int, _ makeFilter: @escaping @Sendable () throws -> Filter
  ) throws -> ExitStatus {
    let inputs = InputFile.list(session.options.files)
    screen?.beginInputs(size: inputs.reduce(0) { $0 + ($1.sizeOnDisk ?? 0) })
    let schedule = InputSchedule<Filter>(
      inputs, jobs: jobs, notes: notes, rejects: rejects?.descriptor ?? -1)
    let (session, traits, signals) = (session, traits, signals)
    let crew = JobCrew(schedule, signals) {
      FilterJob(try makeFilter(), session: session, traits: traits, signals: signals)
    }
    guard crew.start(jobs) else { return run() }
    wait(for: crew, schedule)
    takeOver(schedule)
    let status = finish()
    if let failure = crew.failure { throw failure }
    return status
  }

  /// Waits for the end of all jobs, shows progress meanwhile, and lets them end when a signal comes.
  private mutating func wait(for crew: JobCrew<Filter>, _ schedule: InputSchedule<Filter>) {
    while !crew.waitForEnd(milliseconds: screen?.millisecondsToNextTick ?? -1) {
      screen?.tick(consumed: schedule.consumed)
    }
    crew.join()
  }

  /// Takes over what the jobs have come to, as if this run had read all inputs.
  private mutating func takeOver(_ schedule: InputSchedule<Filter>) {
    notes = schedule.notes
    status = max(status, schedule.status)
    output.counters.add(schedule.counters)
    output.buffer.fail(schedule.outputFailure)
    rejects?.fail(schedule.rejectsFailure)
    if let total = schedule.total { filter.takeCounts(from: &total.run.filter) }
  }
}
