import ArgumentParser

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
    runMain(shortHelp: shortHelp, arguments: rewritten(Array(CommandLine.arguments.dropFirst()))) {
      guard let command = $0 as? Self else { return nil }
      let session = Session(commandName: _commandName, options: command.common, help: shortHelp)
      return try command.run(in: session)
    }
  }

  /// A bare `--explain` means ten records: an operand behind it is a file.
  static func rewritten(_ arguments: [String]) -> [String] {
    var isOption = true
    return arguments.map { argument in
      if argument == "--" { isOption = false }
      return isOption && argument == "--explain" ? "--explain=10" : argument
    }
  }
}
