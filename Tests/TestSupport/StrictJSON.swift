/// A parser of RFC 8259 that is slow and plainly right, to hold scanner and records against.
///
/// One method a rule of the grammar, each of which moves `index` past what it accepts. UTF-8 is not
/// looked at. Recursive: for texts that are not deep.
public struct StrictJSON {
  /// A member of the outermost object: the key without its quotes, the value with them.
  public struct Member: Equatable {
    public var key: Range<Int>
    public var value: Range<Int>

    public init(key: Range<Int>, value: Range<Int>) {
      self.key = key
      self.value = value
    }
  }

  private struct Mismatch: Error {}

  private let text: [UInt8]
  private var index = 0
  private var depth = 0
  private var members: [Member] = []

  /// The members of `text`, duplicates included; nil when it is not one JSON object with blanks around it.
  public static func members(of text: [UInt8]) -> [Member]? {
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
