import ArgumentParser
import CommandSupport
import Parsing
import Records

package struct LParse: FilterCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lparse",
    abstract: "Turn raw log lines of any known format into records.",
    usage: "lparse [<options>] [<file> ...]",
    discussion: """
      Reads text of any format, decided line by line, and writes one NDJSON record a line. A line that no \
      format fits is a record with "format":"raw"; no line is ever dropped.

      Examples:
        lparse app.log | lcluster
        lparse -p /var/log/syslog | head
        tail -f app.log | lparse --service checkout
        lparse --label region=eu-1 app.log.2.gz app.log
      """,
    version: loglineVersion)

  package static let shortHelp = """
    usage: lparse [options] [file ...]     raw log lines in, one NDJSON record a line out

      -p, --pretty         write lines for people, also into a pipe
      -f, --format NAME    read this format only (default: decided line by line)
          --service NAME   the service of every record
          --tz ZONE        the zone of stamps that have none, as in Europe/Berlin
          --year YEAR      the year of stamps that have none
          --since TIME     from then on: 10:30, 2026-03-14T10:30:00Z, 3h (back from now)
          --until TIME     before then
          --explain[=N]    say for the first N records what was decided and why
      -j, --jobs N         read N files at a time, with the same output (0: one a processor)
          --merge          the records of all files by time
      -F, --follow         go on with what is written, over rotations
          --cursor-file F  begin where the last run with F has ended
          --stats          counters on standard error at the end

      lparse app.log | lcluster          the few patterns that matter
      lparse -p /var/log/syslog | head   readable lines, and what was detected
      tail -f app.log | lparse           records as they come

    All options: lparse --help, man lparse
    """

  package static let _errorPrefix = "lparse: "

  package init() {}

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Read this format only: \(Format.allCases.map(\.rawValue).joined(separator: ", ")) (default: decided line by line).",
      valueName: "name"),
    transform: Self.format)
  var format: Format?

  @Option(help: ArgumentHelp("Service of every record.", valueName: "name"))
  var service: String?

  @Option(
    help: ArgumentHelp(
      "Put KEY=VALUE into every record: host, version, region.", valueName: "key=value"),
    transform: Self.label)
  var label: [(key: String, value: String)] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Zone of stamps without one: UTC, Europe/Berlin or an offset like +02:00 (default: UTC).",
      valueName: "zone"), transform: Zone.named)
  var tz = Zone.utc

  @OptionGroup var span: SpanOptions

  @Option(
    help: ArgumentHelp(
      "Make an event of each time that a metric in an answer of Prometheus passes a limit, as in 'memory>0.9' (may be given again).",
      valueName: "metric>number"), transform: Self.threshold)
  var threshold: [MetricThreshold] = []

  @Option(help: ArgumentHelp("Year of stamps without one.", valueName: "year"))
  var year: Int?

  @Option(
    help: ArgumentHelp(
      "What 'now' is, for stamps without a year or a date, and --since (RFC 3339; default: the clock).",
      valueName: "time"))
  var now: TimeArgument?

  @Flag(help: "Each line is a record of its own (in this version always so).")
  var noMultiline = false

  @Flag(
    name: [.customShort("F"), .long],
    help: "Go on with what is written to the files, over rotations, until a signal comes.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "Write a tick when no input has come for so long (with -F by itself: 10s).",
      valueName: "duration"))
  var tick: TimeSpan?

  @Option(
    help: ArgumentHelp(
      "Begin where the last run with this file has ended, and note in it where this one ends.",
      valueName: "file"),
    completion: .file())
  var cursorFile: String?

  @Flag(help: "Keep the bytes of lines with ill-formed UTF-8, in base64, in the key 'raw'.")
  var keepRaw = false

  @Flag(help: "Keep terminal control sequences in the text.")
  var keepAnsi = false

  @Flag(help: "Say in 'source' which file and line each record comes from.")
  var withSource = false

  @Flag(help: "Write the records of all files by time, each file being in order.")
  var merge = false

  @Flag(help: "Read files that look binary, too.")
  var text = false

  @OptionGroup package var common: CommonOptions

  package func validate() throws {
    if cursorFile != nil, common.files.isEmpty || common.files.contains("-") {
      throw ValidationError("--cursor-file needs files; standard input cannot be found again")
    }
    if merge, follow || cursorFile != nil {
      throw ValidationError("--merge is for files that have ended, not with -F or --cursor-file")
    }
    if follow, common.files.contains("-") {
      throw ValidationError(
        "-F follows files; standard input is read as it comes without it, by a command of its own")
    }
    if let year, !(1678...2261).contains(year) {
      throw ValidationError("--year must be in 1678...2261, not \(year)")
    }
  }

  package func run(in session: Session) throws -> ExitStatus {
    var options = ParsingOptions()
    options.format = format
    options.service = service
    options.labels = label
    options.zone = tz
    options.year = year
    options.now = now?.timestamp ?? Timestamp(nanoseconds: wallClock())
    options.thresholds = threshold
    options.keepsEscapes = keepAnsi
    options.keepsRaw = keepRaw
    options.withSource = withSource
    options.explained = common.explain ?? 0
    options.passesTicks = !common.noTicks
    var traits = FilterTraits.rawText
    traits.readsBinary = text
    traits.binaryAdvice = "--text reads it"
    let isGrowing = !common.files.isEmpty && (follow || cursorFile != nil)
    traits.tickAfter = (tick ?? (isGrowing ? TimeSpan(seconds: 10) : nil))?.nanoseconds
    traits.tickStart = now?.timestamp
    guard let range = span.range(now: options.now, zone: tz) else {
      return try run(session, traits, isGrowing) { [options] in LineParser(options) }
    }
    let outcome = SpanOutcome()
    let status = try run(session, traits, isGrowing) { [options] in
      ParsedSpan(options, range, outcome: outcome)
    }
    if outcome.isEmpty { session.sayNothingFound(newest: outcome.newest, now: options.now) }
    return status
  }

  private func run<Filter: SharedFilter & ~Copyable>(
    _ session: Session, _ traits: FilterTraits, _ isGrowing: Bool,
    _ makeFilter: @escaping @Sendable () throws -> Filter
  ) throws -> ExitStatus {
    if isGrowing {
      let growth = GrowingInput(isFollowed: follow, cursorFile: cursorFile)
      return try session.run(traits: traits, growth: growth, sharing: makeFilter)
    }
    return merge
      ? try session.run(traits: traits, merging: makeFilter)
      : try session.run(traits: traits, sharing: makeFilter)
  }

  private static func format(_ name: String) throws -> Format {
    if let format = Format(rawValue: name) { return format }
    let names = Format.allCases.map(\.rawValue).joined(separator: ", ")
    if name.contains(".") || name.contains("/") {
      throw ValidationError(
        "no format '\(name)'; a file is an operand without -f, to follow a file use -F")
    }
    throw ValidationError("no format '\(name)'; there are \(names)")
  }

  private static func threshold(_ text: String) throws -> MetricThreshold {
    guard let threshold = MetricThreshold(text) else {
      throw ValidationError("--threshold needs a name, > or <, and a number, not '\(text)'")
    }
    return threshold
  }

  private static func label(_ text: String) throws -> (key: String, value: String) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("--label needs KEY=VALUE, not '\(text)'")
    }
    let key = String(text[..<equals])
    guard ["host", "version", "region"].contains(key) else {
      throw ValidationError("--label knows host, version and region, not '\(key)'")
    }
    return (key, String(text[text.index(after: equals)...]))
  }
}
