import Platform
import TestSupport
import Testing

/// `lparse` over logs that are written to and rotated, and over idle input.
@Suite struct FollowTests {
  private static let isSlow = getenv("LOGLINE_SLOW_TESTS") != nil

  private func start(
    _ arguments: [String], _ scratch: borrowing ScratchFolder, input: ChildStream = .null
  ) throws -> ChildProcess {
    try Checkout.requireCommands()
    return try ChildProcess(
      [Checkout.builtCommands + "/lparse"] + arguments, in: scratch.path,
      environment: Checkout.environment(scratch: scratch.path), input: input, output: .pipe,
      error: .file(scratch.path + "/err"))
  }

  private func append(_ text: String, to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw TestFailure(errorNumber: errno, path) }
    defer { close(descriptor) }
    write(Array(text.utf8), to: descriptor)
  }

  /// Rotates a log as logrotate does, by renaming or with `copytruncate`.
  private func rotate(_ path: String, byCopy: Bool) throws {
    for number in (1..<99).reversed() {
      for packing in ["", ".gz"] {
        rename("\(path).\(number)\(packing)", "\(path).\(number + 1)\(packing)")
      }
    }
    guard byCopy else {
      rename(path, path + ".1")
      return
    }
    try replaceFile(path + ".1", with: try contents(ofFile: path))
    truncate(path, 0)
  }

  @Test func `a log that is followed is read over rotations until a signal comes`() throws {
    let scratch = try ScratchFolder()
    let (first, second) = (scratch.path + "/a.log", scratch.path + "/b.log")
    try append("INFO a 0\n", to: first)
    var child = try start(["-F", "b.log", "a.log"], scratch)
    #expect(try child.nextLine()?.contains("a 0") == true)
    try append("INFO b 0\n", to: second)
    #expect(try child.nextLine()?.contains("b 0") == true)
    for number in 1...4 {
      try append("INFO a \(number) before\n", to: first)
      try rotate(first, byCopy: number % 2 == 0)
      try append("INFO a \(number) after\n", to: first)
      #expect(try child.nextLine()?.contains("a \(number) before") == true)
      #expect(try child.nextLine()?.contains("a \(number) after") == true)
    }
    try append("INFO not complete", to: first)
    child.send(signal: SIGTERM)
    #expect(try child.restOfOutput() == [])
    #expect(try child.wait() == 143)
    #expect(
      try text(ofFile: scratch.path + "/err")
        == "lparse: b.log: there is no such file yet; waiting for it\n")
  }

  @Test func `an idle pipe has ticks, which are no events of its own`() throws {
    let scratch = try ScratchFolder()
    var child = try start(
      ["--tick", "1s", "--fail-on-event", "--now", "2026-03-14T12:00:00Z"], scratch, input: .pipe)
    child.send("INFO one\n".utf8)
    #expect(try child.nextLine()?.contains("one") == true)
    for second in 0...1 {
      #expect(
        try child.nextLine()
          == "{\"event\":\"tick\",\"kind\":\"time\",\"id\":\"tick\",\"timestamp\":\"2026-03-14T12:00:0\(second).000Z\"}"
      )
    }
    child.closeInput()
    #expect(try child.wait() == 0)
  }

  @Test func `two runs do not use one cursor at a time`() throws {
    let scratch = try ScratchFolder()
    try append("INFO one\n", to: scratch.path + "/a.log")
    var child = try start(["-F", "--cursor-file", "c", "a.log"], scratch)
    _ = try child.nextLine()
    var other = try start(["--cursor-file", "c", "a.log"], scratch)
    #expect(try other.wait() == 2)
    child.send(signal: SIGINT)
    #expect(try child.nextLine()?.contains("tick") == true)
    #expect(try child.wait() == 130)
    var third = try start(["--cursor-file", "c", "--no-ticks", "a.log"], scratch)
    #expect(try third.restOfOutput() == [])
    #expect(try third.wait() == 0)
  }

  @Test func `a run goes on behind the header of a CSV file`() throws {
    let scratch = try ScratchFolder()
    try append("time,level,message\n2026-03-14T10:00:00Z,INFO,one\n", to: scratch.path + "/a.csv")
    for row in ["one", "two"] {
      var child = try start(["--cursor-file", "c", "--no-ticks", "a.csv"], scratch)
      let record = try JSONValue(parsing: try child.restOfOutput())
      #expect(record["message"] == .string(row))
      #expect(record["format"] == .string("csv"))
      #expect(try child.wait() == 0)
      try append("2026-03-14T10:00:00Z,INFO,two\n", to: scratch.path + "/a.csv")
    }
  }

  /// A writer that rotates while runs with a cursor come and go, some of them killed.
  @Test(arguments: [false, true])
  func `runs over a log that is rotated meanwhile have every line`(kills: Bool) throws {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/app.log"
    var random = SeededGenerator(seed: kills ? 2 : 1)
    var written = 0
    var counts: [String: Int] = [:]
    try append("INFO line 0\n", to: path)
    var first = try start(["--cursor-file", "c", "--no-ticks", "app.log"], scratch)
    count(try first.restOfOutput(), &counts)
    #expect(try first.wait() == 0)
    for _ in 0..<(Self.isSlow ? 200 : 12) {
      var child = try start(["--cursor-file", "c", "--no-ticks", "app.log"], scratch)
      for _ in 0...random.below(2) {
        for _ in 0...random.below(20) {
          written += 1
          try append("INFO line \(written)\n", to: path)
        }
        try rotate(path, byCopy: random.once(in: 2))
        if random.once(in: 2) {
          #expect(try runShell("gzip app.log.1", in: scratch.path, scratch: scratch).status == 0)
        }
      }
      if kills, random.once(in: 2) { child.send(signal: SIGKILL) }
      count(try child.restOfOutput(), &counts)
      let status = try child.wait()
      #expect(status == 0 || kills && status == 137)
    }
    var last = try start(["--cursor-file", "c", "--no-ticks", "app.log"], scratch)
    count(try last.restOfOutput(), &counts)
    #expect(try last.wait() == 0)
    #expect((0...written).filter { counts["line \($0)"] == nil } == [])
    if !kills { #expect(counts.values.allSatisfy { $0 == 1 }) }
  }

  /// Counts the messages of complete records.
  private func count(_ output: [UInt8], _ counts: inout [String: Int]) {
    for line in output.split(separator: UInt8(ascii: "\n")) {
      guard let record = try? JSONValue(parsing: line),
        case .string(let message)? = record["message"]
      else { continue }
      counts[message, default: 0] += 1
    }
  }
}
