import Platform
import TestSupport
import Testing

/// What a command does while its input, its output and its signals come from outside.
@Suite struct StreamTests {
  private static let clock = ["--now", "2026-03-14T12:00:00Z"]

  /// Starts a shell line whose standard input and output are in the test's hands.
  private func start(
    _ line: String, _ scratch: borrowing ScratchFolder, input: ChildStream = .pipe,
    error: ChildStream = .null
  ) throws -> ChildProcess {
    try Checkout.requireCommands()
    return try ChildProcess(
      ["/bin/sh", "-c", line], in: scratch.path,
      environment: Checkout.environment(scratch: scratch.path), input: input, output: .pipe,
      error: error)
  }

  @Test(arguments: [
    "lparse", "lcluster", "lparse -p", "lcluster --params", "lselect", "lselect --parse --raw",
  ])
  func `a closed output ends a command quietly`(_ command: String) throws {
    let scratch = try ScratchFolder()
    let outcome = try runShell(
      "{ yes 'INFO x 1' | \(command); echo \"$?\" >&2; } | head -n 1", in: scratch.path,
      scratch: scratch)
    #expect(String(decoding: outcome.error, as: UTF8.self) == "141\n")
    #expect(outcome.output.count { $0 == UInt8(ascii: "\n") } == 1)
  }

  @Test(arguments: ["lparse", "lcluster", "lselect"])
  func `a closed output is no error either when the signal is ignored`(_ command: String) throws {
    let scratch = try ScratchFolder()
    let outcome = try runShell(
      "trap '' PIPE; { yes 'INFO x 1' 2>/dev/null | \(command); echo \"$?\" >&2; } | head -n 1",
      in: scratch.path, scratch: scratch)
    #expect(String(decoding: outcome.error, as: UTF8.self) == "141\n")
  }

  @Test(arguments: ["lparse", "lcluster", "lselect"])
  func `help into a closed pipe is no error`(_ command: String) throws {
    let scratch = try ScratchFolder()
    var child = try start("read -r go; exec 2>&1; \(command) --help", scratch)
    child.closeOutput()
    child.send("go\n".utf8)
    #expect(try child.wait() == 141)
  }

  @Test(arguments: [
    "lparse", "lcluster", "lparse | lcluster --ndjson", "lparse -p -q", "lselect --raw",
    "lselect --parse",
  ])
  func `a line of a growing pipe comes out before the next one goes in`(_ line: String) throws {
    let scratch = try ScratchFolder()
    var child = try start(line, scratch)
    for number in 1...20 {
      child.send("2026-03-14 10:00:00 INFO line \(number) of the stream\n".utf8)
      let got = try child.nextLine()
      #expect(got?.contains("line \(number) of the stream") == true, "\(got ?? "the end")")
    }
    child.closeInput()
    #expect(try child.nextLine() == nil)
    #expect(try child.wait() == 0)
  }

  @Test(
    arguments: ["lparse", "lcluster", "lselect"],
    [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a signal ends a command that waits`(_ command: String, _ signal: (Int32, Int32)) throws {
    let scratch = try ScratchFolder()
    var child = try start("exec \(command)", scratch, error: .file(scratch.path + "/err"))
    child.send("one\ntwo\nan incomplete line".utf8)
    #expect(try child.nextLine()?.contains("one") == true)
    #expect(try child.nextLine()?.contains("two") == true)
    child.send(signal: signal.0)
    #expect(try child.wait() == signal.1)
    #expect(try child.restOfOutput() == [])
    #expect(try contents(ofFile: scratch.path + "/err") == [])
  }

  @Test(arguments: ["lparse", "lcluster", "lselect"])
  func `a signal to a busy command leaves complete records`(_ command: String) throws {
    let scratch = try ScratchFolder()
    let file = scratch.path + "/input"
    let input = (1...60_000).map { "2026-03-14 10:00:00 INFO line \($0) of a long file\n" }.joined()
    try replaceFile(file, with: Array(input.utf8))
    // The pipe fills up after the first records, so the signal comes in the middle.
    var child = try start("exec \(command)", scratch, input: .file(file))
    let first = try child.nextLine()
    child.send(signal: SIGTERM)
    let rest = try child.restOfOutput()
    #expect(try child.wait() == 143)
    #expect(first != nil)
    #expect(rest.last == UInt8(ascii: "\n"))
    let records = rest.split(separator: UInt8(ascii: "\n"))
    #expect(records.count < 59_999, "the signal came too late to be a test")
    let last = try JSONValue(parsing: records.last ?? [])
    guard case .string(let message) = last["message"] else {
      Issue.record("no message in the last record")
      return
    }
    #expect(message.hasSuffix("line \(records.count + 1) of a long file"))
  }

  @Test(arguments: [
    ("lparse", clock), ("lcluster", ["--params"]),
    ("lselect", ["--parse", "--where", "message ~ 'e'", "-C", "1"] + clock),
  ])
  func `output does not depend on the size of reads`(_ command: (String, [String])) throws {
    let lesson = try contents(ofFile: Checkout.root + "/examples/01-parse/input.log") ?? []
    #expect(!lesson.isEmpty)
    var random = SeededGenerator(seed: 1)
    let noise = (0..<6_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for input in [lesson, noise, randomLog(lines: 60, using: &random)] {
      let whole = try runCommand(command.0, command.1, input: input)
      #expect(!whole.output.isEmpty)
      for chunk in [1, 7, 4_096] {
        let cut = try runCommand(command.0, command.1, input: input, chunk: chunk)
        expectSame("output from writes of \(chunk) bytes", whole.output, cut.output)
        #expect(cut.status == whole.status)
      }
    }
  }
}
