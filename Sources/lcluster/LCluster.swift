import ArgumentParser
import Clustering
import CommandSupport
import Records
import Templates

@main
struct LCluster: FilterCommand {
  static let configuration = CommandConfiguration(
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
      """,
    version: loglineVersion)

  static let shortHelp = """
    usage: lcluster [options] [file ...]   records in, records with cluster_id and template out

      -p, --pretty         draw the table of patterns, also into a pipe
      -n, --top N          rows of the table or summary (default 20 and all)
          --summary        one object a pattern at the end
          --params         what stood in each template's places
          --max-clusters N the most patterns kept (default 10000)
          --stats          counters on standard error at the end

      lparse app.log | lcluster                            the table of patterns
      lparse app.log | lcluster --summary | jq .template   one object a pattern
      lparse app.log | lcluster --ndjson | grep 9f2c41d0   the lines of one pattern

    All options: lcluster --help, man lcluster
    """

  static let _errorPrefix = "lcluster: "

  @Flag(help: "Write one object a pattern at the end instead of the records.")
  var summary = false

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp(
      "Rows of the table (default 20) or of the summary (default all); 0 for all.", valueName: "n"))
  var top: Int?

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

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let top, top < 0 { throw ValidationError("--top must be at least 0, not \(top)") }
    if maxClusters < 8 {
      throw ValidationError("--max-clusters must be at least 8, not \(maxClusters)")
    }
    if summary && (common.only ?? common.drop) != nil {
      throw ValidationError("--summary writes no records, so --only and --drop have nothing to do")
    }
    if summary && common.pretty {
      throw ValidationError("--summary and --pretty exclude each other")
    }
  }

  func run(in session: Session) throws -> ExitStatus {
    var traits = FilterTraits.records
    let form: ClusterOutput
    if summary {
      form = .summary
    } else if session.isForPeople {
      // What is redrawn in place must fit the screen, with the head, the foot and the prompt.
      let fitting = max(1, min(20, (session.rows ?? 24) - 4))
      form = .table(
        ClusterTable(top: top ?? fitting, palette: session.palette, ascii: session.ascii))
      traits.draws = true
    } else {
      form = .records
    }
    var mining = MiningOptions()
    mining.maximumClusters = maxClusters
    mining.masks = mask.map { ($0.name, $0.pattern) }
    mining.keptWords = try keepWord.flatMap(words(ofFile:))
    let stage = try TemplateStage(
      mining: mining, form: form, parameters: params, merges: merges, top: top ?? 0,
      explained: common.explain ?? 0)
    var writesRecords = false
    if case .records = form { writesRecords = true }
    let filter = RecordFilter(
      stage: stage, passesEvents: writesRecords, passesTicks: !common.noTicks)
    return try session.run(filter, traits: traits)
  }

  private static func mask(_ text: String) throws -> UserMask {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("--mask needs NAME=REGEX, not '\(text)'")
    }
    let name = String(text[..<equals])
    let isName =
      name.utf8.count <= 32 && name.first?.isNumber == false
      && name.utf8.allSatisfy { $0 &- 65 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
    guard isName else {
      throw ValidationError("--mask: a name is of A-Z, 0-9 and _, not '\(name)'")
    }
    return UserMask(name: name, pattern: String(text[text.index(after: equals)...]))
  }

  /// The words of a file, one a line; blank lines are left out.
  private func words(ofFile path: String) throws -> [String] {
    try readText(path).split { $0 == "\n" || $0 == "\r\n" }.map(String.init)
  }
}

/// A value of a `--mask`.
struct UserMask {
  var name: String
  var pattern: String
}
