import ArgumentParser

/// A regular expression that an option gives a name: `NAME=REGEX`.
public struct NamedExpression: Sendable {
  /// The name: of A-Z, 0-9 and `_`, not beginning with a digit, of at most 32 bytes.
  public var name: String
  /// The expression, not yet compiled.
  public var source: String

  /// Reads the text of an option.
  ///
  /// - Parameters:
  ///   - text: `NAME=REGEX`.
  ///   - option: The option's name, for the message.
  /// - Throws: ValidationError.
  public init(_ text: String, option: String) throws {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw ValidationError("\(option) needs NAME=REGEX, not '\(text)'")
    }
    let name = String(text[..<equals])
    let isName =
      name.utf8.count <= 32 && name.first?.isNumber == false
      && name.utf8.allSatisfy { $0 &- 65 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
    guard isName else {
      throw ValidationError("\(option): a name is of A-Z, 0-9 and _, not '\(name)'")
    }
    self.name = name
    source = String(text[text.index(after: equals)...])
  }
}
