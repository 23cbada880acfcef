extension TextScanner {
  /// A value under the name of a user.
  mutating func user(_ key: (start: Int, end: Int), _ value: NamedValue) {
    var (start, end) = (value.start, value.end)
    if !value.isQuoted {
      if text[end] == UInt8(ascii: "\\"), isDomain(start, end) {
        end = NamedValue.bareEnd(text, end + 1)
      }
      end = nameEnd(start, end)
    }
    // `new user: name=ann, UID=1004`
    if text.has("name=", at: start) {
      start += 5
      end = nameEnd(start, NamedValue.bareEnd(text, start))
    }
    guard start < end, !Value.isMasked(text, start, end) else { return }
    // `DOMAIN\name`
    if let slash = (start..<end).last(where: {
      text[$0] == UInt8(ascii: "\\") || text[$0] == UInt8(ascii: "/")
    }), end - start < 80 {
      guard text[slash] == UInt8(ascii: "\\"), slash > start else { return }
      start = slash + 1
    }
    if !value.isQuoted, let at = (start..<end).first(where: { text[$0] == UInt8(ascii: "@") }) {
      // The address is found at its `@`; a name at a host without a domain is one.
      if Email.find(text, at: at) != nil { return }
      end = at
    }
    if text.hasIgnoringCase("login", at: key.end - 5), end - start >= 32,
      Value.isToken(text, start, end),
      (start..<end).allSatisfy({ isHex(text[$0]) })
    {
      return add(start, end, .apiKey)
    }
    guard Login.isName(text, start, end), !isKind(key, start, end), !isStorage(end) else { return }
    // `login2:6379` is a host and its port.
    if text[key.end] == UInt8(ascii: ":"), start == key.end + 1, end - start <= 5, isHostName(key),
      isDigit(text[start]), isDigit(text[end - 1])
    {
      return
    }
    if !value.isQuoted, text[end] == UInt8(ascii: ":"), isAlphanumeric(text[end + 1]) {
      // `key=user:list:page` is a path of names.
      guard text[key.start - 1] != UInt8(ascii: "="), text[key.start - 1] != UInt8(ascii: ":")
      else { return }
    }
    if !value.isQuoted, !value.isLoose, text[start - 1] == UInt8(ascii: ":"),
      text[key.start - 1] == UInt8(ascii: "=") || text[key.start - 1] == UInt8(ascii: ":")
    {
      return
    }
    add(start, end, .user)
    // `uid=1004(ann)`
    if !value.isQuoted, text[end] == UInt8(ascii: "("), let name = name(at: end + 1),
      text[name.end] == UInt8(ascii: ")")
    {
      add(name.start, name.end, .user)
    }
    if text[key.start - 1] == UInt8(ascii: "/") { passwordArgument(end) }
  }

  /// Whether the range is a domain of Windows: capitals and digits.
  private func isDomain(_ start: Int, _ end: Int) -> Bool {
    guard end > start, isLetter(text[end + 1]) else { return false }
    for index in start..<end
    where !isUpper(text[index]) && !isDigit(text[index]) && text[index] != UInt8(ascii: "-") {
      return false
    }
    return true
  }

  /// The password behind `/user:NAME` of Windows.
  private mutating func passwordArgument(_ end: Int) {
    let start = text.skipBlanks(end)
    let last = NamedValue.bareEnd(text, start)
    let mixture = Value.mixture(text, start, last)
    if start > end, last - start >= 6, mixture.digits > 0, mixture.letters > 0 {
      add(start, last, .password)
    }
  }

  private func nameEnd(_ start: Int, _ end: Int) -> Int {
    var last = start
    while last < end, text[last] != UInt8(ascii: "("), text[last] != UInt8(ascii: "["),
      text[last] != UInt8(ascii: ":"), text[last] != UInt8(ascii: "/"),
      text[last] != UInt8(ascii: "%"), text[last] != UInt8(ascii: "=")
    { last += 1 }
    while last > start,
      text[last - 1] == UInt8(ascii: ".") || text[last - 1] == UInt8(ascii: "!")
        || text[last - 1] == UInt8(ascii: "-")
    { last -= 1 }
    return last
  }

  /// Whether the value says what kind of account it is rather than whose: `account=savings`.
  private func isKind(_ key: (start: Int, end: Int), _ start: Int, _ end: Int) -> Bool {
    guard text.hasIgnoringCase("account", at: key.end - 7) else { return false }
    return !Login.hasShape(text, start, end)
  }

  /// Whether a key has a digit or a dash, as names of hosts do.
  private func isHostName(_ key: (start: Int, end: Int)) -> Bool {
    (key.start..<key.end).contains { isDigit(text[$0]) || text[$0] == UInt8(ascii: "-") }
  }

  /// Whether the key of an account follows, as that of a store in a cloud: such an account is nobody's.
  private func isStorage(_ end: Int) -> Bool {
    let next = text.skipBlanks(end)
    return text.hasIgnoringCase(";accountkey", at: next)
      || text.hasIgnoringCase("--account-key", at: next)
  }

  // MARK: phrases

  /// The login behind a word for users: `invalid user hiro.petrov from`, `User bob logged in`.
  mutating func user(behind start: Int, _ end: Int) {
    var index = text.skipBlanks(end)
    guard index > end || text.skipAnyQuote(end) > end, text[start - 1] != UInt8(ascii: "-"),
      text[start - 1] != UInt8(ascii: ".")
    else { return }
    if text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "=") {
      index = text.skipBlanks(index + 1)
    }
    let direct = index
    index = behindOutcome(index)
    let isDirect = index == direct
    if Value.placeholderEnd(text, at: index) != nil { return }
    let bracket = text[index]
    var first = text.skipAnyQuote(index)
    var isQuoted = first > index
    if !isQuoted,
      bracket == UInt8(ascii: "[") || bracket == UInt8(ascii: "<") || bracket == UInt8(ascii: "(")
    {
      isQuoted = true
      first = index + 1
    }
    // `[DOMAIN]\[NAME]`
    if bracket == UInt8(ascii: "["), let close = text.find("]", from: first, limit: first + 64),
      text[close + 1] == UInt8(ascii: "\\")
    {
      let inner = text.skipQuote(close + 1)
      var next = max(inner, close + 1)
      while text[next] == UInt8(ascii: "\\") { next += 1 }
      if text[next] == UInt8(ascii: "[") { first = next + 1 }
    }
    var (begin, last) = loginRange(first)
    guard begin < last else { return }
    if text[last] == UInt8(ascii: "@"), Email.find(text, at: last) != nil { return }
    if text[last] == UInt8(ascii: ":"), isAlphanumeric(text[last + 1]) { return }
    if isQuoted {
      guard
        text.skipAnyQuote(last) > last || text[last] == UInt8(ascii: "\\")
          || "])>".utf8.contains(text[last])
      else { return }
    }
    if begin > first { first = begin }
    begin = first
    guard Login.isName(text, begin, last),
      isQuoted || text[last] != UInt8(ascii: ":") || keys.kind(of: text.bytes(begin, last)) == .none
    else { return }
    if (begin..<last).allSatisfy({ isDigit(text[$0]) }) {
      guard !isQuoted, isNumbered(start, end), !isUnit(last) else { return }
      return add(begin, last, .user)
    }
    // A name with a dot may be a host.
    if context.command == .login, text.find(".", from: begin, limit: last) != nil { return }
    let isSure = isQuoted || Login.hasShape(text, begin, last) && isPersonal(begin, last)
    let isForeign = text.start[end - 1] >= 0x80
    guard
      isSure || isForeign || isBefore(start) || isBehind(last)
        || isDirect && isSaidAlone(start, begin, last)
    else { return }
    add(begin, last, .user)
  }

  /// Passes what may stand between a word for a login and the login: `Login incorrect: [ann]`, `login attempt by "ann"`.
  private func behindOutcome(_ start: Int) -> Int {
    var index = start
    if text[index] == UInt8(ascii: "#") { return index + 1 }
    for _ in 0..<2 {
      var end = index
      while isLetter(text[end]) { end += 1 }
      guard LoginWords.between.contains(text, index, end) else { break }
      if text[end] == UInt8(ascii: ":") { end += 1 }
      index = text.skipBlanks(end)
    }
    return index
  }

  /// A name, behind the domain of Windows where one stands before it.
  private func loginRange(_ start: Int) -> (Int, Int) {
    var first = start
    var end = start
    while end - start < 80 {
      if isWordASCII(text[end]) || Login.isMark(text[end])
        || text[end] >= 0x80 && text.isWord(at: end)
      {
        end += 1
      } else if text[end] == UInt8(ascii: "\\"), isAlphanumeric(text[end + 1]), end > start,
        !"nrt".utf8.contains(text[end + 1]) || isAlphanumeric(text[end + 2])
      {
        end += 1
        first = end
      } else {
        break
      }
    }
    while end > first, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    return (first, end)
  }

  /// A number of a person follows these words: `uid 1873058`, `account 918273`.
  private func isNumbered(_ start: Int, _ end: Int) -> Bool {
    !Value.isWord(
      of: ["login", "nick", "actor", "employee", "member", "author", "owner", "subscriber"], text,
      start, end)
  }

  private func isUnit(_ end: Int) -> Bool {
    let next = text.skipBlanks(end)
    return text.has("ms", at: next) || text.has("%", at: next) || text.has("bytes", at: next)
      || text.has("times", at: next) || text.has("seconds", at: next)
  }

  /// Letters, and no path, file or host: what has a shape is a login.
  private func isPersonal(_ start: Int, _ end: Int) -> Bool {
    let mixture = Value.mixture(text, start, end)
    return mixture.letters >= 2 && mixture.digits <= 6 && text[end] != UInt8(ascii: "/")
      && text[end] != UInt8(ascii: "=") && text[end] != UInt8(ascii: "(")
      || text[end] == UInt8(ascii: "(") && mixture.letters >= 2
  }

  /// Whether the word before says that a login follows.
  private func isBefore(_ start: Int) -> Bool {
    let end = wordEnd(before: start)
    return LoginWords.before.contains(text, wordStart(end), end)
  }

  /// Whether no word of a sentence follows the name: it is the last one, or a mark or a named value stands behind it.
  private func isSaidAlone(_ word: Int, _ start: Int, _ end: Int) -> Bool {
    guard end - start >= 3, text.hasIgnoringCase("user", at: word),
      word == 0 || text[word - 1] == 0x20
    else { return false }
    let next = text.skipBlanks(end)
    if next >= text.count || text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: ";") {
      return true
    }
    guard next > end else { return false }
    var word = next
    while isWordASCII(text[word]) || text[word] == UInt8(ascii: "-") { word += 1 }
    return text[word] == UInt8(ascii: "=") && word > next || isDigit(text[next])
  }

  /// Whether the word behind says that a login stood before it.
  private func isBehind(_ end: Int) -> Bool {
    let next = text[end]
    if next == UInt8(ascii: "(") { return text.has("(uid=", at: end) || isDigit(text[end + 1]) }
    let start = text.skipBlanks(end)
    guard start > end else { return false }
    if text.has("(id ", at: start) { return true }
    var last = start
    while isLetter(text[last]) || text[last] >= 0x80 && text.isWord(at: last)
      || text[last] == UInt8(ascii: "'")
    { last += 1 }
    return LoginWords.behind.contains(text, start, last)
  }

  private func wordEnd(before start: Int) -> Int {
    var end = start
    while end > 0, isBlank(text[end - 1]) || text[end - 1] == UInt8(ascii: "'") { end -= 1 }
    return end
  }

  private func wordStart(_ end: Int) -> Int {
    var start = end
    while start > 0, end - start < 24,
      isLetter(text[start - 1]) || text[start - 1] >= 0x80 && text.isWord(at: start - 1)
        || text[start - 1] == UInt8(ascii: "/")
    { start -= 1 }
    return start
  }
}
