import Lines
import Records

/// Says in the output that time has passed, when nothing else comes.
struct TickClock {
  private let interval: Int64
  private let start: Timestamp?
  private var text = TickText()
  /// When the next tick is due, on the steady clock.
  private(set) var next: Int64
  /// Ticks written.
  private(set) var count = 0

  /// - Parameters:
  ///   - interval: How long nothing must have come, in nanoseconds.
  ///   - start: The time of the first tick, each further one being `interval` later; nil: the clock tells.
  init(every interval: Int64, from start: Timestamp?) {
    self.interval = interval
    self.start = start
    next = steadyClock() + interval
  }

  /// Says that something came just now.
  mutating func restart() { next = steadyClock() + interval }

  /// Writes a tick, straight away to the descriptor, if it is due.
  mutating func writeIfDue(to output: inout RecordOutput) {
    guard steadyClock() >= next else { return }
    write(to: &output)
    output.buffer.flush()
    restart()
  }

  /// Writes a tick.
  mutating func write(to output: inout RecordOutput) {
    let time =
      start.map { Timestamp(nanoseconds: $0.nanoseconds &+ Int64(count) &* interval) }
      ?? Timestamp(nanoseconds: wallClock())
    count += 1
    text.write(time, to: &output)
  }
}

/// The text of a tick.
private final class TickText {
  private var times = TimestampWriter()

  func write(_ time: Timestamp, to output: inout RecordOutput) {
    output.buffer.append("{\"event\":\"tick\",\"kind\":\"time\",\"id\":\"tick\",\"timestamp\":\"")
    times.write(time, fractionDigits: 3, to: &output.buffer)
    output.buffer.append("\"}")
    output.endEvent()
  }
}
