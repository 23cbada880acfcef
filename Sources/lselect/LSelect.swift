import ArgumentParser
import CommandSupport
import Parsing
import Records
import Selection

package struct LSelect: FilterCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lselect",
    abstract: "Keep the records of a time, a trace, a service, a level, a pattern.",
    usage: "lselect [<options>] [<file> ...]",
    discussion: """
      Reads records and writes those that satisfy all of the options, as they came. Nothing found is no \
      error: the exit status is 0.

      Examples:
        lparse app.log | lselect --level error+ --since 10:30
        lselect --trace 4bf92f3577b34da6 *.ndjson.zst --sort
        lselect --where 'status >= 500 and path ~ "^/api"' app.ndjson
        lselect --parse --level warn+ app.log --tsv timestamp,service,message
      """,
    version: loglineVersion)

  package static let shortHelp = """
    usage: lselect [options] [file ...]    records in, those that satisfy all of the options out

          --since TIME     from then on: 10:30, 2026-03-14T10:30:00Z, 3h (back from now)
          --until TIME     before then
          --level LEVELS   error+ (and worse), or a list: warn,fatal
          --service GLOB   of these services: payment, 'shop-*'
          --trace ID       of this request, in any form of its id
          --where EXPR     that say so: 'status >= 500 and path ~ "^/api"'
      -v, --invert         those that do not
      -c, --count          how many
      -C, --context N      with N records around each (--within file, trace, service)
          --sort           by time
          --parse          read raw text, as lparse does

      lparse app.log | lselect --level error+ -p         what went wrong
      lselect --trace 4bf92f3577b34da6 --sort *.ndjson   one request through all services
      lselect --now last --since 10m app.ndjson          the last ten minutes of a file

    All options: lselect --help, man lselect
    """

  package static let _errorPrefix = "lselect: "

  package init() {}

  @OptionGroup var span: SpanOptions

  @Option(
    help: ArgumentHelp(
      "What 'now' is: RFC 3339, or 'last' for the newest record of the files (default: the clock).",
      valueName: "time"))
  var now: NowArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Zone of times without one: UTC, Europe/Berlin or an offset like +02:00 (default: UTC).",
      valueName: "zone"), transform: Zone.named)
  var tz = Zone.utc

  @Option(
    help: ArgumentHelp(
      "Records of these levels, comma-separated; error+ is that one and the more severe.",
      valueName: "level,…"), transform: Self.levels)
  var level: LevelSet?

  @Option(
    help: ArgumentHelp(
      "Records of this service, or of those of a pattern like 'shop-*' (may be given again).",
      valueName: "glob"))
  var service: [String] = []

  @Option(
    help: ArgumentHelp(
      "Records of this trace, in any form of its id (may be given again).", valueName: "id"),
    transform: Self.trace)
  var trace: [TraceQuery] = []

  @Option(
    help: ArgumentHelp(
      "Records of this cluster, by id or name; 'new': the first of each (may be given again).",
      valueName: "cluster"))
  var cluster: [String] = []

  @Option(
    help: ArgumentHelp(
      "Records for which this holds, as in 'status >= 500 and path ~ \"^/api\"' (may be given again).",
      valueName: "expression"))
  var `where`: [String] = []

  @Flag(name: [.customShort("v"), .long], help: "Records that do not satisfy all of that.")
  var invert = false

  @Flag(name: [.short, .long], help: "Write how many records there are, instead of them.")
  var count = false

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("Stop after this many records.", valueName: "n"))
  var limit: Int?

  @Option(
    name: [.customShort("A"), .long],
    help: ArgumentHelp("This many records after each, too.", valueName: "n"))
  var after: Int?

  @Option(
    name: [.customShort("B"), .long],
    help: ArgumentHelp("This many records before each, too.", valueName: "n"))
  var before: Int?

  @Option(
    name: [.customShort("C"), .long],
    help: ArgumentHelp("This many records before and after each, too.", valueName: "n"))
  var context: Int?

  @Option(
    help: ArgumentHelp(
      "Whose records -A, -B and -C mean: those of the same file, trace or service.",
      valueName: "scope"))
  var within = ContextOptions.Scope.file

  @Flag(help: "Sort by time; what does not fit into the memory goes to files in $TMPDIR.")
  var sort = false

  @Option(help: ArgumentHelp("Memory for --sort (default 128M).", valueName: "size"))
  var maxMemory = ByteSize(bytes: 128 << 20)

  @Option(
    help: ArgumentHelp(
      "Write the values of these keys with tabs between them, one line a record.",
      valueName: "key,…"), transform: Self.paths)
  var tsv: [FieldPath]?

  @Flag(help: "Write the messages alone.")
  var raw = false

  @Flag(help: "Read raw text, as lparse does, not records.")
  var parse = false

  @OptionGroup package var common: CommonOptions

  package func validate() throws {
    for (name, number, least) in [
      ("--limit", limit, 1), ("--after", after, 0), ("--before", before, 0),
      ("--context", context, 0),
    ] {
      guard let number else { continue }
      if number < least {
        throw ValidationError("\(name) must be at least \(least), not \(number)")
      }
      if number > 1_000_000, least == 0 {
        throw ValidationError("\(name) must be at most 1000000, not \(number)")
      }
    }
    let forms = [
      (count, "--count"), (tsv != nil, "--tsv"), (raw, "--raw"),
      (common.display.pretty, "--pretty"),
    ].filter(\.0).map(\.1)
    if forms.count > 1 { throw ValidationError("\(forms[0]) and \(forms[1]) exclude each other") }
    if let form = forms.first, form != "--pretty", (common.only ?? common.drop) != nil {
      throw ValidationError("\(form) writes no records, so --only and --drop have nothing to do")
    }
    if maxMemory.bytes < 1 << 20 {
      throw ValidationError("--max-memory must be at least 1M, not \(maxMemory)")
    }
  }

  package func run(in session: Session) throws -> ExitStatus {
    let now = try currentTime()
    let query: Query
    do throws(ExpressionError) {
      query = try Query(try criteria(now))
    } catch {
      throw CommandFailure("--where: \(error)")
    }
    let outcome = SelectionOutcome()
    let options = options(session)
    let filter = RecordFilter(
      stage: SelectionStage(query, options, outcome: outcome),
      passesEvents: options.form.writesRecords, passesTicks: !common.noTicks)
    var traits = parse ? FilterTraits.rawText : .records
    traits.writesRecords = options.form.writesRecords
    let status: ExitStatus
    if parse {
      var parsing = ParsingOptions()
      parsing.now = now
      parsing.zone = tz
      status = try session.run(ParsedText(parsing, filter), traits: traits)
    } else {
      status = try session.run(filter, traits: traits)
    }
    sayWhyNothing(outcome, now, session)
    return status
  }

  private func criteria(_ now: Timestamp) throws(ExpressionError) -> Criteria {
    var criteria = Criteria()
    if let range = span.range(now: now, zone: tz) { criteria.range = range }
    criteria.levels = level
    criteria.services = service
    criteria.traces = trace
    criteria.clusters = cluster
    criteria.expressions = `where`
    criteria.isInverted = invert
    return criteria
  }

  private func options(_ session: Session) -> SelectionOptions {
    var options = SelectionOptions()
    options.limit = limit
    if session.display.outputIsTerminal { options.terminal = session.display.ascii }
    if count {
      options.form = .count
      return options
    }
    if let tsv { options.form = .tabs(tsv) }
    if raw { options.form = .message }
    options.context.after = after ?? context ?? 0
    options.context.before = before ?? context ?? 0
    options.context.scope = within
    if sort { options.sortMemory = maxMemory.bytes }
    options.temporaryFolder = temporaryFolder()
    return options
  }

  // MARK: time

  private func currentTime() throws -> Timestamp {
    switch now {
    case nil: return Timestamp(nanoseconds: wallClock())
    case .time(let time): return time
    case .last:
      if common.files.isEmpty || common.files.contains("-") {
        throw CommandFailure("--now last looks into the files first; standard input is read once")
      }
      if parse { throw CommandFailure("--now last needs files of records, without --parse") }
      let newest = try NewestRecord.time(
        in: common.files, maximumLine: common.maxLine ?? FilterTraits.records.maximumLine)
      guard let newest else { throw CommandFailure("--now last: no record has a time") }
      return newest
    }
  }

  /// Says what may be the reason when nothing was found.
  private func sayWhyNothing(_ outcome: SelectionOutcome, _ now: Timestamp, _ session: Session) {
    guard outcome.matched == 0, outcome.asked > 0 else { return }
    if !outcome.hasKeys {
      return session.notice(
        "nothing found; the input has no keys but the message: --parse reads raw text")
    }
    guard span.range(now: now, zone: tz) != nil else { return }
    session.sayNothingFound(newest: outcome.newest, now: now)
  }

  // MARK: arguments

  private static func trace(_ text: String) throws -> TraceQuery {
    guard let query = TraceQuery(text) else {
      throw ValidationError("--trace needs an id, and '\(text)' says that there is none")
    }
    return query
  }

  private static func levels(_ text: String) throws -> LevelSet {
    guard let levels = LevelSet(text) else {
      throw ValidationError(
        "no level '\(text)'; there are trace, debug, info, warn, error, fatal; error+ is that and worse"
      )
    }
    return levels
  }

  private static func paths(_ text: String) throws -> [FieldPath] {
    do throws(ExpressionError) {
      return try text.split(separator: ",", omittingEmptySubsequences: false).map {
        (key) throws(ExpressionError) in try FieldPath(String(key))
      }
    } catch {
      throw ValidationError("--tsv: \(error)")
    }
  }
}

/// What `--now` says.
enum NowArgument: ExpressibleByArgument {
  case time(Timestamp)
  case last

  init?(argument: String) {
    if argument == "last" {
      self = .last
    } else if let time = TimeArgument(argument: argument) {
      self = .time(time.timestamp)
    } else {
      return nil
    }
  }
}

extension ContextOptions.Scope: ExpressibleByArgument {}
