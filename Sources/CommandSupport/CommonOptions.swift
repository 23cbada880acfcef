import ArgumentParser

extension DiagnosticsForm: ExpressibleByArgument {}

/// The options that mean the same in every command.
public struct CommonOptions: ParsableArguments {
  /// Input files; none or `-` is standard input.
  @Argument(
    help: ArgumentHelp(
      "Input files, in this order; none or '-' is standard input. gzip and zstd are read by content.",
      valueName: "file"),
    completion: .file())
  public var files: [String] = []

  /// The form of what is written.
  @OptionGroup public var display: DisplayOptions

  /// The keys to keep.
  @Option(
    help: ArgumentHelp("Keep only these keys of each record, comma-separated.", valueName: "key,…"))
  public var only: String?

  /// The keys to leave out.
  @Option(
    help: ArgumentHelp("Leave these keys out of each record, comma-separated.", valueName: "key,…"))
  public var drop: String?

  /// How many inputs are read at a time.
  @Option(
    name: [.customShort("j", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Read so many files at a time, with the same output; 0: one a processor. What learns from line to line only unpacks beside.",
      valueName: "n"))
  public var jobs = 1

  /// Where rejected lines go.
  @Option(
    help: ArgumentHelp("Write rejected lines to this file, byte for byte.", valueName: "file"),
    completion: .file())
  public var rejects: String?

  /// Stops at the first rejected line.
  @Flag(help: "Stop at the first rejected line, with exit status 1.")
  public var strict = false

  /// The longest line.
  @Option(
    help: ArgumentHelp(
      "Longest line taken whole: lparse cuts longer ones (default 1M), other stages reject them (64M).",
      valueName: "size"))
  public var maxLine: ByteSize?

  /// No notices.
  @Flag(name: [.short, .long], help: "Say errors only.")
  public var quiet = false

  /// The form of standard error.
  @Option(
    help: ArgumentHelp("Form of messages on standard error: text or json.", valueName: "form"))
  public var diagnostics = DiagnosticsForm.text

  /// Shows progress.
  @Flag(
    help: "Show progress on standard error (by itself after 2 s when files are read on a terminal)."
  )
  public var progress = false

  /// Prints the counters.
  @Flag(help: "Print the counters as one JSON object on standard error at the end.")
  public var stats = false

  /// How many records are explained.
  @Option(
    help: ArgumentHelp(
      "Say what was decided and why for the first N records (alone: 10), in the key 'why'.",
      valueName: "n"))
  public var explain: Int?

  /// Leaves ticks out.
  @Flag(help: "Leave time ticks out of the output.")
  public var noTicks = false

  /// Exits 3 on an event.
  @Flag(help: "Exit with status 3 if the command wrote an event of its own.")
  public var failOnEvent = false

  /// The defaults.
  public init() {}

  /// Checks what a single option cannot.
  public func validate() throws {
    if only != nil && drop != nil { throw ValidationError("--only and --drop exclude each other") }
    if !(0...1_024).contains(jobs) {
      throw ValidationError("--jobs must be in 0...1024, not \(jobs)")
    }
    if let explain, explain < 0 {
      throw ValidationError("--explain must be at least 0, not \(explain)")
    }
  }
}
