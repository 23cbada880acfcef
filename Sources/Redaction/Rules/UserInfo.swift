extension TextScanner {
  /// The account in an address of the web (RFC 3986 section 3.2.1): `scheme://NAME:PASSWORD@host`.
  ///
  /// - Parameter start: The byte behind the two slashes.
  /// - Returns: Where to go on.
  mutating func userInfo(from start: Int) -> Int {
    var colon: Int?
    var at: Int?
    var index = start
    let limit = min(text.count, start + 1_024)
    while index < limit {
      let byte = text[index]
      if isBlank(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "<")
        || byte == UInt8(ascii: ">")
      {
        break
      }
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#"),
        colon == nil || !hasAt(index, limit)
      {
        break
      }
      if byte == UInt8(ascii: ":"), colon == nil { colon = index }
      if byte == UInt8(ascii: "@") { at = index }
      index += 1
    }
    guard let at else { return start }
    if isDecoded { return start }
    context.accountUntil = at + 1
    authorities.append(start..<at)
    if let found = colon, found > at { colon = nil }
    let nameEnd = colon ?? at
    let isKey = colon == nil && isLongToken(start, at)
    if isKey {
      secret(.secret, NamedValue(start: start, end: at, isQuoted: true, isLoose: false))
    } else if Login.isName(text, start, nameEnd), colon != nil || !isActorSystem(start) {
      add(start, nameEnd, .user)
    } else if let inner = text.find("%40", from: start, limit: nameEnd), inner > start {
      // An address as the name of the account.
      add(start, nameEnd, .email)
    }
    if let colon, !Value.isMasked(text, colon + 1, at) { add(colon + 1, at, .password) }
    return colon.map { $0 + 1 } ?? start
  }

  /// Whether an `@` follows before the path could end: a password may have a slash.
  private func hasAt(_ index: Int, _ limit: Int) -> Bool {
    var at = index + 1
    while at < min(limit, index + 64) {
      let byte = text[at]
      if byte == UInt8(ascii: "@") { return !hasDotOrPort(index) }
      if isBlank(byte) || isQuote(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
        || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "=")
      {
        return false
      }
      at += 1
    }
    return false
  }

  /// Whether what stands before a slash is a port: `host:8080/path@x`.
  private func hasDotOrPort(_ slash: Int) -> Bool {
    var index = slash
    while isDigit(text[index - 1]) { index -= 1 }
    return index < slash && text[index - 1] == UInt8(ascii: ":")
  }

  /// Whether the scheme has a dot: `akka.tcp://system@host` names a program.
  private func isActorSystem(_ start: Int) -> Bool {
    var index = start - 4
    while isAlphanumeric(text[index]) { index -= 1 }
    return text[index] == UInt8(ascii: ".")
  }

  private func isLongToken(_ start: Int, _ end: Int) -> Bool {
    end - start >= 20 && Value.isRandom(text, start, end, shortest: 20)
  }
}
