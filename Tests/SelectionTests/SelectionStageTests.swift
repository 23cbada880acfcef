import Records
import TestSupport
import Testing

@testable import Selection

@Suite struct SelectionStageTests {
  private static let lines = [
    #"{"timestamp":"2026-03-14T10:00:00Z","level":"INFO","service":"cart","message":"a","trace_id":"00000000000000aa"}"#,
    #"{"timestamp":"2026-03-14T10:01:00Z","level":"WARN","service":"pay","message":"b","trace_id":"00000000000000bb"}"#,
    #"{"timestamp":"2026-03-14T10:02:00Z","level":"ERROR","service":"pay","message":"c","trace_id":"00000000000000aa"}"#,
    #"{"message":"d","fields":{"x":1}}"#,
    #"{"timestamp":"2026-03-14T10:03:00Z","level":"FATAL","service":"cart","message":"e","cluster_id":"0123456789ab","cluster":"disk.full"}"#,
  ]

  @Test func `records that satisfy all criteria pass as they came`() throws {
    let run = try Run(Self.lines) {
      $0.levels = LevelSet("warn+")
      $0.services = ["p*"]
    }
    #expect(run.lines == [Self.lines[1], Self.lines[2]])
    #expect(run.counters.suppressed == ["filtered": 3])
    #expect(run.outcome.matched == 2)
  }

  @Test(arguments: [("error", "c"), ("info,error+", "ace"), ("ERROR+", "ce"), ("trace+", "abce")])
  func `levels are listed, or open above`(levels: String, expected: String) throws {
    #expect(try messages { $0.levels = LevelSet(levels) } == expected)
  }

  @Test(arguments: ["", "loud", "error,", "+", "error-"])
  func `words that are no level are none`(text: String) { #expect(LevelSet(text) == nil) }

  @Test func `a record without a time has that of the one before it`() throws {
    let range = TimeRange(since: time("2026-03-14T10:02:00Z"), until: time("2026-03-14T10:03:00Z"))
    #expect(try messages { $0.range = range } == "cd")
    #expect(
      try messages {
        $0.range = range; $0.isInverted = true
      } == "abe")
    let run = try Run([[Self.lines[2]], [Self.lines[3]]]) { $0.range = range }
    #expect(run.lines == [Self.lines[2]], "the time of another file is no time of this one")
  }

  @Test(arguments: [(["0123456789ab"], "e"), (["disk.*"], "e"), (["new"], "e"), (["0123"], "")])
  func `clusters are asked for by id, name, or as new`(clusters: [String], expected: String) throws
  {
    #expect(try messages { $0.clusters = clusters } == expected)
  }

  @Test func `new is the first record of each cluster, whatever else is asked`() throws {
    let lines = ["a", "b", "c", "d"].enumerated().map {
      #"{"message":"\#($1)","cluster_id":"\#($0 / 2)","n":\#($0)}"#
    }
    #expect(try Run(lines) { $0.clusters = ["new"] }.lines == [lines[0], lines[2]])
    let run = try Run(lines) {
      $0.clusters = ["new"]
      $0.expressions = ["n > 0"]
    }
    #expect(run.lines == [lines[2]])
  }

  @Test func `a trace is found by its id`() throws {
    #expect(try messages { $0.traces = [TraceQuery("00000000000000AA")].compactMap { $0 } } == "ac")
  }

  @Test func `nothing more is read when there are enough`() throws {
    var options = SelectionOptions()
    options.limit = 2
    let run = try Run(Self.lines, options)
    #expect(run.lines == Array(Self.lines[..<2]))
    #expect(run.taken == 2)
    options.context.after = 1
    #expect(try Run(Self.lines, options).taken == 3)
  }

  @Test func `a count is written alone, and its records are consumed`() throws {
    var options = SelectionOptions()
    options.form = .count
    let run = try Run(Self.lines, options) { $0.levels = LevelSet("warn+") }
    #expect(run.lines == ["3"])
    #expect(run.counters.consumed == 3)
  }

