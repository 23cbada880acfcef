import Platform
import TestSupport
import Testing

/// What no program should write and every log has: each line becomes a record or is rejected, the sums
/// hold, and neither time nor memory runs away.
@Suite struct HostileInputTests {
  private static let clock = ["--now", "2026-03-14T12:00:00Z"]

  /// The commands and forms whose output is NDJSON.
  private static let forms = [
    ["lparse"], ["lparse", "--keep-ansi", "--keep-raw", "--with-source"], ["lcluster"],
    ["lcluster", "--params", "--merges"], ["lcluster", "--summary"], ["lselect"], ["lredact"],
    ["lredact", "--report-spans"],
    ["lselect", "-v", "--trace", "4bf92f3577b34da6"],
    ["lselect", "--where", "not message ~ 'x{40000}'", "-C", "1", "--within", "service"],
  ]

  /// Runs a form over `input`; its records and counters, after all that holds for every run.
  ///
  /// `rejected` is the number of lines that `lcluster` rejects; `lparse` never does.
  @discardableResult
  private func run(
    _ form: [String], _ input: [UInt8], rejected: Int? = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (records: [JSONValue], statistics: JSONValue, outcome: Outcome) {
    let now = form[0] == "lparse" ? Self.clock : []
    let outcome = try runCommand(form[0], form[1...] + now + ["--stats"], input: input)
    let statistics = try outcome.checkedStatistics(sourceLocation: sourceLocation)
    let rejections = statistics["rejected"]?.integer ?? -1
    let expected = form[0] == "lparse" ? 0 : rejected ?? rejections
    #expect(rejections == expected, sourceLocation: sourceLocation)
    #expect(outcome.status == (expected > 0 ? 1 : 0), sourceLocation: sourceLocation)
    let records = outcome.checkedRecords(sourceLocation: sourceLocation)
    if !form.contains("--summary") {
      let written = (statistics["records"]?.integer ?? 0) + (statistics["events"]?.integer ?? 0)
      #expect(records.count == written, sourceLocation: sourceLocation)
    }
    return (records, statistics, outcome)
  }

  /// As above, for text.
  @discardableResult
  private func run(
    _ form: [String], _ input: String, rejected: Int? = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (records: [JSONValue], statistics: JSONValue, outcome: Outcome) {
    try run(form, Array(input.utf8), rejected: rejected, sourceLocation: sourceLocation)
  }

  // MARK: bytes that are no text

  @Test(arguments: forms)
  func `binary standard input is read like any other`(_ form: [String]) throws {
    var random = SeededGenerator(seed: 1)
    let (_, statistics, _) = try run(form, random.bytes(count: 200_000), rejected: nil)
    #expect(statistics["binary_skipped"]?.integer == 0)
    #expect((statistics["invalid_utf8"]?.integer ?? 0) > 100)
  }

  @Test(arguments: ["lparse", "lcluster", "lselect", "lredact"])
  func `a binary operand is skipped with one notice`(_ command: String) throws {
    let scratch = try ScratchFolder()
    try replaceFile(scratch.path + "/wtmp", with: [0, 1, 2, 0x0A, 0, 3])
    try replaceFile(scratch.path + "/a.log", with: Array("first\n".utf8))
    try replaceFile(scratch.path + "/b.log", with: Array("last\n".utf8))
    let got = try runShell(
      "\(command) --stats a.log wtmp b.log", in: scratch.path, scratch: scratch)
    let messages = got.checkedRecords().map { $0["message"] }
    #expect(messages == [.string("first"), .string("last")])
    #expect(try got.checkedStatistics()["binary_skipped"]?.integer == 1)
    let notices = String(decoding: got.error, as: UTF8.self).split(separator: "\n").dropLast()
    #expect(notices.count == 1 && notices[0].hasPrefix("\(command): wtmp: "), "\(notices)")
    // The notice names no option that the command does not have.
    #expect(notices.first?.contains("--text") == (command == "lparse"))
    #expect(got.status == 0)
    let quiet = try runShell("\(command) -q wtmp", in: scratch.path, scratch: scratch)
    #expect(quiet.error == [] && quiet.output == [] && quiet.status == 0)
  }

  @Test func `text makes a record of every line of a binary operand`() throws {
    let scratch = try ScratchFolder()
    var random = SeededGenerator(seed: 2)
    var bytes = [0, 1] + random.bytes(count: 50_000)
    bytes[49_000] = 0x0A
    try replaceFile(scratch.path + "/core", with: bytes)
    let got = try runShell("lparse --text --stats core", in: scratch.path, scratch: scratch)
    let statistics = try got.checkedStatistics()
    #expect(got.checkedRecords().count == statistics["carriers"]?.integer)
    #expect(
      statistics["lines"]?.integer == bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        .count
        - (bytes.last == 0x0A ? 1 : 0))
    #expect(got.status == 0)
  }

  /// Bytes that are no UTF-8; `/` and NUL in more bytes than they need, surrogates, beyond U+10FFFF.
  private static let illFormed: [[UInt8]] = [
    [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF], [0xC0, 0x80],
    [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
    [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3],
  ]

  @Test(arguments: forms)
  func `ill-formed and overlong UTF-8 becomes the replacement character`(_ form: [String]) throws {
    var input: [UInt8] = []
    for bytes in Self.illFormed {
      input += Array("INFO left".utf8) + bytes + Array("right\n".utf8)
      input += Array("{\"message\":\"left".utf8) + bytes + Array("right\",\"".utf8)
      input += bytes + Array("\":1}\n".utf8)
    }
    let (records, statistics, _) = try run(form, input)
    #expect(statistics["invalid_utf8"]?.integer == 2 * Self.illFormed.count)
    guard !form.contains("--summary") else { return }
    #expect(records.count == 2 * Self.illFormed.count)
    for record in records {
      guard case .string(let message) = record["message"] else {
        Issue.record("no message: \(record)")
        continue
      }
      #expect(message.contains("left\u{FFFD}") && message.hasSuffix("\u{FFFD}right"), "\(message)")
      #expect(!message.contains("/") && !message.contains("\0"))
    }
  }

  @Test func `half a surrogate pair stays an escape, and for people it is replaced`() throws {
    let input = #"{"message":"a \ud800 b","level":"info","k\udc00":"\udc00\ud800"}"# + "\n"
    for form in Self.forms where !form.contains("--summary") {
      let output = String(decoding: try run(form, input).outcome.output, as: UTF8.self)
      #expect(output.contains(#""message":"a \ud800 b""#))
      #expect(output.contains(#""k\udc00":"\udc00\ud800""#))
    }
    for command in ["lparse", "lcluster", "lselect", "lredact"] {
      let shown = try runCommand(command, ["-p", "-q"], input: Array(input.utf8))
      shown.expectNoControls()
      #expect(String(decoding: shown.output, as: UTF8.self).contains("a \u{FFFD} b"))
    }
  }

  @Test(arguments: [["lparse"], ["lcluster"], ["lselect"], ["lredact"]])
  func `NUL and lone CR are data`(_ form: [String]) throws {
    let (records, _, _) = try run(
      form, "a\0b\n\0\nc\rd\r\n\r\r\n{\"message\":\"\\u0000\"}\n\n \r\n")
    let messages = records.compactMap { $0["message"] }
    // A line of carriage returns is blank.
    #expect(messages == ["a\0b", "\0", "c\rd", "\0"].map { .string($0) })
  }

  @Test(arguments: [["lparse"], ["lcluster"], ["lselect"], ["lredact"]])
  func `a byte order mark is no data, in each file`(_ form: [String]) throws {
    let scratch = try ScratchFolder()
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    try replaceFile(scratch.path + "/one", with: mark + Array("one\n".utf8) + mark + [0x0A])
    try replaceFile(scratch.path + "/two", with: mark + Array("{\"message\":\"two\"}".utf8))
    let got = try runShell("\(form[0]) one two", in: scratch.path, scratch: scratch)
    #expect(
      got.checkedRecords().map { $0["message"] }
        == ["one", "\u{FEFF}", "two"].map { .string($0) })
  }

  @Test(arguments: [["lparse"], ["lcluster"]], [true, false])
  func `UTF-16 is read by its mark, broken pairs and half units too`(
    _ form: [String], isBigEndian: Bool
  ) throws {
    var units: [UInt16] = [0xFEFF]
    for line in ["2026-03-14T10:00:00Z INFO grüße 😀", "{\"message\":\"接続\"}", "a\u{0}b"] {
      units += Array((line + "\r\n").utf16)
    }
    units += [0xD800, 0x61, 0x0A, 0xDC00, 0xDC00, 0x0A, 0x62, 0xD83D]
    var input = units.flatMap { unit in
      let bytes = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isBigEndian ? bytes : bytes.reversed()
    }
    input.append(0x63)
    let (records, statistics, _) = try run(form, input)
    #expect(statistics["lines"]?.integer == 6)
    let messages = records.compactMap { record -> String? in
      if case .string(let message) = record["message"] { message } else { nil }
    }
    #expect(messages.count == 6)
    #expect(messages.first?.hasSuffix("grüße 😀") == true)
    #expect(
      Array(messages.dropFirst())
        == ["接続", "a\0b", "\u{FFFD}a", "\u{FFFD}\u{FFFD}", "b\u{FFFD}\u{FFFD}"])
  }

