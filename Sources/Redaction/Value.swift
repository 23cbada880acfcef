/// What a value looks like, whatever it is called.
enum Value {
  /// Whether a value stands for one that was hidden, left out or not filled in: `****`, `[REDACTED]`, `${DB_PASSWORD}`, `<USER>`,
  /// `null`.
  static func isMasked(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let first = text[start]
    switch first {
    case UInt8(ascii: "$"):
      if text[start + 1] == UInt8(ascii: "{") || text[start + 1] == UInt8(ascii: "(") {
        return true
      }
      return isVariable(text, start + 1, end)
    case UInt8(ascii: "{"):
      return text[start + 1] == UInt8(ascii: "{") || text[start + 1] == UInt8(ascii: "%")
    case UInt8(ascii: "#"): return text[start + 1] == UInt8(ascii: "{")
    case UInt8(ascii: "%"):
      if text[start + 1] == UInt8(ascii: "(") || end - start == 2 { return true }
      // Marks of masks in percent escapes; the decoded text tells what is behind them.
      if text.hasIgnoringCase("%2a", at: start) || text.hasIgnoringCase("%5b", at: start)
        || text.hasIgnoringCase("%e2%80%a2", at: start) || text.hasIgnoringCase("%3c", at: start)
        || text.hasIgnoringCase("%7b", at: start)
      {
        return true
      }
      return text[end - 1] == UInt8(ascii: "%") && isVariable(text, start + 1, end - 1)
    case UInt8(ascii: "<") where text[start + 1] == UInt8(ascii: "%"): return true
    case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "("):
      return isPlaceholder(text, start + 1, end)
    default: break
    }
    if hasMaskedRun(text, start, end) { return true }
    return end - start <= 13 && isWord(of: maskWords, text, start, end)
  }

  private static let maskWords: [StaticString] = [
    "null", "none", "nil", "undefined", "redacted", "masked", "hidden", "filtered", "removed",
    "empty",
    "n/a", "na", "true", "false", "yes", "no", "unset", "unknown", "omitted", "withheld",
    "sanitized",
    "scrubbed", "(null)", "obfuscated", "protected", "nan", "anonymous",
  ]

  /// Whether the range is one of some words, in letters of any case.
  static func isWord(of words: [StaticString], _ text: Text, _ start: Int, _ end: Int) -> Bool {
    for word in words where word.utf8CodeUnitCount == end - start {
      if text.hasIgnoringCase(word, at: start) { return true }
    }
    return false
  }

  /// A name in capitals, as a shell's variables have.
  private static func isVariable(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    for index in start..<end {
      let byte = text[index]
      guard isUpper(byte) || isDigit(byte) && index > start || byte == UInt8(ascii: "_") else {
        return false
      }
    }
    return true
  }

  /// Words in brackets: `<EMAIL>`, `<USER:3fa9>`, `[hidden]`; the bracket that opens stands before `start`.
  private static func isPlaceholder(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let close = closing(text, start)
    if text[close] == UInt8(ascii: ">"),
      isWord(
        of: [
          "secret", "password", "token", "value", "string", "key", "user", "username", "name",
          "pass", "passwd",
        ], text, start, close)
    {
      return true
    }
    if isWord(of: maskWords, text, start, min(end, closing(text, start))) { return true }
    if text[start - 1] == UInt8(ascii: "<") { return placeholderEnd(text, at: start - 1) != nil }
    var index = start
    while index < text.count, index - start < 80 {
      let byte = text[index]
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ")") { return index > start }
      guard isLetter(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: " ") else {
        return false
      }
      index += 1
    }
    return false
  }

  /// The byte behind a placeholder that begins at `start`; nil where none does.
  ///
  /// A name in capitals between angle brackets, with a pseudonym behind a colon or without: `<API_KEY>`, `<USER:k2.3fa9>`.
  static func placeholderEnd(_ text: Text, at start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "<"), isUpper(text[start + 1]) else { return nil }
    var index = start + 1
    var isJoined = false
    // Capitals with digits among them are a number; a name has digits in a part of its own.
    while isUpper(text[index]) || text[index] == UInt8(ascii: "_")
      || isJoined && isDigit(text[index])
    {
      isJoined = isJoined || text[index] == UInt8(ascii: "_")
      index += 1
    }
    guard index > start + 2 else { return nil }
    if text[index] == UInt8(ascii: ":") {
      index += 1
      while isAlphanumeric(text[index]) || text[index] == UInt8(ascii: ".") { index += 1 }
    }
    return text[index] == UInt8(ascii: ">") ? index + 1 : nil
  }

  private static func closing(_ text: Text, _ start: Int) -> Int {
    var index = start
    while index < text.count, isLetter(text[index]) { index += 1 }
    return index
  }

  /// Whether part of the value was masked: three stars or dots, four equal letters `x`, or nothing but one mark.
  private static func hasMaskedRun(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      let byte = text[index]
      let needed: Int
      switch byte {
      case UInt8(ascii: "*"): needed = min(3, end - start)
      case UInt8(ascii: "x"), UInt8(ascii: "X"): needed = end - start < 4 ? end - start : 4
      case UInt8(ascii: "."): needed = 3
      case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "?"), UInt8(ascii: "_"):
        needed = end - start
      case 0xE2:
        // Bullets and the ellipsis.
        if text[index + 1] == 0x80, text[index + 2] == 0xA2 || text[index + 2] == 0xA6 {
          return true
        }
        needed = Int.max
      default: needed = Int.max
      }
      if needed != Int.max {
        var run = index
        while run < end, text[run] == byte { run += 1 }
        if run - index >= needed { return true }
        index = max(run, index + 1)
      } else {
        index += 1
      }
    }
    return false
  }

  /// Whether the range is a UUID.
  static func isUUID(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard end - start == 36 else { return false }
    for offset in 0..<36 {
      let byte = text[start + offset]
      let isDash = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isDash ? byte == UInt8(ascii: "-") : isHex(byte) else { return false }
    }
    return true
  }

  /// The parts of an ASCII text that tell a made-up word from drawn letters.
  struct Mixture {
    var letters = 0
    var digits = 0
    var others = 0
    /// Places where small letters, capitals and digits follow one another.
    var turns = 0
    var hasLower = false
    var hasUpper = false
  }

  static func mixture(_ text: Text, _ start: Int, _ end: Int) -> Mixture {
    var mixture = Mixture()
    var before = 0
    for index in start..<end {
      let byte = text[index]
      let kind: Int
      if isDigit(byte) {
        mixture.digits += 1
        kind = 1
      } else if isLower(byte) {
        mixture.letters += 1
        mixture.hasLower = true
        kind = 2
      } else if isUpper(byte) {
        mixture.letters += 1
        mixture.hasUpper = true
        kind = 3
      } else {
        mixture.others += 1
        kind = 0
      }
      if kind != before, kind != 0, before != 0 { mixture.turns += 1 }
      before = kind
    }
    return mixture
  }

  /// Whether the range looks drawn by lot, as keys and tokens are: letters and digits (or letters of both cases) that take turns
  /// oftener than in names that people make.
  ///
  /// It must have `shortest` bytes at least.
  static func isRandom(_ text: Text, _ start: Int, _ end: Int, shortest: Int) -> Bool {
    let count = end - start
    guard count >= shortest, !isUUID(text, start, end) else { return false }
    let mixture = mixture(text, start, end)
    let alphanumeric = mixture.letters + mixture.digits
    guard alphanumeric * 4 >= count * 3 else { return false }
    if mixture.digits > 0 && mixture.letters > 0 { return mixture.turns * 6 >= count }
    return mixture.hasLower && mixture.hasUpper && count >= 16 && mixture.turns * 3 >= count
  }

  /// How many letters and digits a number with marks between has.
  ///
  /// Nil where a byte stands there that is none of them and none of `marks`.
  static func alphanumerics(
    _ text: Text, _ start: Int, _ end: Int, marks: StaticString
  ) -> (letters: Int, digits: Int)? {
    var letters = 0
    var digits = 0
    for index in start..<end {
      let byte = text[index]
      if isDigit(byte) {
        digits += 1
      } else if isLetter(byte) {
        letters += 1
      } else if !marks.withUTF8Buffer({ $0.contains(byte) }) {
        return nil
      }
    }
    return (letters, digits)
  }

  /// Whether the range is made of the characters of tokens only: letters, digits and some marks, no blank.
  static func isToken(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end where !isTokenByte(text[index]) { return false }
    return start < end
  }
}

/// A character of base64 in both alphabets, of percent escapes, or one of the marks that tokens have inside.
@inline(__always)
func isTokenByte(_ byte: UInt8) -> Bool {
  if isWordASCII(byte) { return true }
  switch byte {
  case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
    UInt8(ascii: "="),
    UInt8(ascii: "~"), UInt8(ascii: "%"), UInt8(ascii: ":"), UInt8(ascii: "!"):
    return true
  default: return false
  }
}
