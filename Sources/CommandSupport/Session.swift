import CSignals
import Lines
import Platform
import Records
import Terminal

/// How a filter wants to be run.
public struct FilterTraits: Sendable {
  /// The longest line, if the user does not say.
  public var maximumLine: ByteSize
  /// What becomes of longer ones.
  public var oversize: LineReader.Oversize
  /// True when the filter draws a picture instead of writing records.
  public var draws = false
  /// False when what the filter writes are no records: it is written as it is.
  public var writesRecords = true
  /// True when binary files are read like any other (`--text`).
  public var readsBinary = false
  /// How often what the filter keeps is saved while it runs, in nanoseconds; nil: at the end.
  public var saveEvery: Int64?
  /// Whether messages may tell what stands in a line; false where nothing of it may be told.
  public var tellsText = true
  /// After how long without input a tick says that time has passed, in nanoseconds; nil: never.
  public var tickAfter: Int64?
  /// The time of the first tick, with which time passes by the ticks alone; nil: the clock tells.
  public var tickStart: Timestamp?
  /// How a binary file is read all the same, for the notice.
  public var binaryAdvice = "standard input is never skipped"

  /// What `lparse` wants: lines cut at 1 MiB.
  public static let rawText = FilterTraits(maximumLine: ByteSize(bytes: 1 << 20), oversize: .cut)
  /// What the stages behind it want: records of up to 64 MiB.
  public static let records = FilterTraits(
    maximumLine: ByteSize(bytes: 64 << 20), oversize: .pieces)
}

/// One run of a command: the options that all commands share, and what the process was started with.
public struct Session {
  /// The name for messages.
  public let commandName: String
  /// The common options.
  public let options: CommonOptions
  /// How standard output is written.
  public let display: Display
  private let help: String

  init(commandName: String, options: CommonOptions, help: String) {
    self.commandName = commandName
    self.options = options
    self.help = help
    display = Display(options.display)
  }

  /// The rows of the terminal; nil when there is none.
  public var rows: Int? { TerminalDevice.size(of: 1)?.rows }

  /// How many jobs the user wants.
  var jobs: Int { options.jobs == 0 ? processorCount() : options.jobs }

  /// Says a decision or a doubt on standard error, unless `--quiet`.
  public func notice(_ message: String) { diagnostics.notice(message) }

  /// What is said on standard error, in the form that was asked for.
  var diagnostics: Diagnostics {
    Diagnostics(command: commandName, form: options.diagnostics, isQuiet: options.quiet)
  }

  /// Runs a filter that writes records over the inputs.
  ///
  /// - Throws: ``CommandFailure`` when it cannot begin.
  public func run<Filter: LineFilter & ~Copyable>(
    _ filter: consuming Filter, traits: FilterTraits
  ) throws -> ExitStatus {
    guard begin() else { return .trouble }
    var run = try makeRun(filter, traits)
    return run.run()
  }

  /// Runs filters that write records over the inputs, as many at a time as the user wants; the output is that of one.
  ///
  /// - Parameters:
  ///   - traits: How they want to be run.
  ///   - makeFilter: Makes one of them, all alike; called on the threads that they run on.
  /// - Returns: The exit status.
  /// - Throws: ``CommandFailure`` when it cannot begin.
  public func run<Filter: SharedFilter & ~Copyable>(
    traits: FilterTraits, sharing makeFilter: @escaping @Sendable () throws -> Filter
  ) throws -> ExitStatus {
    guard begin() else { return .trouble }
    var run = try makeRun(try makeFilter(), traits)
    // What the first records of the run have is not for several to say.
    let isForOne = traits.draws || traits.saveEvery != nil || (options.explain ?? 0) > 0
    let jobs = min(jobs, options.files.count)
    return isForOne || jobs < 2 ? run.run() : try run.run(jobs: jobs, makeFilter)
  }

  /// Runs filters that write records, one an input, and writes their records by time (`--merge`).
  ///
  /// - Parameters:
  ///   - traits: How they want to be run; no line is rejected.
  ///   - makeFilter: Makes one of them, all alike.
  /// - Returns: The exit status.
  /// - Throws: ``CommandFailure`` when it cannot begin.
  public func run<Filter: SharedFilter & ~Copyable>(
    traits: FilterTraits, merging makeFilter: () throws -> Filter
  ) throws -> ExitStatus {
    guard begin() else { return .trouble }
    var run = try makeRun(try makeFilter(), traits)
    return try run.merge(makeFilter)
  }

