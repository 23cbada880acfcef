import Lines

/// Cuts a message into words and typed values; what stands between them are the gaps.
///
///     Failed password for root from 10.0.0.7 port 51966 (3 attempts)
///     word   word     ...  word word value    ... value  gap " (", value, word, gap ")"
///
/// Words end at blanks and delimiters (``ByteKind``); a typed value may run over them (`12:30:45`, `9.6 KB`,
/// `http://a/b?c=d`). The row of tokens and gaps has one hash (``TokenHash``), equal for messages that differ in
/// their values only.
struct MessageLexer: ~Copyable {
  /// The most tokens of one message; what follows is one value.
  static let maximumTokens = 512
  /// The most bytes of a message that are cut into tokens; what follows is one value.
  static let maximumBytes = 16_384
  /// Longer texts in quotes are read word by word.
  static let maximumQuoted = 400
  /// No name is longer than this; a longer word is a value.
  static let maximumWord = 256

  private let kinds: UnsafeMutablePointer<UInt16>
  private let values: ValueReader
  private let tokens: UnsafeMutablePointer<Token>
  /// Quotes before this byte belong to a pair whose inside has been decided.
  private var quotesDecided = 0
  /// Tokens of the message at hand.
  private(set) var count = 0
  /// The hash of the row.
  private(set) var hash: UInt64 = 0

  init(allowsJIT: Bool = true) throws {
    values = try ValueReader(allowsJIT: allowsJIT)
    kinds = ByteKind.table()
    tokens = .allocate(capacity: Self.maximumTokens + 2)
  }

  deinit {
    kinds.deallocate()
    tokens.deallocate()
  }

  /// Whether the masks run as machine code.
  var usesJIT: Bool { values.usesJIT }

  /// The token at `index`, below ``count``.
  subscript(index: Int) -> Token {
    @inline(__always) get { tokens[index] }
  }

  /// Cuts a message; the tokens are then to be read until the next call.
  ///
  /// - Parameters:
  ///   - text: Well-formed UTF-8 with 16 readable bytes behind it.
  ///   - size: Bytes of it.
  mutating func lex(_ text: UnsafePointer<UInt8>, count size: Int) {
    quotesDecided = 0
    var row = Row(tokens)
    var gap: UInt64 = 0
    var index = 0
    let limit = min(size, Self.maximumBytes)
    while index < limit, row.count < Self.maximumTokens {
      let kind = kinds[Int(text[index])]
      if kind & ByteKind.separator == 0 {
        index = readToken(text, index, size, &gap, &row)
      } else if kind & ByteKind.blank != 0 {
        // Blanks are equal whatever their number: padding is not meaning.
        index &+= 1
        while index < size, kinds[Int(text[index])] & ByteKind.blank != 0 { index &+= 1 }
        gap = Self.extended(gap, 0x20)
      } else {
        if text[index] == UInt8(ascii: "<"), let value = placeholder(text, index, size) {
          row.append(index, value.end, .value, value.type, value.type.hash, &gap)
          // As behind any value, what ends a sentence is no word.
          index = value.end
          while index < size, isSentenceEnd(text[index]) {
            gap = Self.extended(gap, text[index])
            index &+= 1
          }
          continue
        }
        gap = Self.extended(gap, text[index])
        index &+= 1
        if text[index &- 1] == UInt8(ascii: "\""), index > quotesDecided,
          let end = quotedValue(text, index, size)
        {
          row.append(index, end, .value, .text, ValueType.text.hash, &gap)
          index = end
        }
      }
    }
    if index < size { row.append(index, size, .value, .any, ValueType.any.hash, &gap) }
    count = row.count
    hash = row.hash &+ TokenHash.placed(0, gap: gap, at: row.count)
  }

