import Lines

/// Cuts a message into separators, words and typed values.
///
/// Words end at blanks and at ``delimiters``; a typed value may run over them (`12:30:45`, `9.6 KB`,
/// `http://a/b?c=d`). Separators are kept, so that a template prints back byte for byte.
struct MessageLexer: ~Copyable {
  /// The most tokens of one message; what follows is one value.
  static let maximumTokens = 512
  /// Bytes that end a word.
  static let delimiters = "=:,;()[]{}\"'|<>"

  private static let digit: UInt16 = 1
  private static let letter: UInt16 = 2
  private static let upper: UInt16 = 4
  private static let delimiter: UInt16 = 8
  private static let blank: UInt16 = 16
  /// `@ / \`: bytes that tell an address or a path.
  private static let telling: UInt16 = 32
  private static let hexLetter: UInt16 = 64
  private static let dot: UInt16 = 128
  /// Everything else: `- + _ # % $ * & ~ ^ ! ?` and the like.
  private static let joint: UInt16 = 256

  private let classes: UnsafeMutablePointer<UInt16>
  private let masker: Masker
  private let tokens: UnsafeMutablePointer<Token>
  /// Tokens of the message at hand.
  private(set) var count = 0
  /// Quotes before this byte belong to a pair whose inside is read word by word.
  private var openUntil = 0
  /// The hash of the row.
  private(set) var hash: UInt64 = 0

