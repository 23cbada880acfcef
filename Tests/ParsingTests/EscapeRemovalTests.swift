import Lines
import TestSupport
import Testing

@testable import Parsing

@Suite struct EscapeRemovalTests {
  @Test func `colours go, text stays`() {
    #expect(removed("\u{1B}[1;31mred\u{1B}[0m text") == "red text")
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("\u{1B}", ""), ("a\u{1B}", "a"), ("\u{1B}[", ""),
    ("\u{1B}[31", ""),
    ("\u{1B}[31mx", "x"), ("\u{1B}[?25lx", "x"), ("\u{1B}[2Kx", "x"), ("\u{1B}[38;5;1mx", "x"),
    ("\u{1B}[1 qx", "x"), ("\u{1B}]0;title\u{7}x", "x"), ("\u{1B}]8;;http://a\u{1B}\\x", "x"),
    ("\u{1B}]0;title", "0;title"), ("\u{1B}(Bx", "x"), ("\u{1B}7x\u{1B}8", "x"), ("\u{1B}cx", "x"),
    ("\u{1B}\u{1B}[31mx", "x"), ("\u{1B}[31éx", "éx"), ("\u{1B}éx", "éx"), ("\u{1B}[é", "é"),
    ("\u{1B}]é\u{7}x", "x"), ("é\u{1B}[0m😀", "é😀"), ("\u{1B}]0;a\u{1B}[31mx", "x"),
    ("\u{1B}\tx", "\tx"),
    ("[31m", "[31m"), ("a\u{7}b", "a\u{7}b"),
  ])
  func `sequences of ECMA-48 are removed`(line: String, expected: String) {
    #expect(removed(line) == expected)
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `text stays UTF-8, and is never more than what stood there`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}(", "m", "31", ";", "\u{7}", "\u{1B}\\", "é", "😀", " ",
      "text",
      "[", "?", "\u{7F}", "\u{9B}", "\u{1B}[0m", "K", "\t", String(repeating: "é", count: 200),
    ]
    for _ in 0..<300 {
      let line = Array((0..<random.number(0...9)).map { _ in random.pick(pieces) }.joined().utf8)
      let kept = line.withUnsafeBufferPointer { removingEscapes($0) }
      #expect(kept.withUnsafeBufferPointer { isValidUTF8($0) }, "\(text(line).debugDescription)")
      #expect(!kept.contains(0x1B))
      var rest = line[...]
      for byte in kept {
        guard let place = rest.firstIndex(of: byte) else {
          Issue.record("\(text(line).debugDescription) gave \(text(kept).debugDescription)")
          return
        }
        rest = rest[(place + 1)...]
      }
      if !line.contains(0x1B) { #expect(kept == line) }
    }
  }

  private func removed(_ line: String) -> String {
    text(Array(line.utf8).withUnsafeBufferPointer { removingEscapes($0) })
  }
}