  @Test func `messages and columns are written without quotes and with escapes for tabs`() throws {
    var options = SelectionOptions()
    options.form = .message
    let line = #"{"message":"a\tb\\c","n":1.50,"fields":{"x":"\u00e9\n","y":[1,"2"]}}"#
    #expect(try Run([line], options).lines == ["a\tb\\c"])
    options.form = .tabs(
      try ["message", "n", "x", "nothing", "fields.y"].map { try FieldPath($0) })
    #expect(try Run([line], options).lines == [#"a\tb\\c"# + "\t1.50\té\\n\t\t[1,\"2\"]"])
  }

  @Test func `nothing that a terminal obeys reaches it`() throws {
    var options = SelectionOptions()
    options.form = .message
    options.terminal = false
    #expect(try Run([#"{"message":"\u001b[31mred\nx"}"#], options).lines == ["␛[31mred⏎x"])
    options.form = .tabs([try FieldPath("message")])
    options.terminal = true
    #expect(try Run([#"{"message":"\u001b]0;x\u0007"}"#], options).lines == [#"\x1b]0;x\x07"#])
  }

  @Test func `context is of the same file, trace or service`() throws {
    var options = SelectionOptions()
    options.context.before = 1
    options.context.after = 1
    #expect(try messages(options) { $0.expressions = [#"message = "c""#] } == "bcd")
    options.context.scope = .trace
    #expect(try messages(options) { $0.expressions = [#"message = "c""#] } == "ac")
    options.context.scope = .service
    #expect(try messages(options) { $0.expressions = [#"message = "a""#] } == "ae")
  }

  @Test func `context of a file ends with it, and comes once`() throws {
    var options = SelectionOptions()
    options.context.before = 2
    options.context.after = 2
    let lines = (0..<8).map { #"{"message":"\#($0)","n":\#($0)}"# }
    let run = try Run([Array(lines[..<4]), Array(lines[4...])], options) {
      $0.expressions = ["n in (3, 4, 6)"]
    }
    #expect(run.lines == Array(lines[1...]))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `context is what stands around the selected lines`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let marks = (0..<40).map { _ in random.once(in: 6) }
    let lines = marks.enumerated().map { #"{"message":"\#($0)","hit":\#($1)}"# }
    var options = SelectionOptions()
    options.context.before = random.below(4)
    options.context.after = random.below(4)
    let expected = lines.indices.filter { index in
      marks.indices.contains {
        marks[$0] && ($0 - options.context.before...$0 + options.context.after).contains(index)
      }
    }
    let run = try Run(lines, options) { $0.expressions = ["hit = true"] }
    #expect(run.lines == expected.map { lines[$0] })
  }

  @Test func `events pass untouched and are not asked`() throws {
    let event = #"{"event":"tick","kind":"time","id":"tick","timestamp":"2026-03-14T10:00:00Z"}"#
    let run = try Run([event, Self.lines[0]]) { $0.levels = LevelSet("fatal") }
    #expect(run.lines == [event])
  }

  @Test func `what is selected is sorted, and the first of it are enough`() throws {
    var options = SelectionOptions()
    options.sortMemory = 1 << 20
    let lines = Array(Self.lines[..<3].reversed())
    #expect(try Run(lines, options).lines == lines.reversed())
    options.limit = 1
    #expect(try Run(lines, options).lines == [lines[2]])
  }

  @Test func `a folder that cannot be written is an error in the end`() throws {
    var options = SelectionOptions()
    options.sortMemory = 64
    options.temporaryFolder = "/nowhere"
    let run = try Run(Self.lines, options)
    #expect(run.failure as? SortError != nil)
    #expect(run.lines.isEmpty)
  }

  private func messages(
    _ options: SelectionOptions = SelectionOptions(), _ change: (inout Criteria) -> Void
  ) throws -> String {
    var options = options
    options.form = .message
    return try Run(Self.lines, options, change).lines.joined()
  }
}

private func time(_ text: String) -> Timestamp? {
  Array(text.utf8).withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
}
