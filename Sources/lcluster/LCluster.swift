import ArgumentParser
import Clustering
import CommandSupport
import Models
import Records
import Templates

package struct LCluster: FilterCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lcluster",
    abstract: "Find the few patterns in many messages.",
    usage: "lcluster [<options>] [<file> ...]",
    discussion: """
      Reads records (or plain text) and adds to each the id and the template of its pattern; on a terminal \
      it draws the table of patterns instead, which redraws while a stream runs.

      Examples:
        lparse app.log | lcluster
        kubectl logs -f deploy/checkout | lparse | lcluster
        lparse app.log | lcluster --summary | jq -r '[.count, .template] | @tsv'
        echo 'disk sda1 is 91% full' | lcluster --params
        lparse red.log | lcluster --against green.log
      """,
    version: loglineVersion)

  package static let shortHelp = """
    usage: lcluster [options] [file ...]   records in, records with cluster_id and template out

      -p, --pretty         draw the table of patterns, also into a pipe
      -n, --top N          rows of the table or summary (default 20 and all)
          --summary        one object a pattern at the end
          --sort ORDER     importance (default), count, first, last
          --by service     one row or object a service
          --params         what stood in each template's places
      -m, --model FILE     go on from earlier runs, save what this one learns
          --new            only records of patterns that are not in the model
          --against FILE   only what is not in that log
          --collapse 10s   what repeats within 10 s as one record with its count
          --max-clusters N the most patterns kept (default 10000)
          --stats          counters on standard error at the end

      lparse app.log | lcluster                            the table of patterns
      lparse app.log | lcluster --summary | jq .template   one object a pattern
      lparse app.log | lcluster --ndjson | grep 9f2c41d0   the lines of one pattern

    All options: lcluster --help, man lcluster
    """

  package static let _errorPrefix = "lcluster: "

  package init() {}

  @Flag(help: "Write one object a pattern at the end instead of the records.")
  var summary = false

  @Option(
    help: ArgumentHelp(
      "Write a regular expression or a grok pattern of each pattern at the end, not the records.",
      valueName: "form"))
  var export: PatternExpression.Form?

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Rows of the table (default 20) or of the summary (default all); 0 for all.", valueName: "n"))
  var top: Int?

  @Option(
    help: ArgumentHelp("Order of the rows of the table or summary.", valueName: "order"))
  var sort = PatternOrder.importance

  @Option(
    help: ArgumentHelp(
      "A row of the table or summary is not a pattern but a service.", valueName: "service"))
  var by: SummaryGrouping?

  @Flag(help: "Add 'params': what stood in the template's places, in order.")
  var params = false

  @Flag(help: "Write a merge event when two patterns turn out to be one.")
  var merges = false

  @Option(
    help: ArgumentHelp(
      "The most patterns kept; the least useful are dropped and counted.", valueName: "n"))
  var maxClusters = 10_000

  @Option(
    help: ArgumentHelp(
      "What a regular expression matches is a value with this name (may be given again).",
      valueName: "name=regex"), transform: Self.mask)
  var mask: [UserMask] = []

  @Option(
    help: ArgumentHelp(
      "Words of this file, one a line, never become a variable (may be given again).",
      valueName: "file"))
  var keepWord: [String] = []

  @Flag(help: "Only records of patterns that are not in the model.")
  var new = false

  @Option(
    help: ArgumentHelp(
      "With --new: a pattern stays new for so long after its first record, also in later runs.",
      valueName: "span"))
  var newFor: TimeSpan?

  @Option(
    help: ArgumentHelp(
      "Only records of patterns that are not in this log, raw or of records.", valueName: "file"),
    completion: .file())
  var against: String?

  @Option(
    help: ArgumentHelp(
      "The first record of each service and pattern, then one with 'repeat' per period.",
      valueName: "span"))
  var collapse: TimeSpan?

  @Flag(help: "Fold equal messages, within 10 s or --collapse, into one record with 'weight'.")
  var dedup = false

  @OptionGroup var kept: ModelOptions

  @OptionGroup package var common: CommonOptions

  package func validate() throws {
    try validateWatch()
    if let top, top < 0 { throw ValidationError("--top must be at least 0, not \(top)") }
    if maxClusters < 8 {
      throw ValidationError("--max-clusters must be at least 8, not \(maxClusters)")
    }
    let forms = [
      (summary, "--summary"), (export != nil, "--export"), (common.display.pretty, "--pretty"),
    ]
    .filter(\.0).map(\.1)
    if forms.count > 1 {
      throw ValidationError("\(forms[0]) and \(forms[1]) exclude each other")
    }
    guard summary || export != nil else { return }
    if (common.only ?? common.drop) != nil {
      throw ValidationError(
        "\(forms[0]) writes no records, so --only and --drop have nothing to do")
    }
    if folds {
      throw ValidationError(
        "\(forms[0]) counts all, so --collapse and --dedup have nothing to do")
    }
  }

  private func validateWatch() throws {
    if new, kept.model == nil, against == nil {
      throw ValidationError("--new needs a model (-m) or a log (--against)")
    }
    if newFor != nil, !new { throw ValidationError("--new-for needs --new") }
    if against != nil, kept.model != nil {
      throw ValidationError("--against and --model exclude each other")
    }
  }

  private var folds: Bool { collapse != nil || dedup }

  package func run(in session: Session) throws -> ExitStatus {
    var traits = FilterTraits.records
    let form: ClusterOutput
    if let export {
      form = .expressions(export)
    } else if summary {
      form = .summary
    } else if session.display.isForPeople, !folds {
      form = .table(ClusterTable(palette: session.display.palette, ascii: session.display.ascii))
      traits.draws = true
    } else {
      form = .records
      let idle = [(by != nil, "--by"), (sort != .importance, "--sort")].filter(\.0).map(\.1)
      if let option = idle.first {
        session.notice("records are written; \(option) is for the table (-p) and --summary")
      }
    }
    // What is redrawn in place must fit the screen, with the head, the foot and the prompt.
    let explained = common.explain ?? 0
    let notes = explained > 0 ? 2 * explained + 1 : 0
    let fitting = session.rows.map { max(1, min(20, $0 - 4 - notes)) } ?? 20
    var mining = MiningOptions()
    mining.maximumClusters = maxClusters
    mining.masks = mask
    mining.keptWords = try keepWord.flatMap(words(ofFile:))
    let watch = try watch(&mining, session)
    if watch.store != nil { traits.saveEvery = kept.saveEvery.nanoseconds }
    let stage = try TemplateStage(
      mining: mining, form: form, parameters: params, merges: merges,
      listing: SummaryListing(
        top: top ?? (traits.draws ? fitting : 0), order: sort, isByService: by != nil),
      explained: explained, watch: watch)
    var writesRecords = false
    if case .records = form { writesRecords = true }
    let filter = RecordFilter(
      stage: stage, passesEvents: writesRecords, passesTicks: !common.noTicks)
    return try session.run(filter, traits: traits)
  }

  // MARK: models

  /// What the options say of known and repeated patterns; a model's own masks and words go into `mining`.
  private func watch(_ mining: inout MiningOptions, _ session: Session) throws -> PatternWatch {
    var watch = PatternWatch()
    watch.showsOnlyNew = new || against != nil
    watch.newFor = newFor?.nanoseconds
    if folds {
      watch.fold = RepeatRule(
        period: (collapse ?? TimeSpan(seconds: 10)).nanoseconds, isByMessage: dedup)
    }
    if let against { watch.state = try known(in: against, mining, session) }
    guard let model = kept.model else { return watch }
    do {
      if kept.frozen {
        watch.state = try ClusterModelStore.frozen(model)
      } else {
        var store = try ClusterModelStore(model, lockTimeout: kept.lockTimeout.milliseconds)
        watch.state = try store.load()
        watch.store = store
      }
    } catch let failure as ClusterModelStore.Failure {
      var message = "\(failure)"
      if case .folderNotWritable = failure.reason as? ModelError {
        message += "; --frozen only reads it"
      }
      throw CommandFailure(message)
    }
    if let state = watch.state { try adopt(state, &mining, model) }
    return watch
  }

  /// Takes over the masks and words that a model was made with; other ones would give other patterns.
  private func adopt(_ state: MinerState, _ mining: inout MiningOptions, _ model: String) throws {
    let words = Set(mining.keptWords)
    guard mining.masks.isEmpty || mining.masks == state.masks,
      words.isEmpty || words == Set(state.keptWords)
    else { throw CommandFailure("\(model): \(ModelError.otherParameters)") }
    mining.masks = state.masks
    mining.keptWords = state.keptWords
  }

  private func known(
    in path: String, _ mining: MiningOptions, _ session: Session
  ) throws -> MinerState {
    let file = try AgainstFile(mining, now: Timestamp(nanoseconds: wallClock()))
    let (state, rejected) = try file.learn(
      path, maximumLine: common.maxLine ?? FilterTraits.records.maximumLine)
    if rejected > 0 {
      session.notice("\(path): \(rejected) lines are no records and teach nothing")
    }
    return state
  }

  private static func mask(_ text: String) throws -> UserMask {
    let expression = try NamedExpression(text, option: "--mask")
    return UserMask(name: expression.name, pattern: expression.source)
  }

  /// The words of a file, one a line; blank lines are left out.
  private func words(ofFile path: String) throws -> [String] {
    try readText(path).split { $0 == "\n" || $0 == "\r\n" }.map(String.init)
  }
}

/// What a row of a table or summary may be, other than a pattern.
enum SummaryGrouping: String, CaseIterable, ExpressibleByArgument {
  case service
}

extension PatternOrder: ExpressibleByArgument {}
extension PatternExpression.Form: ExpressibleByArgument {}
