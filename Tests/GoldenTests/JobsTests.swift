import Platform
import TestSupport
import Testing

/// Several jobs (`--jobs`) give what one gives: output, messages, counters and exit status.
@Suite struct JobsTests {
  private static let clock = "--now 2026-03-14T12:00:00Z"

  @Test(arguments: 0..<32 as Range<UInt64>)
  func `any number of jobs gives the bytes of one`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try ScratchFolder()
    let operands = try makeInputs(random.number(2...12), scratch.path, &random)
    let options = random.pick([
      "--stats", "--stats", "--stats --diagnostics json", "-p --stats", "--only timestamp,message",
      "--with-source", "--explain=5", "--year 2019", "--text --stats", "--max-line 60 --stats",
    ])
    let line = "lparse \(Self.clock) \(options) \(operands.joined(separator: " "))"
    let input = scratch.path + "/input"
    try replaceFile(input, with: randomLog(lines: 30, using: &random))
    let one = try runShell("\(line)", in: scratch.path, scratch: scratch, input: input)
    for jobs in [2, 3, 7, 0] {
      let several = try runShell(
        "\(line) -j\(jobs)", in: scratch.path, scratch: scratch, input: input)
      expectSame("\(line) -j\(jobs)", one.output, several.output)
      expectSame("\(line) -j\(jobs), messages", one.error, several.error)
      #expect(several.status == one.status, "\(line) -j\(jobs)")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `a log in parts gives with several jobs what it gives with one`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try ScratchFolder()
    let lines = randomLog(lines: 400, using: &random).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var names: [String] = []
    var start = 0
    while start < lines.count {
      let end = min(lines.count, start + random.number(1...120))
      names.append("part\(names.count).log")
      try replaceFile(
        scratch.path + "/" + (names.last ?? ""),
        with: Array(lines[start..<end].joined(separator: [UInt8(ascii: "\n")])))
      start = end
    }
    let line = "lparse \(Self.clock) --stats \(names.joined(separator: " "))"
    let one = try runShell(line, in: scratch.path, scratch: scratch)
    let several = try runShell("\(line) -j 3", in: scratch.path, scratch: scratch)
    expectSame(line, one.output, several.output)
    expectSame(line, one.error, several.error)
    _ = try several.checkedStatistics()
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `records are redacted the same by any number of jobs`(seed: UInt64) throws {
    var random = SeededGenerator(seed: 900 + seed)
    let scratch = try ScratchFolder()
    var names: [String] = []
    for part in 0..<random.number(2...6) {
      names.append("part\(part).log")
      try replaceFile(
        "\(scratch.path)/part\(part).log",
        with: randomLog(lines: random.number(1...80), using: &random))
    }
    let form = random.pick([
      "", "--text", "--report-spans", "--operator mask", "--rejects rejected",
    ])
    let line = "lredact \(form) --stats --report \(names.joined(separator: " "))"
    let one = try runShell(line, in: scratch.path, scratch: scratch)
    for jobs in [2, 5] {
      let several = try runShell("\(line) -j\(jobs)", in: scratch.path, scratch: scratch)
      expectSame("\(line) -j\(jobs)", one.output, several.output)
      expectSame("\(line) -j\(jobs), messages", one.error, several.error)
      #expect(several.status == one.status)
    }
  }

  @Test(arguments: ["$PWD", "/nonexistent", "/dev/full"])
  func `what waits for its turn is in memory, in temporary files, or not read yet`(
    _ folder: String
  ) throws {
    let scratch = try ScratchFolder()
    let line = "lparse a b c d >../one; TMPDIR=\(folder) lparse -j3 a b c d | cmp - ../one && ls"
    try makeLargeInputs(scratch)
    let outcome = try runShell(
      "mkdir in && mv ? in && cd in && \(line)", in: scratch.path, scratch: scratch)
    #expect(String(decoding: outcome.output, as: UTF8.self) == "a\nb\nc\nd\n")
    #expect(outcome.error == [])
  }

  @Test(arguments: ["gzip", "zstd -q"])
  func `a packed file is unpacked beside, with the same output`(_ packer: String) throws {
    let scratch = try ScratchFolder()
    try makeLargeInputs(scratch)
    let outcome = try runShell(
      "lparse a b >r; \(packer) -c r >p; lcluster r | cut -c1-90 >one; lcluster -j2 p | cut -c1-90 | cmp - one;"
        + " lparse r >one; lparse -j2 p | cmp - one; lparse -j2 <p | cmp - one;"
        + " head -c 9000 p >c; lparse c 2>&1 | sed s/c:/x:/ >one; lparse -j2 c 2>&1 | sed s/c:/x:/ | cmp - one;"
        + " { lparse -j2 p; echo $? >&2; } | head -n 1 >one",
      in: scratch.path, scratch: scratch)
    #expect(outcome.output == [])
    #expect(String(decoding: outcome.error, as: UTF8.self) == "141\n")
  }

  @Test func `a closed output ends all jobs quietly`() throws {
    let scratch = try ScratchFolder()
    try makeLargeInputs(scratch)
    for trap in ["", "trap '' PIPE; "] {
      let outcome = try runShell(
        "\(trap){ lparse -j3 a b c d; echo \"$?\" >&2; } | head -n 1", in: scratch.path,
        scratch: scratch)
      #expect(String(decoding: outcome.error, as: UTF8.self) == "141\n")
      #expect(outcome.output.count { $0 == UInt8(ascii: "\n") } == 1)
    }
  }

  @Test func `a full disk is one error of all jobs`() throws {
    let scratch = try ScratchFolder()
    try makeLargeInputs(scratch)
    let one = try runShell("lparse missing a b >/dev/full", in: scratch.path, scratch: scratch)
    let several = try runShell(
      "lparse -j3 missing a b >/dev/full", in: scratch.path, scratch: scratch)
    expectSame("lparse -j3", one.error, several.error)
    #expect(one.status == 2 && several.status == 2)
  }

  @Test(arguments: [(SIGTERM, 143), (SIGINT, 130), (SIGHUP, 129)] as [(Int32, Int32)])
  func `a signal ends all jobs and leaves complete records`(_ signal: (Int32, Int32)) throws {
    let scratch = try ScratchFolder()
    try makeLargeInputs(scratch)
    var child = try ChildProcess(
      ["/bin/sh", "-c", "exec lparse -j3 a b c d a b c d"], in: scratch.path,
      environment: Checkout.environment(scratch: scratch.path), output: .pipe)
    let first = try child.nextLine() ?? ""
    child.send(signal: signal.0)
    let rest = try child.restOfOutput()
    #expect(try child.wait() == signal.1)
    let got = Array(first.utf8) + [UInt8(ascii: "\n")] + rest
    #expect(got.last == UInt8(ascii: "\n"))
    try replaceFile(scratch.path + "/got", with: got)
    let compared = try runShell(
      "lparse a b c d a b c d | head -c \(got.count) | cmp - got", in: scratch.path,
      scratch: scratch)
    #expect(compared.status == 0)
  }

  @Test func `a pipe among the inputs is read in its turn, and its lines come out at once`() throws
  {
    let scratch = try ScratchFolder()
    try replaceFile(scratch.path + "/before", with: Array("before\n".utf8))
    try replaceFile(scratch.path + "/behind", with: Array("behind\n".utf8))
    var child = try ChildProcess(
      ["/bin/sh", "-c", "exec lparse -j4 before - - behind behind"], in: scratch.path,
      environment: Checkout.environment(scratch: scratch.path), input: .pipe, output: .pipe)
    #expect(try child.nextLine()?.contains("before") == true)
    for number in 1...5 {
      child.send("line \(number)\n".utf8)
      #expect(try child.nextLine()?.contains("line \(number)") == true)
    }
    child.closeInput()
    #expect(try child.nextLine()?.contains("behind") == true)
    #expect(try child.nextLine()?.contains("behind") == true)
    #expect(try child.nextLine() == nil)
    #expect(try child.wait() == 0)
  }

  /// Makes four files, `a` to `d`, whose records do not fit in the memory that what waits may have.
  private func makeLargeInputs(_ scratch: borrowing ScratchFolder) throws {
    let made = try runShell(
      "for name in a b c d; do"
        + " yes \"2026-03-14 10:00:00 INFO a line of $name, one of many\" | head -n 120000 >$name; done",
      in: scratch.path, scratch: scratch)
    #expect(made.status == 0)
  }

  /// Makes files of all kinds; returns the operands that name them, and some that cannot be read.
  private func makeInputs(
    _ count: Int, _ folder: String, _ random: inout SeededGenerator
  ) throws -> [String] {
    let kinds = random.pick([[0, 1, 2, 3, 4, 5, 6], [1], [2, 3], [3, 4], [1, 5]])
    var operands: [String] = []
    for number in 0..<count {
      let name = "\(random.pick(["app", "db", "web"]))\(number).log"
      try replaceFile(folder + "/" + name, with: content(random.pick(kinds), &random))
      operands.append(random.once(in: 6) ? try pack(name, folder, &random) : name)
      if random.once(in: 6) {
        operands.append(random.pick(["missing", "-", ".", name, operands[0]]))
      }
    }
    return operands
  }

  private func pack(
    _ name: String, _ folder: String, _ random: inout SeededGenerator
  ) throws -> String {
    let (command, ending) = random.pick([("gzip", "gz"), ("zstd -q --rm", "zst")])
    var packing = try ChildProcess(
      ["/bin/sh", "-c", "\(command) \(name)"], in: folder,
      environment: Checkout.environment(scratch: folder))
    return try packing.wait() == 0 ? "\(name).\(ending)" : name
  }

  private func content(_ kind: Int, _ random: inout SeededGenerator) -> [UInt8] {
    if kind == 0 { return randomLog(lines: random.below(120), using: &random) }
    if kind == 6 { return random.pick([[], [0, 1, 2, 10, 0], Array("\r\n\n".utf8)]) }
    var lines = kind == 5 && random.once(in: 2) ? ["timestamp,level,message"] : []
    for _ in 0..<random.below(60) {
      let clock = "\(random.number(10...23)):\(random.number(10...59)):\(random.number(10...59))"
      let day = random.number(10...28)
      switch kind == 5 ? random.number(1...4) : kind {
      case 1:
        lines.append(
          "\(random.pick(["Jan", "Mar", "Nov"])) \(day) \(clock) node su[7]: text \(day)")
      case 2: lines.append("\(clock) INFO \(random.pick(["retry:", "shop.Cart:", "it"])) failed")
      case 3:
        lines.append(
          "20\(random.number(18...20))-0\(random.number(1...9))-\(day)T\(clock)Z,INFO,text")
      default:
        lines.append("[\(clock)] \(random.pick(["a:", "Some.Name -", "two words:"])) x \(day)")
      }
    }
    return Array(lines.joined(separator: random.pick(["\n", "\n", "\r\n"])).utf8)
  }
}
