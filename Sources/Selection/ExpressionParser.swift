import Patterns
import Records

/// Reads the language of `--where`.
///
///     expression = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation = "not" negation | "(" expression ")" | "exists" "(" path ")" | test
///     test = path ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) literal
///          | path ( "~" | "!~" ) text
///          | path [ "not" ] "in" "(" literal { "," literal } ")"
///     path = name { "." name | "[" text "]" | "[" number "]" }
///     literal = number | duration | text | "true" | "false" | "null"
///
/// `&&`, `||`, `!` and `==` are read too, and the words in capitals.
struct ExpressionParser {
  /// Parentheses and negations within each other.
  private static let maximumDepth = 100

  private var lexer: ExpressionLexer
  private var token: ExpressionToken
  private var depth = 0

  /// What a text asks.
  static func parse(_ text: String) throws(ExpressionError) -> Expression {
    var parser = try ExpressionParser(text)
    let expression = try parser.expression()
    if parser.token.kind != .end { throw parser.expected("'and', 'or' or the end") }
    return expression
  }

  private init(_ text: String) throws(ExpressionError) {
    lexer = ExpressionLexer(text)
    token = try lexer.next()
  }

  private func expected(_ what: String) -> ExpressionError {
    ExpressionError(message: "expected \(what)", offset: token.offset)
  }

  private mutating func advance() throws(ExpressionError) { token = try lexer.next() }

  private mutating func takes(_ mark: String) throws(ExpressionError) -> Bool {
    guard token.kind == .mark(mark) else { return false }
    try advance()
    return true
  }

  /// Passes a word, or the mark that means the same.
  private mutating func takes(
    word: String, orMark mark: String? = nil
  ) throws(ExpressionError) -> Bool {
    guard isWord(word) || mark.map({ token.kind == .mark($0) }) ?? false else { return false }
    try advance()
    return true
  }

  private func isWord(_ word: String) -> Bool {
    guard case .name(let name) = token.kind else { return false }
    return name.elementsEqual(word.utf8) || name.elementsEqual(word.uppercased().utf8)
  }

  private mutating func require(_ mark: String) throws(ExpressionError) {
    guard try takes(mark) else { throw expected("'\(mark)'") }
  }

  // MARK: and, or, not

