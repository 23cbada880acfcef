import Records

extension TextScanner {
  // MARK: passwords

  /// A value under the name of a password.
  mutating func password(_ key: (start: Int, end: Int), _ value: inout NamedValue) {
    if !value.isQuoted { value.end = NamedValue.passwordEnd(text, value.start, from: value.end) }
    if value.end - value.start > 64 { context.takenUntil = max(context.takenUntil, value.end) }
    let (start, end) = (value.start, value.end)
    guard start < end, !Value.isMasked(text, start, end), isPassword(key, value) else { return }
    add(start, value.isLoose ? sentenceEnd(start, end) : end, .password)
  }

  private func isPassword(_ key: (start: Int, end: Int), _ value: NamedValue) -> Bool {
    let (start, end) = (value.start, value.end)
    if Value.isWord(of: Self.outcomes, text, start, end) { return false }
    let mixture = Value.mixture(text, start, end)
    if mixture.digits == end - start, end - start < 4 {
      return end - start == 3 && text.hasIgnoringCase("cv", at: key.start)
    }
    if text[start] == UInt8(ascii: "/"),
      mixture.digits == 0 || text.hasIgnoringCase("pwd", at: key.end - 3)
    {
      return false
    }
    if end - start < 2 { return false }
    if hasBlank(start, end) { return !startsSentence(start) }
    guard value.isLoose else { return true }
    // `Password: hunter2` against `password: too short`
    if mixture.digits > 0 && mixture.letters > 0 || mixture.others > 1 { return true }
    if mixture.hasLower && mixture.hasUpper && !isUpper(text[start]) { return true }
    let next = text.skipBlanks(end)
    return next >= text.count || text[end] == UInt8(ascii: ",") || text[end] == UInt8(ascii: ";")
  }

  /// What may be said of a password in the place of one.
  private static let outcomes: [StaticString] = [
    "required", "invalid", "missing", "expired", "incorrect", "mismatch", "changed", "reset",
    "failed", "wrong", "ok",
    "success", "accepted", "rejected", "denied", "string", "str", "weak", "strong", "too", "must",
    "disabled", "enabled",
    "publickey", "chauthtok", "auth", "session", "account", "optional", "prompt", "default",
    "given", "set", "not", "is", "was", "for",
    "supplied", "provided", "bytes",
  ]

  private func hasBlank(_ start: Int, _ end: Int) -> Bool {
    for index in start..<end where isBlank(text[index]) { return true }
    return false
  }

  private func startsSentence(_ start: Int) -> Bool {
    var end = start
    while isLetter(text[end]) || text[end] == UInt8(ascii: "'") { end += 1 }
    return Value.isWord(
      of: [
        "is", "must", "can't", "cannot", "too", "should", "has", "does", "invalid", "not",
        "required", "please", "enter",
        "wrong", "incorrect", "missing", "may", "needs", "the", "your", "a", "at", "password",
        "passwords", "minimum", "doesn't",
      ], text, start, end)
  }

  /// The value without the mark that ends a sentence.
  func sentenceEnd(_ start: Int, _ end: Int) -> Int {
    let last = text[end - 1]
    let isMark = last == UInt8(ascii: ".") || last == UInt8(ascii: ":")
    return isMark && end - start > 2 && !(text[end] != 0 && !isBlank(text[end])) ? end - 1 : end
  }

  // MARK: keys and tokens

  /// A value under the name of a key, a token or a session.
  mutating func secret(_ kind: KeyKind, _ value: NamedValue) {
    var (start, end) = (value.start, value.end)
    if end - start > 64 { context.takenUntil = max(context.takenUntil, end) }
    if !value.isQuoted {
      if let query = (start..<end).first(where: {
        text[$0] == UInt8(ascii: "?") || text[$0] == UInt8(ascii: "#")
      }) {
        end = query
      }
      end = tokenEnd(start, end)
    }
    guard start < end, !Value.isMasked(text, start, end) else { return }
    if let scheme = schemeEnd(start, end) { start = scheme }
    guard isSecret(kind, value, start, end) else { return }
    add(start, end, kind == .session ? .cookie : kind == .token ? .auth : .apiKey)
  }

