import TestSupport
import Testing

/// The promises of the stream, on inputs that nobody wrote: each record is JSON, no line is lost, and the sums hold.
@Suite struct RandomInputTests {
  @Test(arguments: 0..<24 as Range<UInt64>)
  func `lparse makes a record of every line`(seed: UInt64) throws {
    let input = input(seed)
    let got = try runCommand("lparse", ["--now", "2026-03-14T12:00:00Z", "--stats"], input: input)
    #expect(got.status == 0)
    let stats = try got.checkedStatistics()
    #expect(stats["rejected"]?.integer == 0)
    for record in got.checkedRecords() where record["event"] == nil {
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
    let stats = try got.checkedStatistics()
    let rejects = try contents(ofFile: scratch.path + "/rejects") ?? []
    let rejected = rejects.count { $0 == UInt8(ascii: "\n") }
    #expect(stats["rejected"]?.integer == rejected)
    #expect(got.status == (rejected > 0 ? 1 : 0))
    let lines = Set(input.split(separator: UInt8(ascii: "\n")))
    for line in rejects.split(separator: UInt8(ascii: "\n")) {
      #expect(lines.contains(line), "a rejected line is not the line that came")
    }
    _ = got.checkedRecords()
  }

  @Test(arguments: 400..<412 as Range<UInt64>)
  func `lselect writes, rejects or leaves out every line, and its inverse the others`(
    seed: UInt64
  ) throws {
    let parsed = try runCommand("lparse", ["--now", "2026-03-14T12:00:00Z"], input: input(seed))
    for query in [
      ["--level", "error+"], ["--since", "2026-01-01"], ["--where", "message ~ 'a'"],
    ] {
      let statistics = try [[], ["-v"], ["--sort"]].map { form in
        let got = try runCommand("lselect", query + form + ["-q", "--stats"], input: parsed.output)
        return try got.checkedStatistics()
      }
      let records = statistics.map { $0["records"]?.integer ?? -1 }
      let events = statistics[0]["events_read"]?.integer ?? -1
      #expect(records[0] + records[1] + events == statistics[0]["lines"]?.integer)
      #expect(records[0] == statistics[2]["matched"]?.integer && records[0] == records[2])
    }
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
      _ = try got.checkedStatistics()
      if form == "--summary" { _ = got.checkedRecords() } else { got.expectNoControls() }
    }
  }

  @Test(arguments: 300..<308 as Range<UInt64>)
  func `no control character reaches a terminal`(seed: UInt64) throws {
    try runCommand("lparse", ["-p", "--keep-ansi"], input: input(seed)).expectNoControls()
  }

  /// Every third input is nothing but noise.
  private func input(_ seed: UInt64) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    guard seed % 3 == 0 else { return randomLog(lines: 300, using: &random) }
    return (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
  }
}
