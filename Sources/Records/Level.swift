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

  /// The word as eight bytes, the first in the lowest, zeros behind it.
  @inline(__always)
  public var packed: UInt64 {
    switch self {
    case .trace: 0x45_4341_5254
    case .debug: 0x47_5542_4544
    case .info: 0x4F46_4E49
    case .warn: 0x4E52_4157
    case .error: 0x52_4F52_5245
    case .fatal: 0x4C_4154_4146
    }
  }

  /// The level of a word in a record, where it mostly is as we write it.
  ///
  /// - Parameter word: With eight readable bytes.
  @inline(__always)
  init?(recorded word: UnsafeBufferPointer<UInt8>) {
    if let start = word.baseAddress, word.count == 4 || word.count == 5 {
      switch packedWord(start, count: word.count) {
      case Level.info.packed: self = .info
      case Level.warn.packed: self = .warn
      case Level.error.packed: self = .error
      case Level.debug.packed: self = .debug
      default: self.init(word: word)
      }
    } else {
      self.init(word: word)
    }
  }

  /// The less severe of two is the smaller.
  public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

  /// The level that a whole word states, in any case: the usual names of loggers and of syslog.
  ///
  /// Nil when the word is no level. Single letters are no words: see ``init(letter:)``.
  @inline(__always)
  public init?(word: UnsafeBufferPointer<UInt8>) {
    guard word.count >= 3, word.count <= 13 else { return nil }
    var packed: UInt64 = 0
    for index in 0..<min(word.count, 8) {
      let letter = word[index] | 0x20
      guard letter &- 97 < 26 else { return nil }
      packed = packed &<< 8 | UInt64(letter)
    }
    guard let level = word.count <= 8 ? Self.short(packed) : Self.long(word) else { return nil }
    self = level
  }

  /// The level of up to eight letters, packed big-endian in lower case.
  private static func short(_ word: UInt64) -> Level? {
    switch word {
    case 0x0074_7261_6365: .trace  // trace
    case 0x0076_6572_626F_7365: .trace  // verbose
    case 0x0066_696E_6572: .trace  // finer
    case 0x6669_6E65_7374: .trace  // finest
    case 0x0074_7263: .trace  // trc
    case 0x0076_7262: .trace  // vrb
    case 0x0064_6562_7567: .debug  // debug
    case 0x0064_6267: .debug  // dbg
    case 0x6669_6E65: .debug  // fine
    case 0x636F_6E66_6967: .debug  // config
    case 0x696E_666F: .info  // info
    case 0x6E6F_7469_6365: .info  // notice
    case 0x0069_6E66: .info  // inf
    case 0x006C_6F67: .info  // log
    case 0x7761_726E: .warn  // warn
    case 0x0077_6172_6E69_6E67: .warn  // warning
    case 0x0077_726E: .warn  // wrn
    case 0x0065_7272_6F72: .error  // error
    case 0x0065_7272: .error  // err
    case 0x7365_7665_7265: .error  // severe
    case 0x0066_6169_6C75_7265: .error  // failure
    case 0x0066_6174_616C: .fatal  // fatal
    case 0x6372_6974: .fatal  // crit
    case 0x6372_6974_6963_616C: .fatal  // critical
    case 0x0061_6C65_7274: .fatal  // alert
    case 0x0065_6D65_7267: .fatal  // emerg
    case 0x0070_616E_6963: .fatal  // panic
    case 0x0066_746C: .fatal  // ftl
    case 0x6470_616E_6963: .fatal  // dpanic
    default: nil
    }
  }

  /// The level of the longer words.
  private static func long(_ word: UnsafeBufferPointer<UInt8>) -> Level? {
    switch String(decoding: word, as: UTF8.self).lowercased() {
    case "information", "informational": .info
    case "emergency": .fatal
    default: nil
    }
  }

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
