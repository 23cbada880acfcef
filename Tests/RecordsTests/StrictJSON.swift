import TestSupport

/// A parser of RFC 8259 that is slow and plainly right, to hold the scanner against.
///
/// One method a rule of the grammar, each of which moves `index` past what it accepts. UTF-8 is not
/// looked at. Recursive: for texts that are not deep.
struct StrictJSON {
  /// A member of the outermost object: the key without its quotes, the value with them.
  struct Member: Equatable {
    var key: Range<Int>
    var value: Range<Int>
  }

  private struct Mismatch: Error {}

  private let text: [UInt8]
  private var index = 0
  private var depth = 0
  private var members: [Member] = []

  /// The members of `text`, duplicates included; nil when it is not one JSON object with blanks around it.
  static func members(of text: [UInt8]) -> [Member]? {
    var parser = StrictJSON(text: text)
    do {
      try parser.blanks()
      guard parser.peek == UInt8(ascii: "{") else { return nil }
      try parser.object()
      try parser.blanks()
    } catch {
      return nil
    }
    return parser.index == text.count ? parser.members : nil
  }

  private init(text: [UInt8]) { self.text = text }

  private var peek: UInt8? { index < text.count ? text[index] : nil }

  private mutating func take(_ character: Unicode.Scalar) throws {
    guard peek == UInt8(ascii: character) else { throw Mismatch() }
    index += 1
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  // ws = *( %x20 / %x09 / %x0A / %x0D )
  private mutating func blanks() throws {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  // object = "{" [ member *( "," member ) ] "}"
  private mutating func object() throws {
    depth += 1
    defer { depth -= 1 }
    try take("{")
    try blanks()
    if takes("}") { return }
    repeat {
      try blanks()
      let key = index
      try string()
      let keyEnd = index
      try blanks()
      try take(":")
      try blanks()
      let value = index
      try self.value()
      if depth == 1 { members.append(Member(key: key + 1..<keyEnd - 1, value: value..<index)) }
      try blanks()
    } while takes(",")
    try take("}")
  }

  // array = "[" [ value *( "," value ) ] "]"
  private mutating func array() throws {
    depth += 1
    defer { depth -= 1 }
    try take("[")
    try blanks()
    if takes("]") { return }
    repeat {
      try blanks()
      try value()
      try blanks()
    } while takes(",")
    try take("]")
  }

  // value = false / null / true / object / array / number / string
  private mutating func value() throws {
    switch peek {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: try number()
    }
  }

  private mutating func literal(_ word: String) throws {
    for scalar in word.unicodeScalars { try take(scalar) }
  }

  // number = [ "-" ] int [ frac ] [ exp ]
  private mutating func number() throws {
    _ = takes("-")
    if !takes("0") { try digits() }
    if takes(".") { try digits() }
    if takes("e") || takes("E") {
      _ = takes("+") || takes("-")
      try digits()
    }
  }

  private mutating func digits() throws {
    let start = index
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
    if index == start { throw Mismatch() }
  }

  // string = quotation-mark *char quotation-mark
  private mutating func string() throws {
    try take("\"")
    while let byte = peek {
      if takes("\"") { return }
      guard byte >= 0x20 else { throw Mismatch() }
      index += 1
      if byte == UInt8(ascii: "\\") { try escape() }
    }
    throw Mismatch()
  }

  private mutating func escape() throws {
    if takes("u") {
      for _ in 0..<4 {
        guard let byte = peek, Character(Unicode.Scalar(byte)).isHexDigit else { throw Mismatch() }
        index += 1
      }
      return
    }
    guard let byte = peek, "\"\\/bfnrt".utf8.contains(byte) else { throw Mismatch() }
    index += 1
  }
}

/// Makes JSON objects of all forms, and texts that are nearly JSON.
struct JSONGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// An object with blanks anywhere, nested values, and now and then the same key again.
  mutating func object() -> [UInt8] {
    Array((blanks() + object(depth: 0) + blanks()).utf8)
  }

  /// `text` with one to three small damages.
  mutating func damaged(_ text: [UInt8]) -> [UInt8] {
    var text = text
    let pieces = [
      "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "-", ".", "e", " ", "\u{1}", "\\u",
      "\n", "\r", "null", "\0", "é", "\t", "\u{feff}", "01", "{}", "\"\":", "},{", "\u{7f}",
    ]
    for _ in 0..<Int.random(in: 1...3, using: &random) where text.count > 1 {
      let place = Int.random(in: 0..<text.count, using: &random)
      let other = Int.random(in: 0..<text.count, using: &random)
      switch random.next() % 8 {
      case 0: text[place] ^= 1 << UInt8(random.next() % 8)
      case 1: text.remove(at: place)
      case 2: text.removeSubrange(place..<min(text.count, place + 9))
      case 3, 4: text.insert(contentsOf: Array(random.pick(pieces).utf8), at: place)
      case 5: text.removeSubrange(place...)
      case 6: text.swapAt(place, other)
      default: text[place] = text[other]
      }
    }
    return text
  }

  private mutating func object(depth: Int) -> String {
    let count = random.pick([0, 1, 1, 2, 3, 4, depth == 0 ? 9 : 2])
    let members = (0..<count).map { _ in
      "\(blanks())\"\(key())\"\(blanks()):\(blanks())\(value(depth: depth + 1))\(blanks())"
    }
    return "{\(members.isEmpty ? blanks() : members.joined(separator: ","))}"
  }

  private mutating func value(depth: Int) -> String {
    switch random.next() % (depth > 4 ? 6 : 9) {
    case 0, 1, 2: "\"\(stringInside())\""
    case 3, 4: number()
    case 5: random.pick(["true", "false", "null"])
    case 6: object(depth: depth)
    case 7:
      "[\(blanks())\(elements(depth: depth + 1).joined(separator: ","))]"
    default: random.pick(["[]", "{}", "[ ]", "[[]]", "[{},[{}]]"])
    }
  }

  private mutating func elements(depth: Int) -> [String] {
    (0..<random.next() % 4).map { _ in "\(blanks())\(value(depth: depth))\(blanks())" }
  }

  private mutating func key() -> String {
    random.pick([
      "message", "level", "timestamp", "cluster_id", "template", "event", "kind", "id", "a", "b",
      "",
      "m\\u0065ssage", "cluster\\u005Fid", "\\u0061", "a\\/b", "a/b", "\\ud83d\\ude00", "😀", "é",
      "message ", "Message", "a key longer than sixteen bytes", "\\\"", stringInside(),
    ])
  }

  private mutating func stringInside() -> String {
    let words = [
      "text", " ", "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\uD83D\\uDE00", "\\ud800",
      "\\b\\f\\r\\t", "é", "😀", "{", "}", "[", "]", ",", ":", "0", "\u{7f}",
      "a longer stretch of text without any escape",
    ]
    return (0..<random.pick([0, 1, 1, 2, 3, 5, 9])).map { _ in random.pick(words) }.joined()
  }

  private mutating func number() -> String {
    random.pick(["", "-"]) + random.pick(["0", "7", "10", "123456789012345678901234567890"])
      + random.pick(["", "", ".0", ".125", ".00"])
      + random.pick(["", "", "e0", "E10", "e+400", "E-07", "e-1"])
  }

  private mutating func blanks() -> String {
    random.pick(["", "", "", "", " ", "  ", "\t", "\r", " \t\r ", "\n"])
  }
}
