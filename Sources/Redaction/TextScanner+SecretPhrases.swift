extension TextScanner {
  /// A secret behind the word that names it, without a mark: `token xoxb-…`, `API Key provided: …`, `password is …`.
  mutating func secret(_ kind: KeyKind, behind start: Int, _ end: Int) {
    var index = text.skipBlanks(end)
    var isSaid = false
    for _ in 0..<3 {
      var last = index
      while isLetter(text[last]) { last += 1 }
      guard
        Value.isWord(
          of: [
            "is", "was", "provided", "lautet", "est", "es", "e", "value", "key", "token", "used",
            "using", "with", "of", "id", "header", "to", "secret", "set", "received", "presented",
          ], text, index, last), !isDigit(text[last])
      else { break }
      isSaid =
        isSaid || Value.isWord(of: ["is", "was", "to", "lautet", "est", "es"], text, index, last)
      index = last
      if text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "=") { index += 1 }
      index = text.skipBlanks(index)
    }
    if kind == .vagueSecret || kind == .secret { index = behindNumber(index) }
    let first = text.skipQuote(index)
    let last = tokenRun(first)
    if kind != .password { guard last > first, index > end else { return } }
    if kind == .password {
      context.passwordUntil = end + 96
      // What stands in an address or a path is no sentence.
      let before = text[start - 1]
      let isSpoken =
        start == 0 || isBlank(before) || before == UInt8(ascii: "/") && isLetter(text[start - 2])
        || before == UInt8(ascii: "(")
      if index > end, isSpoken { toldPassword(index, isSaid) }
      return
    }
    guard Value.isRandom(text, first, last, shortest: 16) || isLongCode(first, last),
      !isMember(first, last),
      kind != .vagueSecret || wordsKind(start, end, or: kind) == .secret
    else { return }
    secret(
      kind == .token ? .token : .secret,
      NamedValue(start: first, end: last, isQuoted: true, isLoose: true))
  }

  /// Whether 24 letters and digits and more take turns at least now and then, as in base32.
  private func isLongCode(_ start: Int, _ end: Int) -> Bool {
    let mixture = Value.mixture(text, start, end)
    return end - start >= 24 && mixture.digits > 0 && mixture.others == 0 && mixture.turns >= 3
      && !(mixture.hasUpper && mixture.hasLower)
  }

  /// `key 21: …`: the number of a key is no key.
  private func behindNumber(_ start: Int) -> Int {
    var index = start
    while isDigit(text[index]), index - start < 4 { index += 1 }
    return index > start && text[index] == UInt8(ascii: ":") ? text.skipBlanks(index + 1) : start
  }

  /// Whether the word is a name and its value.
  func isMember(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while isWordASCII(text[index]) { index += 1 }
    return index < end - 1 && (text[index] == UInt8(ascii: "=") || text[index] == UInt8(ascii: ":"))
  }

  /// Whether the word is the beginning of an address of mail: what a password is for.
  private func isAddressed(_ start: Int, _ end: Int) -> Bool { text[end] == UInt8(ascii: "@") }

  /// A password right behind the word for it: in quotes, after `is`, or with digits among its letters.
  private mutating func toldPassword(_ index: Int, _ isSaid: Bool) {
    let first = text.skipAnyQuote(index)
    if first > index {
      guard let close = quoteEnd(index, first), close - first >= 4, close - first <= 128,
        !Value.isMasked(text, first, close)
      else { return }
      return add(first, close, .password)
    }
    let last = NamedValue.passwordEnd(text, first)
    let mixture = Value.mixture(text, first, last)
    guard last - first >= 6, mixture.digits > 0, mixture.letters > 2,
      !Value.isMasked(text, first, last), !isMember(first, last),
      !isAddressed(first, last), !Value.isUUID(text, first, last), text[last] != UInt8(ascii: "@"),
      text.find("/", from: first, limit: last) == nil || isSaid,
      isSaid || mixture.digits >= 2 && !isName(mixture, first, last)
        || Value.isRandom(text, first, last, shortest: 8)
    else { return }
    add(first, sentenceEnd(first, last), .password)
  }

  /// A hash's name, `sha256`, or a number with a letter before it, `v10.2`, is no password.
  private func isName(_ mixture: Value.Mixture, _ start: Int, _ end: Int) -> Bool {
    mixture.turns < 2 && mixture.others == 0 && end - start < 8
      || text.hasIgnoringCase("sha", at: start) || text.hasIgnoringCase("pbkdf", at: start)
  }

  /// The quote that closes the one before `start`, of typography too.
  private func quoteEnd(_ opening: Int, _ start: Int) -> Int? {
    if isQuote(text[start - 1]) { return NamedValue.closingQuote(text, opening, start) }
    var index = start
    while index < text.count, index - start < 128 {
      if text.skipAnyQuote(index) > index, !isQuote(text[index]) { return index }
      index += 1
    }
    return nil
  }

  /// A password that a sentence tells some words behind the word for it: `changed from X to Y`, `for ANN is X`, `reset to 'X'`.
  mutating func passwordBehind(_ start: Int, _ end: Int) {
    guard end <= context.passwordUntil else { return }
    let index = text.skipBlanks(end)
    let first = text.skipAnyQuote(index)
    guard index > end else { return }
    let before = wordBefore(start)
    let isSet = Value.isWord(
      of: ["reset", "set", "changed", "updated"], text, before.start, before.end)
    if first > index, isSet { return toldPassword(index, true) }
    let last = NamedValue.passwordEnd(text, first)
    guard last - first >= (isSet ? 6 : 8), !Value.isUUID(text, first, last),
      !Value.isMasked(text, first, last)
    else { return }
    let mixture = Value.mixture(text, first, last)
    guard mixture.letters > 2, !isAddressed(first, last), IPAddress.octets(text, first) == nil
    else { return }
    let isMixed = mixture.digits > 0 || mixture.others > 0 && mixture.hasUpper
    guard isMixed, mixture.turns >= 3 || isSet, isSet || mixture.others == 0 else { return }
    add(first, last, .password)
  }

  func tokenRun(_ start: Int) -> Int {
    var end = start
    let limit = min(text.count, start + 4_096)
    while end < limit, isTokenByte(text[end]) { end += 1 }
    while end > start, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: ":") {
      end -= 1
    }
    return end
  }
}
