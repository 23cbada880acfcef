import Lines
import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct LineParserTests {
  @Test func `a raw line becomes a record`() {
    #expect(
      record(
        "2024-01-15 10:30:45,123 ERROR [worker-3] payment-api - Connection timeout trace_id=4BF9")
          == #"""
          {"timestamp":"2024-01-15T10:30:45.123Z","level":"ERROR","service":"payment-api",\#
          "message":"Connection timeout trace_id=4BF9","fields":{"thread":"worker-3"},\#
          "format":"stamp-level-thread-logger"}
          """#
    )
  }

  @Test(arguments: [
    (
      "Jun 14 15:16:01 combo sshd[19939]: authentication failure",
      #"""
      {"timestamp":"2025-06-14T15:16:01Z","timestamp_inferred":"year","service":"sshd",\#
      "host":"combo","message":"authentication failure","fields":{"pid":19939},\#
      "format":"syslog-rfc3164"}
      """#
    ),
    (
      "<34>Mar 14 10:00:01 node-1 su: 'su root' failed",
      #"""
      {"timestamp":"2026-03-14T10:00:01Z","timestamp_inferred":"year","level":"FATAL",\#
      "service":"su","host":"node-1","message":"'su root' failed","fields":{"facility":4,\#
      "severity":2},"format":"syslog-rfc3164"}
      """#
    ),
    (
      #"<165>1 2026-03-14T10:00:15.003Z host evntslog 12 ID47 [ex@1 iut="3"] An event"#,
      #"""
      {"timestamp":"2026-03-14T10:00:15.003Z","level":"INFO","service":"evntslog",\#
      "host":"host","message":"An event","fields":{"facility":20,"severity":5,"pid":12,\#
      "msgid":"ID47","structured_data":{"ex@1":{"iut":"3"}}},"format":"syslog-rfc5424"}
      """#
    ),
    (
      #"{"level":"info","time":1773482408610,"msg":"caf\u00e9","a":{"b":[1,2.50]}}"#,
      #"""
      {"timestamp":"2026-03-14T10:00:08.610Z","level":"INFO","message":"caf\#
      \u00e9","fields":{"a":{"b":[1,2.50]}},"format":"json"}
      """#
    ),
    (
      #"time=2026-03-14T10:00:02.620Z level=info msg="say \"hi\"" qty=49"#,
      #"""
      {"timestamp":"2026-03-14T10:00:02.620Z","level":"INFO","message":"say \"hi\"",\#
      "fields":{"qty":49},"format":"logfmt"}
      """#
    ),
    ("plain \"text\"", #"{"message":"plain \"text\"","format":"raw"}"#),
    ("  indented", #"{"message":"  indented","format":"raw"}"#),
    ("{\"cut", #"{"message":"{\"cut","format":"raw"}"#),
    ("[1,2]", #"{"message":"[1,2]","format":"raw"}"#),
    ("a\0b", #"{"message":"a\u0000b","format":"raw"}"#),
    (
      "2024-01-15 10:30:45 INFO",
      #"{"timestamp":"2024-01-15T10:30:45Z","level":"INFO","message":"","format":"stamp-level"}"#
    ),
    (
      "2024-01-15 10:30:45 notice: x \t",
      #"""
      {"timestamp":"2024-01-15T10:30:45Z","level":"INFO","level_text":"notice","message":"x",\#
      "format":"stamp-level"}
      """#
    ),
    (
      "2024-01-15 10:30:45.123  INFO 007 --- [main] a.B : x",
      #"""
      {"timestamp":"2024-01-15T10:30:45.123Z","level":"INFO","message":"x",\#
      "fields":{"pid":"007","thread":"main","logger":"a.B"},\#
      "format":"stamp-level-pid-thread-logger"}
      """#
    ),
    (
      "I0214 01:02:03.000004 7 cache.go:57] miss",
      #"""
      {"timestamp":"2026-02-14T01:02:03.000004Z","timestamp_inferred":"year","level":"INFO",\#
      "level_text":"I","message":"miss","fields":{"pid":7,"file":"cache.go","line":57},\#
      "format":"level-stamp-pid-origin"}
      """#
    ),
  ])
  func `every format has its record`(line: String, expected: String) {
    #expect(record(line) == expected)
  }

  @Test func `lines under a CSV header are its rows`() {
    let run = ParserRun(
      ["time,level,message,n", "2026-03-14T10:29:45Z,WARN,\"a \"\"b\"\", c\",7", "no row"].map {
        Array($0.utf8)
      })
    #expect(
      run.records == [
        #"""
        {"timestamp":"2026-03-14T10:29:45Z","level":"WARN","message":"a \"b\", c",\#
        "fields":{"n":7},"format":"csv"}
        """#,
        #"{"message":"no row","format":"raw"}"#,
      ])
    #expect(run.counters.header == 1 && run.counters.isBalanced)
  }

  @Test func `options put the service, labels, source and reasons into each record`() {
    #expect(
      record("x", name: "/var/log/checkout.log")
        == #"{"service":"checkout","service_inferred":true,"message":"x","format":"raw"}"#)
    #expect(
      record("x", name: "a.log") { $0.service = "s\"" }
        == #"{"service":"s\"","message":"x","format":"raw"}"#)
    #expect(
      record("2024-01-15 10:30:45 INFO app: x") { $0.service = "s" }.contains(
        #""service":"s","message""#))
    #expect(
      record(#"{"msg":"x","host":"h"}"#) { $0.labels = [("region", "r"), ("host", "g")] }
        == #"{"region":"r","host":"g","message":"x","format":"json"}"#)
    #expect(
      record("x", name: "f") { $0.withSource = true }.hasSuffix(#""source":{"file":"f","line":1}}"#)
    )
    #expect(
      record("x") { $0.explained = 1 } == #"{"message":"x","format":"raw","why":{"rule":"raw"}}"#)
  }

  @Test func `a pinned format is the only one`() {
    #expect(
      record(#"{"msg":"x"}"#) { $0.format = .raw }
        == #"{"message":"{\"msg\":\"x\"}","format":"raw"}"#)
    #expect(record("a=1 b=2") { $0.format = .json } == #"{"message":"a=1 b=2","format":"raw"}"#)
    #expect(
      record("2024-01-15 10:30:45 x") { $0.format = .rfc3164 }
        == #"{"message":"2024-01-15 10:30:45 x","format":"raw"}"#)
    #expect(
      record("Jan 15 10:30:45 h a: x") { $0.format = .rfc3164 }.hasSuffix(
        #""format":"syslog-rfc3164"}"#))
  }

  @Test func `escapes are removed or kept, and counted`() {
    let line = Array("\u{1B}[31mred\u{1B}[0m".utf8)
    let removed = ParserRun([line])
    #expect(
      removed.records == [#"{"message":"red","format":"raw"}"#]
        && removed.counters.escapesRemoved == 1)
    let kept = ParserRun([line]) { $0.keepsEscapes = true }
    #expect(kept.records == [#"{"message":"\u001b[31mred\u001b[0m","format":"raw"}"#])
  }

  @Test func `ill-formed UTF-8 is replaced, counted, and kept on request`() {
    let line: [UInt8] = [0x61, 0xFF, 0x62]
    let run = ParserRun([line, Array("c".utf8)]) { $0.keepsRaw = true }
    #expect(
      run.records == [
        #"{"message":"a\#u{FFFD}b","format":"raw","raw":"Yf9i"}"#,
        #"{"message":"c","format":"raw"}"#,
      ])
    #expect(run.counters.invalidUTF8 == 1)
    #expect(ParserRun([line]).records == [#"{"message":"a\#u{FFFD}b","format":"raw"}"#])
  }

  @Test func `a line cut at the limit says so, and is no JSON`() {
    let run = ParserRun([Array(#"{"msg":"x"}"#.utf8), Array("y".utf8)], isCut: true)
    #expect(run.records.allSatisfy { $0.hasSuffix(#""format":"raw","truncated":true}"#) })
    #expect(run.counters.truncated == 2)
  }

  @Test(arguments: [
    #"{"message":"m","format":"raw"}"#, #"{"message":"m","format":"stamp-level-thread"}"#,
    #"""
    {"timestamp":"2026-03-14T10:00:08Z","message":"m","format":"json",\#
    "cluster_id":"0123456789ab"}
    """#,
    #" {"format":"json" , "message":"m"} "#, #"{"event":"tick","kind":"time","id":"tick"}"#,
    #"{"event":"drift","kind":"x","id":"1","message":7}"#,
  ])
  func `our own records and events pass as they came`(line: String) {
    let passed = record(line)
    #expect(passed == line || passed + " " == line)
  }

  @Test(arguments: [
    #"{"message":7,"format":"json"}"#, #"{"message":"m","format":"nginx"}"#, #"{"message":"m"}"#,
    #"{"message":"m","format":"raw","timestamp":"2026-03-14 10:00:08"}"#,
    #"{"message":"m","format":"raw","timestamp":"2026-03-14T10:00:08+01:00"}"#,
    #"{"message":"m","format":"raw","timestamp":7}"#, #"{"event":"login","kind":"x","id":"1"}"#,
    #"{"event":"tick","id":"1"}"#, #"{"message":"m","format":"stamp-"}"#,
  ])
  func `other objects are mapped, and what they made of passes`(line: String) {
    let mapped = record(line)
    #expect(mapped.hasSuffix(#""format":"json"}"#) && mapped != line)
    #expect(record(mapped) == mapped)
  }

  @Test func `blank lines are counted only`() {
    let run = ParserRun(["", " ", "\t \r", "x"].map { Array($0.utf8) })
    #expect(run.counters.blank == 3 && run.records.count == 1 && run.counters.isBalanced)
  }

  /// The digits of a time may be copied from the line; they are those that the stamp's grammar reads.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `memory never changes a time`(seed: UInt64) {
    var generator = HeaderGenerator(seed: seed)
    // Lines that only the header grammar reads, and as they stand.
    let pool = generator.pool(shapes: generator.random.pick([1, 2, 5]), each: 40).filter {
      isValidUTF8($0) && !$0.contains { $0 == 0x1B || $0 == 0x3D || $0 == 0x3C || $0 == 0x7B }
    }
    let lines = [Array("plain".utf8)] + (0..<600).map { _ in generator.random.pick(pool) }
    let offset = generator.random.pick([0, 0, 0, 3_600, -19_800])
    let run = ParserRun(lines) { $0.zone = Zone(offset: offset) }
    var inference = YearInference(
      year: nil, now: Timestamp(nanoseconds: 1_773_489_600_000_000_000),
      zone: Zone(offset: offset))
    var writer = TimestampWriter()
    var memory = HeaderMemory(remembers: false)
    for (line, piece) in zip(lines, run.pieces) {
      let expected: String? = withLine(line) { start, count in
        let number = memory.read(start, count: count)
        defer { memory.note(number) }
        let form = memory.forms[Int(number)]
        guard let stamp = form.flatMap({ memory.stamp($0) }),
          let time = inference.timestamp(of: stamp)
        else { return nil }
        var buffer = OutputBuffer(descriptor: -1)
        writer.write(time, fractionDigits: stamp.fractionDigits, to: &buffer)
        return text(buffer.pending)
      }
      let found = value(of: "timestamp", in: piece).map { String($0.dropFirst().dropLast()) }
      #expect(found == expected, "\(text(line).debugDescription)")
      if found != expected { return }
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `every line gives one strict JSON object, and the object passes unchanged`(seed: UInt64) {
    var generator = HeaderGenerator(seed: seed)
    var lines = generator.pool(shapes: 6, each: 20)
    for _ in 0..<200 {
      var line = Array(generator.random.pick(seedLines).utf8)
      for _ in 0..<generator.random.pick([0, 0, 1, 2, 5]) { generator.damage(&line, upTo: 200) }
      lines.append(line.filter { $0 != 0x0A })
    }
    lines.shuffle(using: &generator.random)
    let keepsRaw = generator.random.once(in: 2)
    let withSource = generator.random.once(in: 3)
    let explained = generator.random.once(in: 3) ? 100 : 0
    let name = generator.random.pick([nil, "/var/log/a.log", "b\"c\\.log", "access.log"])
    let run = ParserRun(lines, name: name) {
      $0.keepsRaw = keepsRaw
      $0.withSource = withSource
      $0.explained = explained
      if withSource { $0.labels = [("env", "p\"q")] }
    }
    #expect(run.counters.isBalanced)
    #expect(run.counters.header <= 1)
    #expect(run.pieces.count { $0.isEmpty } == run.counters.blank + run.counters.header)
    for (line, piece) in zip(lines, run.pieces) where !piece.isEmpty {
      #expect(isOneRecord(piece), "\(text(line).debugDescription) gave \(text(piece))")
      if !isOneRecord(piece) { return }
      let again = ParserRun([Array(piece.dropLast())])
      #expect(again.output == piece, "\(text(line).debugDescription)")
    }
  }
}

/// Whether bytes are one line that is a JSON object in UTF-8 without repeated keys, with a message and a format, or an event.
private func isOneRecord(_ piece: [UInt8]) -> Bool {
  guard piece.last == 0x0A, piece.filter({ $0 == 0x0A }).count == 1,
    piece.withUnsafeBufferPointer({ isValidUTF8($0) }),
    let members = StrictJSON.members(of: Array(piece.dropLast()))
  else { return false }
  let keys = members.map { text(piece[$0.key]) }
  if keys.contains("event"), keys.contains("kind"), keys.contains("id") { return true }
  return Set(keys).count == keys.count && keys.contains("message") && keys.contains("format")
}

/// The value of a member of a record, as it stands there.
private func value(of key: String, in piece: [UInt8]) -> String? {
  StrictJSON.members(of: Array(piece.dropLast()))?.first { text(piece[$0.key]) == key }
    .map { text(piece[$0.value]) }
}

private func isValidUTF8(_ bytes: [UInt8]) -> Bool {
  bytes.withUnsafeBufferPointer { isValidUTF8($0) }
}

private let seedLines = [
  "<34>Mar 14 10:00:01 node-1 su[77]: failed for lonvick on /dev/pts/8", "<13>plain", "<13>",
  #"""
  <165>1 2026-03-14T10:00:15.003Z host.example.com evntslog 12 ID47 [ex@1 iut="3" s="\"]"] An \#
  event
  """#,
  #"<165>1 - - - - - - "#, "<0>1 2026-03-14T10:00:15Z h a - - - \u{FEFF}x",
  #"""
  time=2026-03-14T10:00:02.620Z level=info msg="say \"hi\"\n" sku=TIN-01 qty=49 ok=true \#
  dur=16.6ms
  """#,
  #"a=1 a=2 b= c="" d="\\" e=-0 f=01 g=1e5 h=1.5 trace_id=00000000000000000000000000000001"#,
  #"{"level":"info","time":1773482408610,"msg":"caf\u00e9 \ud83d\ude00","a":{"b":[1,2.50,null]}}"#,
  #"{"level":30,"ts":1773482408.610,"name":"api-7d9f8b6c5-x2x4k","n":null,"s":"\ud800","x":[{}]}"#,
  #"{"timestamp":"2026-03-14T10:00:08Z","message":"ours 17","format":"json","weight":3}"#,
  #"{"message":"a","cluster_id":"old","template":7,"message":"b \\ c"}"#, #"{"no":"message"}"#,
  "{}",
  #"{"trace_id":"4BF92F3577B34DA6A3CE929D0E0E4736","span_id":"1234567890123","parent_id":"0"}"#,
  #"{"mess\u0061ge":"x","level":"x","time":"y","service":7,"fields":{"a":1},"format":"z","why":1}"#,
  "timestamp,level,message", "2026-03-14T10:29:45.678Z,INFO,\"he said \"\"hi\"\", ok\"",
  "I0314 10:00:02.081067       1 cache.go:57] query cache miss key=f6ebffd7 size=556",
  "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}text grüße 😀", "\tat com.shop.Cart.get(Cart.java:42)",
  "", "   ", "{", "\"", "=", "a=", "a=b c", "@timestamp=x b=y",
  "2026-03-14 10:00:00 é ERROR \"q\" \\",
  #"192.0.2.2 - - [14/Mar/2026:10:00:02 +0000] "GET /a?b=c HTTP/2.0" 200 8736 "-" "Mozilla/5.0""#,
]
