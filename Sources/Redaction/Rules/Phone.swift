/// Numbers of telephones: international ones (ITU-T E.164) with their `+`, North American ones by their groups, any other form where
/// a word says that it is one.
enum Phone {
  /// A number whose `+` is at `start`.
  static func international(_ text: Text, at start: Int) -> Finding? {
    guard !text.isWord(at: start - 1), text[start - 1] != UInt8(ascii: "+") else { return nil }
    let first = text[start + 1]
    guard isDigit(first), first != 48 else { return nil }
    guard let span = span(text, start + 1), (8...15).contains(span.digits),
      span.groups > 1 || span.digits >= 10
    else { return nil }
    return Finding(start: start, end: span.end, type: .phone)
  }

  /// A North American number: `303-867-9105`, `(415) 555-0132`, `415.555.0132`, with a `1` in front or without.
  ///
  /// `start` is the first digit, or the parenthesis.
  static func northAmerican(_ text: Text, at start: Int, allowsBlanks: Bool) -> Finding? {
    guard !isDigit(text[start - 2]) || !isMark(text[start - 1]) || withCountry(text, start) < start
    else { return nil }
    var index = start
    let inParentheses = text[index] == UInt8(ascii: "(")
    if inParentheses { index += 1 }
    guard isArea(text, index) else { return nil }
    index += 3
    let mark: UInt8
    if inParentheses {
      guard text[index] == UInt8(ascii: ")") else { return nil }
      index += 1
      if text[index] == 0x20 || text[index] == UInt8(ascii: "-") { index += 1 }
      guard isArea(text, index) else { return nil }
      index += 3
      mark = text[index]
      guard isMark(mark) || mark == 0x20 else { return nil }
    } else {
      mark = text[index]
      guard isMark(mark) || mark == 0x20 && allowsBlanks, isArea(text, index + 1),
        text[index + 4] == mark
      else { return nil }
      index += 4
    }
    for offset in 1...4 where !isDigit(text[index + offset]) { return nil }
    let end = index + 5
    guard !text.isWord(at: end), !(isMark(text[end]) && isAlphanumeric(text[end + 1])) else {
      return nil
    }
    return Finding(start: withCountry(text, start), end: end, type: .phone)
  }

  /// Takes in a `1` in front.
  private static func withCountry(_ text: Text, _ start: Int) -> Int {
    guard isMark(text[start - 1]) || text[start - 1] == 0x20, text[start - 2] == UInt8(ascii: "1"),
      !text.isWord(at: start - 3), !isMark(text[start - 3])
    else { return start }
    return start - 2
  }

  @inline(__always)
  private static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isArea(_ text: Text, _ index: Int) -> Bool {
    text[index] &- 50 < 8 && isDigit(text[index + 1]) && isDigit(text[index + 2])
  }

  /// A number next to a word for telephones: 7 to 15 digits, in any groups.
  ///
  /// `start` is the first digit, `+` or parenthesis.
  static func named(_ text: Text, at start: Int) -> Finding? {
    guard let span = span(text, start), (7...15).contains(span.digits),
      !text.isWord(at: span.end), !isDate(text, start, span)
    else { return nil }
    return Finding(start: start, end: span.end, type: .phone)
  }

  private struct Span {
    var end: Int
    var digits = 0
    var groups = 1
  }

  /// Digits with single blanks, dashes, dots, slashes and pairs of parentheses between.
  private static func span(_ text: Text, _ start: Int) -> Span? {
    var index = start
    var span = Span(end: start)
    // The span at the last blank where it was a number already.
    var whole: Span?
    if text[index] == UInt8(ascii: "+") { index += 1 }
    while index - start < 40 {
      let byte = text[index]
      if isDigit(byte) {
        span.digits += 1
        index += 1
        span.end = index
        continue
      }
      guard
        byte == 0x20 || isMark(byte) || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
          || byte == UInt8(ascii: "/")
      else { break }
      let next = text[index + 1]
      let isJoined = isDigit(next) || next == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
      guard isJoined || byte == UInt8(ascii: "-") && next == 0x20 else { break }
      if byte == 0x20, isDigit(next), span.digits >= 8 {
        // A blank ends the number where a longer one could not go on, or where it was written in one piece.
        if longGroup(text, index + 1) || span.groups == 1 && span.digits >= 10 { break }
        whole = span
      }
      if span.digits > 0 { span.groups += 1 }
      index += 1
    }
    if span.digits > 15, let whole { span = whole }
    return span.digits > 0 && !isLetter(text[span.end]) ? span : nil
  }

  /// A group of more than five digits is not the rest of a number that has eight.
  private static func longGroup(_ text: Text, _ start: Int) -> Bool {
    var index = start
    while isDigit(text[index]) { index += 1 }
    return index - start > 5
  }

  /// `2024-01-15`, `10.0.0.12`, `1.3.6.1.4` and the like.
  private static func isDate(_ text: Text, _ start: Int, _ span: Span) -> Bool {
    if text[start + 1] == UInt8(ascii: "."), text[start + 3] == UInt8(ascii: ".") { return true }
    if IPAddress.octets(text, start)?.end == span.end { return true }
    guard text[start] != UInt8(ascii: "+") else { return false }
    return BirthDate.end(text, start) != nil && span.digits <= 8 && span.groups == 3
  }
}
