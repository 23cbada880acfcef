import Lines
import Platform
import Records

/// Maps any JSON object to our record: the usual names of time, level, message, service and trace id are understood,
/// everything else goes into `fields` as raw bytes and in order.
struct JSONMapping: ~Copyable {
  private let roles = SourceRole.table()
  private let stamps = StampReader()
  private var fields = OutputBuffer(descriptor: -1)
  private var text = OutputBuffer(descriptor: -1)
  /// The member that plays each role, and the rank of its name.
  private var players: InlineArray<10, Int32> = InlineArray(repeating: -1)
  private var ranks: InlineArray<10, UInt8> = InlineArray(repeating: 0xFF)

  /// What the object at `start`, which `scanner` has just accepted, says.
  mutating func map(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner,
    _ inference: inout YearInference
  ) -> ParsedRecord {
    let members =
      scanner.hasDuplicateKeys ? scanner.effectiveMembers() : nil
    let count = members?.count ?? scanner.count
    for role in 0..<10 {
      players[role] = -1
      ranks[role] = 0xFF
    }
    for position in 0..<count {
      cast(start, scanner, Int32(members?[position] ?? position))
    }
    var record = ParsedRecord()
    setTime(start, scanner, &record, &inference)
    setLevel(start, scanner, &record)
    record.message = string(.message, start, scanner)
    record.service = string(.service, start, scanner)
    record.host = string(.host, start, scanner)
    record.version = string(.version, start, scanner)
    record.region = string(.region, start, scanner)
    record.traceID = string(.traceID, start, scanner)
    record.spanID = string(.spanID, start, scanner)
    record.parentSpanID = string(.parentSpanID, start, scanner)
    fields.clear()
    for position in 0..<count {
      addField(start, scanner, Int32(members?[position] ?? position))
    }
    record.fields = fields.pending
    if record.message == nil { record.message = spelledOut(start, scanner, members) }
    return record
  }

  /// Gives a member the role that its name asks for, unless one with a better name has it.
  @inline(__always)
  private mutating func cast(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner, _ index: Int32
  ) {
    let member = scanner[Int(index)]
    let size = Int(member.keyEnd - member.keyStart)
    let found = roles.find(start + Int(member.keyStart), count: size)
    guard
      let code = found
        ?? (scanner.hasEscapedKeys ? code(escaped: start + Int(member.keyStart), size) : nil)
    else { return }
    let role = Int(code & 15)
    let rank = code >> 4
    guard rank < ranks[role], Self.suits(role, start[Int(member.valueStart)]) else { return }
    ranks[role] = rank
    players[role] = index
  }

