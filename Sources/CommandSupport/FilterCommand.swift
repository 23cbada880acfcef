import ArgumentParser
import Platform

/// The version of all commands.
public let loglineVersion = "0.1.0"

/// A command of the pipe: its options, and the filter that it runs over its inputs.
///
/// `main` owns what is the same every time: `-h` and `--help`, wrong usage (exit status 2), and the exit
/// status of the run.
public protocol FilterCommand: ParsableCommand {
  /// The options that every command has.
  var common: CommonOptions { get }
  /// One screen for `-h`: usage, a few flags, examples.
  static var shortHelp: String { get }
  /// Runs the command's filter in `session`.
  func run(in session: Session) throws -> ExitStatus
}

extension FilterCommand {
  /// Parses the command line, runs the command and ends the process.
  public static func main() {
    let arguments = rewritten(Array(CommandLine.arguments.dropFirst()))
    if arguments.contains("-h") {
      exitAfterWriting(shortHelp, to: 1, .done)
    }
    do {
      let command = try parseFilter(arguments)
      let session = Session(commandName: _commandName, options: command.common, help: shortHelp)
      let status = try command.run(in: session)
      Platform.exit(status.rawValue)
    } catch let failure as CommandFailure {
      exitAfterWriting("\(_commandName): \(failure)", to: 2, .trouble)
    } catch {
      if exitCode(for: error) == .success {
        exitAfterWriting(fullMessage(for: error), to: 1, .done)
      }
      exitAfterWriting(usageError(message(for: error)), to: 2, .trouble)
    }
  }

  /// Wrong usage in one line and a hint.
  private static func usageError(_ message: String) -> String {
    var message = message.split(separator: "\n").first.map(String.init) ?? "wrong usage"
    // argument-parser puts its own words around ours; ours say it all.
    if let outer = message.firstRange(of: " is invalid for "),
      let own = message[outer.upperBound...].firstRange(of: ": ")
    {
      message = String(message[own.upperBound...])
    }
    while message.last == "." { message.removeLast() }
    return "\(_commandName): \(message.lowercasedFirst)\n  hint: \(_commandName) --help"
  }

  private static func parseFilter(_ arguments: [String]) throws -> Self {
    guard let command = try parseAsRoot(arguments) as? Self else {
      // `--help`, `help` and completion scripts come as commands of their own.
      var other = try parseAsRoot(arguments)
      try other.run()
      throw CleanExit.message("")
    }
    return command
  }

  /// A bare `--explain` means ten records: an operand behind it is a file.
  static func rewritten(_ arguments: [String]) -> [String] {
    var isOption = true
    return arguments.map { argument in
      if argument == "--" { isOption = false }
      return isOption && argument == "--explain" ? "--explain=10" : argument
    }
  }

  private static func exitAfterWriting(
    _ text: String, to descriptor: Int32, _ status: ExitStatus
  ) -> Never {
    let text = text.hasSuffix("\n") || text.isEmpty ? text : text + "\n"
    switch writeAll(text, to: descriptor) {
    case 0: Platform.exit(status.rawValue)
    case EPIPE: Platform.exit(ExitStatus.outputClosed.rawValue)
    default: Platform.exit(ExitStatus.trouble.rawValue)
    }
  }
}
