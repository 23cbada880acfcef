import Lines
import TestSupport
import Testing

@testable import Parsing

/// A record written from what earlier lines had in common is the one that a parser writes that has seen no other line.
@Suite struct KnownHeadersTests {
  @Test(arguments: [
    "Dec 10 06:55:46 web1 sshd[24200]: Failed password for root from 10.0.0.5",
    "2024-01-15 10:30:45,123 - INFO  [worker-7:Pool$1@77] - Got \"user\" 5",
    "- 1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.675872 R02-M1-N0 RAS KERNEL INFO cache 3",
    "<34>Oct 11 22:14:15 host su[12]: failed", "I0214 01:02:03.000004  1234 main.go:77] x",
    "081109 203615 148 INFO dfs.DataNode$1: block 5", "[2024-01-15 10:30:45] app.ERROR: x y",
    "12 Mar 2026 10:29:58.123 [tid 12] WARN a.b - c", "1705314645.123 55 open 7", "x 12 x",
    "2024/01/15 10:30:45 [error] 12#34: *5 open() failed",
    "03-17 16:13:38.811  1702  2395 D Tag: text", "2024-01-15 10:30:45 \t tab\u{8}12",
  ])
  func `other digits give the record of a fresh parser`(line: String) {
    var random = SeededGenerator(seed: 7)
    let bytes = Array(line.utf8)
    var lines = [bytes, bytes, bytes, bytes]
    for _ in 0..<300 { lines.append(changed(bytes, &random)) }
    let pieces = ParserRun(lines) { $0.year = 2024 }.pieces
    for (line, piece) in zip(lines, pieces) {
      #expect(text(piece) == text(ParserRun([line]) { $0.year = 2024 }.output), "\(text(line))")
    }
  }

  /// Found by the fuzzer: `>>>>` is one mark in front of a blank, and four of them in front of a word.
  @Test func `a run of marks that goes on behind what was learned is looked at`() {
    let high: [UInt8] = [255, 255, 255, 255, 255, 183, 255]
    let front =
      high + Array("ice    ".utf8) + [224, 222] + Array("2026-03-14 10:0".utf8)
      + [UInt8](repeating: UInt8(ascii: ">"), count: 64)
    let learned = front + Array("Orde>>>>1:00.5 x".utf8)
    let other =
      front + Array("  : ".utf8) + [168, 156, 17] + Array(",123".utf8) + [255, 255, 183]
      + Array("<ERRO\"level\":6-03-14 10:29:52.118  INFO 1 --- [nio-h34>1 5$z".utf8)
    let lines = [learned, learned, learned, other]
    var known = HeaderMemory()
    var fresh = HeaderMemory(remembers: false)
    for line in lines { #expect(answer(to: line, &known) == answer(to: line, &fresh)) }
  }

  /// The line with some of its digits changed, and now and then its end cut off.
  private func changed(_ line: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var line = line
    let rate = random.number(0...4)
    for index in line.indices where line[index] &- 48 < 10 && random.number(0...4) < rate {
      line[index] = UInt8(48 + random.number(0...9))
    }
    if random.number(0...9) == 0 { line.removeLast(random.number(0...line.count - 1)) }
    return line
  }
}
