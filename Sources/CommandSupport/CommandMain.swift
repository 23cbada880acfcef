import ArgumentParser
import Platform

extension ParsableCommand {
  /// What `main` of every command does: `-h` and `--help`, wrong usage (exit status 2), failures, and the exit status.
  ///
  /// - Parameters:
  ///   - shortHelp: One screen for `-h`.
  ///   - arguments: The command line without the command's name.
  ///   - body: Runs a parsed command; nil for one that is not its own, such as `help`.
  /// - Returns: Never.
  static func runMain(
    shortHelp: String, arguments: [String],
    _ body: (_ command: any ParsableCommand) throws -> ExitStatus?
  ) -> Never {
    if arguments.contains("-h") {
      exitAfterWriting(shortHelp, to: 1, .done)
    }
    do {
      var command = try parseAsRoot(arguments)
      if let status = try body(command) { Platform.exit(status.rawValue) }
      // `--help`, `help` and completion scripts come as commands of their own.
      try command.run()
      throw CleanExit.message("")
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
