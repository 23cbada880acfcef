/// A pattern as a regular expression, anchored at both ends, with a group for each of its places.
///
///     template  Connection timeout to <IP> after <DURATION>
///     regex     ^Connection\s+timeout\s+to\s+([\dA-Fa-f.:/%]+|<[A-Z_]+(?::[^<>\s]*)?>)\s+after\s+([-+]?\d[\d./]*\s?\w+|…)$
///     grok      LOGLINE_9F2C41D07AB3 ^Connection\s+timeout\s+to\s+%{LOGLINE_IP:ip}\s+after\s+%{LOGLINE_DURATION:duration}$
///
/// It matches the messages that the pattern was learned from, as far as what stands between their words is white space and not
/// other control characters, and may match more: a place is told from others by the kind of its values alone. In the syntax
/// that PCRE, Perl, Python, Java, Ruby and Go share.
public struct PatternExpression {
  /// How places are written.
  public enum Form: String, CaseIterable, Sendable {
    /// One expression a line.
    case regex
    /// A file of grok patterns: those of the kinds of values, then one a pattern.
    case grok
  }

  private let form: Form
  /// The names of ``ValueType/customTypes``.
  private let names: [String]
  private var text = ""
  /// How many places of each name there were.
  private var uses: [String: Int] = [:]

  /// Writes the expression of a row.
  ///
  /// - Parameters:
  ///   - row: The row, as it stands.
  ///   - names: What the user's masks are called, in order.
  ///   - form: How places are written.
  /// - Returns: The line, without a line end.
  package static func line(_ row: PatternRow, names: [String], form: Form) -> String {
    var expression = PatternExpression(form: form, names: names)
    expression.add(row)
    switch form {
    case .regex: return "^\(expression.text)$"
    case .grok: return "LOGLINE_\(row.id.text.uppercased()) ^\(expression.text)$"
    }
  }

  /// The patterns that grok lines refer to, one a line.
  package static func definitions(names: [String]) -> [String] {
    let types = ValueType.allCases.filter { !ValueType.customTypes.contains($0) }
    return types.map { "LOGLINE_\(name($0, names)) \(values(of: $0))" }
      + names.map { "LOGLINE_\($0.uppercased()) \(anything)" }
  }

  private init(form: Form, names: [String]) {
    self.form = form
    self.names = names
  }

  private mutating func add(_ row: PatternRow) {
    for position in row.parts.indices {
      addGap(row.gap(position))
      switch row.parts[position].place {
      case .word, .constant: add(literal: row.word(position))
      case .empty: break
      case .variable: add(.user, as: "WORD", isOptional: false)
      case .values(let type):
        add(type, as: Self.name(type, names), isOptional: mayBeEmpty(row, position))
      }
    }
    addGap(row.gap(row.parts.count))
  }

  /// Whether a place stands where the miner takes nothing for a value, too: `()`, `[]`, `key=`.
  private func mayBeEmpty(_ row: PatternRow, _ position: Int) -> Bool {
    let before = row.gap(position).last
    return before == UInt8(ascii: "(") || before == UInt8(ascii: "[")
      || before == UInt8(ascii: "=") || before == UInt8(ascii: "\"")
  }

  private mutating func add(_ type: ValueType, as name: String, isOptional: Bool) {
    switch form {
    case .regex:
      let values = Self.values(of: type)
      text += isOptional ? "((?:\(values))?)" : "(\(values))"
    case .grok:
      let kind = name == "WORD" ? Self.name(.user, names) : name
      uses[name, default: 0] += 1
      let count = uses[name, default: 1]
      let field = name.lowercased() + (count > 1 ? "\(count)" : "")
      let reference = "%{LOGLINE_\(kind):\(field)}"
      text += isOptional ? "(?:\(reference))?" : reference
    }
  }

  // MARK: text

  /// Blanks are equal whatever their number.
  private mutating func addGap(_ gap: ArraySlice<UInt8>) {
    var rest = gap
    while let byte = rest.first {
      if byte <= 0x20 {
        rest = rest.drop { $0 <= 0x20 }
        text += "\\s+"
      } else {
        let next = rest.prefix { $0 > 0x20 }
        add(literal: next)
        rest = rest.dropFirst(next.count)
      }
    }
  }

  private mutating func add(literal: ArraySlice<UInt8>) {
    for character in String(decoding: literal, as: UTF8.self).unicodeScalars {
      switch character {
      case "\\", "^", "$", ".", "|", "?", "*", "+", "(", ")", "[", "]", "{", "}":
        text += "\\"
        text.unicodeScalars.append(character)
      case "\0"..." ", "\u{7F}":
        let digits = String(character.value, radix: 16)
        text += "\\x" + (digits.count < 2 ? "0" : "") + digits
      case "%" where form == .grok: text += "[%]"
      default: text.unicodeScalars.append(character)
      }
    }
  }

  // MARK: values

  private static func name(_ type: ValueType, _ names: [String]) -> String {
    type == .any ? "ANY" : type.name(names).uppercased()
  }

  private static let anything = #"[\s\S]*?"#
  /// Bytes that end no word.
  private static let word = #"[^\x00-\x20"'(),:;<=>\[\]{|}]+"#
  /// What lredact puts in the place of a value.
  private static let redacted = #"<[A-Z_]+(?::[^<>\s]*)?>"#

  /// What matches all values that the lexer gives a type.
  private static func values(of type: ValueType) -> String {
    guard !ValueType.customTypes.contains(type) else { return anything }
    let single = single(type)
    return type.standsInLists ? "(?:\(single))(?:,?\\s+(?:\(single)))*" : single
  }

  private static func single(_ type: ValueType) -> String {
    switch type {
    case .any, .text: anything
    case .number: #"[-+]?\d[\d.,/eE+-]*"#
    case .hex: #"[-+]?[\dA-Fa-fxX.,/]+"#
    case .percent: #"[-+]?\d[\d.]*%"#
    case .duration, .size: #"[-+]?\d[\d.,/]*\s?[^\s\d]+(?:\d[\d.]*[^\s\d]+)*?"#
    case .time: #"[\w,.:/+ -]+?"#
    case .ip: #"[\dA-Fa-f.:/]+|/?"# + redacted
    case .mac: #"[\dA-Fa-f:-]+"#
    case .uuid: #"[\dA-Fa-f-]+"#
    case .version: #"v?\d[\w.+-]*"#
    case .boolean: word
    case .url, .path, .email, .host: #"\S+?"#
    default: "\(word)|\(redacted)"
    }
  }
}
