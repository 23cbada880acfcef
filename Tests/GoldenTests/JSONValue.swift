/// A JSON text, read strictly (RFC 8259): the tests' own check of what the commands write.
enum JSONValue: Equatable {
  case null, bool(Bool), number(String), string(String), array([JSONValue])
  /// Members in order, equal keys and all.
  case object([Member])

  /// A key and its value.
  struct Member: Equatable {
    var key: String
    var value: JSONValue
  }

  /// Reads one text; nothing but blanks may follow it.
  init(parsing bytes: some Collection<UInt8>) throws {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw TestFailure("not UTF-8") }
    var reader = JSONReader(bytes: Array(bytes))
    self = try reader.readDocument()
  }

  /// The members; empty for what is no object.
  var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// The whole number that this is.
  var integer: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }

  /// The value of the last member called `key`.
  subscript(key: String) -> JSONValue? { members.last { $0.key == key }?.value }

  /// A key that two members have.
  var duplicateKey: String? {
    var seen: Set<String> = []
    return members.first { !seen.insert($0.key).inserted }?.key
  }
}

private struct JSONReader {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func fault(_ expected: String) -> TestFailure {
    TestFailure("byte \(index + 1): expected \(expected)")
  }

  mutating func readDocument() throws -> JSONValue {
    let value = try readValue()
    skipBlanks()
    guard index == bytes.count else { throw fault("the end") }
    return value
  }

  private mutating func readValue() throws -> JSONValue {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try readList(closing: "}") { try $0.readMember() })
    case UInt8(ascii: "["): return .array(try readList(closing: "]") { try $0.readValue() })
    case UInt8(ascii: "\""): return .string(try readString())
    case UInt8(ascii: "t"): return try readWord("true", .bool(true))
    case UInt8(ascii: "f"): return try readWord("false", .bool(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: return .number(try readNumber())
    }
  }

  private mutating func readList<Element>(
    closing: Unicode.Scalar, _ read: (inout JSONReader) throws -> Element
  ) throws -> [Element] {
    index += 1
    skipBlanks()
    if take(closing) { return [] }
    var elements: [Element] = []
    while true {
      elements.append(try read(&self))
      skipBlanks()
      if take(closing) { return elements }
      guard take(",") else { throw fault("',' or '\(closing)'") }
    }
  }

  private mutating func readMember() throws -> JSONValue.Member {
    skipBlanks()
    guard next == UInt8(ascii: "\"") else { throw fault("a key") }
    let key = try readString()
    skipBlanks()
    guard take(":") else { throw fault("':'") }
    return JSONValue.Member(key: key, value: try readValue())
  }

  private mutating func readString() throws -> String {
    index += 1
    var units: [UInt16] = []
    var run = index
    while let byte = next {
      guard byte >= 0x20 else { throw fault("no control character") }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      units += String(decoding: bytes[run..<index], as: UTF8.self).utf16
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: units, as: UTF16.self) }
      units.append(try readEscape())
      run = index
    }
    throw fault("a closing quote")
  }

  private mutating func readEscape() throws -> UInt16 {
    guard let byte = next else { throw fault("an escape") }
    index += 1
    switch byte {
    case UInt8(ascii: "b"): return 8
    case UInt8(ascii: "f"): return 12
    case UInt8(ascii: "n"): return 10
    case UInt8(ascii: "r"): return 13
    case UInt8(ascii: "t"): return 9
    case UInt8(ascii: "u"):
      let digits = bytes[index..<min(index + 4, bytes.count)]
      guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
        !digits.contains(UInt8(ascii: "-")),
        let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw fault("four hex digits") }
      index += 4
      return unit
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    default: throw fault("an escape")
    }
  }

  private mutating func readNumber() throws -> String {
    let start = index
    _ = take("-")
    if !take("0") { try readDigits() }
    if take(".") { try readDigits() }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      try readDigits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func readDigits() throws {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    if index == start { throw fault("a digit") }
  }

  private mutating func readWord(_ word: String, _ value: JSONValue) throws -> JSONValue {
    guard bytes[index...].starts(with: word.utf8) else { throw fault("'\(word)'") }
    index += word.utf8.count
    return value
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard let byte = next, UInt32(byte) == scalar.value else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }
}