  // MARK: lines without measure

  @Test func `colour is removed, or kept on demand`() throws {
    let input = "\u{1B}[1mits\u{1B}[0m \u{1B}]0;title\u{7}red\u{1B}]8;;x\u{1B}\\!\u{1B}[38;5;"
    let plain = try run(["lparse"], input)
    #expect(plain.records[0]["message"] == .string("its red!"))
    #expect(plain.statistics["escapes_removed"]?.integer == 1)
    let kept = try run(["lparse", "--keep-ansi"], input)
    #expect(kept.records[0]["message"] == .string(input))
  }

  @Test(arguments: forms)
  func `a line longer than the limit is cut or rejected`(_ form: [String]) throws {
    let long = String(repeating: "0123456789", count: 300_000)
    for text in [long, "{\"message\":\"\(long)\"}"] {
      let input = "before\n\(text)\nafter"
      let (records, statistics, _) = try run(form + ["--max-line", "1M"], input, rejected: 1)
      #expect(statistics["lines"]?.integer == 3)
      if form[0] == "lparse" {
        #expect(statistics["truncated"]?.integer == 1)
        #expect(records.map { $0["truncated"] } == [nil, .bool(true), nil])
        guard case .string(let message) = records[1]["message"] else { continue }
        #expect(message.utf8.count == 1 << 20 && text.hasPrefix(message))
      } else {
        #expect(records.count == 2)
      }
    }
  }