  /// Runs filters over logs that are written to meanwhile, or were when they were last read; each has its own.
  ///
  /// - Parameters:
  ///   - traits: How they want to be run.
  ///   - growth: How the logs are read.
  ///   - makeFilter: Makes one of the filters, all alike.
  /// - Returns: The exit status.
  /// - Throws: ``CommandFailure`` when it cannot begin.
  public func run<Filter: SharedFilter & ~Copyable>(
    traits: FilterTraits, growth: GrowingInput,
    sharing makeFilter: @escaping @Sendable () throws -> Filter
  ) throws -> ExitStatus {
    guard begin() else { return .trouble }
    var run = try makeRun(try makeFilter(), traits)
    return try run.run(growth, makeFilter)
  }

  /// Says how the command is used where a terminal would be read; false then.
  private func begin() -> Bool {
    if options.files.isEmpty, TerminalDevice.isTerminal(0) {
      writeToStandardError(help + "\n")
      return false
    }
    widenPipe(1)
    return true
  }

  private func makeRun<Filter: LineFilter & ~Copyable>(
    _ filter: consuming Filter, _ traits: FilterTraits
  ) throws -> FilterRun<Filter> {
    try FilterRun(
      filter: filter, session: self, traits: traits,
      output: RecordOutput(descriptor: 1, rewrite: rewrite(traits)))
  }

  /// What becomes of each finished record on its way out: keys left out, text for people.
  func rewrite(_ traits: FilterTraits) -> ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)? {
    if !traits.writesRecords { return nil }
    let selection = KeySelection(only: options.only, drop: options.drop)
    let text =
      display.isForPeople && !traits.draws
      ? RecordText(palette: display.palette, ascii: display.ascii) : nil
    let escapes = display.outputIsTerminal && text == nil
    if selection != nil || text != nil {
      let scanner = RecordScanner()
      return { record in
        let rewritten = scanner.rewrite(record, selection, text)
        guard escapes else { return rewritten }
        return rewritten.map { $0.withUnsafeBufferPointer(escapingControls) ?? $0 }
          ?? escapingControls(record)
      }
    }
    return escapes ? { record in escapingControls(record) } : nil
  }
}

/// A record with the control characters that JSON leaves alone (DEL, C1) written as escapes: it goes to a terminal.
private func escapingControls(_ record: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
  guard record.contains(where: { $0 == 0x7F || $0 == 0xC2 }) else { return nil }
  var escaped = ""
  for scalar in String(decoding: record, as: UTF8.self).unicodeScalars {
    if (0x7F...0x9F).contains(scalar.value) {
      escaped += "\\u00" + String(scalar.value, radix: 16)
    } else {
      escaped.unicodeScalars.append(scalar)
    }
  }
  return Array(escaped.utf8)
}

/// Rewrites records on their way out.
private struct RecordScanner {
  private let box = ScannerBox()
  private var scanner: UnsafeMutablePointer<JSONScanner> { box.scanner }

  /// The record, its line end included, as it is to be written; nil: as it is.
  func rewrite(
    _ record: UnsafeBufferPointer<UInt8>, _ selection: KeySelection?, _ text: RecordText?
  ) -> [UInt8]? {
    guard let line = scanned(record), let text else {
      return scanned(record).flatMap { selection?.apply(to: $0, scannedBy: scanner) }
    }
    guard var selected = selection?.apply(to: line, scannedBy: scanner) else {
      return render(line, text)
    }
    selected.append(contentsOf: repeatElement(0, count: 128))
    return selected.withUnsafeBufferPointer { bytes in
      let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
      return scanned(UnsafeBufferPointer(rebasing: bytes[..<end])).flatMap { render($0, text) }
    }
  }

  /// The record without its line end, accepted by the scanner.
  private func scanned(_ record: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    let count = record.count - 1
    guard let start = record.baseAddress, scanner.pointee.scan(start, count: count) == nil else {
      return nil
    }
    return UnsafeBufferPointer(start: start, count: count)
  }

  private func render(_ line: UnsafeBufferPointer<UInt8>, _ text: RecordText) -> [UInt8]? {
    guard let start = line.baseAddress else { return nil }
    let drawn = text.render(Record(start: start, count: line.count, scanner: scanner))
    return Array(drawn.utf8) + [UInt8(ascii: "\n")]
  }
}
