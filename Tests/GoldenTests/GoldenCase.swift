import Testing

/// One line of shell and what it must give: `Cases/<command>/<case>.cmd`, with the files `.in`, `.out`, `.err`
/// and `.exit` beside it.
struct GoldenCase: CustomTestStringConvertible, Sendable {
  /// The folder under `Cases`: the command that the case is about.
  let command: String
  /// What the case shows, as a sentence.
  let name: String

  static let folder = Checkout.root + "/Tests/GoldenTests/Cases"

  /// All cases in order.
  static let all: [GoldenCase] = names(inFolder: folder).flatMap { command in
    names(inFolder: "\(folder)/\(command)").filter { $0.hasSuffix(".cmd") }.map {
      GoldenCase(command: command, name: String($0.dropLast(4)))
    }
  }

  var testDescription: String { "\(command)/\(name)" }

  private func path(_ ending: String) -> String { "\(Self.folder)/\(command)/\(name).\(ending)" }

  /// Runs the case.
  func run() throws -> Outcome {
    let scratch = try ScratchFolder()
    let input = try contents(ofFile: path("in")) == nil ? nil : path("in")
    return try runShell(
      try text(ofFile: path("cmd")), in: "\(Self.folder)/\(command)", scratch: scratch, input: input
    )
  }

  /// What the case must give.
  func expected() throws -> Outcome {
    guard let output = try contents(ofFile: path("out")) else {
      throw TestFailure("no \(name).out; LOGLINE_RECORD=1 makes it")
    }
    let status =
      try contents(ofFile: path("exit")).map { String(decoding: $0, as: UTF8.self) } ?? "0\n"
    guard let status = Int32(status.dropLast()) else {
      throw TestFailure("\(name).exit is no number")
    }
    return Outcome(output: output, error: try contents(ofFile: path("err")) ?? [], status: status)
  }

  /// Makes `outcome` what the case must give.
  func record(_ outcome: Outcome) throws {
    try replaceFile(path("out"), with: outcome.output)
    try replaceFile(path("err"), with: outcome.error.isEmpty ? nil : outcome.error)
    try replaceFile(
      path("exit"), with: outcome.status == 0 ? nil : Array("\(outcome.status)\n".utf8))
  }
}
