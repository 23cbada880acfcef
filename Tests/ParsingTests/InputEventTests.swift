import Testing

@testable import Parsing

/// What becomes of documents that tell of changes; the golden cases have whole ones.
@Suite struct InputEventTests {
  @Test(arguments: [
    ("Scaled up replica set a-5d to 1", "deploy"),
    ("Scaled up replica set a-5d from 0 to 1", "deploy"),
    ("Scaled up replica set a-5d to 1 from 0", "deploy"),
    ("Scaled up replica set a-5d to 5 from 3", "scale"),
    ("Scaled down replica set a-5d to 0 from 3", "scale"),
  ])
  func `a replica set that had no pods is a deploy`(message: String, kind: String) {
    #expect(record(event("ScalingReplicaSet", message)).contains("\"kind\":\"\(kind)\""))
  }

  @Test(arguments: [
    ("BackOff", "Back-off restarting failed container", "restart"),
    ("BackOff", "Back-off pulling image", "back_off"), ("Killing", "Stopping container", "restart"),
    ("FailedScheduling", "", "failed_scheduling"), ("OOMKilling", "", "oom"),
    ("DNSConfigForming", "", "dnsconfig_forming"),
    ("\\u0022,\\n", "", "other"), ("", "", "other"),
  ])
  func `a reason that is not known is a kind of its own`(
    reason: String, message: String, kind: String
  ) {
    #expect(record(event(reason, message)).contains(",\"kind\":\"\(kind)\""))
  }

  @Test func `an event passes as it is the second time`() {
    let first = record(event("Killing", "Stopping container api"))
    #expect(record(first) == first)
  }

  @Test func `an event with many keys, some twice, has each once and costs no square of them`() {
    let keys = (0..<40_000).map { "\"k\($0)\":1," }.joined()
    let line = #"{\#(keys)"k7":2,"pod":3,"\u0070od":4,"# + event("Killing", "").dropFirst()
    let found = record(line)
    #expect(found.contains(",\"k7\":2,\"k8\":1,") && !found.contains("\"k7\":1"))
    #expect(found.contains("\"\\u0070od\":4") && !found.contains("\"pod\""))
  }

  @Test(arguments: ["json", "raw"])
  func `with -f an event is what the user says`(format: String) {
    let found = record(event("Killing", "")) { $0.format = Format(rawValue: format) }
    #expect(found.hasSuffix("\"format\":\"\(format)\"}"), "\(found)")
  }

  @Test func `a list of which one item is no event is a record`() {
    let list = #"{"kind":"List","items":[\#(event("Killing", "")),{"kind":"Pod"}]}"#
    #expect(ParserRun([Array(list.utf8)]).records.count == 1)
    #expect(record(list).hasSuffix("\"format\":\"json\"}"))
  }

  @Test func `lines of a rollout history end with the first line that is none`() {
    let lines = ["statefulset.apps/db", "REVISION  CHANGE-CAUSE", "1  first", "text", "2  second"]
    let run = ParserRun(lines.map { Array($0.utf8) })
    #expect(run.counters.header == 2 && run.counters.isBalanced)
    #expect(run.records.filter { $0.contains("rollout-history") }.count == 1)
  }

  @Test func `a workload's name elsewhere is text`() {
    let run = ParserRun(
      ["ready", "deployment.apps/a", "deployment.apps/a created"].map { Array($0.utf8) })
    #expect(run.records.count == 3)
  }
}

private func event(_ reason: String, _ message: String) -> String {
  """
  {"apiVersion":"v1","kind":"Event","reason":"\(reason)","message":"\(message)","involvedObject":\
  {"kind":"Deployment","name":"a"},"lastTimestamp":"2026-03-14T10:00:00Z","type":"Normal"}
  """
}