  init() throws {
    masker = try Masker()
    tokens = .allocate(capacity: Self.maximumTokens + 2)
    classes = .allocate(capacity: 256)
    for value in 0..<256 {
      let byte = UInt8(value)
      var kind = Self.joint
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = Self.digit
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): kind = Self.letter | Self.upper
      case UInt8(ascii: "a")...UInt8(ascii: "z"): kind = Self.letter
      case 0x00...0x20: kind = Self.blank
      case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "\\"): kind = Self.telling
      case UInt8(ascii: "."): kind = Self.dot
      case 0x80...0xFF: kind = Self.letter
      default: if Self.delimiters.utf8.contains(byte) { kind = Self.delimiter }
      }
      if byte &- 65 < 6 || byte &- 97 < 6 { kind |= Self.hexLetter }
      classes[value] = kind
    }
  }

  deinit {
    classes.deallocate()
    tokens.deallocate()
  }

  var usesJIT: Bool { masker.usesJIT }

  subscript(index: Int) -> Token {
    @inline(__always) get { tokens[index] }
  }

  /// Cuts a message; the tokens are then to be read until the next call.
  ///
  /// - Parameters:
  ///   - text: Well-formed UTF-8 with 16 readable bytes behind it.
  ///   - size: Bytes of it.
  mutating func lex(_ text: UnsafePointer<UInt8>, count size: Int) {
    count = 0
    hash = 0
    openUntil = 0
    var index = 0
    while index < size {
      if count >= Self.maximumTokens {
        addValue(index, size, .any)
        return
      }
      let kind = classes[Int(text[index])]
      if kind & (Self.blank | Self.delimiter) != 0 {
        index = readSeparator(text, index, size, kind)
      } else {
        index = readToken(text, index, size)
      }
    }
  }

  /// A run of blanks, or one delimiter.
  @inline(__always)
  private mutating func readSeparator(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int, _ kind: UInt16
  ) -> Int {
    if kind & Self.delimiter != 0 {
      if text[start] == UInt8(ascii: "\""), start >= openUntil, let end = quoted(text, start, size)
      {
        add(start, start + 1, .separator, .any, UInt64(text[start]))
        addValue(start + 1, end, .text)
        add(end, end + 1, .separator, .any, UInt64(text[end]))
        return end + 1
      }
      add(start, start &+ 1, .separator, .any, UInt64(text[start]))
      return start &+ 1
    }
    var end = start &+ 1
    while end < size, classes[Int(text[end])] & Self.blank != 0 { end &+= 1 }
    // Blanks are equal whatever their number: padding is not meaning.
    add(start, end, .separator, .any, 0x20)
    return end
  }

  /// The closing quote of a quoted value; nil for quotes that are read word by word or do not close.
  ///
  /// Read word by word are a request line (`"GET /a HTTP/1.1"`) and quotes that begin the message: there they hold
  /// what the line says, not a value.
  private mutating func quoted(_ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int) -> Int? {
    let limit = min(size, start + 400)
    var end = start + 1
    while end < limit, text[end] != UInt8(ascii: "\"") {
      if text[end] == UInt8(ascii: "\\") { end += 1 }
      end += 1
    }
    guard end < limit, end > start + 1 else { return nil }
    var word = start + 1
    while word < end, classes[Int(text[word])] & Self.upper != 0 { word += 1 }
    let isRequest =
      word - start > 3 && word + 1 < end && text[word] == 0x20
      && text[word + 1] == UInt8(ascii: "/")
    if isRequest || start == 0 {
      openUntil = end + 1
      return nil
    }
    return end
  }

  @inline(__always)
  private mutating func readToken(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int
  ) -> Int {
    var end = start
    var seen: UInt16 = 0
    while end < size {
      let kind = classes[Int(text[end])]
      if kind & (Self.blank | Self.delimiter) != 0 { break }
      seen |= kind
      end &+= 1
    }
    if seen == Self.digit, end == size || isPlainEnd(text, end, size) {
      addValue(start, end, .number)
      return end
    }
    if mayBeTyped(text, start, end, size, seen),
      let next = readTyped(text, start, end, size, seen)
    {
      return next
    }
    // A full stop or a mark at the end of a sentence is not part of the word.
    var word = end
    while word > start &+ 1, isSentenceEnd(text[word &- 1]) { word &-= 1 }
    addWord(text, start, word, seen)
    if word < end {
      add(word, end, .separator, .any, TokenHash.bytes(text + word, count: end &- word))
    }
    return end
  }

  /// False when the token is a word for sure: no digit or telling byte, no assignment, no name of a month.
  @inline(__always)
  private func mayBeTyped(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Bool {
    if seen & (Self.digit | Self.telling | Self.dot) != 0 { return true }
    if start > 0, text[start &- 1] == UInt8(ascii: "=") { return true }
    if end < size, text[end] == UInt8(ascii: ":") { return true }
    return end &- start >= 3 && end &- start <= 5
  }

  /// Whether a number ends here for sure: no unit, no further part of a date or address can follow.
  @inline(__always)
  private func isPlainEnd(_ text: UnsafePointer<UInt8>, _ end: Int, _ size: Int) -> Bool {
    let byte = text[end]
    if byte == 0x20 {
      // `5012 ms` and `9 KB`: a unit is one to four letters.
      let next = end &+ 1 < size ? text[end &+ 1] : 0
      switch next | 0x20 {
      case UInt8(ascii: "m"), UInt8(ascii: "s"), UInt8(ascii: "u"), UInt8(ascii: "n"),
        UInt8(ascii: "k"), UInt8(ascii: "g"), UInt8(ascii: "t"), UInt8(ascii: "h"):
        return false
      default: return true
      }
    }
    return byte != UInt8(ascii: ":") && byte != UInt8(ascii: ",")
  }

  /// A value by its shape; returns the byte behind it, nil when the token is a word.
  @inline(never)
  private mutating func readTyped(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Int? {
    let first = classes[Int(text[start])]
    let hasDigit = seen & Self.digit != 0
    if isAfterEquals(text, start) {
      return readAssigned(text, start, end, size, seen)
    }
    let mayBeAddress =
      first & Self.hexLetter != 0 && end < size && text[end] == UInt8(ascii: ":")
      && end - start <= 4
    if hasDigit || mayBeAddress, let value = masker.numeric(text, count: size, from: start),
      value.end >= end || value.end > start && isCut(text, value.end, end)
    {
      addValue(start, value.end, value.type)
      return value.end
    }
    let mayBeURL =
      end + 2 < size && text[end] == UInt8(ascii: ":") && text[end + 1] == UInt8(ascii: "/")
    let mayBeDate =
      end - start >= 3 && end - start <= 4
      && seen & ~(Self.letter | Self.upper | Self.hexLetter) == 0
      && first & Self.upper != 0
    let isDrive = end - start == 1 && end + 1 < size && text[end + 1] == UInt8(ascii: "\\")
    if seen & Self.telling != 0 || mayBeURL || mayBeDate || isDrive,
      let value = masker.shaped(text, count: size, from: start), value.end >= end
    {
      addValue(start, value.end, value.type)
      return value.end
    }
    if seen & Self.telling != 0, isPath(text, start, end) {
      addValue(start, end, .path)
      return end
    }
    if isHost(text, start, end, seen) {
      addValue(start, end, .host)
      return end
    }
    if hasDigit, !isProduct(text, start, end), let type = Masker.fallback(text + start, end - start)
    {
      addValue(start, end, type)
      return end
    }
    if isTruthValue(text, start, end) {
      addValue(start, end, .boolean)
      return end
    }
    return nil
  }

  /// A value that ends inside the token does so only in front of a sentence's end.
  private func isCut(_ text: UnsafePointer<UInt8>, _ valueEnd: Int, _ end: Int) -> Bool {
    for index in valueEnd..<end where !isSentenceEnd(text[index]) { return false }
    return true
  }

  /// Whether the token stands behind `key=`.
  @inline(__always)
  private func isAfterEquals(_ text: UnsafePointer<UInt8>, _ start: Int) -> Bool {
    start >= 2 && text[start &- 1] == UInt8(ascii: "=")
      && classes[Int(text[start &- 2])] & (Self.letter | Self.digit) != 0
  }

  /// The value of `key=value`: whatever it is, it varies.
  private mutating func readAssigned(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Int {
    if seen & Self.digit != 0, let value = masker.numeric(text, count: size, from: start),
      value.end >= end
    {
      addValue(start, value.end, .any)
      return value.end
    }
    if let value = masker.shaped(text, count: size, from: start), value.end >= end {
      addValue(start, value.end, .any)
      return value.end
    }
    var word = end
    while word > start + 1, isSentenceEnd(text[word - 1]) { word -= 1 }
    addValue(start, word, .any)
    return word
  }

  /// `a/b/c`, `lib/x.so`: two slashes, or one with a dot or a digit beside it; `and/or` is a word.
  private func isPath(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var slashes = 0
    var marks = 0
    for index in start..<end {
      if text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "\\") { slashes += 1 }
      if text[index] == UInt8(ascii: ".") || classes[Int(text[index])] & Self.digit != 0 {
        marks += 1
      }
    }
    if slashes == 1, isProduct(text, start, end) { return false }
    return slashes >= 2 && end - start > 3 || slashes == 1 && marks > 0 && end - start > 3
  }

  /// `HTTP/1.1`: letters, a slash and a version.
  private func isProduct(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, classes[Int(text[index])] & Self.letter != 0 { index += 1 }
    guard index > start, index + 1 < end, text[index] == UInt8(ascii: "/") else { return false }
    for position in index + 1..<end
    where classes[Int(text[position])] & (Self.digit | Self.dot) == 0 { return false }
    return true
  }

  /// A host name: lower-case labels and two dots at least, no class or package path.
  private func isHost(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> Bool {
    guard seen & Self.upper == 0, end - start > 4 else { return false }
    var dots = 0
    var labelStart = start
    for index in start..<end {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        if index == labelStart { return false }
        dots += 1
        labelStart = index + 1
      } else if classes[Int(byte)] & (Self.letter | Self.digit) == 0, byte != UInt8(ascii: "-") {
        return false
      }
    }
    guard dots >= 2, end - labelStart >= 2, end - labelStart <= 6 else { return false }
    for index in labelStart..<end where classes[Int(text[index])] & Self.letter == 0 {
      return false
    }
    // Packages begin where host names end: `org.acme.db`.
    let isPackage =
      text[start + 3] == UInt8(ascii: ".")
      && (Self.equals(text + start, "org") || Self.equals(text + start, "com")
        || Self.equals(text + start, "net"))
    return !isPackage
  }

  private static func equals(_ text: UnsafePointer<UInt8>, _ word: StaticString) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where text[index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  private func isTruthValue(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch end - start {
    case 4: Self.equals(text + start, "true") || Self.equals(text + start, "null")
    case 5: Self.equals(text + start, "false")
    default: false
    }
  }

  @inline(__always)
  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  // MARK: the row

  @inline(__always)
  private mutating func addWord(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) {
    add(start, end, .word, .any, TokenHash.bytes(text + start, count: end &- start))
  }

  @inline(__always)
  private mutating func addValue(_ start: Int, _ end: Int, _ type: ValueType) {
    add(start, end, .value, type, 0xFF00 | UInt64(type.rawValue))
  }

  @inline(__always)
  private mutating func add(
    _ start: Int, _ end: Int, _ role: Token.Role, _ type: ValueType, _ tokenHash: UInt64
  ) {
    tokens[count] = Token(
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), role: role,
      type: type, hash: tokenHash)
    hash &+= TokenHash.placed(tokenHash, at: count)
    count &+= 1
  }
}
