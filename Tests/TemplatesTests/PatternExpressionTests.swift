import Patterns
import TestSupport
import Testing

@testable import Templates

@Suite struct PatternExpressionTests {
  @Test func `places are groups, blanks are alike, and marks are escaped`() throws {
    var mine = try Mine()
    mine.observe("disk (sda-1) is  91% full")
    let line = mine.lines(.regex)[0]
    #expect(line.hasPrefix(#"^disk\s+\("#))
    #expect(line.hasSuffix(#"\)\s+is\s+([-+]?\d[\d.]*%)\s+full$"#))
    try expectMatch(line, "disk (sdb-20) is 7% full", true)
    try expectMatch(line, "disk () is 7% full", true)
    try expectMatch(line, "disk (sda1) is 7% full!", false)
    try expectMatch(line, "disk (sda1) is seven full", false)
  }

  @Test func `grok patterns name their places`() throws {
    var mine = try Mine()
    mine.observe("moved 3 files to 10.0.0.7 in 12 ms, 7 left at 100%")
    let id = mine.miner.id(of: mine.miner.liveSlots[0]).text.uppercased()
    #expect(
      mine.lines(.grok) == [
        "LOGLINE_\(id) ^moved\\s+%{LOGLINE_NUM:num}\\s+files\\s+to\\s+%{LOGLINE_IP:ip}\\s+in\\s+"
          + "%{LOGLINE_DURATION:duration},\\s+%{LOGLINE_NUM:num2}\\s+left\\s+at\\s+%{LOGLINE_PERCENT:percent}$"
      ])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `messages match the expressions of their patterns`(seed: UInt64) throws {
    var log = LogGenerator(seed: seed)
    var messages = MessageGenerator(seed: seed)
    var all: [[UInt8]] = []
    for _ in 0..<150 {
      let pair = log.pair()
      all += [Array(pair.plain.utf8), Array(pair.redacted.utf8), messages.message()]
    }
    // A placeholder of a kind that redaction does not write is a value, but none that the expression knows.
    try check(all.filter { $0.allSatisfy { $0 >= 0x20 } && !text($0).contains("<NUM>") })
  }

  /// Holds messages against the expressions of what a miner has learned from all of them.
  private func check(_ messages: [[UInt8]]) throws {
    var mine = try Mine()
    for message in messages { mine.observe(message) }
    var patterns: [Int: (String, String)] = [:]
    for message in messages {
      let slot = mine.observe(message)
      let row = mine.miner.row(of: slot)
      let lines =
        patterns[slot]
        ?? (
          PatternExpression.line(row, names: [], form: .regex),
          expanded(PatternExpression.line(row, names: [], form: .grok))
        )
      patterns[slot] = lines
      try expectMatch(lines.0, text(message), true)
      try expectMatch(lines.1, text(message), true)
    }
  }

  /// A line of grok as a regular expression.
  private func expanded(_ line: String) -> String {
    var expression = String(line.drop { $0 != "^" })
    for definition in PatternExpression.definitions(names: []) {
      let parts = definition.split(separator: " ", maxSplits: 1)
      while let start = expression.firstRange(of: "%{\(parts[0]):") {
        let rest = expression[start.upperBound...]
        let end = rest.firstIndex(of: "}") ?? rest.endIndex
        expression.replaceSubrange(start.lowerBound...end, with: "(\(parts[1]))")
      }
    }
    return expression
  }

  private func expectMatch(_ expression: String, _ message: String, _ expected: Bool) throws {
    let pattern = try Pattern(expression, matchLimit: 50_000_000)
    let bytes = Array(message.utf8) + [UInt8](repeating: 0, count: 64)
    let found = bytes.withUnsafeBufferPointer { bytes in
      pattern.match(bytes.baseAddress.unsafelyUnwrapped, count: message.utf8.count, from: 0) != nil
    }
    #expect(found == expected, "\(message)\n\(expression)")
  }
}

extension Mine {
  fileprivate func lines(_ form: PatternExpression.Form) -> [String] {
    miner.liveSlots.map { PatternExpression.line(miner.row(of: $0), names: [], form: form) }
  }
}
