extension TextScanner {
  /// The values of an INSERT under the names of their columns: `(email, phone) VALUES ('…', '…')`.
  mutating func columns(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    guard text[first] == UInt8(ascii: "("), start >= context.valuesUntil else { return }
    var close = start
    while close > 0, isBlank(text[close - 1]) { close -= 1 }
    guard text[close - 1] == UInt8(ascii: ")"), let kinds = columnKinds(endingAt: close - 1),
      kinds.contains(where: { $0 != .none })
    else { return }
    var index = first
    while text[index] == UInt8(ascii: "(") {
      index = row(index + 1, kinds)
      context.valuesUntil = index
      guard text[index] == UInt8(ascii: ")") else { return }
      index = text.skipBlanks(index + 1)
      guard text[index] == UInt8(ascii: ",") else { return }
      index = text.skipBlanks(index + 1)
    }
  }

  /// The values of a row that follows its columns with a few words between: `COPY c (email, dob) row 15: ('…', '…')`.
  ///
  /// - Parameter open: The parenthesis before the values.
  mutating func rows(at open: Int) {
    guard open >= context.valuesUntil else { return }
    var close = open - 1
    while close > 0, open - close < 24, text[close] != UInt8(ascii: ")") { close -= 1 }
    guard text[close] == UInt8(ascii: ")"), text[open - 1] == 0x20,
      let kinds = columnKinds(endingAt: close),
      kinds.count > 1, kinds.contains(where: { $0 != .none })
    else { return }
    context.valuesUntil = row(open + 1, kinds)
  }

  /// The kinds of the columns in a list that ends before `close`; nil where no list stands.
  private mutating func columnKinds(endingAt close: Int) -> [KeyKind]? {
    var open = close
    let limit = max(0, close - 2_048)
    while open > limit, text[open] != UInt8(ascii: "(") { open -= 1 }
    guard text[open] == UInt8(ascii: "(") else { return nil }
    var kinds: [KeyKind] = []
    var index = open + 1
    while index < close {
      while index < close, !text.isWord(at: index) { index += 1 }
      let start = index
      while index < close, text.isWord(at: index) || text[index] == UInt8(ascii: ".") { index += 1 }
      if start < index { kinds.append(keys.kind(of: text.bytes(start, index))) }
      while index < close, text[index] != UInt8(ascii: ",") { index += 1 }
      index += 1
    }
    return kinds
  }

  /// The values of a row; returns the byte that ends it.
  private mutating func row(_ start: Int, _ kinds: [KeyKind]) -> Int {
    var index = start
    for kind in kinds {
      index = text.skipBlanks(index)
      if text[index] == UInt8(ascii: "E") || text[index] == UInt8(ascii: "N"),
        text[index + 1] == UInt8(ascii: "'")
      {
        index += 1
      }
      let first = text.skipQuote(index)
      var value = NamedValue(
        start: index, end: NamedValue.bareEnd(text, index), isQuoted: true, isLoose: false)
      var next = value.end
      if first > index, let end = NamedValue.closingQuote(text, index, first) {
        value = NamedValue(start: first, end: end, isQuoted: true, isLoose: false)
        next = end + first - index
      }
      if value.start < value.end { named(kind, (value.start, value.start), value) }
      index = text.skipBlanks(next)
      guard text[index] == UInt8(ascii: ",") else { return index }
      index += 1
    }
    return index
  }
}
