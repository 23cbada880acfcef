extension TextScanner {
  /// Looks at a word of digits alone; returns where to go on.
  @inline(__always)
  mutating func number(_ start: Int, _ end: Int) -> Int {
    switch text[end] {
    case UInt8(ascii: "."):
      if end - start == 3, let number = NationalNumber.cpf(text, at: start) { return add(number) }
      if end - start <= 3 {
        if let pair = place(at: start) { return add(pair) }
        if let phone = phone(start, end) { return add(phone) }
        let isVersion =
          start < context.versionUntil || isVersionNear(start)
          || near(context.versionNext, start, within: 2)
        let (finding, next) = IPAddress.dotted(text, at: start, isVersion: isVersion)
        if let finding {
          findings.append(finding)
          rowLogin(before: start)
        } else if next > end {
          context.version = versionEnd(next)
          context.hasVersion = true
        }
        return max(next, end)
      }
      if end - start == 4, let (finding, next) = mac(start) {
        if let finding { findings.append(finding) }
        return next
      }
    case UInt8(ascii: ":"):
      if let next = colons(start, end) { return next }
      if let bot = ProviderKey.telegram(text, start, end) { return add(bot) }
    case UInt8(ascii: "-"):
      if end - start == 1, text[start] == UInt8(ascii: "1"), !isPartOfNumber(start),
        let phone = Phone.northAmerican(text, at: end + 1, allowsBlanks: false)
      {
        return add(phone)
      }
      if near(context.phone, start), let phone = phone(start, end) { return add(phone) }
      if end - start == 2, let (finding, next) = mac(start) {
        if let finding { findings.append(finding) }
        return next
      }
    default: break
    }
    if start < context.referenceUntil || isPartOfNumber(start) { return end }
    if end - start == 1, text[end] == 0x20, let number = NationalNumber.nir(text, at: start) {
      return add(number)
    }
    if end - start == 3 {
      if let number = NationalNumber.socialSecurity(text, at: start, isNamed: false) {
        return add(number)
      }
    }
    if let card = CardNumber.find(text, start, end) { return add(card) }
    if let phone = phone(start, end) { return add(phone) }
    return end
  }

  /// Whether the digits at `start` follow a mark inside a longer name: `blk_4`, `INV-4148`.
  private func isPartOfNumber(_ start: Int) -> Bool {
    let before = text[start - 1]
    guard before == UInt8(ascii: "-") || before == UInt8(ascii: "#") || before == UInt8(ascii: ".")
    else { return false }
    return text.isWord(at: start - 2) || before == UInt8(ascii: "-") && !isDigit(text[start - 2])
  }

  private mutating func place(at start: Int) -> Finding? {
    if near(context.weakPlace, start, within: 2) {
      return Coordinates.pair(text, at: start, decimals: 5)
    }
    guard near(context.place, start, within: 32) else { return nil }
    return Coordinates.pair(text, at: start)
  }

  /// Whether a word for versions stands before the number, two words or less between.
  private func isVersionNear(_ start: Int) -> Bool {
    if text.has("updated to ", at: start - 11) { return true }
    guard near(context.version, start, within: 32), !text.has(" by ", at: start - 4) else {
      return false
    }
    var blanks = 0
    for index in max(0, context.version)..<start where text[index] == 0x20 { blanks += 1 }
    return blanks <= 3
  }

  /// A version that another one follows speaks of it, too: `3.0.1.2 -> 3.0.2.1`; else the word before is used up.
  private func versionEnd(_ end: Int) -> Int {
    let next = text.skipBlanks(end)
    return text.has("->", at: next) || text.has("to ", at: next) || text.has("=>", at: next)
      ? next + 2 : Context.never
  }

  private mutating func phone(_ start: Int, _ end: Int) -> Finding? {
    if isPartOfNumber(start) { return nil }
    if near(context.phone, start),
      (max(0, context.phone)..<start).contains(where: { text[$0] == UInt8(ascii: "=") })
    {
      return nil
    }
    let phone = phoneNumber(start, end)
    if phone != nil { context.phone = Context.never }
    return phone
  }

  private func phoneNumber(_ start: Int, _ end: Int) -> Finding? {
    if end - start == 3,
      let phone = Phone.northAmerican(text, at: start, allowsBlanks: near(context.phone, start))
    {
      return phone
    }
    return near(context.phone, start) ? Phone.named(text, at: start) : nil
  }

  private func mac(_ start: Int) -> (Finding?, next: Int)? {
    MACAddress.find(text, at: start, isNamed: isMACNamed(start))
  }

  /// Whether the word before the place at hand names addresses of network cards.
  func isMACNamed(_ start: Int) -> Bool {
    var end = start
    while end > 0,
      isBlank(text[end - 1]) || text[end - 1] == UInt8(ascii: "=")
        || text[end - 1] == UInt8(ascii: ":")
        || isQuote(text[end - 1])
    { end -= 1 }
    return text.hasIgnoringCase("mac", at: end - 3) || text.hasIgnoringCase("hwaddr", at: end - 6)
      || text.hasIgnoringCase("ether", at: end - 5) || text.hasIgnoringCase("address", at: end - 7)
  }

  /// Rows of hexadecimal digits with colons: addresses of network cards, IPv6.
  ///
  /// - Returns: Where to go on; nil when no row begins with the word `start..<end`.
  @inline(__always)
  mutating func colons(_ start: Int, _ end: Int) -> Int? {
    if end - start == 2, let (finding, next) = mac(start) {
      if let finding { findings.append(finding) }
      return next
    }
    guard end - start <= 4, isHex(text[end + 1]) || text[end + 1] == UInt8(ascii: ":"),
      let (finding, next) = IPAddress.groups(text, at: start)
    else { return nil }
    if let finding { findings.append(finding) }
    return max(next, end)
  }
}
