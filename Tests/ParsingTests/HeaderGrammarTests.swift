import Lines
import Records
import Testing

@testable import Parsing

@Suite struct HeaderGrammarTests {
  @Test func `a header is read from the left up to the message`() {
    #expect(
      read("2024-01-15 10:30:45,123 ERROR [worker-3] payment-api - Connection timeout")
        == """
        stamp=2024-01-15 10:30:45,123 level=ERROR thread=worker-3 service=payment-api | \
        Connection timeout
        """
    )
  }

  @Test(arguments: [
    (
      "03-17 16:13:38.811  1702  2395 D WindowManager: lights on",
      "stamp=03-17 16:13:38.811 pid=1702 tid=2395 level=D logger=WindowManager | lights on"
    ),
    (
      "Jun 14 15:16:01 combo sshd(pam_unix)[19939]: authentication failure; logname= uid=0",
      """
      stamp=Jun 14 15:16:01 host=combo service=sshd(pam_unix) pid=19939 | authentication \
      failure; logname= uid=0
      """
    ),
    (
      "Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user webmaster",
      "stamp=Dec 10 06:55:46 host=LabSZ service=sshd pid=24200 | Invalid user webmaster"
    ),
    (
      "Jul  1 09:00:55 host-7 kernel: ARPT: 620701.011328: sleep",
      "stamp=Jul  1 09:00:55 host=host-7 service=kernel | ARPT: 620701.011328: sleep"
    ),
    (
      "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok /etc/x.properties",
      "stamp=Sun Dec 04 04:47:44 2005 level=notice | workerEnv.init() ok /etc/x.properties"
    ),
    (
      "[Mon Jan 15 10:30:45.123456 2024] [core:error] [pid 35:tid 140] AH00126: Invalid URI",
      "stamp=Mon Jan 15 10:30:45.123456 2024 level=core:error pid=35 | AH00126: Invalid URI"
    ),
    (
      "2015-07-29 17:41:41,648 - WARN  [Recv:QuorumCnxManager$RecvWorker@762] - Interrupting",
      """
      stamp=2015-07-29 17:41:41,648 level=WARN thread=Recv:QuorumCnxManager$RecvWorker@762 | \
      Interrupting
      """
    ),
    (
      "081109 203615 148 INFO dfs.DataNode$PacketResponder: PacketResponder 1 for block ends",
      """
      stamp=081109 203615 pid=148 level=INFO logger=dfs.DataNode$PacketResponder | \
      PacketResponder 1 for block ends
      """
    ),
    (
      "17/06/09 20:10:40 INFO executor.Backend: Registered signal handlers",
      "stamp=17/06/09 20:10:40 level=INFO logger=executor.Backend | Registered signal handlers"
    ),
    (
      "2017-05-16 00:00:00.008 25746 INFO nova.osapi.server [req-38 113 - -] GET /v2",
      """
      stamp=2017-05-16 00:00:00.008 pid=25746 level=INFO | nova.osapi.server [req-38 113 - -] \
      GET /v2
      """
    ),
    (
      "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579",
      "stamp=20171223-22:15:29:606 | Step_LSC|30002312|onStandStepChanged 3579"
    ),
    (
      "2016-09-28 04:30:30, Info                  CBS    Loaded Servicing Stack",
      "stamp=2016-09-28 04:30:30 level=Info | CBS    Loaded Servicing Stack"
    ),
    (
      """
      - 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 2005-06-03-15.42.50.363779 R02 RAS KERNEL \
      INFO parity error
      """,
      """
      stamp=1117838570 column=2005.06.03 column=R02-M1-N0-C:J12-U11 \
      stamp=2005-06-03-15.42.50.363779 column=R02 column=RAS column=KERNEL level=INFO | \
      parity error
      """
    ),
    (
      "I0214 01:02:03.000004 7 cache.go:57] query cache miss",
      "level=I stamp=0214 01:02:03.000004 pid=7 origin=cache.go:57 | query cache miss"
    ),
    (
      "2024/01/15 10:30:45 [error] 31#7: *12 open() failed",
      "stamp=2024/01/15 10:30:45 level=error pid=31 tid=7 | *12 open() failed"
    ),
    (
      "2024-01-15 10:30:45,123 - app.db - WARNING - slow query",
      "stamp=2024-01-15 10:30:45,123 logger=app.db level=WARNING | slow query"
    ),
    (
      "2024-01-15 10:30:45.123  INFO 7 --- [main] o.s.b.w.Server : Tomcat started",
      """
      stamp=2024-01-15 10:30:45.123 level=INFO pid=7 thread=main logger=o.s.b.w.Server | \
      Tomcat started
      """
    ),
    (
      "2024-01-15T10:30:45Z | WARN | app.main | late",
      "stamp=2024-01-15T10:30:45Z level=WARN | app.main | late"
    ),
    ("WARNING:root:Watch out!", "level=WARNING service=root | Watch out!"),
    ("ERROR 2024-01-15 10:30:45 broken", "level=ERROR stamp=2024-01-15 10:30:45 | broken"),
    ("2024-01-15 10:30:45 plain text", "stamp=2024-01-15 10:30:45 | plain text"),
    ("2022/02/01 01:04:14 12 files read", "stamp=2022/02/01 01:04:14 | 12 files read"),
    ("1705314645.123 INFO up", "stamp=1705314645.123 level=INFO | up"),
    (
      "10:30:45.123 [main] DEBUG c.e.App - x",
      "stamp=10:30:45.123 thread=main level=DEBUG logger=c.e.App | x"
    ),
    ("ERROR: no space left", "level=ERROR | no space left"),
    ("[ERROR] no space", "level=ERROR | no space"),
    ("2024-01-15 10:30:45 INFO", "stamp=2024-01-15 10:30:45 level=INFO | "),
    ("2024-01-15 10:30:45", "stamp=2024-01-15 10:30:45 | "),
  ])
  func `headers of every usual shape are read`(line: String, expected: String) {
    #expect(read(line) == expected)
  }

  @Test(arguments: [
    "plain text", "Error: no such file", "error: no such file", "Information about it", "x", "-",
    "[", "[]",
    "note: this is text", "user alice logged in from 10.0.0.1 port 22", "12 files read",
    "2024 was a year",
    "2024-01-15 was a day", "\tat com.shop.Cart.get(Cart.java:42)",
    "Caused by: java.io.IOException: x",
    "May 5 was a day", "2026-02-30 10:00:00 impossible", "(x) y", "{\"a\":1", "key=value", "://",
    "| a | b |",
    "Traceback (most recent call last):", "  File \"a.py\", line 7, in <module>", "#comment",
    "--- a/file",
  ])
  func `a line with neither stamp nor leading level has no header`(line: String) {
    #expect(read(line) == nil)
  }

  @Test(arguments: [
    "retry in 10 s: [connection refused] after 3 tries", "see also: foo [1], bar [2]",
    "time: 10:30:45 is late", "[x]y", "a[0]->b", "state (was: ok) changed",
    "it is - as said - fine",
    "failed to open /a/b: no such file", "\"quoted: text\" stays", "héllo: wörld",
    "100 % of disk ERROR prone",
    "user=root1 saw ERROR code", "id[7]: was INFO before", "x:1 INFO y",
  ])
  func `behind a name the message is left alone`(message: String) {
    #expect(
      read("Jan 15 10:30:45 web1 app[7]: " + message)
        == "stamp=Jan 15 10:30:45 host=web1 service=app pid=7 | " + message)
    #expect(
      read("2024-01-15 10:30:45 INFO [main] com.shop.Cart - " + message)
        == "stamp=2024-01-15 10:30:45 level=INFO thread=main logger=com.shop.Cart | " + message)
  }

  @Test(arguments: [
    "Retry in 10 s: [connection refused] after 3 tries", "failed: no such file",
    "time 10:30:45 is late",
    "it is - as said - fine", "state (was: ok) changed", "user=root1 saw ERROR code", "a, b and c",
    "connection from 10.0.0.1:80 closed", "loading module foo.bar from x",
  ])
  func `behind a level the message is left alone`(message: String) {
    #expect(
      read("2024-01-15 10:30:45 INFO " + message)
        == "stamp=2024-01-15 10:30:45 level=INFO | " + message)
  }

  @Test(arguments: [
    "plain words here", "it was ok, see",
    "it was ok - as said",
    "cannot open \"a: b\"", "a = b", "total of 7 errors",
  ])
  func `behind a stamp alone the message is left alone`(message: String) {
    #expect(read("2024-01-15 10:30:45 " + message) == "stamp=2024-01-15 10:30:45 | " + message)
  }

  @Test func `of two stamps the one that says most dates the line`() {
    let line = "1117838570 2005-06-03 x1 2005-06-03-15.42.50.363779 node7 INFO x"
    #expect(answer(to: Array(line.utf8))?.time?.description == "2005-06-03T15:42:50.363779")
    #expect(
      answer(to: Array("[10:00:00] [2024-01-15 11:00:00] x".utf8))?.time?.description
        == "2024-01-15T11:00:00")
  }

  @Test func `a stamp without a year before a host and a name is syslog`() {
    #expect(answer(to: Array("Jan 15 10:30:45 web1 app[7]: x".utf8))?.isSyslog == true)
    #expect(answer(to: Array("Jan 15 10:30:45 web1 app: x".utf8))?.isSyslog == true)
    #expect(answer(to: Array("2024-01-15 10:30:45 web1 app: x".utf8))?.isSyslog == false)
    #expect(answer(to: Array("Jan 15 10:30:45 app: x".utf8))?.isSyslog == false)
  }

  @Test func `no more than twelve parts are a header`() {
    let line = "2024-01-15 10:30:45 [a] [b] [c] [d] [e] [f] INFO x"
    #expect(answer(to: Array(line.utf8)).map { $0.parts.count <= HeaderForm.maximumParts } == true)
    let long = "2024-01-15 10:30:45 " + String(repeating: "[a] ", count: 300) + "x"
    #expect(answer(to: Array(long.utf8)).map { $0.parts.count <= HeaderForm.maximumParts } == true)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `parts stand in order within the line, and nothing beyond its slack is read`(seed: UInt64) {
    var generator = HeaderGenerator(seed: seed)
    let page = GuardedPage()
    var memory = HeaderMemory()
    for line in generator.pool(shapes: 20, each: 60) where line.count < 3_000 {
      page.with(line, slack: 65) { start, count in
        guard let form = memory.forms[Int(memory.read(start, count: count))] else { return }
        var end = 0
        for part in form.parts {
          let slice = memory.slice(part)
          #expect(slice.start >= end && slice.end >= slice.start && slice.end <= count)
          end = slice.end
        }
        let message = memory.messageStart(form.tokenCount)
        #expect(message >= end && message <= count)
        #expect(!form.parts.isEmpty)
      }
    }
  }
}

/// The parts of a line's header as `kind=text`, and the message; nil without a header.
private func read(_ line: String) -> String? {
  let bytes = Array(line.utf8)
  return answer(to: bytes).map { answer in
    answer.parts.map { "\($0.kind)=\($0.text)" }.joined(separator: " ") + " | "
      + text(bytes[answer.message...])
  }
}