  private mutating func expression() throws(ExpressionError) -> Expression {
    var parts = [try conjunction()]
    while try takes(word: "or", orMark: "||") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func conjunction() throws(ExpressionError) -> Expression {
    var parts = [try negation()]
    while try takes(word: "and", orMark: "&&") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func negation() throws(ExpressionError) -> Expression {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumDepth {
      throw ExpressionError(message: "more than 100 levels deep", offset: token.offset)
    }
    if try takes(word: "not", orMark: "!") { return .not(try negation()) }
    if try takes("(") {
      let inner = try expression()
      try require(")")
      return inner
    }
    return try test()
  }

  // MARK: tests

  private mutating func test() throws(ExpressionError) -> Expression {
    let isExists = isWord("exists")
    let start = token
    guard case .name(let name) = token.kind else { throw expected("a key") }
    try advance()
    if isExists, try takes("(") {
      let path = try path(from: nil)
      try require(")")
      return .test(ExistenceTest(path))
    }
    if ["and", "or", "in", "not"].contains(where: { Self.spells(name, $0) }) {
      throw ExpressionError(message: "expected a key", offset: start.offset)
    }
    let path = try path(from: name)
    if try takes(word: "not") {
      guard try takes(word: "in") else { throw expected("'in'") }
      // As with every test, a key that is not there satisfies neither.
      return .all([.test(ExistenceTest(path)), .not(try list(path))])
    }
    if try takes(word: "in") { return try list(path) }
    if try takes("~") { return .test(try match(path)) }
    if try takes("!~") { return .all([.test(ExistenceTest(path)), .not(.test(try match(path)))]) }
    return .test(try comparison(path))
  }

  private static func spells(_ name: [UInt8], _ word: String) -> Bool {
    name.elementsEqual(word.utf8) || name.elementsEqual(word.uppercased().utf8)
  }

  private mutating func comparison(_ path: FieldPath) throws(ExpressionError) -> RecordTest {
    let operators: [(String, Comparison)] = [
      ("=", .equal), ("==", .equal), ("!=", .unequal), ("<", .less), ("<=", .atMost),
      (">", .greater), (">=", .atLeast),
    ]
    for (mark, comparison) in operators where try takes(mark) {
      return Self.compare(path, comparison, try literal())
    }
    throw expected("an operator (= != < <= > >= ~ !~ in)")
  }

  private static func compare(
    _ path: FieldPath, _ comparison: Comparison, _ literal: Literal
  ) -> RecordTest {
    if path.reservedName == .level, case .text(let word) = literal,
      let level = word.withUnsafeBufferPointer({ Level(word: $0) })
    {
      return SeverityTest(comparison, level)
    }
    return ComparisonTest(path, comparison, literal)
  }

  private mutating func match(_ path: FieldPath) throws(ExpressionError) -> RecordTest {
    let offset = token.offset
    guard case .text(let source) = token.kind else {
      throw expected("a regular expression in quotes")
    }
    try advance()
    do {
      return try MatchTest(path, String(decoding: source, as: UTF8.self))
    } catch {
      throw ExpressionError(message: "regular expression: \(error)", offset: offset)
    }
  }

  private mutating func list(_ path: FieldPath) throws(ExpressionError) -> Expression {
    try require("(")
    var tests: [Expression] = []
    repeat {
      tests.append(.test(Self.compare(path, .equal, try literal())))
    } while try takes(",")
    try require(")")
    return .any(tests)
  }

  private mutating func literal() throws(ExpressionError) -> Literal {
    switch token.kind {
    case .text(let text):
      try advance()
      return Literal(text: text)
    case .literal(let literal):
      try advance()
      return literal
    case .name(let name):
      for word in ["true", "false", "null"] where name.elementsEqual(word.utf8) {
        try advance()
        return .word(name)
      }
      let text = String(decoding: name, as: UTF8.self)
      throw expected("a value; text stands in quotes, as in \"\(text)\"")
    default: throw expected("a number, a duration, or a text in quotes")
    }
  }

  /// The rest of a path whose first name was read; the first name too when it is nil.
  private mutating func path(from first: [UInt8]?) throws(ExpressionError) -> FieldPath {
    var steps: [FieldPath.Step] = []
    if let first {
      steps.append(.key(first))
    } else {
      guard case .name(let name) = token.kind else { throw expected("a key") }
      steps.append(.key(name))
      try advance()
    }
    while true {
      if token.kind == .mark(".") {
        guard let key = lexer.nextKey() else { throw expected("a key behind the dot") }
        steps.append(.key(key))
        try advance()
      } else if try takes("[") {
        switch token.kind {
        case .text(let key): steps.append(.key(key))
        case .literal(.integer(let position)) where position >= 0:
          steps.append(.index(Int(position)))
        default: throw expected("a position or a key in quotes")
        }
        try advance()
        try require("]")
      } else {
        return FieldPath(steps)
      }
    }
  }
}

extension FieldPath {
  /// Reads a path as `--tsv` and `--where` have it.
  ///
  /// - Throws: ``ExpressionError``.
  public init(_ text: String) throws(ExpressionError) {
    self = try ExpressionParser.parsePath(text)
  }
}

extension ExpressionParser {
  fileprivate static func parsePath(_ text: String) throws(ExpressionError) -> FieldPath {
    var parser = try ExpressionParser(text)
    let path = try parser.path(from: nil)
    if parser.token.kind != .end { throw parser.expected("'.', '[' or the end of the key") }
    return path
  }
}
