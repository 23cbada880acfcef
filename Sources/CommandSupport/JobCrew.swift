import CSignals
import Platform
import Records

/// The threads that the jobs of a run work on, and what ends them.
final class JobCrew<Filter: SharedFilter & ~Copyable>: @unchecked Sendable {
  /// How long jobs are waited for before they are interrupted again: a signal may come just before a call that waits.
  private static var interruptionMilliseconds: Int32 { 100 }

  private let schedule: InputSchedule<Filter>
  private let signals: Int32
  private let makeJob: () throws -> FilterJob<Filter>
  private var threads: [Thread] = []
  /// The reading end becomes readable when the last thread ends.
  private var pipeEnds: [Int32] = [-1, -1]
  /// Guards what follows.
  private let monitor = Monitor()
  private var running = 0
  private var firstFailure: (any Error)?

  /// - Parameters:
  ///   - schedule: What there is to do.
  ///   - signals: Becomes readable when a signal has come.
  ///   - makeJob: Makes a job; called on any thread.
  init(
    _ schedule: InputSchedule<Filter>, _ signals: Int32,
    _ makeJob: @escaping () throws -> FilterJob<Filter>
  ) {
    self.schedule = schedule
    self.signals = signals
    self.makeJob = makeJob
  }

  deinit {
    for end in pipeEnds where end >= 0 { close(end) }
  }

  /// Starts up to `count` threads; false when the system has none to give.
  func start(_ count: Int) -> Bool {
    guard pipe(&pipeEnds) == 0 else { return false }
    for end in pipeEnds { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    running = 1
    for _ in 0..<count {
      monitor.withLock { running += 1 }
      if let thread = Thread({ self.work() }) {
        threads.append(thread)
      } else {
        endThread()
      }
    }
    endThread()
    return !threads.isEmpty
  }

  /// What kept a job from being made.
  var failure: (any Error)? { monitor.withLock { firstFailure } }

  /// Waits for the last thread to end, and lets them all end when a signal comes; false when only time has passed.
  func waitForEnd(milliseconds: Int32) -> Bool {
    let signal = logline_caught_signal()
    if signal != 0 {
      schedule.stop()
      for thread in threads { thread.interrupt(by: signal) }
    }
    var waiting = [
      pollfd(fd: pipeEnds[0], events: Int16(POLLIN), revents: 0),
      pollfd(fd: signal == 0 ? signals : -1, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waiting, 2, signal == 0 ? milliseconds : Self.interruptionMilliseconds)
    return waiting[0].revents != 0
  }

  /// Waits for all threads, when the last of them ends.
  func join() {
    for thread in threads { thread.join() }
  }

  /// What each thread does.
  private func work() {
    defer { endThread() }
    while let lane = schedule.take() {
      do {
        let job = try schedule.takeRestingJob() ?? makeJob()
        schedule.finish(lane, job.read(lane))
      } catch {
        monitor.withLock { firstFailure = firstFailure ?? error }
        return schedule.stop()
      }
    }
  }

  private func endThread() {
    let isLast = monitor.withLock {
      running -= 1
      return running == 0
    }
    if isLast { _ = write(pipeEnds[1], "", 1) }
  }
}