  /// The role and rank of a key whose letters may be escaped.
  @inline(never)
  private mutating func code(escaped key: UnsafePointer<UInt8>, _ size: Int) -> UInt8? {
    let name = decodeJSONString(UnsafeBufferPointer(start: key, count: size))
    let padded = name + [UInt8](repeating: 0, count: 16)
    return padded.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { roles.find($0, count: name.count) }
    }
  }

  /// Whether a value that begins with this byte can play a role: strings can, numbers are times and levels too.
  @inline(__always)
  private static func suits(_ role: Int, _ first: UInt8) -> Bool {
    if first == UInt8(ascii: "\"") { return true }
    let isNumber = first &- 48 < 10
    return isNumber
      && (role == Int(SourceRole.time.rawValue) || role == Int(SourceRole.level.rawValue))
  }

  private mutating func addField(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner, _ index: Int32
  ) {
    for role in 0..<10 where players[role] == index { return }
    let member = scanner[Int(index)]
    if fields.count > 0 { fields.append(UInt8(ascii: ",")) }
    let from = Int(member.keyStart) - 1
    fields.append(start + from, count: Int(member.valueEnd) - from)
  }

  /// The text of the member that plays a role.
  ///
  /// (It changes nothing; a method that says so would be called with a copy of the mapping.)
  @inline(__always)
  private mutating func value(
    _ role: SourceRole, _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner
  ) -> (text: SourceText, isString: Bool)? {
    let index = Int(players[Int(role.rawValue)])
    guard index >= 0 else { return nil }
    let member = scanner[index]
    let isString = start[Int(member.valueStart)] == UInt8(ascii: "\"")
    let quote = isString ? 1 : 0
    let text = SourceText(
      start: start + Int(member.valueStart) + quote,
      count: Int(member.valueEnd - member.valueStart) - 2 * quote, isEscaped: true)
    return (text, isString)
  }

  @inline(__always)
  private mutating func string(
    _ role: SourceRole, _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner
  ) -> SourceText? {
    value(role, start, scanner)?.text
  }

  private mutating func setTime(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner, _ record: inout ParsedRecord,
    _ inference: inout YearInference
  ) {
    guard let (text, _) = value(.time, start, scanner) else { return }
    if !record.setTime(text, stamps, &inference) {
      // Not a time that we know: it stays in `fields` as it is.
      players[Int(SourceRole.time.rawValue)] = -1
    }
  }

  private mutating func setLevel(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner, _ record: inout ParsedRecord
  ) {
    guard let (text, isString) = value(.level, start, scanner) else { return }
    record.level = isString ? Level(stated: text.bytes) : Level(number: text.bytes)
    if record.level == nil {
      players[Int(SourceRole.level.rawValue)] = -1
    } else {
      record.levelText = text
    }
  }

  /// A message for an object without one: its fields as `key=value`, so that it can be read and clustered.
  private mutating func spelledOut(
    _ start: UnsafePointer<UInt8>, _ scanner: borrowing JSONScanner, _ members: [Int]?
  ) -> SourceText {
    text.clear()
    for position in 0..<(members?.count ?? scanner.count) {
      let index = members?[position] ?? position
      if players.contains(Int32(index)) { continue }
      let member = scanner[index]
      if text.count > 0 { text.append(UInt8(ascii: " ")) }
      text.append(
        start + Int(member.keyStart), count: Int(member.keyEnd - member.keyStart))
      text.append(UInt8(ascii: "="))
      let value = start + Int(member.valueStart)
      let size = Int(member.valueEnd - member.valueStart)
      if value[0] == UInt8(ascii: "\"") {
        text.append(value + 1, count: size - 2)
      } else {
        text.append(escaping: value, count: size)
      }
    }
    let bytes = text.terminated
    return SourceText(start: bytes.baseAddress ?? start, count: bytes.count, isEscaped: true)
  }
}

extension InlineArray where Element: Equatable {
  /// Whether an element equals `value`.
  fileprivate func contains(_ value: Element) -> Bool {
    for index in indices where self[index] == value { return true }
    return false
  }
}

extension Level {
  /// The level that a value of a level key states: a word, or a letter.
  init?(stated text: UnsafeBufferPointer<UInt8>) {
    if text.count == 1 {
      self.init(letter: text[0] & 0xDF)
    } else {
      self.init(word: text)
    }
  }

  /// The level of a number: bunyan's and pino's tens, or a syslog severity.
  init?(number text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= 2, text.allSatisfy({ $0 &- 48 < 10 }) else { return nil }
    let value = text.reduce(0) { $0 * 10 + Int($1 &- 48) }
    switch value {
    case 10: self = .trace
    case 20: self = .debug
    case 30: self = .info
    case 40: self = .warn
    case 50: self = .error
    case 60: self = .fatal
    default: self.init(syslogSeverity: value)
    }
  }
}

extension ParsedRecord {
  /// Takes the time that all of `text` spells; false when it is none.
  ///
  /// - Parameters:
  ///   - text: The time.
  ///   - stamps: Where the form of the last one is known, in its first place.
  ///   - inference: Completes it.
  /// - Returns: Whether it is one.
  mutating func setTime(
    _ text: SourceText, _ stamps: borrowing StampReader, _ inference: inout YearInference
  ) -> Bool {
    guard let stamp = stamps.whole(0, text.start, count: text.count),
      stamp.gap != .time || text.count >= 8
    else { return false }
    return setTime(stamp, &inference)
  }

  /// Takes the time of a stamp; false when it is none.
  @inline(__always)
  mutating func setTime(_ stamp: Stamp, _ inference: inout YearInference) -> Bool {
    guard let time = inference.timestamp(of: stamp) else { return false }
    timestamp = time
    fractionDigits = stamp.fractionDigits
    gap = stamp.gap
    return true
  }
}
