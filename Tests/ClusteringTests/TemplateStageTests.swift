import Records
import Testing

@testable import Clustering

@Suite struct TemplateStageTests {
  @Test func `a record gets the id and the template of its cluster`() throws {
    let run = try Run(.records, [#"{"level":"INFO","message":"took 7 ms"}"#])
    let id = member(.clusterID, of: run.lines[0]) ?? ""
    #expect(
      run.lines == [
        #"{"level":"INFO","message":"took 7 ms","cluster_id":"\#(id)","template":"took <DURATION>"}"#
      ])
    #expect(run.counters.isBalanced && run.counters.jit != nil)
  }

  @Test(arguments: [
    #"{"a":1}"#, #"{"message":7}"#, #"{"message":null,"template":"x"}"#, "{}",
    #"{"message":["took 7 ms"]}"#,
  ])
  func `a record without a message passes as it is`(record: String) throws {
    let run = try Run(.records, [record], parameters: true, explained: 1)
    #expect(run.output == record + "\n" && run.counters.noMessage == 1 && run.counters.isBalanced)
    let summary = try Run(.summary, [record])
    #expect(summary.output.isEmpty && summary.counters.consumed == 1 && summary.counters.isBalanced)
  }

  @Test func `an empty message has a cluster too`() throws {
    let run = try Run(.records, [#"{"message":""}"#], parameters: true)
    #expect(run.output.contains(#""template":"","params":[]}"#))
  }

  @Test(arguments: [
    (#","weight":5"#, 5), (#","repeat":3"#, 3), (#","weight":5,"repeat":3"#, 5),
    (#","weight":0"#, 1),
    (#","weight":-4"#, 1), (#","weight":"5""#, 1), (#","weight":null"#, 1), (#","weight":1.5"#, 1),
    (#","weight":99999999999999999999"#, 1), (#","weight":9000000000000000000"#, 1 << 40),
  ])
  func `a record counts as the lines it stands for`(members: String, count: Int) throws {
    let run = try Run(.summary, [#"{"message":"m"\#(members)}"#])
    #expect(run.output.contains("\"count\":\(count),\"share\":1.0000"))
  }

  @Test func `very heavy records do not overflow a sum`() throws {
    let line =
      #"{"message":"m","weight":9000000000000000000,"level":"INFO","timestamp":"2024-01-15T10:30:45Z"}"#
    let run = try Run(.summary, Array(repeating: line, count: 2_000))
    #expect(run.output.contains("\"count\":\(2_000 << 40),\"share\":1.0000"))
  }

  @Test func `the stage's own keys are replaced in place`() throws {
    let run = try Run(
      .records, [#"{"template":"old","message":"took 7 ms","cluster_id":1,"params":[],"x":2}"#],
      parameters: true)
    let id = member(.clusterID, of: run.lines[0]) ?? ""
    #expect(
      run.lines == [
        #"{"template":"took <DURATION>","message":"took 7 ms","cluster_id":"\#(id)","params":["7 ms"],"x":2}"#
      ])
  }

  @Test func `what has been clustered is clustered to the same`() throws {
    let lines = ["took 7 ms", "a \"b\" \\ c", "user=root from 10.0.0.7", "", "é \u{1} 7"]
    for parameters in [false, true] {
      let once = try Run(.records, lines.dropLast(2).map { $0 }, parameters: parameters)
      #expect(try Run(.records, once.lines, parameters: parameters).output == once.output)
    }
  }

  @Test(arguments: [
    ("took 7 ms at 10.0.0.7", #"["7 ms","10.0.0.7"]"#), ("a b", "[]"),
    (#"say "a \\ b""#, #"["a \\\\ b"]"#),
    ("a=\u{1}7", #"["7"]"#), ("user=é\u{7f}😀", "[\"é\u{7f}😀\"]"), ("x=é say \"b\" f()", "[]"),
  ])
  func `parameters are what stood in the template's places`(message: String, expected: String)
    throws
  {
    let run = try Run(.records, [message], parameters: true)
    #expect(isJSONObject(run.lines[0]))
    #expect(member(.params, of: run.lines[0]) == expected)
  }

  @Test func `a place that has become a placeholder has a parameter, though it be empty`() throws {
    let run = try Run(
      .records, ["tty=ssh f() 7", "tty= f() 8", "tty=ftp f(1) 9"], parameters: true)
    #expect(
      run.lines.map { member(.template, of: $0) } == [
        "tty=ssh f() <NUM>", "tty=<*> f() <NUM>", "tty=<*> f(<NUM>) <NUM>",
      ])
    #expect(
      run.lines.map { member(.params, of: $0) } == [
        #"["7"]"#, #"["","8"]"#, #"["ftp","1","9"]"#,
      ])
    #expect(Set(run.lines.map { member(.clusterID, of: $0) }).count == 1)
  }

  @Test func `messages with escapes are read decoded`() throws {
    let run = try Run(
      .records, [#"{"message":"t\u006fok 7\u0020ms \"a\\nb\" \ud83d\ude00"}"#], parameters: true)
    #expect(member(.template, of: run.lines[0]) == #"took <DURATION> \"<STR>\" 😀"#)
    #expect(member(.params, of: run.lines[0]) == #"["7 ms","a\\nb"]"#)
  }

  @Test func `merge events tell which id another one is now`() throws {
    let lines = ["a", "b", "c", "d", "e", "f", "g"].map { "stopped the pool web_\($0)" }
    let run = try Run(.records, lines, merges: true)
    let events = run.lines.filter { $0.hasPrefix(#"{"event""#) }
    let ids = run.lines.filter { !events.contains($0) }.compactMap { member(.clusterID, of: $0) }
    let smallest = ids.prefix(6).min() ?? ""
    #expect(events.count == 5 && run.counters.events == 5 && run.counters.isBalanced)
    let beforeMerging = ids.prefix(5)
    #expect(
      ids.count == 7 && ids[6] == ids[5] && beforeMerging.allSatisfy { $0 >= ids[5] }
        && smallest == ids[5])
    for event in events {
      #expect(
        isJSONObject(event) && member(.id, of: event) == ids[5]
          && member(.kind, of: event) == "alias")
      let from = part("\"from\":\"", ["\""], of: event) ?? ""
      #expect(from > ids[5] && part("\"into\":\"", ["\""], of: event) == ids[5])
    }
    // The record that made them one leaves with the new template.
    #expect(run.lines.suffix(2).allSatisfy { member(.template, of: $0) == "stopped the pool <*>" })
    #expect(try !Run(.records, lines).output.contains("event"))
  }

  @Test func `merge events of a run pass through the next one`() throws {
    let lines = ["a", "b", "c", "d", "e", "f"].map { "stopped the pool web_\($0)" }
    let run = try Run(.records, lines, merges: true)
    let again = try Run(.records, run.lines)
    #expect(again.counters.eventsRead == 5 && again.counters.isBalanced)
  }

  @Test func `the first records say why`() throws {
    let run = try Run(.records, ["took 7 ms", "took 8 ms", "took 9 ms"], explained: 2)
    #expect(run.lines.allSatisfy(isJSONObject))
    #expect(run.lines.map { member(.why, of: $0) != nil } == [true, true, false])
    #expect(
      member(.why, of: run.lines[1])
        == """
        {"branch":"known","reason":"a pattern has this row of words and places",\
        "tokens":[{"at":0,"text":"took","type":"word"},{"at":5,"text":"8 ms","type":"<DURATION>"}]}
        """)
  }

  @Test func `a summary has as many objects as asked for`() throws {
    let lines = ["a b", "a b", "c d", "e f"]
    #expect(try Run(.summary, lines, listing: SummaryListing(top: 1)).lines.count == 1)
    let run = try Run(.summary, lines)
    #expect(run.lines.count == 3 && run.counters.consumed == 4 && run.counters.isBalanced)
    #expect(
      run.counters.own.map(\.name) == [
        "clusters", "evicted_clusters", "evicted_lines", "forgotten_words",
        "summaries",
      ])
    #expect(run.counters.own.map(\.value) == [3, 0, 0, 0, 3])
  }

  @Test func `evicted lines are reported`() throws {
    let lines = (0..<100).map { String(repeating: "x ", count: $0 + 1) }
    let run = try Run(.summary, lines, maximumClusters: 8)
    let own = Dictionary(uniqueKeysWithValues: run.counters.own.map { ($0.name, $0.value) })
    let told = run.lines.compactMap { part("\"count\":", [","], of: $0).flatMap { Int($0) } }
      .reduce(0, +)
    #expect(told + (own["evicted_lines"] ?? 0) == 100 && (own["clusters"] ?? 9) <= 8)
  }
}
