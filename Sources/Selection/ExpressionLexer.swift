/// Why an expression cannot be understood.
public struct ExpressionError: Error, Equatable, CustomStringConvertible {
  /// What was expected or is wrong.
  public var message: String
  /// Bytes in front of the place.
  public var offset: Int

  /// The message with the place, counted from 1.
  public var description: String { "\(message) (at byte \(offset + 1))" }
}

/// A word or mark of an expression.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    case name([UInt8])
    case text([UInt8])
    case literal(Literal)
    case mark(String)
    case end
  }

  var kind: Kind
  /// Where it begins.
  var offset: Int
}

/// Cuts an expression into tokens.
///
/// A text stands in `"…"` or `'…'`; a backslash before the quote that ends it makes it part of the text, any other one stands for
/// itself, so that regular expressions need no second escaping.
struct ExpressionLexer {
  private static let marks = [
    "&&", "||", "==", "!=", "!~", "<=", ">=", "=", "<", ">", "~", "!", "(", ")", "[", "]", ",", ".",
  ]

  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next token; `end` behind the last one.
  mutating func next() throws(ExpressionError) -> ExpressionToken {
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    let offset = index
    return ExpressionToken(kind: try kind(), offset: offset)
  }

  /// The key behind a dot, which may begin with a digit; nil when none stands there.
  mutating func nextKey() -> [UInt8]? {
    let start = index
    while index < bytes.count, Self.isKeyByte(bytes[index]) { index += 1 }
    return index > start ? Array(bytes[start..<index]) : nil
  }

  private mutating func kind() throws(ExpressionError) -> ExpressionToken.Kind {
    guard index < bytes.count else { return .end }
    let byte = bytes[index]
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { return .text(try text(byte)) }
    let isNegative =
      byte == UInt8(ascii: "-") && index + 1 < bytes.count && bytes[index + 1] &- 48 < 10
    if byte &- 48 < 10 || isNegative { return .literal(try number()) }
    if Self.isKeyByte(byte), byte != UInt8(ascii: "-"), let name = nextKey() { return .name(name) }
    for mark in Self.marks where bytes[index...].starts(with: mark.utf8) {
      index += mark.utf8.count
      return .mark(mark)
    }
    throw ExpressionError(message: "no such mark", offset: index)
  }

  /// Letters, digits, `_ - @ $` and everything outside ASCII.
  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "@"), UInt8(ascii: "$"), 0x80...:
      true
    default: false
    }
  }

  private mutating func text(_ quote: UInt8) throws(ExpressionError) -> [UInt8] {
    let start = index
    var text: [UInt8] = []
    index += 1
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == quote {
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    guard index < bytes.count else {
      throw ExpressionError(message: "the text has no closing quote", offset: start)
    }
    index += 1
    return text
  }

  /// A number, or a duration when a unit follows at once.
  private mutating func number() throws(ExpressionError) -> Literal {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] &- 48 < 10 || bytes[index] == UInt8(ascii: ".") {
      index += 1
    }
    // `1e3` is a number, `1e` is not, and no unit begins so.
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+")
      {
        index += 1
      }
      while index < bytes.count, bytes[index] &- 48 < 10 { index += 1 }
    }
    let digits = bytes[start..<index] + [0]
    let number = digits.withUnsafeBufferPointer {
      Number(UnsafeBufferPointer(rebasing: $0.dropLast()))
    }
    let unitStart = index
    while index < bytes.count, Self.isKeyByte(bytes[index]) { index += 1 }
    guard let number else { throw ExpressionError(message: "this is no number", offset: start) }
    if index == unitStart {
      if case .integer(let value) = number { return .integer(value) }
      return .number(number.double)
    }
    guard let unit = Literal.unit(bytes[unitStart..<index]) else {
      throw ExpressionError(
        message: "a number with a unit is a duration (ns, us, ms, s, m, h, d)", offset: unitStart)
    }
    return .duration(number.double * unit)
  }
}
