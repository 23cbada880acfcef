import Lines
import Platform
import Records

/// What a job has to do with the run that its input is one of.
protocol InputPort: AnyObject {
  /// Says something in the input's turn.
  func say(_ note: Note)
  /// Takes note of how many bytes have been read; true when the reading is to stop.
  func isOver(afterReading bytes: Int) -> Bool
}

/// Where the bytes of an input go that come out of it.
enum LaneChannel: Int, CaseIterable {
  case output, rejects
}

/// One of several inputs that are read at a time: what comes out of it, until it is its turn.
///
/// The lane in front writes to the descriptors straight away. Those behind it keep their bytes and notes back, each up
/// to what a ``Backlog`` takes; then the job waits. When a lane comes to the front the job that has ended the lane before
/// writes what was kept back, so that nothing of a lane that waits for its input lies about.
///
/// The history of an input is known when its lane comes to the front. A job that needs it before may go on with a guess; a
/// lane that turns out to have guessed wrong is given up before any of its bytes was written.
final class InputLane<Filter: SharedFilter & ~Copyable>: InputPort, @unchecked Sendable {
  let index: Int
  let input: InputFile
  private unowned let schedule: InputSchedule<Filter>
  /// Guards all that follows but ``bytesRead``, which is the job's alone.
  private let monitor = Monitor()
  private var isFront = false
  private var isGivenUp = false
  private var history = Filter.noHistory
  private var guess: Filter.History?
  private var backlogs = LaneChannel.allCases.map { _ in Backlog() }
  private var notes: [Note] = []
  private var result: LaneResult<Filter>?
  private var bytesRead = 0

  init(_ index: Int, _ input: InputFile, in schedule: InputSchedule<Filter>) {
    self.index = index
    self.input = input
    self.schedule = schedule
  }

  // MARK: for the job that reads the input

  func say(_ note: Note) {
    let isFront = monitor.withLock {
      if !self.isFront { keep(note) }
      return self.isFront
    }
    if isFront { schedule.notes.read(note) }
  }

  private func keep(_ note: Note) {
    if case .moreRejections(let count) = note, case .moreRejections(let kept) = notes.last {
      notes[notes.count - 1] = .moreRejections(kept + count)
    } else {
      notes.append(note)
    }
  }

  func isOver(afterReading bytes: Int) -> Bool {
    schedule.countRead(bytes - bytesRead)
    bytesRead = bytes
    return monitor.withLock { isGivenUp }
  }

  /// Takes a block; returns the `errno` of a failed write.
  func write(_ block: UnsafeRawBufferPointer, to channel: LaneChannel) -> Int32 {
    let isDone = monitor.withLock {
      if !isFront, !isGivenUp, backlogs[channel.rawValue].append(block) { return true }
      return !waitForTurn()
    }
    return isDone ? 0 : writeAll(block, to: schedule.descriptor(channel))
  }

  /// Waits for the lane to come to the front; false when it is given up instead.
  func waitsForTurn() -> Bool { monitor.withLock { waitForTurn() } }

  private func waitForTurn() -> Bool {
    while !isFront, !isGivenUp { monitor.wait() }
    return !isGivenUp
  }

  /// The history of the input, or a guess at it.
  func askHistory() -> Filter.History {
    monitor.withLock {
      if !isFront, schedule.mayGuess {
        guess = Filter.noHistory
        return Filter.noHistory
      }
      return waitForTurn() ? history : Filter.noHistory
    }
  }

  /// Ends the lane; true when it is in front and now has to be settled by the caller.
  func finish(_ result: LaneResult<Filter>) -> Bool {
    monitor.withLock {
      if isGivenUp { return false }
      self.result = result
      return isFront
    }
  }

  // MARK: for the job that has ended the lane before

  /// What became of the lane when its turn came.
  enum Turn {
    /// Its job goes on, or has yet to begin.
    case isOpen
    /// It has ended before.
    case hasEnded
    /// It has guessed its history wrong and is given up.
    case wasWrong
    /// What it had kept back could not be written.
    case failed(Int32)
  }

  /// Brings the lane to the front: writes and says what it has kept back.
  func comeToFront(_ history: Filter.History) -> Turn {
    monitor.withLock {
      if let guess, guess != history {
        drop()
        return .wasWrong
      }
      self.history = history
      for note in notes { schedule.notes.read(note) }
      notes = []
      let failure = backlogs[LaneChannel.output.rawValue].drain(to: schedule.descriptor(.output))
      if backlogs.count > 1 {
        schedule.noteRejectsFailure(
          backlogs[LaneChannel.rejects.rawValue].drain(to: schedule.descriptor(.rejects)))
      }
      isFront = true
      monitor.broadcast()
      if failure != 0 { return .failed(failure) }
      return result == nil ? .isOpen : .hasEnded
    }
  }

  /// What the job that read the input has left; once, when the lane has ended.
  func takeResult() -> LaneResult<Filter>? {
    monitor.withLock {
      defer { result = nil }
      return result
    }
  }

  /// Gives the lane up unless it is in front.
  func giveUp() {
    monitor.withLock {
      if !isFront { drop() }
    }
  }

  private func drop() {
    isGivenUp = true
    result = nil
    notes = []
    for channel in backlogs.indices { backlogs[channel].clear() }
    monitor.broadcast()
  }
}

/// What a job has left of an input.
struct LaneResult<Filter: SharedFilter & ~Copyable> {
  let job: FilterJob<Filter>
  let end: ReadEnd
  /// What the input makes of its history.
  let change: @Sendable (Filter.History) -> Filter.History
}

/// Hands blocks to a lane.
final class LaneSink<Filter: SharedFilter & ~Copyable>: OutputSink {
  private let lane: InputLane<Filter>
  private let channel: LaneChannel

  init(_ lane: InputLane<Filter>, _ channel: LaneChannel) {
    self.lane = lane
    self.channel = channel
  }

  func write(_ block: UnsafeRawBufferPointer) -> Int32 { lane.write(block, to: channel) }
}
