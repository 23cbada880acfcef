/// A value that a name stands before: `password=…`, `"apiKey": "…"`, `:token => '…'`, `<pin>…</pin>`.
struct NamedValue {
  /// The value's first byte, behind its quote.
  var start: Int
  /// The byte behind it.
  var end: Int
  /// Whether it stands in quotes or brackets, so that its end is sure.
  var isQuoted: Bool
  /// Whether it follows `: ` as words of prose do, too.
  var isLoose: Bool
  /// Whether it is a parameter in an address of the web.
  var isQuery = false

  /// Values are followed for so many bytes at most.
  static let longest = 16_384

  /// What separates a name from its value.
  struct Mark {
    var end: Int
    var isColon = false
    var isTag = false
  }

  /// The mark that separates the name `keyStart..<keyEnd` from its value; nil where none follows.
  @inline(__always)
  static func mark(_ text: Text, _ keyStart: Int, _ keyEnd: Int) -> Mark? {
    var index = keyEnd
    switch text[index] {
    case UInt8(ascii: "="), UInt8(ascii: ":"), 0x20, 0x09: break
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
      index = text.skipQuote(index)
      if text[index] == UInt8(ascii: "]") { index += 1 }
      if let mark = pairMark(text, keyStart, index) { return mark }
    case UInt8(ascii: "]"): index = text.skipQuote(index + 1)
    case UInt8(ascii: ">"):
      return isTag(text, keyStart) ? Mark(end: index + 1, isTag: true) : nil
    case UInt8(ascii: "("):
      if text.skipQuote(index + 1) > index + 1 { return Mark(end: index + 1) }
      index = behindParentheses(text, index)
    case UInt8(ascii: "?"), UInt8(ascii: "*"): index += 1
    case UInt8(ascii: "-"): break
    case 0xEF: break
    default: return nil
    }
    let behindBlanks = text.skipBlanks(index)
    if behindBlanks > index, isTag(text, keyStart), let end = tagEnd(text, behindBlanks) {
      return Mark(end: end, isTag: true)
    }
    if behindBlanks > index + 1,
      keyStart == 0 || text[keyStart - 1] == 0x0A || text.has("\\n", at: keyStart - 2)
    {
      // Columns: the name at the beginning of a line, blanks, the value.
      if isWordASCII(text[behindBlanks]) { return Mark(end: behindBlanks) }
    }
    index =
      text[behindBlanks] == UInt8(ascii: "(") && behindBlanks > index
      ? behindParentheses(text, behindBlanks) : behindBlanks
    switch text[index] {
    case UInt8(ascii: "\"") where behindBlanks > keyEnd && isKeyword(text, keyStart):
      return Mark(end: index)
    case UInt8(ascii: "-"): return text[index + 1] == UInt8(ascii: ">") ? Mark(end: index + 2) : nil
    case UInt8(ascii: "="):
      index += 1
      while text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ">") { index += 1 }
      return Mark(end: index)
    case UInt8(ascii: ":"):
      if text[index + 1] == UInt8(ascii: "=") { return Mark(end: index + 2) }
      return text[index + 1] == UInt8(ascii: ":") ? nil : Mark(end: index + 1, isColon: true)
    case 0xEF:
      // The wide colon and the wide sign of equality.
      guard text[index + 1] == 0xBC, text[index + 2] == 0x9A || text[index + 2] == 0x9D else {
        return nil
      }
      return Mark(end: index + 3, isColon: text[index + 2] == 0x9A)
    default: return nil
    }
  }

  /// Passes what a name says of itself in parentheses: `DOB (mm/dd/yy): …`.
  private static func behindParentheses(_ text: Text, _ open: Int) -> Int {
    guard let close = text.find(")", from: open, limit: open + 24) else { return open + 1 }
    return text.skipBlanks(close + 1)
  }

  /// Whether the name at `start` is that of an XML element: `<password`, `<wsse:Password`.
  private static func isTag(_ text: Text, _ start: Int) -> Bool {
    if text[start - 1] == UInt8(ascii: "<") { return true }
    guard text[start - 1] == UInt8(ascii: ":") else { return false }
    var index = start - 1
    while isAlphanumeric(text[index - 1]), start - index < 32 { index -= 1 }
    return text[index - 1] == UInt8(ascii: "<")
  }

  /// The byte behind the `>` that ends an element's attributes; nil where it is empty or does not end soon.
  private static func tagEnd(_ text: Text, _ start: Int) -> Int? {
    guard let end = text.find(">", from: start, limit: start + 256),
      text[end - 1] != UInt8(ascii: "/"),
      text.find("<", from: start, limit: end) == nil
    else { return nil }
    return end + 1
  }

  /// The mark behind a name that is itself a value: `name="pin" value="…"`, `{"name": "pin", "value": "…"}`,
  /// `<Data Name="pin">…<`, and the parts of a form (RFC 7578).
  private static func pairMark(_ text: Text, _ keyStart: Int, _ end: Int) -> Mark? {
    guard isNamed(text, keyStart) else { return nil }
    if text[end] == UInt8(ascii: ">") { return Mark(end: end + 1, isTag: true) }
    var index = end
    var lines = 0
    while index - end < 16 {
      if text.has("\\r", at: index) || text.has("\\n", at: index) {
        if text[index + 1] == UInt8(ascii: "n") { lines += 1 }
        index += 2
      } else if isBlank(text[index]) || text[index] == UInt8(ascii: ",") {
        if text[index] == 0x0A { lines += 1 }
        index += 1
      } else {
        break
      }
    }
    if lines >= 2 { return Mark(end: index) }
    let word = text.skipQuote(index)
    guard text.hasIgnoringCase("value", at: word) else { return nil }
    index = text.skipBlanks(text.skipQuote(word + 5))
    guard text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":") else { return nil }
    return Mark(end: index + 1)
  }

  /// Whether the name that ends with the word at `start` begins with a colon: `:client-secret "…"` of Clojure.
  private static func isKeyword(_ text: Text, _ start: Int) -> Bool {
    var index = start
    while isWordASCII(text[index - 1]) || text[index - 1] == UInt8(ascii: "-"), start - index < 64 {
      index -= 1
    }
    return text[index - 1] == UInt8(ascii: ":")
  }

  /// Whether `name=` or `key:` stands before the quoted name at `start`.
  private static func isNamed(_ text: Text, _ start: Int) -> Bool {
    var index = start - 1
    while isWordASCII(text[index]) || text[index] == UInt8(ascii: "-")
      || text[index] == UInt8(ascii: "."), start - index < 64
    { index -= 1 }
    guard isQuote(text[index]) else { return false }
    while text[index - 1] == UInt8(ascii: "\\") { index -= 1 }
    while isBlank(text[index - 1]) { index -= 1 }
    guard text[index - 1] == UInt8(ascii: "=") || text[index - 1] == UInt8(ascii: ":") else {
      return false
    }
    index -= 1
    while isBlank(text[index - 1]) || isQuote(text[index - 1])
      || text[index - 1] == UInt8(ascii: "\\")
    { index -= 1 }
    return text.hasIgnoringCase("name", at: index - 4) || text.hasIgnoringCase("key", at: index - 3)
      || text.hasIgnoringCase("field", at: index - 5)
      || text.hasIgnoringCase("param", at: index - 5)
  }

  /// The value behind the mark of the name at `keyStart`; nil where an element of XML does not end.
  static func value(
    _ text: Text, _ keyStart: Int, _ mark: Mark, longest: Int = longest
  ) -> NamedValue? {
    if mark.isTag {
      guard let end = text.find("<", from: mark.end, limit: mark.end + longest),
        text[end + 1] == UInt8(ascii: "/")
      else { return nil }
      return NamedValue(start: mark.end, end: end, isQuoted: true, isLoose: false)
    }
    var index = text.skipBlanks(mark.end)
    if index > mark.end, !mark.isColon, beginsMember(text, index) {
      return NamedValue(start: mark.end, end: mark.end, isQuoted: false, isLoose: false)
    }
    let isLoose = mark.isColon && index > mark.end
    // `b'…'` and `u'…'` of Python, a list of one.
    if text[index] == UInt8(ascii: "["),
      isQuote(text[index + 1]) || text[index + 1] == UInt8(ascii: "\\")
    {
      index += 1
    }
    if text[index] == UInt8(ascii: "b") || text[index] == UInt8(ascii: "u"),
      text[index + 1] == UInt8(ascii: "'")
    {
      index += 1
    }
    index = wrapped(text, behindCount(text, index))
    let first = text.skipQuote(index)
    if first > index, let end = closingQuote(text, index, first) {
      return NamedValue(start: first, end: end, isQuoted: true, isLoose: false)
    }
    if text[index] == UInt8(ascii: "<"), !Value.isMasked(text, index, text.count),
      let end = text.find(">", from: index, limit: index + 256)
    {
      return NamedValue(start: index + 1, end: end, isQuoted: true, isLoose: false)
    }
    let before = text[keyStart - 1]
    return NamedValue(
      start: index, end: bareEnd(text, index, longest), isQuoted: false, isLoose: isLoose,
      isQuery: before == UInt8(ascii: "?") || before == UInt8(ascii: "&"))
  }

  /// Whether a name and its `=` stand at `start`: the value before was left empty.
  private static func beginsMember(_ text: Text, _ start: Int) -> Bool {
    var index = start
    while isWordASCII(text[index]) || text[index] == UInt8(ascii: "-")
      || text[index] == UInt8(ascii: ".")
    { index += 1 }
    return index > start && text[index] == UInt8(ascii: "=")
  }

  /// Passes the length that an audit tells before a value: `USER:[6] 'ann'`.
  private static func behindCount(_ text: Text, _ start: Int) -> Int {
    guard text[start] == UInt8(ascii: "["), isDigit(text[start + 1]) else { return start }
    var index = start + 1
    while isDigit(text[index]) { index += 1 }
    guard text[index] == UInt8(ascii: "]"), isQuote(text[index + 2]) else { return start }
    return index + 2
  }

  /// Where the quote stands inside a wrapper: `Some("…")`, `Optional["…"]`, `ObjectId('…')`.
  private static func wrapped(_ text: Text, _ start: Int) -> Int {
    var index = start
    while isAlphanumeric(text[index]), index - start < 24 { index += 1 }
    guard index > start, text[index] == UInt8(ascii: "(") || text[index] == UInt8(ascii: "["),
      text.skipQuote(index + 1) > index + 1 || isUpper(text[start]) && isDigit(text[index + 1])
        || text[index + 1] == UInt8(ascii: "-")
    else { return start }
    return index + 1
  }

  /// The quote that closes the one before `start`: as many backslashes before it, or an even number where it had none.
  static func closingQuote(_ text: Text, _ opening: Int, _ start: Int) -> Int? {
    let quote = text[start - 1]
    let depth = start - 1 - opening
    var index = start
    var slashes = 0
    let limit = min(text.count, start + longest)
    while index < limit {
      let byte = text[index]
      if byte == UInt8(ascii: "\\") {
        slashes += 1
      } else {
        if byte == quote, slashes == depth || depth == 0 && slashes % 2 == 0 {
          return index - depth
        }
        slashes = 0
      }
      index += 1
    }
    return nil
  }

  /// The end of a value without quotes: a blank, a quote, or a mark that ends a member of a list.
  static func bareEnd(_ text: Text, _ start: Int, _ longest: Int = longest) -> Int {
    var index = start
    let limit = min(text.count, start + longest)
    while index < limit {
      let byte = text[index]
      if isBlank(byte) || endsMember(byte) { break }
      if byte == UInt8(ascii: "\\"), "nrt\"'\\".utf8.contains(text[index + 1]) { break }
      if byte >= 0x80, !text.isWord(at: index) { break }
      index += 1
    }
    return index
  }

  @inline(__always)
  private static func endsMember(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: ","),
      UInt8(ascii: ";"),
      UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "<"), UInt8(ascii: ">"):
      return true
    default: return false
    }
  }

  /// The end of a password without quotes, which may have any mark inside: it goes on behind a mark as long as what follows is no
  /// other member.
  static func passwordEnd(_ text: Text, _ start: Int, from first: Int? = nil) -> Int {
    var index = first ?? bareEnd(text, start)
    while index < text.count, index > start || text[index] != UInt8(ascii: ",") {
      let byte = text[index]
      guard
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|")
          || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
          || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") && index > start,
        goesOn(text, index + 1)
      else { break }
      index = bareEnd(text, index + 1)
    }
    return index
  }

  /// Whether a value goes on at `index`: there is a character of it, and no name of another member.
  private static func goesOn(_ text: Text, _ index: Int) -> Bool {
    let byte = text[index]
    guard byte != 0, !isBlank(byte), !endsMember(byte), byte != UInt8(ascii: "\\"),
      byte != UInt8(ascii: "/"), byte != UInt8(ascii: ".") || isAlphanumeric(text[index + 1])
    else { return false }
    var at = index
    while isWordASCII(text[at]) || text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: ".") {
      at += 1
    }
    return text[at] != UInt8(ascii: "=") && text[at] != UInt8(ascii: ":")
  }
}