  @inline(__always)
  private static func extended(_ gap: UInt64, _ byte: UInt8) -> UInt64 {
    (gap &+ UInt64(byte)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The row as far as it is cut, in registers.
  private struct Row {
    let tokens: UnsafeMutablePointer<Token>
    var count = 0
    var hash: UInt64 = 0

    @inline(__always)
    init(_ tokens: UnsafeMutablePointer<Token>) { self.tokens = tokens }

    @inline(__always)
    mutating func append(
      _ start: Int, _ end: Int, _ role: Token.Role, _ type: ValueType, _ hash: UInt64,
      _ gap: inout UInt64
    ) {
      tokens[count] = Token(
        start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), role: role,
        type: type, hash: hash, gap: gap)
      self.hash &+= TokenHash.placed(hash, gap: gap, at: count)
      count &+= 1
      gap = 0
    }
  }

  /// Reads the token at `start`; returns the byte behind it and its full stop.
  @inline(__always)
  private mutating func readToken(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int, _ gap: inout UInt64, _ row: inout Row
  ) -> Int {
    let isAssigned =
      start >= 2 && text[start &- 1] == UInt8(ascii: "=") && isKeyEnd(text[start &- 2])
    let ends = wordEndMask(text + start)
    let length = ends == 0 ? 16 : ends.trailingZeroBitCount
    if !isAssigned, length < 16, start &+ length < size, isPlainWord(text, start, length) {
      let hash = TokenHash.bytes(text + start, count: length)
      row.append(start, start &+ length, .word, .any, hash, &gap)
      return start &+ length
    }
    var end = start
    var seen: UInt16 = 0
    while end < size {
      let kind = kinds[Int(text[end])]
      if kind & ByteKind.separator != 0 { break }
      seen |= kind
      end &+= 1
    }
    if isAssigned || !isWord(text, start, end, size, seen),
      let value = values.read(text, start, end, size, seen, isAssigned: isAssigned)
    {
      row.append(start, value.end, .value, value.type, value.type.hash, &gap)
      if value.end < end { return finish(text, value.end, end, &gap) }
      var behind = value.end
      if behind > end {
        while behind < size, isSentenceEnd(text[behind]) { behind &+= 1 }
      }
      return finish(text, value.end, behind, &gap)
    }
    // A full stop or a mark at the end of a sentence is not part of the word.
    var word = end
    while word > start &+ 1, isSentenceEnd(text[word &- 1]) { word &-= 1 }
    let isName = word &- start <= Self.maximumWord
    let hash =
      isName ? TokenHash.bytes(text + start, count: word &- start) : ValueType.any.hash
    row.append(start, word, isName ? .word : .value, .any, hash, &gap)
    return finish(text, word, end, &gap)
  }

  /// Takes the marks between a token and `end` into the next gap.
  @inline(__always)
  private func finish(
    _ text: UnsafePointer<UInt8>, _ tokenEnd: Int, _ end: Int, _ gap: inout UInt64
  ) -> Int {
    var index = tokenEnd
    while index < end {
      gap = Self.extended(gap, text[index])
      index &+= 1
    }
    return end
  }

  /// True for letters alone that are no truth value, no name of a month, no scheme: most words of most messages.
  @inline(__always)
  private func isPlainWord(_ text: UnsafePointer<UInt8>, _ start: Int, _ length: Int) -> Bool {
    let all: UInt32 = (1 &<< UInt32(truncatingIfNeeded: length)) &- 1
    guard letterMask(text + start) & all == all, text[start &+ length] != UInt8(ascii: ":") else {
      return false
    }
    if length < 3 || length > 5 { return true }
    let first = text[start]
    return first != UInt8(ascii: "t") && first != UInt8(ascii: "f") && first != UInt8(ascii: "n")
      && first &- 65 > 25
  }

  /// True when the token is a word for sure: letters alone, no truth value, no name of a month, no scheme.
  @inline(__always)
  private func isWord(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Bool {
    if seen & ~(ByteKind.anyLetter | ByteKind.joint) != 0 { return false }
    if end < size, text[end] == UInt8(ascii: ":") { return false }
    let length = end &- start
    if length < 3 || length > 5 { return true }
    if seen & ByteKind.upper != 0 { return false }
    let first = text[start]
    return first != UInt8(ascii: "t") && first != UInt8(ascii: "f") && first != UInt8(ascii: "n")
  }

  @inline(__always)
  private func isKeyEnd(_ byte: UInt8) -> Bool {
    kinds[Int(byte)] & (ByteKind.letter | ByteKind.digit) != 0
  }

  @inline(__always)
  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  /// `<EMAIL>` or the pseudonym `<EMAIL:3fa9>`, as lredact writes them, and `<*>`, as templates have it.
  @inline(never)
  private func placeholder(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int
  ) -> (type: ValueType, end: Int)? {
    if start + 2 < size, text[start + 1] == UInt8(ascii: "*"), text[start + 2] == UInt8(ascii: ">")
    {
      return (.any, start + 3)
    }
    var name = start + 1
    while name < size, name - start < 20, text[name] &- 65 < 26 || text[name] == 0x5F { name += 1 }
    var end = name
    if end < size, text[end] == UInt8(ascii: ":") {
      end += 1
      while end < size, end - name < 40, kinds[Int(text[end])] & ByteKind.separator == 0 {
        end += 1
      }
    }
    guard end < size, text[end] == UInt8(ascii: ">"), name > start + 1,
      let type = ValueType(
        name: UnsafeBufferPointer(start: text + start + 1, count: name - start - 1))
    else { return nil }
    return (type, end + 1)
  }

  /// The closing quote of a value whose opening quote stands before `start`; nil for quotes that are read word by word.
  ///
  /// Those are quotes that do not close, a request line (`"GET /a HTTP/1.1"`), and quotes that begin the
  /// message: there they hold what the line says, not a value.
  private mutating func quotedValue(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int
  ) -> Int? {
    var end = start
    while end < size, text[end] != UInt8(ascii: "\"") {
      if text[end] == UInt8(ascii: "\\") { end += 1 }
      end += 1
    }
    // Each quote is looked for once: of a pair that is no value the second opens nothing.
    quotesDecided = end + 1
    guard end < size, end - start < Self.maximumQuoted else { return nil }
    var verb = start
    while verb < end, kinds[Int(text[verb])] & ByteKind.upper != 0 { verb += 1 }
    let isRequest =
      verb - start > 2 && verb + 1 < end && text[verb] == 0x20
      && text[verb + 1] == UInt8(ascii: "/")
    return isRequest || start == 1 ? nil : end
  }
}
