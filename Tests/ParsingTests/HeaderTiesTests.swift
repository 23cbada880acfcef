import Testing

@testable import Parsing

@Suite struct HeaderTiesTests {
  @Test(arguments: [
    ("2026-03-01 10:00:00 see [1] there", "see [1] there"),
    ("2026-03-01 10:00:00 it failed: no such file", "it failed: no such file"),
    ("2026-03-01 10:00:00 could not open: no such file", "could not open: no such file"),
    ("2026-03-01 10:00:00 a step - as said", "a step - as said"),
    ("10:00:00 INFO retry: attempt 3", "retry: attempt 3"),
    ("2026-03-01 10:00:00 web1 app: up", "up"), ("Mar  1 10:00:00 combo app: up", "up"),
    ("10:00:00 INFO Retry: attempt 3", "attempt 3"), ("10:00:00 retry: attempt 3", "attempt 3"),
    ("2026-03-01 10:00:00 [7] u@d STATEMENT:  select", "STATEMENT:  select"),
    ("2026-03-01 10:00:00 see STATEMENT: x", "see STATEMENT: x"),
  ])
  func `on the first line the shape of the words decides`(line: String, message: String) {
    #expect(messages([line]) == [message])
  }

  @Test func `a level or a process behind it ends all doubt`() {
    #expect(messages(["2026-03-01 10:00:00 see [1] ERROR there"]) == ["there"])
    #expect(messages(["2026-03-01 10:00:00 combo app[7]: up"]) == ["up"])
    #expect(messages(["2026-03-01 10:00:00 root - INFO - up"]) == ["up"])
  }

  @Test(arguments: [
    ("10:00:00 INFO started up", "10:00:00 INFO Retry: attempt 3", "Retry: attempt 3"),
    ("10:00:00 INFO shop.Cart: up", "10:00:00 INFO retry: attempt 3", "attempt 3"),
    ("10:00:00 INFO shop.Cart - up", "10:00:00 INFO Retry - again", "again"),
    ("10:00:00 INFO started up", "10:00:00 INFO Retry - again", "Retry - again"),
    ("10:00:00 started up", "10:00:00 retry: attempt 3", "retry: attempt 3"),
    ("10:00:00 started up", "10:00:00 web1 app: attempt 3", "web1 app: attempt 3"),
    ("10:00:00 combo sshd[7]: up", "10:00:00 combo kernel: attempt 3", "attempt 3"),
    ("10:00:00 combo INFO up", "10:00:00 see [1] there", "there"),
    ("10:00:00 a.exe - up", "10:00:00 a.exe *64 - closed", "closed"),
    ("10:00:00 [7] user ERROR: x", "10:00:00 [7] user STATEMENT: y", "STATEMENT: y"),
  ])
  func `four lines of one kind decide`(earlier: String, line: String, message: String) {
    let found = messages([String](repeating: earlier, count: 4) + [line])
    #expect(found.last == message)
    #expect(messages([earlier, earlier, earlier, line]).last == messages([line]).last)
  }

  @Test func `a few odd lines turn nothing`() {
    let loggers = [String](repeating: "10:00:00 INFO shop.Cart: up", count: 40)
    let plain = [String](repeating: "10:00:00 INFO started up", count: 40)
    #expect(messages(loggers + plain.prefix(15) + ["10:00:00 INFO retry: x"]).last == "x")
    #expect(messages(plain + loggers.prefix(15) + ["10:00:00 INFO Retry: x"]).last == "Retry: x")
  }

  @Test func `names that look like header speak for themselves`() {
    let lines = (0..<40).map { $0 % 5 == 0 ? "10:00:00 INFO started up" : "10:00:00 INFO Main: x" }
    #expect(messages(lines).filter { $0 == "Main: x" }.isEmpty)
  }

  @Test func `other leading parts are other lines`() {
    let plain = [String](repeating: "10:00:00 INFO started up", count: 40)
    #expect(messages(plain + ["10:00:00 INFO [main] Retry: x"]).last == "x")
    #expect(messages(plain + ["2026-03-01 10:00:00 INFO Retry: x"]).last == "x")
  }

  @Test func `a stream that changes changes its decision, and the answers of before are forgotten`()
  {
    let stream = Stream()
    stream.read("10:00:00 INFO started up", times: 4)
    #expect(stream.memory.generation == 1)
    #expect(stream.message("10:00:00 INFO Retry: x") == "Retry: x")
    stream.read("10:00:00 INFO shop.Cart: up", times: 64)
    #expect(stream.memory.generation == 2)
    #expect(stream.message("10:00:00 INFO Retry: x") == "x")
    stream.read("10:00:00 INFO shop.Cart: up", times: 5_000)
    #expect(stream.memory.generation == 2)
  }

  @Test func `another input begins without a decision`() {
    let stream = Stream()
    stream.read("10:00:00 INFO started up", times: 10)
    stream.memory.beginInput()
    #expect(stream.message("10:00:00 INFO Retry: x") == "x")
  }

  @Test func `too many kinds of leading parts start the counts anew`() {
    var ties = HeaderTies()
    var changed: [Bool] = []
    for place in 0...UInt32(HeaderTies.maximumPlaces) {
      ties.count([HeaderVote(place: place, column: nil)], lines: 10)
      if place == 0 { changed.append(ties.review()) }
    }
    let tie = HeaderTie(column: .name, place: 0, token: 0, looksLikeHeader: true)
    #expect(!ties.settle(tie).isHeader)
    changed.append(ties.review())
    #expect(ties.settle(tie).isHeader)
    changed.append(ties.review())
    #expect(changed == [true, true, false])
  }

  @Test func `why says what a tie was taken for, and what decided`() {
    let plain = [String](repeating: "10:00:00 INFO started up", count: 4)
    let lines = ["10:00:00 INFO Retry: x"] + plain + ["10:00:00 INFO Retry: x"]
    let records = ParserRun(lines.map { Array($0.utf8) }) { $0.explained = 10 }.records
    #expect(records[0].contains(#","tie":{"at":14,"part":"header","by":"shape"}}"#))
    #expect(!records[1].contains(#""tie""#))
    #expect(records[5].contains(#","tie":{"at":14,"part":"message","by":"earlier lines"}}"#))
  }
}

/// The messages of the lines of a stream.
private func messages(_ lines: [String]) -> [String] {
  let stream = Stream()
  return lines.map(stream.message)
}

/// A memory and the lines that it has seen.
private final class Stream {
  var memory = HeaderMemory()

  func message(_ line: String) -> String {
    let bytes = Array(line.utf8)
    return answer(to: bytes, &memory).map { text(bytes[$0.message...]) } ?? "no header"
  }

  func read(_ line: String, times: Int) {
    for _ in 0..<times { _ = message(line) }
  }
}
