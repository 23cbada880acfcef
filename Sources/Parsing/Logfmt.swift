import Lines
import Platform
import Records

/// Reads logfmt: `level=info msg="listening on" addr=:9090`, every word of the line being `key=value`.
///
/// Values in double quotes have Go's escapes (`\"`, `\n`, `\\`, …). Of equal keys the last counts.
struct Logfmt: ~Copyable {
  private static let maximumPairs = 256

  private struct Pair {
    var key: Slice
    var value: Slice
    var isQuoted: Bool
    var hasEscapes: Bool
  }

  private let roles = SourceRole.table()
  private let stamps = StampReader()
  private var pairs: [Pair] = []
  private var fields = OutputBuffer(descriptor: -1)
  /// Values with their escapes decoded.
  private var decoded = OutputBuffer(descriptor: -1)
  private var players: InlineArray<10, Int> = InlineArray(repeating: -1)
  private var ranks: InlineArray<10, UInt8> = InlineArray(repeating: 0xFF)

  /// What the line says; nil when it is no logfmt.
  mutating func match(
    _ text: UnsafePointer<UInt8>, count: Int, _ inference: inout YearInference
  ) -> ParsedRecord? {
    guard split(text, count), pairs.count >= 2 else { return nil }
    dropRepeatedKeys(text)
    decoded.clear()
    decoded.reserve(count + 16)  // one allocation, so that the texts stay where they are
    castRoles(text)
    var record = ParsedRecord()
    if let time = player(.time, text), !record.setTime(time, stamps, &inference) { release(.time) }
    setLevel(text, &record)
    record.message = player(.message, text) ?? SourceText(start: text, count: count)
    record.service = player(.service, text)
    record.host = player(.host, text)
    record.version = player(.version, text)
    record.region = player(.region, text)
    record.traceID = player(.traceID, text)
    record.spanID = player(.spanID, text)
    record.parentSpanID = player(.parentSpanID, text)
    writeFields(text)
    record.fields = fields.pending
    return record
  }

  /// Splits the line into pairs; false when something else stands between them.
  private mutating func split(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    pairs.removeAll(keepingCapacity: true)
    var index = 0
    while index < count {
      if text[index] == 0x20 || text[index] == 0x09 {
        index += 1
        continue
      }
      guard pairs.count < Self.maximumPairs, let key = Self.key(text, index, count),
        let (pair, next) = Self.pair(text, key, count)
      else { return false }
      pairs.append(pair)
      index = next
    }
    return true
  }

  @inline(__always)
  private static func key(_ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> Slice? {
    var index = start
    while index < count {
      let byte = text[index]
      let isKey =
        (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "_")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "@")
        || byte == UInt8(ascii: "/")
      if !isKey { break }
      index += 1
    }
    guard index > start, index < count, text[index] == UInt8(ascii: "=") else { return nil }
    return Slice(start: start, end: index)
  }

  @inline(__always)
  private static func pair(
    _ text: UnsafePointer<UInt8>, _ key: Slice, _ count: Int
  ) -> (pair: Pair, next: Int)? {
    var index = key.end + 1
    guard index < count, text[index] == UInt8(ascii: "\"") else {
      while index < count, text[index] > 0x20 {
        if text[index] == UInt8(ascii: "\"") { return nil }
        index += 1
      }
      let value = Slice(start: key.end + 1, end: index)
      return (Pair(key: key, value: value, isQuoted: false, hasEscapes: false), index)
    }
    index += 1
    let start = index
    var hasEscapes = false
    while index < count, text[index] != UInt8(ascii: "\"") {
      if text[index] == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    guard index < count, index + 1 == count || text[index + 1] == 0x20 || text[index + 1] == 0x09
    else { return nil }
    let value = Slice(start: start, end: index)
    return (Pair(key: key, value: value, isQuoted: true, hasEscapes: hasEscapes), index + 1)
  }

  private mutating func dropRepeatedKeys(_ text: UnsafePointer<UInt8>) {
    func isSame(_ left: Slice, _ right: Slice) -> Bool {
      left.count == right.count && memcmp(text + left.start, text + right.start, left.count) == 0
    }
    var seen: UInt64 = 0
    var index = pairs.count - 1
    while index >= 0 {
      let key = pairs[index].key
      let bit: UInt64 =
        1
        << ((UInt64(text[key.start]) &* 31 &+ UInt64(text[key.end - 1]) &* 7 &+ UInt64(key.count))
          & 63)
      if seen & bit != 0, pairs[(index + 1)...].contains(where: { isSame($0.key, key) }) {
        pairs.remove(at: index)
      }
      seen |= bit
      index -= 1
    }
  }

  private mutating func castRoles(_ text: UnsafePointer<UInt8>) {
    for role in 0..<10 {
      players[role] = -1
      ranks[role] = 0xFF
    }
    for (position, pair) in pairs.enumerated() {
      guard let code = roles.find(text + pair.key.start, count: pair.key.count),
        !pair.value.isEmpty
      else { continue }
      let role = Int(code & 15)
      if code >> 4 < ranks[role] {
        ranks[role] = code >> 4
        players[role] = position
      }
    }
  }

  private mutating func release(_ role: SourceRole) { players[Int(role.rawValue)] = -1 }

  private mutating func player(_ role: SourceRole, _ text: UnsafePointer<UInt8>) -> SourceText? {
    let position = players[Int(role.rawValue)]
    return position < 0 ? nil : value(pairs[position], text)
  }

  private mutating func setLevel(_ text: UnsafePointer<UInt8>, _ record: inout ParsedRecord) {
    guard let word = player(.level, text) else { return }
    record.level = Level(stated: word.bytes)
    if record.level == nil { release(.level) } else { record.levelText = word }
  }

  /// The value's text, escapes decoded.
  private mutating func value(_ pair: Pair, _ text: UnsafePointer<UInt8>) -> SourceText {
    let start = text + pair.value.start
    guard pair.hasEscapes else { return SourceText(start: start, count: pair.value.count) }
    let from = decoded.count
    var index = 0
    while index < pair.value.count {
      if start[index] != UInt8(ascii: "\\") || index + 1 == pair.value.count {
        decoded.append(start[index])
        index += 1
        continue
      }
      switch start[index + 1] {
      case UInt8(ascii: "n"): decoded.append(0x0A)
      case UInt8(ascii: "t"): decoded.append(0x09)
      case UInt8(ascii: "r"): decoded.append(0x0D)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): decoded.append(start[index + 1])
      default:
        decoded.append(start[index])
        decoded.append(start[index + 1])
      }
      index += 2
    }
    let bytes = decoded.pending
    return SourceText(start: (bytes.baseAddress ?? start) + from, count: decoded.count - from)
  }

  private mutating func writeFields(_ text: UnsafePointer<UInt8>) {
    fields.clear()
    for (position, pair) in pairs.enumerated() where !isPlayed(position) {
      if fields.count > 0 { fields.append(UInt8(ascii: ",")) }
      SourceText(start: text + pair.key.start, count: pair.key.count).write(to: &fields)
      fields.append(UInt8(ascii: ":"))
      let value = value(pair, text)
      if pair.isQuoted { value.write(to: &fields) } else { value.writeTyped(to: &fields) }
    }
  }

  @inline(__always)
  private mutating func isPlayed(_ position: Int) -> Bool {
    for role in 0..<10 where players[role] == position { return true }
    return false
  }
}
