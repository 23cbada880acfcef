import ArgumentParser
import CommandSupport
import Records
import Redaction
import Terminal

package struct LRedact: FilterCommand {
  package static let configuration = CommandConfiguration(
    commandName: "lredact",
    abstract: "Take personal data and secrets out of log records.",
    usage: "lredact [<options>] [<file> ...]",
    discussion: """
      Reads records (or plain text) and puts <EMAIL>, <IP>, <PASSWORD> and the like in the place of what is personal or \
      secret, in every string at any depth. Put it in front of everything that learns, stores or shows.

      Examples:
        lparse app.log | lredact | lcluster
        lredact --text < app.log > clean.log
        lparse app.log | lredact --operator USER=pseudonym --key-file redact.key
        lparse app.log | lredact --dry-run --report --fail-on-event > /dev/null
        echo 'mail from ann@example.org' | lredact
      """,
    version: loglineVersion)

  package static let shortHelp = """
    usage: lredact [options] [file ...]   records in, the same without personal data and secrets out

          --text              plain text in, plain text out
          --types LIST        look for these types only
          --rule NAME=REGEX   look for this, too
          --operator [T=]OP   placeholder (default), mask, last4, drop, pseudonym, prefix
          --key-file FILE     the key for pseudonyms
          --report            what was found where, on standard error at the end
          --dry-run           find and report only
          --fail-on-event     exit with status 3 when something was found

      lparse app.log | lredact | lcluster                learn from clean records
      lredact --text < app.log                           a text file, line by line
      lparse app.log | lredact --dry-run --report        what is in there?

    All options: lredact --help, man lredact
    """

  package static let _errorPrefix = "lredact: "

  package init() {}

  @Flag(help: "Read and write plain text, line by line.")
  var text = false

  @Option(
    help: ArgumentHelp("Look for these built-in types only, comma-separated.", valueName: "type,…"))
  var types: String?

  @Option(
    help: ArgumentHelp(
      "What a regular expression matches is of the type of this name (may be given again).",
      valueName: "name=regex"), transform: Self.rule)
  var rule: [NamedExpression] = []

  @Option(
    help: ArgumentHelp(
      "Read such rules from a file, one a line (may be given again).", valueName: "file"),
    completion: .file())
  var rules: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let these values pass, comma-separated, letters in any case.", valueName: "value,…"))
  var allow: String?

  @Option(
    help: ArgumentHelp(
      "What is put in the place of values, of one type or of all (may be given again).",
      valueName: "[type=]name"), transform: Self.choice)
  var `operator`: [OperatorChoice] = []

  @Option(
    help: ArgumentHelp(
      "The key for pseudonyms: a line KEY, or lines ID:KEY of which the last counts. Without it, LOGLINE_REDACT_KEY.",
      valueName: "file"),
    completion: .file())
  var keyFile: String?

  @Flag(help: "Say at the end, on standard error, what was found where: counts, never values.")
  var report = false

  @Flag(help: "Add 'redactions' to each record: field, start, end and type of what was found.")
  var reportSpans = false

  @Flag(help: "Change nothing: find, count and report only.")
  var dryRun = false

  @OptionGroup package var common: CommonOptions

  package func validate() throws {
    if let types, types.allSatisfy({ $0 == "," || $0 == " " }) {
      throw ValidationError("--types needs a type; to look for nothing would pass everything")
    }
    guard text else { return }
    let idle = [
      (reportSpans, "--report-spans"), (common.explain != nil, "--explain"),
      (common.only != nil, "--only"),
      (common.drop != nil, "--drop"),
    ]
    if let option = idle.first(where: \.0)?.1 {
      throw ValidationError("plain text has no keys, so \(option) has nothing to do with --text")
    }
  }

  package func run(in session: Session) throws -> ExitStatus {
    var options = RedactionOptions()
    options.types = types.map { $0.split(separator: ",").map { $0.uppercased() } }
    options.rules = try (rule + rules.flatMap(rulesOfFile)).map { ($0.name, $0.source) }
    options.allowed = allow.map { $0.split(separator: ",").map(String.init) } ?? []
    for choice in `operator` {
      if let type = choice.type {
        options.operators.append((type, choice.with))
      } else {
        options.operatorOfAll = choice.with
      }
    }
    options.isDryRun = dryRun
    options.reportsSpans = reportSpans
    options.explained = common.explain ?? 0
    if report { options.onReport = { writeToStandardError(Self.table($0)) } }
    do {
      options.pseudonyms = try keyText().map { try Pseudonyms(keyText: $0) }
      if text {
        var traits = FilterTraits.records
        traits.readsBinary = true
        let safe = session.display.outputIsTerminal ? Self.safe(ascii: session.display.ascii) : nil
        return try session.run(traits: traits) { [options] in try TextRedaction(options, safe: safe)
        }
      }
      let passesTicks = !common.noTicks
      var traits = FilterTraits.records
      traits.tellsText = false
      return try session.run(traits: traits) { [options] in
        RecordFilter(
          stage: try RedactionStage(options), passesEvents: true, passesTicks: passesTicks)
      }
    } catch let error as RedactionError {
      throw CommandFailure("\(error)")
    }
  }

  /// Makes a line safe for a terminal.
  private static func safe(ascii: Bool) -> @Sendable (UnsafeBufferPointer<UInt8>) -> String {
    { TerminalText.safe($0, ascii: ascii) }
  }

  private func keyText() throws -> String? {
    if let keyFile { return try readText(keyFile) }
    return secretOfEnvironment("LOGLINE_REDACT_KEY")
  }

  /// The rules of a file: `NAME=REGEX` a line; blank lines and those that begin with `#` are left out.
  private func rulesOfFile(_ path: String) throws -> [NamedExpression] {
    try readText(path).split(whereSeparator: \.isNewline).enumerated().compactMap { index, line in
      if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { return nil }
      guard let rule = try? Self.rule(String(line)) else {
        throw CommandFailure("\(path):\(index + 1): a rule is NAME=REGEX, a name of A-Z, 0-9 and _")
      }
      return rule
    }
  }

  private static func rule(_ text: String) throws -> NamedExpression {
    try NamedExpression(text, option: "--rule")
  }

  private static func choice(_ text: String) throws -> OperatorChoice {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    do {
      guard parts.count == 2 else {
        return OperatorChoice(type: nil, with: try Operator(name: text))
      }
      return OperatorChoice(type: parts[0].uppercased(), with: try Operator(name: parts[1]))
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The report as a table for people.
  static func table(_ rows: [RedactionReport.Row]) -> String {
    if rows.isEmpty { return "lredact: nothing found\n" }
    let cells =
      [["COUNT", "TYPE", "SERVICE", "FIELD"]]
      + rows.map { [String($0.count), $0.type, $0.service.isEmpty ? "-" : $0.service, $0.field] }
    let widths = (0..<3).map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { row in
      let texts = row.enumerated().map { column, cell in
        let safe = TerminalText.safe(cell, ascii: false)
        guard column < 3 else { return safe }
        let padding = String(repeating: " ", count: max(0, widths[column] - safe.count))
        return column == 0 ? padding + safe : safe + padding
      }
      return texts.joined(separator: "  ") + "\n"
    }.joined()
  }
}

/// An operator for one type, or for all.
struct OperatorChoice {
  var type: String?
  var with: Operator
}
