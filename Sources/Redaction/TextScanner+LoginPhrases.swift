extension TextScanner {
  /// Logins that stand behind small words: `Failed password for NAME from`, `logged in as NAME`, `deleted by NAME`.
  @inline(__always)
  mutating func login(_ start: Int, _ end: Int) {
    switch end - start {
    case 2:
      if text.hasIgnoringCase("by", at: start) { return actor(start, end) }
      if text.hasIgnoringCase("as", at: start) { return role(start, end) }
      if text.hasIgnoringCase("to", at: start) { receiver(start, end) }
      if Value.isWord(of: ["is", "to", "es"], text, start, end) { passwordBehind(start, end) }
    case 3:
      if text.hasIgnoringCase("for", at: start) { return purpose(start, end) }
      if text.has("TTY", at: start) { return terminal(start) }
      if text.has("pts", at: start) || text.has("tty", at: start) { return lastLogin(start) }
      if text.hasIgnoringCase("par", at: start) || text.hasIgnoringCase("por", at: start)
        || text.hasIgnoringCase("von", at: start)
      {
        return actor(start, end)
      }
      if text.has("net", at: start) { netUser(end) }
    case 4 where text.has("peer", at: start) && isQuote(text[text.skipBlanks(end)]): quotedPeer(end)
    case 4:
      if text.has("from", at: start) { return passwordBehind(start, end) }
      if text.has("pour", at: start) { return purpose(start, end) }
      if isUpper(text.start[start]) { command(start, end) }
      if text.has("sudo", at: start) { pipedPassword(start, end) }
      if text.has("role", at: start) { quotedRole(end) }
    case 5 where text.has("LOGIN", at: start): command(start, end)
    case 6:
      if text.hasIgnoringCase("logged", at: start) || text.hasIgnoringCase("signed", at: start) {
        subject(start, end)
      }
      if text.hasIgnoringCase("values", at: start) { columns(start, end) }
    case 8
    where text.hasIgnoringCase("reviewer", at: start) || text.hasIgnoringCase("assignee", at: start):
      shaped(end)
    case 9 where text.has("triggered", at: start): subjectBefore(start)
    case 12 where text.has("SecureString", at: start): identified(text.skipBlanks(end))
    case 5 where text.hasIgnoringCase("admin", at: start): shaped(end)
    case 11 where text.has("sp_addlogin", at: start): arguments(end)
    default:
      if text.has("HIER_", at: start) { hierarchy(start) }
    }
  }

  /// The name at `index`, a quote or bracket before it left out; nil where no login stands.
  func name(at index: Int) -> (start: Int, end: Int)? {
    if Value.placeholderEnd(text, at: index) != nil { return nil }
    var first = text.skipAnyQuote(index)
    if first == index,
      text[index] == UInt8(ascii: "[") || text[index] == UInt8(ascii: "<")
        || text[index] == UInt8(ascii: "@")
    {
      first = index + 1
    }
    var end = first
    while end - first < 65, isNameByte(at: end) { end += 1 }
    while end > first, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    let isPart =
      text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: "=")
      || text[end] == UInt8(ascii: "@")
      || text[end] == UInt8(ascii: ":") && isAlphanumeric(text[end + 1])
    guard first < end, !isPart, Login.isName(text, first, end) else { return nil }
    // A quote that opens before the name closes behind it.
    let isOpen = first > index && text.skipAnyQuote(index) > index && text.skipAnyQuote(end) == end
    return isOpen ? nil : (first, end)
  }

  @inline(__always)
  func isNameByte(at index: Int) -> Bool {
    isWordASCII(text[index]) || Login.isMark(text[index])
      || text[index] >= 0x80 && text.isWord(at: index)
  }

  /// The word before `start`.
  func wordBefore(_ start: Int) -> (start: Int, end: Int) {
    var end = start
    while end > 0, isBlank(text[end - 1]) { end -= 1 }
    var first = end
    while first > 0, end - first < 32,
      isLetter(text[first - 1]) || text[first - 1] >= 0x80 || text[first - 1] == UInt8(ascii: "/")
        || text[first - 1] == UInt8(ascii: "-")
    { first -= 1 }
    return (first, end)
  }

  func isNumber(_ name: (start: Int, end: Int)) -> Bool {
    (name.start..<name.end).allSatisfy { isDigit(text[$0]) }
  }

  private mutating func add(_ name: (start: Int, end: Int)) { add(name.start, name.end, .user) }

  // MARK: for, as, to

  /// `password for NAME`, `login failed for NAME`, `publickey for NAME from`.
  private mutating func purpose(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    guard first > end, let name = name(at: first), !isNumber(name), !isProtocol(name) else {
      return
    }
    let next = text.skipBlanks(text.skipAnyQuote(name.end))
    if text.has("from ", at: next), isAddress(next + 5) { return add(name) }
    let isFrom = text.has("from ", at: next)
    let isShaped = name.start > first || Login.hasShape(text, name.start, name.end)
    let isLast = next >= text.count || !isLetter(text[next])
    let before = wordBefore(start)
    if LoginWords.methods.contains(text, before.start, before.end), isFrom || isShaped || isLast {
      return add(name)
    }
    if text.has("FOR", at: start), text.find("LOGIN", from: max(0, start - 48), limit: start) != nil
    {
      return add(name)
    }
    let earlier = wordBefore(before.start)
    guard LoginWords.outcomes.contains(text, before.start, before.end),
      LoginWords.logins.contains(text, earlier.start, earlier.end)
    else { return }
    if isShaped || isFrom || isLast || text.hasIgnoringCase("required", at: before.start) {
      add(name)
    }
  }

  /// `SSH2`, `TLS1`: capitals and a digit.
  private func isProtocol(_ name: (start: Int, end: Int)) -> Bool {
    name.end - name.start <= 5
      && (name.start..<name.end).allSatisfy { isUpper(text[$0]) || isDigit(text[$0]) }
  }

  /// Whether an address of a host begins at `start`, or what stands for one.
  private func isAddress(_ start: Int) -> Bool {
    if IPAddress.octets(text, start) != nil || text.has("<IP", at: start) { return true }
    return isHex(text[start]) && text.find(":", from: start, limit: start + 5) != nil
      || text.has("::", at: start)
  }

  /// `logged in as NAME`, `authenticated as NAME`, `running as NAME`.
  private mutating func role(_ start: Int, _ end: Int) {
    guard let name = name(at: text.skipBlanks(end)), !isNumber(name) else { return }
    let before = wordBefore(start)
    if text.hasIgnoringCase("in", at: before.start), before.end - before.start == 2 {
      let earlier = wordBefore(before.start)
      guard Value.isWord(of: ["logged", "signed", "log", "sign"], text, earlier.start, earlier.end)
      else { return }
    } else {
      guard LoginWords.roles.contains(text, before.start, before.end) else { return }
    }
    add(name)
  }

  /// `GRANT … TO NAME`, `ownership of … to NAME:GROUP`, `granted … to NAME via`.
  private mutating func receiver(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    var name = name(at: first)
    if name == nil { name = owner(at: first) }
    guard first > end, let name, !isNumber(name) else { return }
    let from = max(0, start - 160)
    let isGrant =
      text.has("TO", at: start) && text.find("GRANT ", from: from, limit: start) != nil
      || text.find("ownership of ", from: from, limit: start) != nil
      || text.find("granted ", from: from, limit: start) != nil && text.has(" via ", at: name.end)
    if isGrant { add(name) }
  }

  /// `NAME:GROUP` of chown.
  private func owner(at start: Int) -> (start: Int, end: Int)? {
    var end = start
    while end - start < 65, isNameByte(at: end) { end += 1 }
    guard text[end] == UInt8(ascii: ":"), Login.isName(text, start, end) else { return nil }
    return (start, end)
  }

  /// `reviewer NAME`, `Admin NAME`: a name with a shape.
  private mutating func shaped(_ end: Int) {
    let first = text.skipBlanks(end)
    guard first > end, let name = name(at: first), !isNumber(name),
      Login.hasShape(text, name.start, name.end),
      isPersonShaped(name, allowsDash: true)
    else { return }
    add(name)
  }

  /// `to peer 'NAME'` of tunnels.
  private mutating func quotedPeer(_ end: Int) {
    if let name = name(at: text.skipBlanks(end)), !isNumber(name) { add(name) }
  }

  /// `role "NAME" does not exist`.
  private mutating func quotedRole(_ end: Int) {
    let first = text.skipBlanks(end)
    guard text.skipQuote(first) > first, let name = name(at: first), isQuote(text[name.end]) else {
      return
    }
    if text.has(" does not", at: name.end + 1) || text.has(" cannot", at: name.end + 1)
      || text.has(" is not permitted", at: name.end + 1)
    {
      add(name)
    }
  }

  // MARK: by

  /// `deleted by NAME`, `by NAME(uid=…)`, `Configured from console by NAME`.
  private mutating func actor(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    let before = wordBefore(start)
    if text.hasIgnoringCase("identified", at: before.start)
      || text.has("_password", at: before.end - 9)
    {
      return identified(first)
    }
    guard first > end, let name = name(at: behindTitle(first)), !isNumber(name) else { return }
    if text.has("(uid=", at: name.end) { return add(name) }
    if Value.isWord(of: ["console", "attempt", "vty", "terminal"], text, before.start, before.end) {
      return add(name)
    }
    let isOnTerminal =
      text.has("BY", at: start)
      && text.find("LOGIN ON", from: max(0, start - 32), limit: start) != nil
    if isOnTerminal { return add(name) }
    // `wurde von ANN gelöscht` has its verb at the end.
    let isPassive = Value.isWord(
      of: ["wurde", "wird", "werd", "blev"], text, before.start, before.end)
    guard isDeed(before) || isPassive, isPerson(name, first) else { return }
    add(name)
  }

  /// Passes what a person is: `agent`, `user`, where a login follows.
  private func behindTitle(_ start: Int) -> Int {
    var end = start
    while isLetter(text[end]) { end += 1 }
    let next = text.skipBlanks(end)
    guard next > end, LoginWords.titles.contains(text, start, end), name(at: next) != nil else {
      return start
    }
    return next
  }

  /// Whether the word, or one a few words before it, is what people do.
  private func isDeed(_ word: (start: Int, end: Int)) -> Bool {
    var word = word
    for _ in 0..<4 {
      guard word.start < word.end else {
        // Past marks: `invite sent to (<…>) by NAME`.
        guard word.start > 0, !isWordASCII(text[word.start - 1]) else { return false }
        var end = word.start
        if text[end - 1] == UInt8(ascii: ")"),
          let open = (max(0, end - 80)..<end).last(where: { text[$0] == UInt8(ascii: "(") })
        {
          word = wordBefore(open)
          if word.start >= word.end { return false }
          continue
        }
        while end > 0, !isWordASCII(text[end - 1]), word.start - end < 40 { end -= 1 }
        word = wordBefore(end)
        if word.start >= word.end { return false }
        continue
      }
      if LoginWords.shortDeeds.contains(text, word.start, word.end)
        || word.end - word.start >= 4
          && LoginWords.deeds.begins(text, word.start, word.end, tail: 4)
      {
        return true
      }
      word = wordBefore(word.start)
    }
    return false
  }

  /// Whether the name is a person's: a mention, one with a person's shape, or a plain word that no program goes by, at the end of
  /// what is said.
  private func isPerson(_ name: (start: Int, end: Int), _ first: Int) -> Bool {
    if text[first] == UInt8(ascii: "@") || isPersonShaped(name, allowsDash: true) { return true }
    guard !LoginWords.agents.contains(text, name.start, name.end), isEndOfPhrase(name.end) else {
      return false
    }
    let mixture = Value.mixture(text, name.start, name.end)
    return mixture.letters >= 3 && mixture.digits == 0 && !hasProgramWord(name)
      && !(mixture.hasUpper && name.end - name.start < 4)
  }

  private func isEndOfPhrase(_ end: Int) -> Bool {
    let next = text[end]
    if end >= text.count || next == UInt8(ascii: ",") || next == UInt8(ascii: ")")
      || next == UInt8(ascii: ";") || next == 0x0A
      || next == UInt8(ascii: ".") && (end + 1 >= text.count || isBlank(text[end + 1]))
    {
      return true
    }
    let start = text.skipBlanks(end)
    guard start > end else { return false }
    return text.has("(", at: start) || text.has("from ", at: start) || text.has("at ", at: start)
      || text.has("on ", at: start) || text.has("via ", at: start) || start >= text.count
  }

  /// Two words of letters with `.`, `_` or `-` between, letters with a number of at most four digits, or letters of both cases as
  /// in `annaSmith`: no name of a thing.
  private func isPersonShaped(_ name: (start: Int, end: Int), allowsDash: Bool) -> Bool {
    let mixture = Value.mixture(text, name.start, name.end)
    guard mixture.digits <= 5, mixture.others <= 3, mixture.letters >= 2 || mixture.digits >= 4,
      !hasProgramWord(name),
      !LoginWords.agents.contains(text, name.start, name.end)
    else { return false }
    if text[name.end] == UInt8(ascii: "(") || text[name.end] == UInt8(ascii: ":") { return false }
    if !allowsDash, (name.start..<name.end).contains(where: { text[$0] == UInt8(ascii: "-") }) {
      return false
    }
    if mixture.others > 0 || mixture.digits > 0 {
      return mixture.letters >= 1 && !(mixture.others == 0 && mixture.hasUpper && !mixture.hasLower)
    }
    return mixture.turns == 1 && isLower(text[name.start])
  }

  private func hasProgramWord(_ name: (start: Int, end: Int)) -> Bool {
    LoginWords.programs.contains { word in
      let bytes = Array(word.utf8)
      guard bytes.count <= name.end - name.start else { return false }
      for start in name.start...name.end - bytes.count where lowercased(text[start]) == bytes[0] {
        if bytes.indices.allSatisfy({ lowercased(text[start + $0]) == bytes[$0] }) { return true }
      }
      return false
    }
  }

  // MARK: the login first

  /// `NAME logged in`, `NAME[/10.0.0.5:80] logged in`.
  private mutating func subject(_ start: Int, _ end: Int) {
    let next = text.skipBlanks(end)
    guard
      text.hasIgnoringCase("in", at: next) || text.hasIgnoringCase("out", at: next)
        || text.hasIgnoringCase("off", at: next) || text.hasIgnoringCase("on", at: next)
    else { return }
    subjectBefore(start)
  }

  private mutating func subjectBefore(_ start: Int) {
    var last = start
    while last > 0, isBlank(text[last - 1]) || isQuote(text[last - 1]) { last -= 1 }
    var isSure = false
    if text[last - 1] == UInt8(ascii: "]"),
      let open = (max(0, last - 64)..<last).last(where: { text[$0] == UInt8(ascii: "[") }),
      text[open + 1] == UInt8(ascii: "/")
    {
      last = open
      isSure = true
    }
    var first = last
    while first > 0, last - first < 64, isNameByte(at: first - 1) { first -= 1 }
    guard first < last, first == 0 || isBlank(text[first - 1]) || isQuote(text[first - 1]),
      Login.isName(text, first, last), !isNumber((first, last))
    else { return }
    let isSpoken = text.has(": ", at: first - 2) && text.has("triggered", at: start)
    if isSure || isSpoken && !LoginWords.agents.contains(text, first, last)
      || Login.hasShape(text, first, last) && !hasProgramWord((first, last))
    {
      add(first, last, .user)
    }
  }
}
