import Lines
import Platform
import Records
import Terminal

/// What a person sees while a command runs: a picture that is redrawn in place, or the progress of a file.
struct Screen {
  private static let firstDrawing: Int64 = 2_000_000_000
  private static let interval: Int64 = 1_000_000_000

  /// The picture is redrawn in place.
  private let redraws: Bool
  private let draws: Bool
  private var showsProgress: Bool
  private let isProgressAsked: Bool
  private let columns: Int?
  private let begin = steadyClock()
  private var next: Int64
  /// Lines of the picture that stand on the screen.
  private var drawnLines = 0
  private var hasProgressLine = false
  private var inputSize = 0

  init(session: Session, draws: Bool) {
    self.draws = draws
    redraws = draws && session.display.outputIsTerminal
    columns = session.display.columns
    isProgressAsked = session.options.progress
    let outputIsQuiet = draws || DescriptorKind(1).isRegular
    showsProgress =
      isProgressAsked || TerminalDevice.isTerminal(2) && outputIsQuiet && !session.options.quiet
    next = begin + Self.firstDrawing
  }

  /// Says that another input is read: progress needs its size.
  mutating func beginInput(_ descriptor: Int32) {
    let kind = DescriptorKind(descriptor)
    inputSize = kind.isRegular ? kind.size : 0
  }

  /// Says that inputs of that many bytes are read.
  mutating func beginInputs(size: Int) { inputSize = size }

  private var isActive: Bool { redraws || showsProgress && (inputSize > 0 || isProgressAsked) }

  /// How long a wait may last: -1 when nothing is due.
  var millisecondsToNextTick: Int32 {
    guard isActive else { return -1 }
    return Int32(clamping: max(0, next - steadyClock()) / 1_000_000 + 1)
  }

  /// Draws what is due.
  mutating func tick<Filter: LineFilter & ~Copyable>(
    _ filter: inout Filter, _ output: inout RecordOutput, consumed: Int
  ) {
    guard isActive else { return }
    guard redraws else { return tick(consumed: consumed) }
    let now = steadyClock()
    guard now >= next else { return }
    next = now + Self.interval
    draw(&filter, &output)
  }

  /// Draws how far the reading has come, if that is due.
  mutating func tick(consumed: Int) {
    guard isActive else { return }
    let now = steadyClock()
    guard now >= next else { return }
    next = now + Self.interval
    if consumed > 0 { drawProgress(consumed, now) }
  }

  private mutating func draw<Filter: LineFilter & ~Copyable>(
    _ filter: inout Filter, _ output: inout RecordOutput
  ) {
    guard let picture = filter.picture(columns: columns) else { return }
    eraseDrawing(&output)
    output.buffer.append(text: picture)
    output.buffer.commit()
    output.buffer.flush()
    drawnLines = picture.utf8.count { $0 == UInt8(ascii: "\n") }
  }

  private mutating func eraseDrawing(_ output: inout RecordOutput) {
    if drawnLines > 0 { output.buffer.append(text: "\u{1B}[\(drawnLines)A\r\u{1B}[J") }
    drawnLines = 0
  }

  private mutating func drawProgress(_ consumed: Int, _ now: Int64) {
    hasProgressLine = true
    let megabytes = Double(consumed) / 1e6
    let seconds = Double(now - begin) / 1e9
    let rate = Int(megabytes / seconds)
    let share =
      inputSize > 0 ? " of \(inputSize / 1_000_000) MB, \(consumed * 100 / inputSize)%" : " MB"
    writeToStandardError("\r\(Int(megabytes))\(share), \(rate) MB/s\u{1B}[K")
  }

  /// Draws the picture for the last time and takes the progress away.
  mutating func finish<Filter: LineFilter & ~Copyable>(
    _ filter: inout Filter, _ output: inout RecordOutput
  ) {
    if hasProgressLine { writeToStandardError("\r\u{1B}[K") }
    guard draws, let picture = filter.picture(columns: columns) else { return }
    eraseDrawing(&output)
    output.buffer.append(text: picture)
    output.buffer.commit()
  }
}
