import ArgumentParser
import Lines
import Platform

/// A command of several verbs, which does nothing without one.
public protocol CommandWithVerbs: ParsableCommand {
  /// One screen for `-h`: usage, the verbs, examples.
  static var shortHelp: String { get }
}

/// One verb of a command: it reads what it is given, and writes once.
public protocol Verb: ParsableCommand {
  /// Does it.
  ///
  /// - Throws: ``CommandFailure`` when it cannot be done.
  func execute() throws -> ExitStatus
}

extension CommandWithVerbs {
  /// Parses the command line, runs the verb and ends the process.
  public static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    runMain(shortHelp: shortHelp, arguments: arguments) { command in
      if let verb = command as? any Verb { return try verb.execute() }
      guard arguments.isEmpty else { return nil }
      writeToStandardError(shortHelp + "\n")
      return .trouble
    }
  }
}

/// Writes all of a verb's output.
///
/// - Returns: Done, or that the output was closed.
/// - Throws: ``CommandFailure`` when it cannot be written.
public func writeOutput(_ bytes: [UInt8]) throws -> ExitStatus {
  var buffer = OutputBuffer(descriptor: 1)
  bytes.withUnsafeBufferPointer { buffer.append($0) }
  buffer.commit()
  buffer.flush()
  if buffer.failure == EPIPE { return .outputClosed }
  guard buffer.failure == 0 else {
    throw CommandFailure("cannot write standard output: \(errorText(buffer.failure))")
  }
  return .done
}
