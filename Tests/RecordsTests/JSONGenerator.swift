import TestSupport

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
