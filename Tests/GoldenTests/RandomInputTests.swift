import TestSupport
import Testing

/// The promises of the stream, on inputs that nobody wrote: each record is JSON, no line is lost, and the sums hold.
@Suite struct RandomInputTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `lparse makes a record of every line`(seed: UInt64) throws {
    let input = input(seed)
    let got = try runCommand("lparse", ["--now", "2026-03-14T12:00:00Z", "--stats"], input: input)
    #expect(got.status == 0)
    let stats = try checkedSums(got)
    #expect(stats["rejected"]?.integer == 0)
    for record in try checkedRecords(got) where record["event"] == nil {
      #expect(record["message"] != nil && record["format"] != nil, "\(record)")
    }
    let again = try runCommand("lparse", input: got.output)
    expectSame("lparse | lparse", got.output, again.output)
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func `lcluster writes or rejects every line`(seed: UInt64) throws {
    let scratch = try ScratchFolder()
    let file = scratch.path + "/input"
    let input = input(seed)
    try replaceFile(file, with: input)
    let got = try runShell(
      "lcluster --stats --merges --params --max-clusters 16 --rejects rejects", in: scratch.path,
      scratch: scratch, input: file)
    let stats = try checkedSums(got)
    let rejects = try contents(ofFile: scratch.path + "/rejects") ?? []
    let rejected = rejects.count { $0 == UInt8(ascii: "\n") }
    #expect(stats["rejected"]?.integer == rejected)
    #expect(got.status == (rejected > 0 ? 1 : 0))
    let lines = Set(input.split(separator: UInt8(ascii: "\n")))
    for line in rejects.split(separator: UInt8(ascii: "\n")) {
      #expect(lines.contains(line), "a rejected line is not the line that came")
    }
    _ = try checkedRecords(got)
  }

  @Test(arguments: 100..<108 as Range<UInt64>)
  func `lcluster twice is lcluster once`(seed: UInt64) throws {
    let parsed = try runCommand("lparse", ["--now", "2026-03-14T12:00:00Z"], input: input(seed))
    let once = try runCommand("lcluster", ["--params"], input: parsed.output)
    let twice = try runCommand("lcluster", ["--params"], input: once.output)
    expectSame("lcluster | lcluster", once.output, twice.output)
    #expect(once.status == 0 && twice.status == 0)
  }

  @Test(arguments: ["--summary", "-p", "-p --ascii"])
  func `summary and table take anything`(_ form: String) throws {
    for seed in 200..<208 as Range<UInt64> {
      let got = try runCommand(
        "lcluster", form.split(separator: " ").map(String.init) + ["--stats"], input: input(seed))
      _ = try checkedSums(got)
      if form == "--summary" { _ = try checkedRecords(got) } else { expectNoControls(got.output) }
    }
  }

  @Test(arguments: 300..<308 as Range<UInt64>)
  func `no control character reaches a terminal`(seed: UInt64) throws {
    expectNoControls(try runCommand("lparse", ["-p", "--keep-ansi"], input: input(seed)).output)
  }

  /// Every third input is nothing but noise.
  private func input(_ seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    guard seed % 3 == 0 else { return randomLog(lines: 300, using: &random) }
    return (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// The counters of a run with `--stats`, after the sums that must hold for every run.
  private func checkedSums(_ got: Outcome) throws -> JSONValue {
    if let fault = got.internalError { Issue.record("\(fault)") }
    let stats = try JSONValue(parsing: got.error.split(separator: UInt8(ascii: "\n")).last ?? [])
    func counter(_ name: String) throws -> Int {
      try #require(stats[name]?.integer, "no counter \(name)")
    }
    let suppressed = stats["suppressed"]?.members.reduce(0) { $0 + ($1.value.integer ?? 0) } ?? -1
    let accounted =
      try counter("blank") + counter("header") + counter("joined") + counter("rejected")
      + suppressed
      + counter("carriers")
    #expect(try counter("lines") == accounted)
    let written = try counter("records") + counter("consumed") + counter("events_read")
    #expect(try written == counter("carriers") + counter("split"))
    return stats
  }

  /// The lines of the output, each of them a JSON object without equal keys.
  private func checkedRecords(_ got: Outcome) throws -> [JSONValue] {
    #expect(got.output.isEmpty || got.output.last == UInt8(ascii: "\n"))
    return got.output.split(separator: UInt8(ascii: "\n")).compactMap { line in
      do {
        let record = try JSONValue(parsing: line)
        #expect(!record.members.isEmpty || line == Array("{}".utf8)[...])
        #expect(record.duplicateKey == nil, "\(String(decoding: line, as: UTF8.self))")
        return record
      } catch {
        Issue.record("\(error) in \(shortened(String(decoding: line, as: UTF8.self), to: 300))")
        return nil
      }
    }
  }

  private func expectNoControls(
    _ output: [UInt8], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = String(validating: output, as: UTF8.self)
    #expect(text != nil, "not UTF-8", sourceLocation: sourceLocation)
    let controls = text?.unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls?.isEmpty == true, sourceLocation: sourceLocation)
  }
}
