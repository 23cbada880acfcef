import Platform
import TestSupport
import Testing

/// Models on disk: what is saved, when processes die, and when there are several.
@Suite struct ModelTests {
  private static let isSlow = getenv("LOGLINE_SLOW_TESTS") != nil

  @Test func `a killed run leaves the old model or the new one, and can be run again`() throws {
    var log = ServiceLog(seed: 1)
    let scratch = try ScratchFolder()
    let model = scratch.path + "/m.json"
    let second = scratch.path + "/second"
    // Many patterns, so that a good part of the time goes into the saving.
    try replaceFile(second, with: log.text((0..<2_000).map { log.rare($0) }))
    _ = try runCommand("lcluster", ["-m", model], input: log.text(log.day(1, count: 500)))
    let old = try #require(try contents(ofFile: model))
    let started = clock()
    let whole = try cluster(second, model, scratch)
    let duration = clock() - started
    let new = try #require(try contents(ofFile: model))
    #expect(old != new)
    var kept = 0
    for _ in 0..<(Self.isSlow ? 200 : 20) {
      try replaceFile(model, with: old)
      var child = try start(second, model, scratch)
      usleep(UInt32(log.random.below(duration * 5 / 4)))
      child.send(signal: SIGKILL)
      _ = try child.wait()
      let left = try #require(try contents(ofFile: model))
      #expect(left == old || left == new)
      if left == old { kept += 1 }
      let rest = allNames(inFolder: scratch.path).filter { $0.hasPrefix(".") }
      #expect(rest.isEmpty || rest == [".m.json.saving"])
      if left == old {
        #expect(try cluster(second, model, scratch) == whole)
        #expect(try contents(ofFile: model) == new)
      }
    }
    #expect(kept > 0, "every run was faster than its killer")
  }

  @Test func `runs that save one model at the same time lose nothing`() throws {
    var log = ServiceLog(seed: 2)
    let scratch = try ScratchFolder()
    let model = scratch.path + "/m.json"
    var all: [String] = []
    for writer in 0..<4 {
      let lines = log.day(1, count: 1_000) + [log.line(1, "only writer_\(writer) said this once")]
      all += lines
      try replaceFile("\(scratch.path)/part\(writer)", with: log.text(lines))
    }
    try withFourChildren({ try start("\(scratch.path)/part\($0)", model, scratch) }) { status in
      #expect(status == 0)
    }
    let once = scratch.path + "/once.json"
    _ = try runCommand("lcluster", ["-m", once], input: log.text(all))
    #expect(try shown(model) == shown(once))
  }

  @Test func `a model that is cut, changed, or newer stops a run before anything is written`()
    throws
  {
    var log = ServiceLog(seed: 3)
    let scratch = try ScratchFolder()
    let model = scratch.path + "/m.json"
    _ = try runCommand("lcluster", ["-m", model], input: log.text(log.day(1, count: 50)))
    let good = try #require(try contents(ofFile: model))
    var flipped = good
    flipped[good.count / 2] ^= 1
    let newer = Array(
      String(decoding: good, as: UTF8.self).replacing("\"version\":1", with: "\"version\":2").utf8)
    for bad in [[], Array(good.dropLast(100)), flipped, newer] {
      for arguments in [["-m", model], ["-m", model, "--frozen"]] {
        try replaceFile(model, with: bad)
        let outcome = try runCommand("lcluster", arguments, input: log.text(log.day(1, count: 5)))
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        let error = String(decoding: outcome.error, as: UTF8.self)
        #expect(error.hasPrefix("lcluster: \(model): ") && error.split(separator: "\n").count == 1)
        #expect(try contents(ofFile: model) == bad)
      }
    }
  }

