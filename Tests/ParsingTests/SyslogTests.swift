import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct SyslogTests {
  @Test func `a priority is facility and severity`() {
    #expect(priority("<30>x") == [3, 6, 4])
    #expect(priority("<0>x ") == [0, 0, 3])
    #expect(priority("<191>x") == [23, 7, 5])
    #expect(priority("<165>1 ") == [20, 5, 5])
  }

  @Test(arguments: [
    "<192>x", "<1000>x", "<>x", "<a>x", "<-1>x", "< 1>x", "<1x", "<", "<1", "<1>", "x<1>x",
  ])
  func `other texts are no priority`(line: String) { #expect(priority(line) == nil) }

  @Test(arguments: [
    (
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \u{FEFF}'su root' failed",
      #"""
      "timestamp":"2003-10-11T22:14:15.003Z","level":"FATAL","service":"su",\#
      "host":"mymachine.example.com","message":"'su root' failed","fields":{"facility":4,\#
      "severity":2,"msgid":"ID47"}
      """#
    ),
    (
      "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time",
      #"""
      "timestamp":"2003-08-24T12:14:15.000003Z","level":"INFO","service":"myproc",\#
      "host":"192.0.2.1","message":"%% It's time","fields":{"facility":20,"severity":5,\#
      "pid":8710}
      """#
    ),
    (
      #"""
      <165>1 2003-10-11T22:14:15.003Z h evntslog - ID47 [exampleSDID@32473 iut="3" \#
      eventSource="Application"][x@1 a="b"]
      """#,
      #"""
      "timestamp":"2003-10-11T22:14:15.003Z","level":"INFO","service":"evntslog","host":"h",\#
      "message":"","fields":{"facility":20,"severity":5,"msgid":"ID47",\#
      "structured_data":{"exampleSDID@32473":{"iut":"3","eventSource":"Application"},\#
      "x@1":{"a":"b"}}}
      """#
    ),
    (
      "<15>1 - - - - - -",
      #""level":"DEBUG","message":"","fields":{"facility":1,"severity":7}"#
    ),
    (
      #"<15>1 - - - x - [a b="\"\\\]\n]" c=""] m"#,
      #"""
      "level":"DEBUG","message":"m","fields":{"facility":1,"severity":7,"pid":"x",\#
      "structured_data":{"a":{"b":"\"\\]\\n]","c":""}}}
      """#
    ),
    (
      #"<15>1 - - - - - [o ip="1" n="x" ip="2\"" ip="1"][b c="" c=""] m"#,
      #"""
      "level":"DEBUG","message":"m","fields":{"facility":1,"severity":7,\#
      "structured_data":{"o":{"ip":["1","2\"","1"],"n":"x"},"b":{"c":["",""]}}}
      """#
    ),
    (
      #"<15>1 - - - - - [a b="1"][c][a][a b="2" b="3"] m"#,
      #"""
      "level":"DEBUG","message":"m","fields":{"facility":1,"severity":7,\#
      "structured_data":{"a":[{"b":"1"},{},{"b":["2","3"]}],"c":{}}}
      """#
    ),
    (
      "<15>1 - - - - - [a] - m",
      #"""
      "level":"DEBUG","message":"- m","fields":{"facility":1,"severity":7,\#
      "structured_data":{"a":{}}}
      """#
    ),
  ])
  func `messages of RFC 5424 are read`(line: String, expected: String) {
    #expect(record(line) == "{\(expected),\"format\":\"syslog-rfc5424\"}")
  }

  @Test(arguments: [
    "<15>1 - - - -", "<15>1 - - - - - ", "<15>1 - - - - - x", "<15>1 - - - - - [a b=\"c] m",
    "<15>1 - - - - - [a b=c] m", "<15>1 yesterday - - - - -", "<15>2 - - - - - -",
    "<15>1  - - - - -",
    "<15>1 - - - - - [a b=\"c\"", "<15>1 - - - - - [a", "<15>1 - - - - - [a b", "<15>1",
  ])
  func `other lines are not of RFC 5424`(line: String) {
    #expect(record(line).hasSuffix(#""format":"raw"}"#))
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `no key is written twice, and no value is lost`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var line = "<15>1 - - - - - "
    var elements: [(String, String)] = []
    for _ in 0..<random.number(1...6) {
      let parameters = (0..<random.number(0...40)).map {
        (random.pick(["a", "b", "c", "ab", "ba", "é", ""]), "\"v\($0)\"")
      }
      let id = random.pick(["x", "y", "x@1"])
      line += "[\(id)\(parameters.map { " \($0)=\($1)" }.joined())]"
      elements.append((id, object(parameters)))
    }
    #expect(record(line + " m").contains(",\"structured_data\":\(object(elements))},\"format\""))
  }

  @Test func `behind a priority a header of RFC 3164 is read`() {
    #expect(
      record("<13>Jan 15 10:30:45 web1 app[7]: x")
        == #"""
        {"timestamp":"2026-01-15T10:30:45Z","timestamp_inferred":"year","level":"INFO",\#
        "service":"app","host":"web1","message":"x","fields":{"facility":1,"severity":5,\#
        "pid":7},"format":"syslog-rfc3164"}
        """#
    )
  }

  @Test func `what is cut off is never read beyond its end`() {
    let page = GuardedPage()
    let line = Array(
      #"<165>1 2003-10-11T22:14:15.003Z host app 7 ID47 [ex@1 iut="3" s="\"]"][x y="z"] m"#.utf8)
    var syslog = Syslog5424()
    for count in 0...line.count {
      page.with(Array(line[..<count]), slack: 65) { start, count in
        var inference = YearInference(year: nil, now: Timestamp(nanoseconds: 0), zone: .utc)
        guard let priority = SyslogPriority(start, count: count) else { return }
        _ = syslog.match(start, count: count, priority, &inference)
      }
    }
  }

  private func priority(_ line: String) -> [Int]? {
    withLine(line) { start, count in
      SyslogPriority(start, count: count).map { [$0.facility, $0.severity, $0.end] }
    }
  }
}

/// The object of named values, those of one name as an array.
private func object(_ pairs: [(String, String)]) -> String {
  var names: [String] = []
  for (name, _) in pairs where !names.contains(name) { names.append(name) }
  let members = names.map { name in
    let values = pairs.filter { $0.0 == name }.map(\.1)
    return "\"\(name)\":" + (values.count == 1 ? values[0] : "[\(values.joined(separator: ","))]")
  }
  return "{\(members.joined(separator: ","))}"
}