  @Test(arguments: forms)
  func `cut-off JSON is raw to lparse and rejected by the others`(_ form: [String]) throws {
    let record = Array(#"{"message":"é \"q\" \u00e9","n":[1.5e3,{"a":null}],"t":true}"#.utf8)
    let input = (1..<record.count).flatMap { record[..<$0] + [0x0A] }
    let (records, _, _) = try run(form, input, rejected: record.count - 1)
    if form[0] == "lparse" {
      #expect(records.count == record.count - 1)
      #expect(records.allSatisfy { $0["format"] == .string("raw") })
    } else {
      #expect(records.isEmpty)
    }
  }

  @Test(arguments: ["lparse", "lcluster", "lparse --only message,fields", "lcluster --summary"])
  func `values 10,000 levels deep pass byte for byte`(_ command: String) throws {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
      let deep =
        String(repeating: open, count: 10_000) + "1" + String(repeating: close, count: 10_000)
      let line = "{\"message\":\"x\",\"a\":\(deep)}"
      let cut = String(line.dropLast(5_000))
      let form = command.split(separator: " ").map(String.init)
      let arguments = form[1...] + ["--stats"]
      var got = try runCommand(form[0], Array(arguments), input: Array("\(line)\n\(cut)\n".utf8))
      let statistics = try got.checkedStatistics()
      #expect(statistics["rejected"]?.integer == (form[0] == "lparse" ? 0 : 1))
      // The test's own parsers are recursive; `cut` is the text of a message.
      let output = String(decoding: got.output, as: UTF8.self)
      #expect(output.contains("\"a\":\(deep)") != command.contains("summary"))
      let shallow = output.split(separator: deep, omittingEmptySubsequences: false)
      got.output = Array(shallow.joined(separator: "1").utf8)
      #expect(got.checkedRecords().count == (form[0] == "lparse" ? 2 : 1))
    }
  }