  /// A value without quotes ends before a mark that ends a sentence.
  private func tokenEnd(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start,
      text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: ":")
        || text[end - 1] == UInt8(ascii: "!")
    { end -= 1 }
    return end
  }

  private mutating func isSecret(_ kind: KeyKind, _ value: NamedValue, _ start: Int, _ end: Int)
    -> Bool
  {
    let count = end - start
    // `0x14f05578bd80006` is a number.
    if text.has("0x", at: start), (start + 2..<end).allSatisfy({ isHex(text[$0]) }) { return false }
    guard count >= 6, !hasBlank(start, end), !isReference(start, end),
      value.isQuoted || Value.isToken(text, start, end)
    else { return false }
    let mixture = Value.mixture(text, start, end)
    switch kind {
    case .vagueSecret:
      return (value.isQuery || isOAuthCode(value, start))
        && Value.isRandom(text, start, end, shortest: 16)
    case .secret:
      if Value.isUUID(text, start, end) { return true }
      return isDrawn(mixture, count)
        || !value.isLoose && count >= 8 && !Value.isWord(of: Self.outcomes, text, start, end)
    default:
      guard !Value.isUUID(text, start, end), mixture.digits < count || count >= 24 else {
        return false
      }
      return count >= 8 && isDrawn(mixture, count)
    }
  }

  /// Whether a `code` is that of OAuth: the text names an address to go back to.
  private mutating func isOAuthCode(_ value: NamedValue, _ start: Int) -> Bool {
    guard value.isQuoted,
      text.hasIgnoringCase("code", at: start - 7) || text.hasIgnoringCase("code", at: start - 8)
        || text.hasIgnoringCase("code", at: start - 9)
    else { return false }
    if let known = context.isOAuth { return known }
    let isOAuth =
      text.find("redirect_uri", from: 0) != nil || text.find("authorization_code", from: 0) != nil
    context.isOAuth = isOAuth
    return isOAuth
  }

  /// Digits among letters, or capitals among small ones, or a length that no word has.
  private func isDrawn(_ mixture: Value.Mixture, _ count: Int) -> Bool {
    if mixture.letters == 0 { return mixture.digits >= 24 }
    return mixture.digits > 0 && mixture.turns * 8 >= count || mixture.digits > 2
      || mixture.hasLower && mixture.hasUpper && mixture.turns > 2
      || count >= 24 && mixture.others == 0
  }

  /// Whether the value says where a secret is: a path, an address, an entry of a vault.
  private func isReference(_ start: Int, _ end: Int) -> Bool {
    if text[start] == UInt8(ascii: "/") && text.find("/", from: start + 1, limit: end) != nil
      && !Value.isRandom(text, start, end, shortest: 20)
    {
      return true
    }
    if text.find("://", from: start, limit: min(end, start + 16)) != nil { return true }
    return text.hasIgnoringCase("vault:", at: start) || text.hasIgnoringCase("req-", at: start)
      || text.hasIgnoringCase("arn:", at: start)
      || text.hasIgnoringCase("projects/", at: start)
      || text.hasIgnoringCase("secretref", at: start)
  }

  // MARK: headers

  /// The credential of an Authorization header: what stands behind the scheme.
  mutating func authorization(_ value: NamedValue) {
    guard value.start >= context.headerUntil else { return }
    let (start, end) = headerRange(value)
    defer { context.headerUntil = max(context.headerUntil, min(end, start + 256)) }
    guard start < end, !Value.isMasked(text, start, end) else { return }
    guard var credential = schemeEnd(start, end) ?? unknownSchemeEnd(start, end) else {
      let last = tokenRunEnd(start, end)
      let mixture = Value.mixture(text, start, last)
      if last - start >= 8, isDrawn(mixture, last - start), !Value.isUUID(text, start, last) {
        add(start, last, .auth)
      }
      return
    }
    if text.hasIgnoringCase("digest", at: start)
      || text.find("=\"", from: credential, limit: min(end, credential + 64)) != nil
      || text.find("Credential=", from: credential, limit: min(end, credential + 16)) != nil
    {
      context.headerUntil = end
      return digest(credential, end)
    }
    if text.hasIgnoringCase("token=", at: credential) { credential += 6 }
    let last = tokenRunEnd(credential, end)
    guard !Value.isMasked(text, credential, last) else { return }
    let isBasic = text.hasIgnoringCase("basic", at: start)
    if isCredential(credential, last) || isBasic && isBasicPair(credential, last) {
      add(credential, last, .auth)
    }
  }

  /// The whole of a header: to its quote, or to the end of the line.
  private func headerRange(_ value: NamedValue) -> (Int, Int) {
    if value.isQuoted { return (value.start, value.end) }
    var end = value.start
    let limit = min(text.count, value.start + NamedValue.longest)
    while end < limit, text[end] != 0x0A, text[end] != 0x0D, !text.has("\\n", at: end),
      !text.has("\\r", at: end)
    {
      guard isQuote(text[end]) else {
        end += 1
        continue
      }
      guard let next = parameterEnd(end) else { break }
      end = next
    }
    return (value.start, end)
  }

  /// The byte behind a quoted parameter of a header, `username="ann"`, whose first quote is at `quote`; nil for other quotes.
  private func parameterEnd(_ quote: Int) -> Int? {
    var opening = quote
    while text[opening - 1] == UInt8(ascii: "\\") { opening -= 1 }
    guard text[opening - 1] == UInt8(ascii: "=") else { return nil }
    return NamedValue.closingQuote(text, opening, quote + 1).map { $0 + quote - opening + 1 }
  }

  /// The credential behind a scheme of authentication (RFC 9110 section 11.1); nil when no scheme stands there.
  private func schemeEnd(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while isAlphanumeric(text[index]) || text[index] == UInt8(ascii: "-"), index < end,
      index - start < 32
    { index += 1 }
    guard index > start,
      text[index] == 0x20 || text.has("%20", at: index) || text[index] == UInt8(ascii: "+"),
      index < end
    else { return nil }
    guard
      Value.isWord(
        of: [
          "bearer", "basic", "digest", "token", "negotiate", "ntlm", "apikey", "api-key", "oauth",
          "hoba", "mutual", "key",
          "aws4-hmac-sha256", "scram-sha-256", "vapid", "splunk", "bot", "jwt", "genie", "genieKey",
          "sharedkey", "hmac", "signature", "pve",
        ],
        text, start, index)
    else { return nil }
    return text[index] == UInt8(ascii: "%") ? index + 3 : text.skipBlanks(index + 1)
  }

  /// The credential behind a word that may be a scheme: it is all that follows, and looks drawn.
  private func unknownSchemeEnd(_ start: Int, _ end: Int) -> Int? {
    var index = start
    while isLetter(text[index]), index < end { index += 1 }
    guard index > start, text[index] == 0x20 else { return nil }
    let first = index + 1
    let last = tokenRunEnd(first, end)
    return last == end && Value.isRandom(text, first, last, shortest: 16) ? first : nil
  }

  private func tokenRunEnd(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, isTokenByte(text[index]) { index += 1 }
    return tokenEnd(start, index)
  }

  private func isCredential(_ start: Int, _ end: Int) -> Bool {
    let count = end - start
    guard count >= 8 else { return false }
    let mixture = Value.mixture(text, start, end)
    return isDrawn(mixture, count)
  }

  /// Whether the text is the base64 of a name, a colon and a password.
  private func isBasicPair(_ start: Int, _ end: Int) -> Bool {
    guard let decoded = Base64.decode(text.bytes(start, end)) else { return false }
    return decoded.contains(UInt8(ascii: ":")) && decoded.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// The parts of a Digest, OAuth or AWS header that prove who sends it.
  private mutating func digest(_ start: Int, _ end: Int) {
    var index = start
    while index < end {
      let keyStart = index
      while isWordASCII(text[index]) || text[index] == UInt8(ascii: "-") { index += 1 }
      guard index < end, text[index] == UInt8(ascii: "=") else {
        index += 1
        continue
      }
      let isProof = Value.isWord(
        of: [
          "response", "signature", "oauth_signature", "oauth_token", "token", "mac", "proof",
          "credential",
        ], text, keyStart, index)
      let isUser = Value.isWord(of: ["username"], text, keyStart, index)
      var first = index + 1
      let isQuoted = isQuote(text[first]) || text[first] == UInt8(ascii: "\\")
      if isQuoted { first = text.skipQuote(first) }
      var last = first
      while last < end, !isQuote(text[last]), text[last] != UInt8(ascii: "\\"),
        isQuoted || text[last] != UInt8(ascii: ",") && !isBlank(text[last])
      { last += 1 }
      if isProof, isCredential(first, last), text[keyStart] != UInt8(ascii: "C"),
        !Value.isMasked(text, first, last)
      {
        add(first, last, .auth)
      }
      if isUser, Login.isName(text, first, last) { add(first, last, .user) }
      index = max(last, index + 1)
    }
  }

  // MARK: cookies

  /// The values of a Cookie or Set-Cookie header that let somebody in: those of sessions, and those drawn by lot.
  mutating func cookies(_ value: NamedValue) {
    guard value.start >= context.headerUntil else { return }
    let (start, end) = headerRange(value)
    context.headerUntil = end
    var index = start
    var isFirst = true
    while index < end {
      while index < end,
        text[index] == 0x20 || text[index] == UInt8(ascii: ";") || text[index] == UInt8(ascii: ",")
      { index += 1 }
      let keyStart = index
      while index < end, text[index] != UInt8(ascii: "="), text[index] != UInt8(ascii: ";"),
        !isBlank(text[index])
      { index += 1 }
      guard text[index] == UInt8(ascii: "="), index < end else {
        index = max(index, keyStart + 1)
        continue
      }
      let keyEnd = index
      index += 1
      let first = index
      while index < end, text[index] != UInt8(ascii: ";"), text[index] != UInt8(ascii: ","),
        !isBlank(text[index])
      { index += 1 }
      cookie((keyStart, keyEnd), first, index, isFirst)
      isFirst = false
    }
  }

  private mutating func cookie(
    _ key: (start: Int, end: Int), _ start: Int, _ end: Int, _ isFirst: Bool
  ) {
    guard end - start >= 6, !Value.isMasked(text, start, end) else { return }
    let kind = keys.kind(of: text.bytes(key.start, min(key.end, key.start + 64)))
    let mixture = Value.mixture(text, start, end)
    let isNamed =
      kind == .session || kind == .token || kind == .secret || kind == .vagueSecret || kind == .user
    if isNamed && (isDrawn(mixture, end - start) || mixture.digits >= 8)
      || Value.isRandom(text, start, end, shortest: 16) || isNamed && Value.isUUID(text, start, end)
    {
      add(start, end, .cookie)
    }
  }
}
