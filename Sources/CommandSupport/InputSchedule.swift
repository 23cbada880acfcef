import Platform
import Records

/// Which inputs are read, and in which order what comes out of them is written: that of the command line.
///
/// Inputs are begun in order, at most ``window`` from the front. Only the job that ends the lane in front moves
/// the front on, so one job at a time does what is to be done in the order of the inputs.
final class InputSchedule<Filter: SharedFilter & ~Copyable>: @unchecked Sendable {
  /// Lanes for each job, the ones that wait for their turn included.
  private static var lanesPerJob: Int { 2 }

  private let inputs: [InputFile]
  private let window: Int
  private let rejectsDescriptor: Int32
  /// Guards what follows, down to ``notes``.
  private let monitor = Monitor()
  private var lanes: [Int: InputLane<Filter>] = [:]
  private var front = 0
  private var next = 0
  /// The lane in front, when it is to be read again.
  private var again: InputLane<Filter>?
  private var isStopped = false
  private var hasGuessedWrong = false
  private var restingJobs: [FilterJob<Filter>] = []
  private var bytesRead = 0

  // What follows belongs to the job that has the front, and to the run when all jobs are done.
  var notes: NoteReader
  private(set) var counters = Counters()
  private(set) var status = ExitStatus.done
  private(set) var outputFailure: Int32 = 0
  private(set) var rejectsFailure: Int32 = 0
  private var history = Filter.noHistory
  /// The job whose filter has what was counted of the inputs that are done.
  private(set) var total: FilterJob<Filter>?

  init(_ inputs: [InputFile], jobs: Int, notes: NoteReader, rejects: Int32) {
    self.inputs = inputs
    self.notes = notes
    window = jobs * Self.lanesPerJob
    rejectsDescriptor = rejects
    monitor.withLock { _ = lane(0).comeToFront(history) }
  }

  // MARK: for all jobs

  /// The next lane to read, which is waited for; nil when there is nothing more to do.
  func take() -> InputLane<Filter>? {
    monitor.withLock {
      while !isStopped, front < inputs.count {
        if let lane = again {
          again = nil
          return lane
        }
        if next < min(inputs.count, front + window) {
          next += 1
          return lane(next - 1)
        }
        monitor.wait()
      }
      return nil
    }
  }

  /// The lane of an input, made if there is none yet.
  private func lane(_ index: Int) -> InputLane<Filter> {
    if let lane = lanes[index] { return lane }
    let lane = InputLane(index, inputs[index], in: self)
    lanes[index] = lane
    return lane
  }

  /// A job that has nothing to do; nil when a new one has to be made.
  func takeRestingJob() -> FilterJob<Filter>? { monitor.withLock { restingJobs.popLast() } }

  /// Whether a job that needs the history of its input may go on with a guess: as long as no guess was wrong.
  var mayGuess: Bool { monitor.withLock { !hasGuessedWrong } }

  func countRead(_ bytes: Int) { monitor.withLock { bytesRead += bytes } }

  /// Bytes read by all jobs.
  var consumed: Int { monitor.withLock { bytesRead } }

  func descriptor(_ channel: LaneChannel) -> Int32 {
    switch channel {
    case .output: 1
    case .rejects: rejectsDescriptor
    }
  }

  /// Lets no job begin another input, and gives up all lanes but the one in front.
  func stop() {
    let behind = monitor.withLock {
      isStopped = true
      monitor.broadcast()
      return Array(lanes.values)
    }
    for lane in behind { lane.giveUp() }
  }

  // MARK: for the job that has the front

  /// Ends a lane; where it is the one in front, the lanes behind it come to the front as far as they have ended.
  func finish(_ lane: InputLane<Filter>, _ result: LaneResult<Filter>) {
    guard lane.finish(result) else { return }
    var lane = lane
    while let result = lane.takeResult() {
      settle(result)
      guard outputFailure == 0, result.end.goesOn else { return stop() }
      guard let following = moveOn() else { return }
      switch following.comeToFront(history) {
      case .isOpen: return
      case .hasEnded: lane = following
      case .wasWrong: return readAgain(following)
      case .failed(let errno):
        outputFailure = errno
        return stop()
      }
    }
  }

  /// Adds up what came of an input.
  private func settle(_ result: LaneResult<Filter>) {
    let job = result.job
    counters.add(job.run.output.counters)
    notes.endInput(
      taken: job.run.output.counters.taken, withoutMessage: job.run.output.counters.noMessage)
    status = max(status, job.run.status)
    outputFailure = job.run.output.buffer.failure
    noteRejectsFailure(job.run.rejects?.failure ?? 0)
    history = result.change(history)
    if let total {
      total.run.filter.takeCounts(from: &job.run.filter)
      monitor.withLock { restingJobs.append(job) }
    } else {
      total = job
    }
  }

  func noteRejectsFailure(_ errno: Int32) {
    if rejectsFailure == 0 { rejectsFailure = errno }
  }

  /// The lane that is to come to the front; nil when there is none.
  private func moveOn() -> InputLane<Filter>? {
    monitor.withLock {
      lanes[front] = nil
      front += 1
      monitor.broadcast()
      return isStopped || front == inputs.count ? nil : lane(front)
    }
  }

  /// Lets the input of a lane that was given up be read again, in front.
  private func readAgain(_ lane: InputLane<Filter>) {
    let other = InputLane(lane.index, lane.input, in: self)
    _ = other.comeToFront(history)
    monitor.withLock {
      hasGuessedWrong = true
      lanes[lane.index] = other
      again = other
      monitor.broadcast()
    }
  }
}
