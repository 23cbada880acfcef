extension TextScanner {
  /// Commands of mail, files and stores: `USER ann`, `PASS …`, `AUTH PLAIN …`, `a1 LOGIN ann "…"`.
  mutating func command(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    guard first > end,
      start == 0 || isBlank(text[start - 1]) || isQuote(text[start - 1])
        || text[start - 1] == UInt8(ascii: ":")
    else { return }
    let last = NamedValue.bareEnd(text, first)
    let isLast =
      text.skipBlanks(text.skipQuote(last)) >= text.count || text[last] == UInt8(ascii: "\\")
    if text.has("PASS", at: start), isLast, last - first >= 4, !Value.isMasked(text, first, last) {
      let mixture = Value.mixture(text, first, last)
      if mixture.digits > 0 || mixture.others > 0 || start == 0 { add(first, last, .password) }
    } else if text.has("USER", at: start), isLast || text[last - 1] == UInt8(ascii: ":"),
      let name = name(at: first)
    {
      add(name.start, name.end, .user)
    } else if text.has("AUTH", at: start) {
      authCommand(first, last)
    } else if text.has("LOGIN", at: start), let nameEnd = loginName(first) {
      loginCommand(first, text.skipBlanks(nameEnd))
    } else if text.has("ROLE", at: start), isBehindVerb(start), let name = name(at: first) {
      add(name.start, name.end, .user)
    }
  }

  /// `a1 LOGIN NAME PASSWORD`, the password in quotes or the last word.
  private mutating func loginCommand(_ first: Int, _ index: Int) {
    let quoted = text.skipQuote(index)
    if quoted > index, let close = NamedValue.closingQuote(text, index, quoted) {
      return add(quoted, close, .password)
    }
    let last = NamedValue.passwordEnd(text, index)
    guard last > index, last >= text.count, let name = name(at: first), name.end < index else {
      return
    }
    add(name.start, name.end, .user)
    add(index, last, .password)
  }

  /// `sp_addlogin 'NAME', 'PASSWORD'` of SQL servers.
  mutating func arguments(_ end: Int) {
    let index = text.skipBlanks(end)
    let first = text.skipQuote(index)
    guard first > index, let close = NamedValue.closingQuote(text, index, first),
      text[close + 1] == UInt8(ascii: ",")
    else { return }
    if Login.isName(text, first, close) { add(first, close, .user) }
    identified(text.skipBlanks(close + 2))
  }

  /// The byte behind a name or an address that begins at `start`.
  private func loginName(_ start: Int) -> Int? {
    var end = text.skipQuote(start)
    let first = end
    while isWordASCII(text[end]) || Login.isMark(text[end]) || text[end] == UInt8(ascii: "@")
      || text[end] == UInt8(ascii: "+")
    { end += 1 }
    return end > first ? text.skipQuote(end) : nil
  }

  private mutating func authCommand(_ first: Int, _ last: Int) {
    var (start, end) = (first, last)
    let hasMethod = Value.isWord(
      of: ["plain", "login", "xoauth2", "oauthbearer", "cram-md5", "external"], text, first, last)
    if hasMethod {
      start = text.skipBlanks(last)
      end = NamedValue.bareEnd(text, start)
    }
    let mixture = Value.mixture(text, start, end)
    guard end - start >= 8, mixture.digits > 0 && mixture.letters > 0 || mixture.turns > 3,
      text.skipBlanks(end) >= text.count || text[end] == UInt8(ascii: "\\")
    else { return }
    add(start, end, hasMethod ? .auth : .password)
  }

  private func isBehindVerb(_ start: Int) -> Bool {
    let before = wordBefore(start)
    return Value.isWord(of: ["create", "alter", "drop"], text, before.start, before.end)
  }

  /// `IDENTIFIED BY '…'` of SQL.
  mutating func identified(_ start: Int) {
    let first = text.skipQuote(start)
    guard first > start, let end = NamedValue.closingQuote(text, start, first),
      !Value.isMasked(text, first, end)
    else { return }
    add(first, end, .password)
  }
}
