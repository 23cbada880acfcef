import Lines

/// OpenTelemetry's six severities, least severe first.
public enum Level: UInt8, CaseIterable, Comparable, Sendable {
  case trace, debug, info, warn, error, fatal

  /// The word as it stands in a record.
  public var text: StaticString {
    switch self {
    case .trace: "TRACE"
    case .debug: "DEBUG"
    case .info: "INFO"
    case .warn: "WARN"
    case .error: "ERROR"
    case .fatal: "FATAL"
    }
  }

  /// The less severe of two is the smaller.
  public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

  /// The level that a whole word states, in any case: the usual names of loggers and of syslog.
  ///
  /// - Parameter word: Up to 13 letters; single letters are not words (see ``init(letter:)``).
  /// - Returns: Nil when the word is no level.
  public init?(word: UnsafeBufferPointer<UInt8>) {
    guard word.count >= 3, word.count <= 13 else { return nil }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for (index, byte) in word.enumerated() {
      let lower = byte | 0x20
      guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { return nil }
      if index < 8 { low = low << 8 | UInt64(lower) } else { high = high << 8 | UInt64(lower) }
    }
    guard let level = Self.named(low, high) else { return nil }
    self = level
  }

  /// The level of the words packed big-endian, the first eight letters in `low`.
  private static func named(_ low: UInt64, _ high: UInt64) -> Level? {
    for (name, level) in Self.words where name.low == low && name.high == high { return level }
    return nil
  }

  private static let words: [(name: (low: UInt64, high: UInt64), level: Level)] = {
    let table: [(StaticString, Level)] = [
      ("info", .info), ("error", .error), ("warn", .warn), ("warning", .warn), ("debug", .debug),
      ("trace", .trace), ("fatal", .fatal), ("notice", .info), ("err", .error), ("crit", .fatal),
      ("critical", .fatal), ("alert", .fatal), ("emerg", .fatal), ("emergency", .fatal),
      ("panic", .fatal), ("severe", .error), ("verbose", .trace), ("informational", .info),
      ("information", .info), ("inf", .info), ("wrn", .warn), ("dbg", .debug), ("ftl", .fatal),
      ("fine", .debug), ("finer", .trace), ("finest", .trace), ("config", .debug), ("log", .info),
      ("trc", .trace), ("vrb", .trace), ("failure", .error), ("dpanic", .fatal),
    ]
    return table.filter { $0.0.utf8CodeUnitCount <= 13 }.map { entry in
      var low: UInt64 = 0
      var high: UInt64 = 0
      for index in 0..<entry.0.utf8CodeUnitCount {
        let byte = UInt64(entry.0.utf8Start[index])
        if index < 8 { low = low << 8 | byte } else { high = high << 8 | byte }
      }
      return ((low, high), entry.1)
    }
  }()

  /// The level that a single letter states (`I`, `W`, `E`, …), upper case only.
  public init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "T"), UInt8(ascii: "V"): self = .trace
    case UInt8(ascii: "D"): self = .debug
    case UInt8(ascii: "I"), UInt8(ascii: "N"): self = .info
    case UInt8(ascii: "W"): self = .warn
    case UInt8(ascii: "E"): self = .error
    case UInt8(ascii: "F"), UInt8(ascii: "C"): self = .fatal
    default: return nil
    }
  }

  /// The level of a syslog severity, 0 (emergency) to 7 (debug), RFC 5424 section 6.2.1.
  public init?(syslogSeverity: Int) {
    switch syslogSeverity {
    case 0...2: self = .fatal
    case 3: self = .error
    case 4: self = .warn
    case 5, 6: self = .info
    case 7: self = .debug
    default: return nil
    }
  }
}