  @Test(arguments: forms)
  func `10,000 keys pass, and of 10,000 equal keys the last`(_ form: [String]) throws {
    let keys = (0..<10_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
    let equal = (0..<10_000).map { "\"key\":\($0)" }.joined(separator: ",")
    let escaped = (0..<10_000).map { "\"\\u006bey\":\($0)" }.joined(separator: ",")
    let input = [keys, equal, escaped, equal + "," + escaped].map { "{\"message\":\"m\",\($0)}\n" }
    let (records, _, outcome) = try run(form, input.joined())
    guard !form.contains("--summary") else { return }
    #expect(String(decoding: outcome.output, as: UTF8.self).contains(keys))
    let members = form[0] == "lparse" ? records.compactMap { $0["fields"] } : records
    #expect(members.map { $0["key9999"] } == [.number("9999"), nil, nil, nil])
    #expect(members.dropFirst().allSatisfy { $0["key"] == .number("9999") })
    #expect(members.allSatisfy { $0.duplicateKey == nil })
  }

  @Test(arguments: forms)
  func `of equal keys the last counts, reserved ones too`(_ form: [String]) throws {
    let (records, _, outcome) = try run(
      form,
      #"{"message":"old","k":1,"level":"info","message":"n\u0065w","\u006b":2,"level":"warn"}"#
        + "\n" + #"{"message":1,"m\u0065ssage":"x","service":"a","service":2}"# + "\n"
        + #"{"event":"tick","kind":"old","id":"a","k":1,"kind":"time","k":2}"# + "\n")
    guard !form.contains("--summary") else { return }
    #expect(records.compactMap { $0["message"] } == [.string("new"), .string("x")])
    #expect(records.last?["k"] == .number("2"))
    #expect(!String(decoding: outcome.output, as: UTF8.self).contains("old"))
  }

  @Test(arguments: forms)
  func `numbers keep their digits`(_ form: [String]) throws {
    guard !form.contains("--summary") else { return }
    let numbers = [
      "18446744073709551615", "9223372036854775808", "-9223372036854775809", "1e400", "-1E-400",
      "0.1000000000000000000000000000000000000000001", "1.0", "-0", "1e+07", "0e0",
      String(repeating: "9", count: 5_000), "1." + String(repeating: "0", count: 5_000),
    ]
    for number in numbers {
      let input = "{\"message\":\"m\",\"n\":\(number),\"a\":[\(number)]}\nm n=\(number) k=v\n"
      let output = String(decoding: try run(form, input).outcome.output, as: UTF8.self)
      #expect(output.contains("\"n\":\(number),\"a\":[\(number)]"), "\(number.prefix(60))")
    }
    // As the roles that numbers can play.
    for key in ["time", "timestamp", "level", "weight", "repeat", "message", "event", "cluster_id"]
    {
      let input = numbers.map { "{\"message\":\"m\",\"\(key)\":\($0)}\n" }.joined()
      let (records, _, _) = try run(form, input)
      #expect(records.count == numbers.count)
    }
  }

  @Test(arguments: forms)
  func `a line of one token is a record`(_ form: [String]) throws {
    let tokens =
      (0x21..<0x7F).map { String(UnicodeScalar(UInt8($0))) } + [
        "ERROR", "ERROR:", "2026-03-14T10:00:00Z", "1773489600", "<34>", "<34>1", "[INFO]", "a=b",
        "a=",
        "key:", "10.0.0.7", "😀", "\u{7F}", "\u{85}", "...", "I0314", "[]", "()", "[2026-03-14", "x",
      ]
    let input = tokens.map { $0 + "\n" }.joined()
    // `{` is no JSON object.
    let (records, _, _) = try run(form, input, rejected: 1)
    guard !form.contains("--summary") else { return }
    #expect(records.count == tokens.count - (form[0] == "lparse" ? 0 : 1))
  }

  /// The room for it was counted in characters, of which this is one.
  @Test func `a service of many bytes is written whole`() throws {
    let service = "e" + String(repeating: "\u{301}", count: 30_000)
    for line in ["x", "2026-03-14T10:00:00Z INFO x"] {
      let (records, _, _) = try run(["lparse", "--service", service], line)
      #expect(records.map { $0["service"] } == [.string(service)])
    }
  }

  // MARK: memory

  @Test func `unique messages never hold more patterns than allowed`() throws {
    let lines = 20_000
    let input = (0..<lines).map { "\(Self.word($0)) \(Self.word($0 &* 7)) is new\n" }.joined()
    for form in [["lcluster"], ["lcluster", "--summary"]] {
      let (records, statistics, _) = try run(form + ["--max-clusters", "100"], input)
      #expect((statistics["clusters"]?.integer ?? .max) <= 100)
      #expect((statistics["evicted_clusters"]?.integer ?? 0) > 1_000)
      guard form.count > 1 else { continue }
      let counted = records.reduce(0) { $0 + ($1["count"]?.integer ?? 0) }
      #expect(counted + (statistics["evicted_lines"]?.integer ?? 0) == lines)
    }
  }

  /// A word of letters that no other number has.
  private static func word(_ number: Int) -> String {
    var random = SeededGenerator(seed: UInt64(truncatingIfNeeded: number))
    return String(
      decoding: (0..<12).map { _ in UInt8(ascii: "a") + UInt8(random.below(26)) }, as: UTF8.self)
  }

  #if os(Linux)
    /// The most memory that a command has used, in KiB, when it has read `count` pieces and waits for more.
    private func peak(
      _ command: [String], pieces count: Int, _ piece: (Int) -> [UInt8]
    ) throws -> Int {
      try Checkout.requireCommands()
      let scratch = try ScratchFolder()
      var child = try ChildProcess(
        ["\(Checkout.builtCommands)/\(command[0])"] + command[1...], in: scratch.path,
        environment: Checkout.environment(scratch: scratch.path), input: .pipe)
      for index in 0..<count { child.send(piece(index)) }
      // What is still in the pipe is less than a piece of the longer run.
      let status = try text(ofFile: "/proc/\(child.id)/status")
      child.closeInput()
      _ = try child.wait(atMost: 600)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(
        line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap {
          Int($0)
        })
    }

    private static let isSlow = getenv("LOGLINE_SLOW_TESTS") != nil

    @Test(arguments: [
      ["lparse"], ["lcluster"], ["lcluster", "--summary"], ["lselect", "-v", "-C", "2"],
      ["lredact"],
    ])
    func `memory does not grow with the length of a line`(_ command: [String]) throws {
      let part = [UInt8](repeating: UInt8(ascii: "1"), count: 1 << 20)
      let command = command + ["--max-line", "1M", "-q"]
      let short = try peak(command, pieces: 4) { _ in part }
      let long = try peak(command, pieces: Self.isSlow ? 300 : 40) { _ in part }
      #expect(long < short + 4_096, "\(short) KiB, then \(long) KiB")
    }

    @Test(arguments: [
      ["lcluster"], ["lcluster", "--summary"], ["lparse"],
      ["lselect", "--parse", "-C", "9", "--within", "service", "--level", "error"],
    ])
    func `memory does not grow with the number of messages`(_ command: [String]) throws {
      let each = 1_000
      func piece(_ part: Int) -> [UInt8] {
        let lines = (part * each..<(part + 1) * each).map {
          "2026-03-14T10:00:00Z INFO [\(Self.word($0 + 1))] \(Self.word($0)): \(Self.word($0 &* 7)) is new\n"
        }
        return Array(lines.joined().utf8)
      }
      let command = command + (command[0] == "lcluster" ? ["--max-clusters", "200"] : [])
      let few = try peak(command, pieces: 6, piece)
      let many = try peak(command, pieces: Self.isSlow ? 1_000 : 20, piece)
      #expect(many < few + 3_072, "\(few) KiB, then \(many) KiB")
    }

    @Test func `memory does not grow with the number of words in new messages`() throws {
      func piece(_ part: Int) -> [UInt8] {
        Array(((part * 600)..<((part + 1) * 600)).map(Self.word).joined(separator: " ").utf8) + [
          0x0A
        ]
      }
      let command = ["lcluster", "--max-clusters", "100"]
      let few = try peak(command, pieces: 200, piece)
      let many = try peak(command, pieces: 1_000, piece)
      #expect(many < few + 4_096, "\(few) KiB, then \(many) KiB")
    }
  #endif

  // MARK: terminals

  /// Sequences that a terminal would act on, each in each field that a command may show.
  private static let dangers = [
    "\u{1B}[2J", "\u{1B}]0;owned\u{7}", "\u{9B}31m", "\u{7F}", "\u{8}", "\r", "\u{85}",
    "\u{90}q\u{9C}",
    "\u{B}", "\u{C}", "\u{0}",
  ]

  /// Records with a danger in every field, as escapes and as characters, and lines of text with them.
  private static func dangerousInput(_ danger: String) -> String {
    let escaped = danger.unicodeScalars.map { scalar in
      scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        : String(scalar)
    }.joined()
    var lines: [String] = []
    let isPlain = danger.unicodeScalars.allSatisfy { $0.value >= 0x7F }
    for text in isPlain ? [escaped, danger] : [escaped] {
      let value = "\"x\(text)y\""
      lines.append(
        """
        {"message":"a\(text) b","level":\(value),"service":\(value),"timestamp":\(value),\(value):\(value),\
        "template":\(value),"cluster_id":\(value),"level_text":\(value),"host":\(value),"trace_id":\(value)}
        """)
      lines.append("{\(value):\(value)}")
      lines.append(
        "{\"message\":\"m\",\"format\":\"json\",\"template\":\(value),\"cluster_id\":\(value)}")
      lines.append(
        "{\"message\":\"m\",\"format\":\"json\",\"level\":\(value),\"service\":\(value)}")
      lines.append(
        "{\"event\":\"anomaly\",\"kind\":\(value),\"id\":\(value),\"headline\":\(value),\(value):1}"
      )
      lines.append("{\"message\":\"m\(text)")
    }
    lines.append("2026-03-14T10:00:00Z ERROR [t\(danger)] s\(danger) - m\(danger)=\(danger)")
    lines.append("level=\(danger) msg=\"\(danger)\" k\(danger)=v")
    return lines.joined(separator: "\n") + "\n"
  }

  @Test(arguments: [
    "lparse -p", "lparse -p --keep-ansi", "lparse -p --keep-ansi --explain=99", "lparse -p --ascii",
    "lparse -p --only message,level,service,fields", "lparse -p --drop message", "lcluster -p",
    "lcluster -p --ascii", "lcluster -p --explain=99", "lselect -p", "lredact -p",
    "lselect -p --parse --ascii",
  ])
  func `what is drawn holds no control character of the log`(_ line: String) throws {
    for danger in Self.dangers {
      let form = line.split(separator: " ").map(String.init)
      let got = try runCommand(
        form[0], form[1...] + ["--stats", "--color", "never"],
        input: Array(Self.dangerousInput(danger).utf8))
      _ = try got.checkedStatistics()
      got.expectNoControls()
      var said = got
      said.output = got.error
      said.expectNoControls()
    }
  }

  @Test(arguments: [
    "lparse", "lparse --keep-ansi", "lparse --ndjson", "lparse --ndjson --keep-ansi",
    "lparse --ndjson --drop trace_id", "lparse --ndjson --only message,fields", "lcluster",
    "lcluster --ndjson", "lcluster --ndjson --params", "lcluster --ndjson --drop host",
    "lcluster --summary", "lselect", "lredact", "lselect --ndjson",
    "lselect --parse --only message,fields",
    "lselect --raw", "lselect --tsv message", "lselect --tsv fields",
    "lselect --parse --raw --sort",
  ])
  func `no control character of the log reaches a terminal`(_ line: String) throws {
    try Checkout.requireCommands()
    for danger in Self.dangers {
      let scratch = try ScratchFolder()
      let file = scratch.path + "/input"
      try replaceFile(file, with: Array(Self.dangerousInput(danger).utf8))
      let terminal = try PseudoTerminal()
      var child = try ChildProcess(
        ["/bin/sh", "-c", "exec \(line) --color never 2>&1"], in: scratch.path,
        environment: Checkout.environment(scratch: scratch.path), input: .file(file),
        output: .file(terminal.path))
      let status = try child.wait()
      #expect(status == (line.hasPrefix("lparse") || line.contains("--parse") ? 0 : 1))
      let shown = Outcome(output: try terminal.written(), error: [], status: status)
      #expect(!shown.output.isEmpty)
      shown.expectNoControls()
    }
  }

  @Test func `the name of a file reaches a terminal harmless`() throws {
    let scratch = try ScratchFolder()
    let got = try runShell(
      "f=$(printf 'a\\033[2J\\302\\233m'); lparse \"$f\"; echo x >\"$f\"; mkdir \"d$f\"; lparse -p \"$f\" \"d$f\"",
      in: scratch.path, scratch: scratch, joinsError: true)
    got.expectNoControls()
    #expect(got.status == 2)
  }

  // MARK: time

  /// What the patterns and the readers could stumble over, said again and again.
  private static let attacks = [
    "1", "1 ", "1,", "1:", "1.", "1-", "1/", "00:", "0x", "f", "fff:", "a", "a ", "a.", "a..", ".",
    "a!", "/a", "/a ", "/", "a/", "a@", "a@a.", "http://", "http://,", "http://a|", "://", "C:\\",
    "\\",
    "Mon ", "Mar 1 ", "user ", "(", "()", "[", "[]", "[ ", "<", "<IP>", "<A:a ", ">", "\"", "a\"b ",
    "\\\"", "=", "a=", "a=b ", "a=({[", "-", "- ", ",", "{", "{\"a\":", "|", " ", "\t", "\u{1B}[",
    "\u{1B}]", "\u{0}", "é", "😀", "1h", "1e", "+1", "%", "1 m", "ab-", "_", "v1.", "1a", "é=",
  ]

  @Test(arguments: ["lparse", "lcluster", "lselect", "lredact"])
  func `time grows with the length of a line and not with its square`(_ command: String) throws {
    /// CPU time for 32 lines of about `width` bytes.
    func time(_ unit: String, _ front: String, _ back: String, _ width: Int) throws -> Double {
      let inside = String(repeating: unit, count: width / max(1, unit.utf8.count))
      let line = Array((front + inside + back + "\n").utf8)
      var input: [UInt8] = []
      for _ in 0..<32 { input += line }
      let got = try runCommand(command, input: input)
      #expect(got.status == 0 || command != "lparse" && got.status == 1)
      return got.processorSeconds
    }
    let start = try (0..<3).map { _ in try time("", "x", "", 0) }.min() ?? 0
    let surroundings = [
      ("", ""), ("2026-03-14T10:00:00Z INFO x: ", ""), ("{\"message\":\"", "\"}"), ("a=", " b=\""),
      ("{\"a\":", ""), ("<34>1 - - - - - [a ", ""),
    ]
    for unit in Self.attacks {
      for (front, back) in surroundings {
        let long = try time(unit, front, back, 65_536) - start
        // What takes so little time cannot be compared: 60 ns a byte.
        if long < 0.128 { continue }
        let short = try time(unit, front, back, 4_096) - start
        #expect(
          long < 64 * short,
          "\((front + unit).debugDescription): \(short) s for 4 KiB, \(long) s for 64 KiB")
      }
    }
  }

  // MARK: operands

  @Test(arguments: ["lparse", "lcluster"])
  func `an unreadable file keeps no other from being read`(_ command: String) throws {
    let scratch = try ScratchFolder()
    for name in ["a", "b", "c"] {
      try replaceFile("\(scratch.path)/\(name).log", with: Array("\(name)\n".utf8))
    }
    // A gzip member that ends after its head.
    try replaceFile(
      scratch.path + "/cut.gz", with: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B])
    let got = try runShell(
      "mkdir logs; \(command) --stats a.log missing.log logs b.log cut.gz c.log", in: scratch.path,
      scratch: scratch)
    #expect(got.status == 2)
    _ = try got.checkedStatistics()
    let messages = got.checkedRecords().map { $0["message"] }
    #expect(messages == ["a", "b", "c"].map { .string($0) })
    let errors = String(decoding: got.error, as: UTF8.self).split(separator: "\n").dropLast()
    #expect(errors.count == 3)
    for (error, name) in zip(errors, ["missing.log", "logs", "cut.gz"]) {
      #expect(error.hasPrefix("\(command): \(name): "), "\(error)")
    }
    #expect(errors.contains { $0.contains("'logs/*.log'") })
  }
}
