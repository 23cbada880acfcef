extension TextScanner {
  /// Looks at a word with letters; returns where to go on.
  @inline(__always)
  mutating func letters(_ start: Int, _ end: Int, _ kinds: UInt8) -> Int {
    let count = end - start
    if kinds & Self.notHex == 0, count <= 4 {
      if text[end] == UInt8(ascii: ":"), let next = colons(start, end) { return next }
      if text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: "."),
        let (finding, next) = MACAddress.find(text, at: start, isNamed: isMACNamed(start))
      {
        if let finding { findings.append(finding) }
        return next
      }
    }
    if start >= context.tokenUntil, let next = token(start, end, kinds) { return next }
    if kinds & (Self.lower | Self.upper | Self.beyondASCII) != 0, count < 64 {
      return name(start, end, kinds)
    }
    return end
  }

  // MARK: tokens

  /// A word that is a secret or a number of money by its own form.
  @inline(__always)
  private mutating func token(_ start: Int, _ end: Int, _ kinds: UInt8) -> Int? {
    if providers.mayBegin(text, start), let key = providers.find(text, at: start) {
      return add(key)
    }
    let count = end - start
    guard kinds & (Self.digit | Self.upper) != 0 else { return nil }
    if count == 2, kinds == Self.upper || kinds == Self.upper | Self.notHex, text[end] == 0x20,
      let number = NationalNumber.nino(text, at: start)
    {
      return add(number)
    }
    if text.start[start] == UInt8(ascii: "e"), count >= 12 {
      if let token = JSONWebToken.find(text, at: start) { return add(token) }
      if text[end] == UInt8(ascii: "-") {
        context.tokenUntil = max(context.tokenUntil, runEnd(end))
      }
    }
    guard kinds & Self.digit != 0, count >= 4 else { return nil }
    if text[end] == UInt8(ascii: ":"), let bot = ProviderKey.telegram(text, start, end) {
      return add(bot)
    }
    if isUpper(text.start[start]) || isLower(text.start[start]), isDigit(text[start + 2]),
      isDigit(text[start + 3]),
      let number = IBAN.find(text, at: start)
    {
      return add(number)
    }
    if let number = NationalNumber.codiceFiscale(text, start, end) { return add(number) }
    if count >= 14, let address = CryptoAddress.find(text, start, end) { return add(address) }
    return nil
  }

  /// The end of a run of base64url: a token is looked for at its beginning only.
  private func runEnd(_ start: Int) -> Int {
    var end = start
    while isWordASCII(text[end]) || text[end] == UInt8(ascii: "-") { end += 1 }
    return end
  }

  // MARK: names

  /// A word that may name a value, or speak of what follows.
  private mutating func name(_ start: Int, _ end: Int, _ kinds: UInt8) -> Int {
    if let mark = NamedValue.mark(text, start, end) {
      let first = keyStart(end)
      let key = (start: first, end: end)
      var kind = keys.kind(of: text.bytes(first, end))
      if kind == .none || kind == .name || kind == .tail || kind == .vagueSecret || kind == .version
        || kind == .reference
      {
        kind = wordsKind(first, end, or: kind)
      }
      // A name inside a value that was taken is part of it.
      if start >= context.takenUntil, kind != .none || mayBeNamed(key),
        let value = NamedValue.value(text, start, mark, longest: kind.longestValue)
      {
        named(kind, key, value)
      }
      if kind == .none || kind == .name || kind == .tail { phrase(start, end, kinds) }
      return end
    }
    phrase(start, end, kinds)
    return end
  }

  /// The kind of a name of several words with blanks between: `Driver License:`, `Account Name:`.
  mutating func wordsKind(_ start: Int, _ end: Int, or kind: KeyKind) -> KeyKind {
    var first = start
    for _ in 0..<3 {
      guard
        text[first - 1] == 0x20 || text[first - 1] == UInt8(ascii: "-")
          || text[first - 1] == UInt8(ascii: "'"),
        isWordASCII(text[first - 2]) || text[first - 2] == UInt8(ascii: "'")
          || text[first - 2] >= 0x80
      else { break }
      let before = keyStart(first - 1)
      guard before < first - 1 else { break }
      first = before
    }
    // An element of XML and its attribute are two names.
    guard text[first - 1] != UInt8(ascii: "<") else { return kind }
    guard first < start else { return kind }
    let wide = keys.kind(of: text.bytes(max(first, end - 64), end))
    return wide == .none ? kind : wide
  }

  // MARK: phrases

  /// Looks at a word that no mark follows.
  @inline(__always)
  private mutating func phrase(_ start: Int, _ end: Int, _ kinds: UInt8) {
    let count = end - start
    if count == 1, text.hasIgnoringCase("d.o.b", at: start - 4) { return document(.birthDate, end) }
    guard count >= 2, count <= 24 else { return }
    if kinds & Self.upper == 0,
      commands[Int(text.start[start] & 31)] >> UInt32(text.start[start + 1] & 31) & 1 == 1
    {
      let command = ShellCommand.command(text, start, end)
      if command != .none, !isArgument(start) { context.command = command }
    }
    if kinds & Self.digit != 0 || end >= text.count { return }
    speak(keys.kind(of: text.bytes(start, end)), start, end)
    login(start, end)
  }

  /// Whether a flag stands before the word: it is no command.
  private func isArgument(_ start: Int) -> Bool {
    var end = start
    while text[end - 1] == 0x20 { end -= 1 }
    return end < start && isLetter(text[end - 1]) && text[end - 2] == UInt8(ascii: "-")
  }

  /// What a word says of the value that follows it, or of the numbers near it.
  private mutating func speak(_ kind: KeyKind, _ start: Int, _ end: Int) {
    switch kind {
    case .none: unnamedWord(start, end)
    case .name, .tail:
      let first = keyStart(end)
      let wide = wordsKind(
        first, end, or: first < start ? keys.kind(of: text.bytes(first, end)) : .none)
      if wide != .none, wide != .name, wide != .tail, wide != .user { speak(wide, start, end) }
    case .phone: context.phone = end
    case .version where isHumped(start, end) && text[start - 1] != 0x20 && start > 0: return
    case .version:
      if isShortVersionWord(start, end) { context.versionNext = end } else { context.version = end }
    case .coordinate:
      context.place = end
      let start = text.skipBlanks(end)
      if let last = Coordinates.end(text, start), start > end { add(start, last, .geo) }
    case .coordinates: context.place = end
    case .reference: reference(end)
    case .user: user(behind: start, end)
    case .session: sessionID(end)
    case .password where isNoPassword(start, end): return
    case .password, .secret, .token, .vagueSecret: secret(kind, behind: start, end)
    case .passport, .driverLicense, .ssn, .nationalID, .birthDate: document(kind, end)
    case .authorization, .cookies, .creditCard, .mac: break
    }
  }

  /// A word that names nothing, but may speak of a version beside another one, or of a place.
  private mutating func unnamedWord(_ start: Int, _ end: Int) {
    if context.hasVersion, isVersionTime(start, end) { context.versionNext = end }
    if Value.isWord(of: ["position", "location", "point", "coordinate"], text, start, end) {
      context.weakPlace = end
    }
  }

  /// Words for a version that is told beside another one.
  private func isVersionTime(_ start: Int, _ end: Int) -> Bool {
    Value.isWord(
      of: [
        "current", "available", "latest", "previous", "installed", "running", "now", "minimum",
        "maximum", "required", "outdated", "expected", "supported", "needs",
      ], text,
      start, end)
  }

  /// Whether a capital stands inside a word that has small letters: `InRelease` is a name.
  private func isHumped(_ start: Int, _ end: Int) -> Bool {
    isLower(text[start + 1]) && (start + 1..<end).contains { isUpper(text[$0]) }
  }

  /// Words that name a password before a mark only: `pin`, `pass`.
  private func isNoPassword(_ start: Int, _ end: Int) -> Bool {
    Value.isWord(
      of: ["pin", "pass", "clave", "pw", "otp", "psk", "cvv", "cvc", "passes"], text, start, end)
  }

  /// `session id X expired`, where X is drawn by lot.
  private mutating func sessionID(_ end: Int) {
    var index = text.skipBlanks(end)
    if text.hasIgnoringCase("id ", at: index) || text.hasIgnoringCase("id:", at: index) {
      index = text.skipBlanks(index + 3)
    }
    let first = text.skipQuote(index)
    let last = tokenRun(first)
    guard index > end, last - first >= 16, !text.has("0x", at: first), !isMember(first, last),
      Value.isRandom(text, first, last, shortest: 16)
    else { return }
    add(first, last, .cookie)
  }

  /// `tag`, `rev`, `fw` and the like stand in sentences about other things, too.
  private func isShortVersionWord(_ start: Int, _ end: Int) -> Bool {
    Value.isWord(of: ["tag", "rev", "fw", "sdk", "patch", "ver", "build"], text, start, end)
  }

  /// `order 4148503738656912`: the digits that follow are a number of the thing.
  private mutating func reference(_ end: Int) {
    var index = text.skipBlanks(end)
    if text[index] == UInt8(ascii: "#") || text[index] == UInt8(ascii: "=") { index += 1 }
    guard isDigit(text[index]) else { return }
    while isAlphanumeric(text[index]) { index += 1 }
    context.referenceUntil = max(context.referenceUntil, index)
  }

  /// The number or date behind `passport`, `born`, `ssn`, with words of filling between.
  private mutating func document(_ kind: KeyKind, _ end: Int) {
    let start = behindFilling(end)
    guard start < text.count, isWordASCII(text[start]) else { return }
    var last = start
    while isAlphanumeric(text[last])
      || text[last] == UInt8(ascii: "-") && isAlphanumeric(text[last + 1])
    { last += 1 }
    switch kind {
    case .ssn:
      if let number = NationalNumber.socialSecurity(text, at: start, isNamed: true) {
        findings.append(number)
      } else if last - start == 9, NationalNumber.isSocialSecurity(text, start, last) {
        add(start, last, .ssn)
      }
    case .birthDate: birthDates(start)
    case .passport:
      if Document.isPassport(text, start, last), !isLower(text[start]) {
        add(start, last, .passport)
      }
    case .driverLicense:
      if Document.isLicense(text, start, last), !isLower(text[start]) {
        add(start, last, .driverLicense)
      }
    default:
      if NationalNumber.isPlausible(text, start, last), last - start >= 8 {
        add(start, last, .nationalID)
      }
    }
  }

  /// A date of birth, and the one that it was changed to.
  private mutating func birthDates(_ start: Int) {
    guard let end = BirthDate.end(text, start) else { return }
    add(start, end, .birthDate)
    if text.has(" to ", at: end), let second = BirthDate.end(text, end + 4) {
      add(end + 4, second, .birthDate)
    }
  }

  /// The first byte behind words that stand between a name and its value: `is`, `number`, `no.`, `#`.
  private func behindFilling(_ end: Int) -> Int {
    var index = text.skipBlanks(text[end] == UInt8(ascii: ".") ? end + 1 : end)
    for _ in 0..<3 {
      var last = index
      while isLetter(text[last]) || text[last] == UInt8(ascii: ".") { last += 1 }
      if text.has("n.\u{BA}", at: index) {
        index = text.skipBlanks(index + 4)
        continue
      }
      if last == index + 1, text.has("\u{B0}", at: last) {
        index = text.skipBlanks(last + 2)
        continue
      }
      guard
        Value.isWord(
          of: [
            "is", "was", "number", "no", "no.", "nr", "nr.", "on", "of", "value", "id", "for", "am",
            "le", "el", "den", "holder", "changed", "updated", "from", "to", "set",

          ], text, index, last) || text[index] == UInt8(ascii: "#")
          || text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: "(")
          || isQuote(text[index])
      else { break }
      index = text.skipBlanks(max(last, index + 1))
    }
    return index
  }
}
