import Testing

@testable import Records

@Suite struct LevelTests {
  @Test func `a word states its level in any case`() {
    #expect(level("ERROR") == .error)
    #expect(level("Warning") == .warn)
    #expect(level("informational") == .info)
    #expect(level("timeout") == nil)
  }

  @Test(arguments: [
    "INFO", "WARN", "ERROR", "DEBUG", "TRACE", "FATAL", "info", "Warn", "INFOX", "ERRO", "", "no",
    "warning", "ERROR\u{0}", "notice",
  ])
  func `a word in a record is read like any other`(word: String) {
    let bytes = Array(word.utf8) + [UInt8](repeating: 0x41, count: 8)
    bytes.withUnsafeBufferPointer {
      let word = UnsafeBufferPointer(rebasing: $0.dropLast(8))
      #expect(Level(recorded: word) == Level(word: word))
    }
  }

  @Test(
    arguments: [
      (.trace, ["trace", "trc", "verbose", "vrb", "finer", "finest"]),
      (.debug, ["debug", "dbg", "fine", "config"]),
      (.info, ["info", "inf", "notice", "log", "information", "informational"]),
      (.warn, ["warn", "warning", "wrn"]),
      (.error, ["error", "err", "severe", "failure"]),
      (
        .fatal,
        ["fatal", "ftl", "crit", "critical", "alert", "emerg", "emergency", "panic", "dpanic"]
      ),
    ] as [(Level, [String])])
  func `the words of loggers and of syslog have their level`(expected: Level, words: [String]) {
    for word in words {
      #expect(level(word) == expected, "\(word)")
      #expect(level(word.uppercased()) == expected, "\(word)")
      #expect(level(word.prefix(1).uppercased() + word.dropFirst()) == expected, "\(word)")
      #expect(level(word + "x") == nil || word == "fine", "\(word)")
    }
  }

  @Test(arguments: [
    "", "E", "er", "err1", "warn!", "[ERR", "error:", "in fo", "informationals", "errör", "e\0r",
    "EMERGENCYEMERGENCY", "w@rn", "`nfo", "{nfo",
  ])
  func `other texts are no level`(word: String) { #expect(level(word) == nil) }

  @Test func `each level is read from its own text`() {
    for expected in Level.allCases { #expect(level("\(expected.text)") == expected) }
  }

  @Test func `the levels are ordered by severity`() {
    #expect(Level.allCases == Level.allCases.sorted())
    #expect(Level.trace < .fatal && !(Level.warn < .warn))
  }

  @Test func `single letters are upper case`() {
    let letters: [(String, Level?)] = [
      ("T", .trace), ("V", .trace), ("D", .debug), ("I", .info), ("N", .info), ("W", .warn),
      ("E", .error), ("F", .fatal), ("C", .fatal), ("e", nil), ("X", nil), ("1", nil),
    ]
    for (letter, expected) in letters {
      #expect(letter.utf8.first.flatMap(Level.init(letter:)) == expected, "\(letter)")
    }
  }

  @Test func `severities of syslog run from emergency to debug`() {
    let expected: [Level?] = [.fatal, .fatal, .fatal, .error, .warn, .info, .info, .debug]
    #expect((0..<8).map(Level.init(syslogSeverity:)) == expected)
    #expect(Level(syslogSeverity: 8) == nil && Level(syslogSeverity: -1) == nil)
  }
}

private func level(_ word: String) -> Level? {
  var word = word
  return word.withUTF8 { Level(word: $0) }
}