  @Test func `on the second day of a healthy service little is new, and what is new is shown`()
    throws
  {
    var log = ServiceLog(seed: 4)
    let scratch = try ScratchFolder()
    let model = scratch.path + "/m.json"
    _ = try runCommand("lcluster", ["-m", model], input: log.text(log.day(1, count: 20_000)))
    let saved = try contents(ofFile: model)
    var lines = log.day(2, count: 20_000)
    let planted = (0..<20).map { log.line(2, log.planted($0)) }
    for line in planted { lines.insert(line, at: log.random.below(lines.count)) }
    let outcome = try runCommand(
      "lcluster", ["-m", model, "--frozen", "--new", "--fail-on-event"], input: log.text(lines))
    let shown = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(outcome.status == 3)
    for line in planted {
      #expect(shown.contains { $0.hasPrefix(line.dropLast()) }, "\(line)")
    }
    #expect(shown.count - planted.count <= 100, "\(shown.count) lines")
    #expect(try contents(ofFile: model) == saved)
  }

  @Test func `folded repetitions stand for every line`() throws {
    var log = ServiceLog(seed: 5)
    let lines = log.day(1, count: 3_000)
    for arguments in [["--collapse", "10m"], ["--collapse", "1h", "--dedup"]] {
      let outcome = try runCommand("lcluster", arguments, input: log.text(lines))
      var total = 0
      let records = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
      for record in records {
        let count = record.firstRange(of: "\"repeat\":") ?? record.firstRange(of: "\"weight\":")
        total += count.flatMap { Int(record[$0.upperBound...].prefix(while: \.isNumber)) } ?? 1
      }
      #expect(total == lines.count, "\(arguments)")
      #expect(records.count < lines.count)
    }
  }

  // MARK: running

  private func clock() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }

  private func start(
    _ input: String, _ model: String, _ scratch: borrowing ScratchFolder
  ) throws -> ChildProcess {
    try ChildProcess(
      ["\(Checkout.builtCommands)/lcluster", "-m", model, input], in: scratch.path,
      environment: Checkout.environment(scratch: scratch.path),
      output: .file(scratch.path + "/out-of-\(input.split(separator: "/").last ?? "")"))
  }

  private func withFourChildren(
    _ start: (Int) throws -> ChildProcess, _ check: (Int32) -> Void
  ) throws {
    var one = try start(0)
    var two = try start(1)
    var three = try start(2)
    var four = try start(3)
    check(try one.wait())
    check(try two.wait())
    check(try three.wait())
    check(try four.wait())
  }

  /// Runs lcluster with a model to its end; its output.
  private func cluster(
    _ input: String, _ model: String, _ scratch: borrowing ScratchFolder
  ) throws -> [UInt8] {
    var child = try start(input, model, scratch)
    #expect(try child.wait() == 0)
    return try contents(ofFile: scratch.path + "/out-of-second") ?? []
  }

  private func shown(_ model: String) throws -> String {
    String(decoding: try runCommand("lmodel", ["show", model], input: []).output, as: UTF8.self)
  }
}

/// The records of a healthy service, day after day.
private struct ServiceLog {
  private var log: LogGenerator
  var random: SeededGenerator

  init(seed: UInt64) {
    log = LogGenerator(seed: seed)
    random = SeededGenerator(seed: seed &+ 100)
  }

  func text(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

  /// The records of a day, in order.
  mutating func day(_ day: Int, count: Int) -> [String] {
    (0..<count).map { index in
      let second = index * 86_400 / count
      return line(day, log.message(), second: second, service: random.pick(["api", "worker"]))
    }
  }

  /// A message of a pattern of its own.
  mutating func rare(_ number: Int) -> String {
    let words = (0..<5).map { _ in word() }.joined(separator: " ")
    return line(1, "step \(word())\(word()) \(words) took \(number) ms")
  }

  /// What no healthy service says.
  func planted(_ number: Int) -> String {
    let things = ["journal", "replica", "certificate", "quota", "index"]
    let faults = ["is corrupt", "has expired", "was lost at offset 12", "cannot be repaired"]
    return "\(things[number % 5]) of shard 7 \(faults[number / 5])"
  }

  func line(_ day: Int, _ message: String, second: Int = 43_200, service: String = "api") -> String
  {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "\(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
    let escaped = message.replacing("\"", with: "\\\"")
    return """
      {"timestamp":"2026-03-\(two(day))T\(time)Z","service":"\(service)","message":"\(escaped)"}
      """
  }

  private mutating func word() -> String {
    String((0..<random.number(3...7)).map { _ in random.pick(Array("abcdefghijklmnopqrstuvwxyz")) })
  }
}
