import Platform

/// The working copy that these tests belong to, and how its built commands are run.
enum Checkout {
  /// The commands of the package; each has a man page.
  static let commands = ["lparse", "lselect", "lredact", "lcluster", "lmodel"]
  /// The verbs of those that have any.
  static let verbs = ["lmodel": ["show", "merge"]]

  /// The folder of `Package.swift`.
  static let root: String = {
    let folders = #filePath.split(separator: "/").dropLast(3)
    return "/" + folders.joined(separator: "/")
  }()

  /// Where `make build` puts the commands.
  static let builtCommands = root + "/.build/release"

  /// The environment of every command: the same on every machine, but for the folders of PATH.
  ///
  /// `scratch` is the folder for files that a command is told to write, `columns` the width of what is
  /// drawn; nil for as wide as it comes.
  static func environment(scratch: String, columns: Int? = nil) -> [String: String] {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    var variables = [
      "PATH": "\(builtCommands):\(path)", "HOME": scratch, "TMPDIR": scratch,
      "LC_ALL": "C.UTF-8", "TERM": "dumb", "TZ": "UTC",
    ]
    if let columns { variables["COLUMNS"] = "\(columns)" }
    return variables
  }

  /// Says what to do when a command was not built.
  static func requireCommands() throws {
    for name in commands where access("\(builtCommands)/\(name)", X_OK) != 0 {
      throw TestFailure("\(builtCommands)/\(name) is missing: run make build first")
    }
  }
}

/// What a command left behind.
struct Outcome {
  /// Standard output.
  var output: [UInt8]
  /// Standard error; empty when it went where the output goes.
  var error: [UInt8]
  /// The exit status as a shell has it.
  var status: Int32
  /// The CPU time of the command, in seconds.
  var processorSeconds = 0.0

  /// Signs that the command itself is broken, whatever it was asked to do.
  var internalError: String? {
    let said = String(decoding: error + output, as: UTF8.self)
    for sign in ["internal error", "Fatal error", "Program crashed", "*** Signal"]
    where said.contains(sign) {
      return "the command says '\(sign)':\n\(said)"
    }
    return nil
  }
}

/// Runs one line of shell in `folder`, with the built commands first on PATH and `scratch` as `$TMPDIR`.
///
/// `input` is a file for standard input, `columns` the width of what is drawn; with `joinsError` standard error
/// goes where standard output goes.
func runShell(
  _ line: String, in folder: String, scratch: borrowing ScratchFolder, input: String? = nil,
  columns: Int? = nil, joinsError: Bool = false
) throws -> Outcome {
  try run(
    ["/bin/sh", "-c", line], in: folder,
    environment: Checkout.environment(scratch: scratch.path, columns: columns),
    input: input.map(ChildStream.file) ?? .null, joinsError: joinsError)
}

/// Runs a command of the package with `input` on its standard input, in one write or in writes of `chunk` bytes.
func runCommand(
  _ name: String, _ arguments: [String] = [], input: [UInt8], chunk: Int? = nil
) throws -> Outcome {
  let scratch = try ScratchFolder()
  let command = ["\(Checkout.builtCommands)/\(name)"] + arguments
  let environment = Checkout.environment(scratch: scratch.path)
  guard let chunk else {
    let file = scratch.path + "/input"
    try replaceFile(file, with: input)
    return try run(command, in: scratch.path, environment: environment, input: .file(file))
  }
  return try run(command, in: scratch.path, environment: environment, input: .pipe) { child in
    for start in stride(from: 0, to: input.count, by: chunk) {
      child.send(input[start..<min(start + chunk, input.count)])
    }
  }
}

private func run(
  _ arguments: [String], in folder: String, environment: [String: String], input: ChildStream,
  joinsError: Bool = false, feed: (borrowing ChildProcess) -> Void = { _ in }
) throws -> Outcome {
  try Checkout.requireCommands()
  let results = try ScratchFolder()
  let output = results.path + "/out"
  let error = results.path + "/err"
  var child = try ChildProcess(
    arguments, in: folder, environment: environment, input: input, output: .file(output),
    error: joinsError ? nil : .file(error))
  if case .pipe = input {
    feed(child)
    child.closeInput()
  }
  let status = try child.wait()
  return Outcome(
    output: try contents(ofFile: output) ?? [], error: try contents(ofFile: error) ?? [],
    status: status, processorSeconds: child.processorSeconds)
}
