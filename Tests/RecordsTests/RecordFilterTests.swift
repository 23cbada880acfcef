import Lines
import TestSupport
import Testing

@testable import Records

@Suite struct RecordFilterTests {
  @Test func `a stage sees records, plain text as a record with a message`() {
    let run = Run(Marking(), ["{\"message\":\"m\"}", "disk \"full\""])
    #expect(
      run.output == """
        {"message":"m","cluster_id":"1"}
        {"message":"disk \\"full\\"","cluster_id":"1"}

        """)
    #expect(run.counters.records == 2 && run.counters.isBalanced)
  }

  @Test(arguments: ["", " ", "\t \r", "\r", "   \t"])
  func `a line of blanks is counted and nothing else`(line: String) {
    let run = Run(Marking(), [line])
    #expect(run.output.isEmpty && run.counters.blank == 1 && run.counters.carriers == 0)
  }

  @Test(arguments: [
    ("plain", "plain"), ("[1,2]", "[1,2]"), ("  indented", "  indented"),
    ("\0\0", "\\u0000\\u0000"),
    ("\u{1b}[31mred", "\\u001b[31mred"), (" {broken", " {broken"), ("\u{1}", "\\u0001"),
    ("\u{1}{}", "\\u0001{}"), ("a\tb\\", "a\\tb\\\\"), ("\"", "\\\""), ("é😀", "é😀"),
  ])
  func `a line that does not begin with a brace is a message`(line: String, message: String) {
    let run = Run(Passing(), [line])
    #expect(run.output == "{\"message\":\"\(message)\"}\n")
    #expect(run.counters.noMessage == 0 && run.counters.isBalanced)
  }

  @Test func `an object behind blanks is a record`() {
    let run = Run(Passing(), [" \t{\"a\":1}", "\r{}", "{\"a\":1} "])
    #expect(run.output == " \t{\"a\":1}\n\r{}\n{\"a\":1}\n")
    #expect(run.counters.records == 3 && run.rejections.isEmpty)
  }

  @Test(arguments: [
    ("{x", "expected a key in quotes, found 'x'", 1),
    ("{", "expected a key in quotes, found the end of the line", 1),
    (#"{"a" 1}"#, "expected ':' after the key, found '1'", 5),
    (#"{"a":1"#, "expected ',' or '}' after the value, found the end of the line", 6),
    (#"{"a":é}"#, "expected a value, found a character that is not ASCII", 5),
    ("{\"a\":\u{1}}", "expected a value, found byte 0x1", 5),
    ("{\"a\": 1}{", "expected the end of the line, found '{'", 8),
    ("{\u{7f}}", "expected a key in quotes, found byte 0x7f", 1),
  ])
  func `a broken object is rejected with what is wrong and where`(
    line: String, message: String, offset: Int
  ) {
    let run = Run(Marking(), [line, "{}"])
    #expect(run.rejections.map(\.message) == [message])
    #expect(run.rejections.map(\.offset) == [offset])
    #expect(run.output == "{\"cluster_id\":\"1\"}\n")
    #expect(run.counters.rejected == 1 && run.counters.isBalanced)
  }

  @Test func `events are passed on untouched`() {
    let event = #"{ "event":"anomaly", "kind":"spike", "id":"1", "cluster_id":"9" }"#
    let run = Run(Marking(), [event, "{}"])
    #expect(run.output == event + "\n{\"cluster_id\":\"1\"}\n")
    #expect(run.counters.eventsRead == 1 && run.counters.events == 1 && run.counters.noMessage == 1)
    #expect(run.counters.isBalanced)
  }

  @Test func `events are counted alone when none is written`() {
    let run = Run(
      Marking(), [#"{"event":"anomaly","kind":"spike","id":"1"}"#], passesEvents: false)
    #expect(run.output.isEmpty)
    #expect(run.counters.eventsRead == 1 && run.counters.events == 0 && run.counters.isBalanced)
  }

  @Test func `a tick tells the stage the time before it is passed on`() {
    let tick = #"{"event":"tick","kind":"time","id":"tick","timestamp":"1970-01-01T00:00:07Z"}"#
    let noTime = #"{"event":"tick","kind":"time","id":"tick","timestamp":"soon"}"#
    let run = Run(Timekeeping(), ["{\"message\":\"m\"}", tick, noTime])
    #expect(
      run.output == """
        {"message":"m"}
        {"advanced":7}
        \(tick)
        \(noTime)
        {"finished":1}

        """)
  }

  @Test func `ill-formed UTF-8 is repaired and counted, once a line`() {
    let lines: [[UInt8]] = [
      Array("{\"message\":\"a".utf8) + [0xFF, 0xC3] + Array("b\"}".utf8),
      Array("plain ".utf8) + [0x80],
      Array("{\"a".utf8) + [0xED, 0xA0, 0x80] + Array("\":1}\r".utf8),
      Array("{\"message\":\"é\"}".utf8),
    ]
    let run = Run(Passing(), lines)
    #expect(
      run.output == """
        {"message":"a\u{fffd}\u{fffd}b"}
        {"message":"plain \u{fffd}"}
        {"a\u{fffd}\u{fffd}\u{fffd}":1}
        {"message":"é"}

        """)
    #expect(run.counters.invalidUTF8 == 3 && run.counters.isBalanced)
  }

  @Test func `a rejected line that is not UTF-8 has its fault at the byte as it came`() {
    let line = Array("{\"".utf8) + [0xFF, 0xFF, 0xFF] + Array("\" x}".utf8)
    let run = Run(Passing(), [line])
    #expect(run.rejections.map(\.offset) == [7])
    #expect(run.rejections.first?.message == "expected ':' after the key, found 'x'")
    #expect(run.counters.rejected == 1 && run.counters.invalidUTF8 == 1)
  }

  @Test(arguments: ["{}", #"{"message":1}"#, #"{"message":null}"#, #"{"msg":"m"}"#])
  func `a record without a string message passes and is counted`(line: String) {
    let run = Run(Passing(), [line])
    #expect(run.output == line + "\n" && run.counters.noMessage == 1)
  }

  @Test func `a long line of quotes is a message`() {
    let line = String(repeating: "\"", count: 100_000)
    let run = Run(Passing(), [line])
    #expect(run.output.utf8.count == 200_000 + 15)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the sums are balanced after every line of any stream`(seed: UInt64) {
    var generator = JSONGenerator(seed: seed)
    var lines: [[UInt8]] = []
    for _ in 0..<60 {
      switch generator.random.next() % 8 {
      case 0: lines.append(Array(generator.random.pick(["", " ", "\t"]).utf8))
      case 1: lines.append(Array("plain text".utf8))
      case 2: lines.append([0xFF] + Array("text".utf8))
      case 3: lines.append(Array(#"{"event":"tick","kind":"time","id":"tick"}"#.utf8))
      case 4, 5: lines.append(generator.damaged(generator.object()).filter { $0 != 0x0A })
      default: lines.append(generator.object().filter { $0 != 0x0A })
      }
    }
    let run = Run(Choosing(random: generator.random), lines)
    #expect(run.isAlwaysBalanced)
    let outputLines = run.output.utf8.count { $0 == 0x0A }
    #expect(outputLines == run.counters.records + run.counters.events)
    #expect(run.counters.rejected == run.rejections.count)
    for line in run.output.utf8.split(separator: 0x0A) {
      if StrictJSON.members(of: Array(line)) == nil { Issue.record("\(text(line))") }
    }
    // What one stage writes, the next one takes whole.
    let next = Run(Passing(), run.output.utf8.split(separator: 0x0A).map { Array($0) })
    #expect(next.output == run.output && next.rejections.isEmpty)
  }
}

// MARK: - Stages

/// Writes each record as it is.
private struct Passing: Stage {
  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    output.pass(record)
  }
}

/// Sets one key.
private struct Marking: Stage {
  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    var edits = RecordEdits()
    set(.clusterID, "1", in: &edits)
    output.write(record, setting: edits)
  }
}

/// Says what time it is told, and when it is finished.
private struct Timekeeping: Stage {
  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    output.pass(record)
  }

  mutating func advance(to time: Timestamp, output: inout RecordOutput) {
    output.buffer.append("{\"advanced\":")
    output.buffer.append(decimal: Int(time.nanoseconds / 1_000_000_000))
    output.buffer.append("}")
    output.endRecord()
  }

  mutating func finish(to output: inout RecordOutput) {
    output.buffer.append("{\"finished\":1}")
    output.endRecord()
  }
}

/// Passes, suppresses, consumes or splits a record, by chance.
private struct Choosing: Stage {
  var random: SeededGenerator

  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    switch random.next() % 5 {
    case 0: output.counters.suppress("sampled")
    case 1: output.counters.consumed += 1
    case 2:
      output.pass(record)
      output.pass(record)
      output.counters.split += 1
    default: output.pass(record)
    }
  }
}

// MARK: - Running

/// What came out of a filter that was given some lines.
private struct Run {
  var output = ""
  var rejections: [Rejection] = []
  var counters = Counters()
  var isAlwaysBalanced = true

  init(_ stage: some Stage, _ lines: [[UInt8]], passesEvents: Bool = true) {
    var filter = RecordFilter(stage: stage, passesEvents: passesEvents)
    var (rejections, isAlwaysBalanced): ([Rejection], Bool) = ([], true)
    let result = written { output in
      for (index, line) in lines.enumerated() {
        output.counters.lines += 1
        let rejection = withTerminated(line) { start in
          filter.consume(Line(start: start, count: line.count, number: index + 1), to: &output)
        }
        if let rejection { rejections.append(rejection) }
        if !output.counters.isBalanced { isAlwaysBalanced = false }
      }
      filter.finish(to: &output)
    }
    output = text(result.bytes)
    counters = result.counters
    self.rejections = rejections
    self.isAlwaysBalanced = isAlwaysBalanced
  }

  init(_ stage: some Stage, _ lines: [String], passesEvents: Bool = true) {
    self.init(stage, lines.map { Array($0.utf8) }, passesEvents: passesEvents)
  }
}
