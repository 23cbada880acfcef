extension TextScanner {
  /// Logins that stand behind small words: `Failed password for NAME from`, `logged in as NAME`, `deleted by NAME`.
  @inline(__always)
  mutating func login(_ start: Int, _ end: Int) {
    switch end - start {
    case 2:
      if end <= context.passwordUntil, Value.isWord(of: ["is", "to", "es"], text, start, end) {
        return passwordBehind(end)
      }
      if text.hasIgnoringCase("by", at: start) { return actor(start, end) }
      if text.hasIgnoringCase("as", at: start) { return role(start, end) }
    case 4 where end <= context.passwordUntil && text.has("from", at: start): passwordBehind(end)
    case 4 where isUpper(text.start[start]): command(start, end)
    case 5 where text.has("LOGIN", at: start): command(start, end)
    case 3:
      if text.hasIgnoringCase("for", at: start) { return purpose(start, end) }
      if text.has("TTY", at: start) { return terminal(start) }
      if text.hasIgnoringCase("par", at: start) || text.hasIgnoringCase("por", at: start)
        || text.hasIgnoringCase("von", at: start)
      {
        return actor(start, end)
      }
    case 6:
      if text.hasIgnoringCase("logged", at: start) || text.hasIgnoringCase("signed", at: start) {
        subject(start, end)
      }
      if text.has("values", at: start) || text.has("VALUES", at: start) { columns(start, end) }
    case 11 where text.has("sp_addlogin", at: start): arguments(end)
    default:
      if text.has("HIER_", at: start) { hierarchy(start) }
    }
  }

  /// The name at `index`, a quote or bracket before it left out; nil where no login stands.
  private func name(at index: Int) -> (start: Int, end: Int)? {
    if Value.placeholderEnd(text, at: index) != nil { return nil }
    var first = text.skipAnyQuote(index)
    if first == index,
      text[index] == UInt8(ascii: "[") || text[index] == UInt8(ascii: "<")
        || text[index] == UInt8(ascii: "@")
    {
      first = index + 1
    }
    var end = first
    while end - first < 65,
      isWordASCII(text[end]) || Login.isMark(text[end]) || text[end] >= 0x80 && text.isWord(at: end)
    { end += 1 }
    while end > first, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    guard first < end, text[end] != UInt8(ascii: "/"), text[end] != UInt8(ascii: "="),
      text[end] != UInt8(ascii: "@"),
      Login.isName(text, first, end)
    else { return nil }
    return (first, end)
  }

  /// The word before `start`.
  private func wordBefore(_ start: Int) -> (start: Int, end: Int) {
    var end = start
    while end > 0, isBlank(text[end - 1]) { end -= 1 }
    var first = end
    while first > 0, end - first < 32,
      isLetter(text[first - 1]) || text[first - 1] >= 0x80 || text[first - 1] == UInt8(ascii: "/")
        || text[first - 1] == UInt8(ascii: "-")
    { first -= 1 }
    return (first, end)
  }

  /// `password for NAME`, `login failed for NAME`, `publickey for NAME from`.
  private mutating func purpose(_ start: Int, _ end: Int) {
    guard let name = name(at: text.skipBlanks(end)), text.skipBlanks(end) > end, !isNumber(name)
    else { return }
    let before = wordBefore(start)
    let isMethod = Value.isWord(
      of: [
        "password", "publickey", "keyboard-interactive/pam", "gssapi-with-mic", "hostbased",
        "authentication", "login", "logon", "failure",
        "auth", "passwd", "credentials", "challenge", "otp", "mfa", "pam",
      ], text, before.start, before.end)
    let next = text.skipBlanks(name.end)
    let isFrom = text.has("from ", at: next)
    if isMethod,
      isFrom || Login.hasShape(text, name.start, name.end) || next >= text.count
        || !isLetter(text[next])
    {
      return add(name.start, name.end, .user)
    }
    let isOutcome = Value.isWord(
      of: [
        "failed", "changed", "reset", "required", "succeeded", "successful", "successfully",
        "expired", "accepted", "opened", "closed", "denied", "revoked", "locked", "granted",
        "issued",
      ], text, before.start, before.end)
    let earlier = wordBefore(before.start)
    let isLogin = Value.isWord(
      of: [
        "login", "logon", "password", "authentication", "auth", "session", "access", "account",
        "passwd", "signin", "sign-in", "mfa", "token",
      ], text, earlier.start, earlier.end)
    if isOutcome && isLogin,
      text.hasIgnoringCase("required", at: before.start)
        || Login.hasShape(text, name.start, name.end) || isFrom || next >= text.count
    {
      add(name.start, name.end, .user)
    }
  }

  private func isNumber(_ name: (start: Int, end: Int)) -> Bool {
    (name.start..<name.end).allSatisfy { isDigit(text[$0]) }
  }

  /// `logged in as NAME`, `authenticated as NAME`, `running as NAME`.
  private mutating func role(_ start: Int, _ end: Int) {
    guard let name = name(at: text.skipBlanks(end)), !isNumber(name) else { return }
    let before = wordBefore(start)
    guard
      Value.isWord(
        of: [
          "in", "login", "logged", "authenticated", "running", "connected", "connecting",
          "authenticating", "bound", "bind", "su", "impersonated", "impersonating",
          "signed", "identified", "recognized", "registered", "authorized",
        ], text, before.start, before.end)
    else { return }
    if Value.isWord(of: ["in"], text, before.start, before.end) {
      let earlier = wordBefore(before.start)
      guard Value.isWord(of: ["logged", "signed", "log", "sign"], text, earlier.start, earlier.end)
      else { return }
    }
    add(name.start, name.end, .user)
  }

  /// `deleted by NAME`: a name with a shape, behind what people do; `by NAME(uid=…)`.
  private mutating func actor(_ start: Int, _ end: Int) {
    let first = text.skipBlanks(end)
    let before = wordBefore(start)
    if Value.isWord(of: ["identified"], text, before.start, before.end) { return identified(first) }
    guard first > end, let name = name(at: first), !isNumber(name) else { return }
    if text.has("(uid=", at: name.end) { return add(name.start, name.end, .user) }
    if Value.isWord(of: ["console", "attempt", "vty", "terminal"], text, before.start, before.end) {
      return add(name.start, name.end, .user)
    }
    guard
      Value.isWord(of: ["set", "run", "made", "done", "put"], text, before.start, before.end)
        || before.end - before.start >= 4 && Self.deeds.contains(where: { isForm(of: $0, before) })
        || isLoginOnTerminal(start)
    else { return }
    let mixture = Value.mixture(text, name.start, name.end)
    let isMention = text[first] == UInt8(ascii: "@")
    guard
      isMention || text[name.end] == UInt8(ascii: ")") && text.has("(", at: before.start - 1)
        || isLoginOnTerminal(start) || isPersonShaped(name, mixture)
    else { return }
    add(name.start, name.end, .user)
  }

  /// `IDENTIFIED BY '…'` of SQL.
  private mutating func identified(_ start: Int) {
    let first = text.skipQuote(start)
    guard first > start, let end = NamedValue.closingQuote(text, start, first),
      !Value.isMasked(text, first, end)
    else { return }
    add(first, end, .password)
  }

  /// Two words of letters with `.` or `_` between, or letters with a number of at most four digits: no name of a thing.
  private func isPersonShaped(_ name: (start: Int, end: Int), _ mixture: Value.Mixture) -> Bool {
    guard mixture.digits <= 4, mixture.others <= 2, mixture.others > 0 || mixture.digits > 0,
      mixture.letters >= 4
    else { return false }
    if mixture.others == 0, mixture.hasUpper { return false }
    for index in name.start..<name.end where text[index] == UInt8(ascii: "-") { return false }
    for word: StaticString in [
      "thread", "worker", "job", "cron", "task", "system", "scheduler", "process", "service",
      "policy", "rule", "queue", "pool", "server", "node", "host", "handler", "controller", "timer",
      "signal", "agent", "plugin", "module", "config", "script", "kernel", "daemon",
    ] {
      var index = name.start
      while index < name.end {
        if text.hasIgnoringCase(word, at: index) { return false }
        index += 1
      }
    }
    return text[name.end] != UInt8(ascii: "(") && text[name.end] != UInt8(ascii: ":")
  }

  private func isLoginOnTerminal(_ start: Int) -> Bool {
    let from = max(0, start - 32)
    guard text.has("BY", at: start) else { return false }
    return text.find("LOGIN ON", from: from, limit: start) != nil
  }

  /// The stems of what people do to things.
  private static let deeds: [StaticString] = [
    "creat", "delet", "updat", "approv", "chang", "modif", "request", "lock", "unlock", "supprim",
    "remov", "grant", "revok", "disabl",
    "enabl", "assign", "edit", "sign", "issu", "upload", "submit", "reset", "invit", "cancel",
    "reject", "review", "stopp", "add",
    "merg", "commit", "author", "publish", "initiat", "open", "clos", "ajout", "modifi", "créé",
    "erstellt", "gelöscht", "geändert", "eliminad",
    "cread", "modificad", "actualizad", "trigger", "report", "perform", "execut", "acknowledg",
    "resolv", "download", "access", "view", "export", "import", "install",
  ]

  private func isForm(of stem: StaticString, _ word: (start: Int, end: Int)) -> Bool {
    text.hasIgnoringCase(stem, at: word.start)
      && word.end - word.start <= stem.utf8CodeUnitCount + 4
  }

  /// `NAME logged in`.
  private mutating func subject(_ start: Int, _ end: Int) {
    let next = text.skipBlanks(end)
    guard
      text.hasIgnoringCase("in", at: next) || text.hasIgnoringCase("out", at: next)
        || text.hasIgnoringCase("off", at: next) || text.hasIgnoringCase("on", at: next)
    else { return }
    var last = start
    while last > 0, isBlank(text[last - 1]) || isQuote(text[last - 1]) { last -= 1 }
    var first = last
    while first > 0, last - first < 64,
      isWordASCII(text[first - 1]) || Login.isMark(text[first - 1]) || text[first - 1] >= 0x80
    { first -= 1 }
    guard first < last, first == 0 || isBlank(text[first - 1]) || isQuote(text[first - 1]),
      Login.isName(text, first, last), Login.hasShape(text, first, last), !isNumber((first, last))
    else { return }
    add(first, last, .user)
  }

  /// `NAME : TTY=pts/0 ; PWD=…`, `NAME : 3 incorrect password attempts ; TTY=…`: sudo's line.
  private mutating func terminal(_ start: Int) {
    guard text[start + 3] == UInt8(ascii: "=") else { return }
    var colon = start
    while colon > 0, start - colon < 64, text[colon] != UInt8(ascii: ":") { colon -= 1 }
    guard text[colon] == UInt8(ascii: ":"), text[colon - 1] == 0x20 else { return }
    let last = colon - 1
    var first = last
    while first > 0, last - first < 64, !isBlank(text[first - 1]) { first -= 1 }
    guard Login.isName(text, first, last) else { return }
    add(first, last, .user)
  }

  // MARK: parentheses

  /// `(NAME) CMD`, `(to NAME) NAME on`: the lines of cron and su.
  mutating func loginInParentheses(at index: Int) -> Int {
    if text.has("(to ", at: index), let close = text.find(") ", from: index, limit: index + 72) {
      if let name = name(at: index + 4), name.end == close { add(name.start, name.end, .user) }
      if let second = name(at: close + 2), text.has(" on ", at: second.end) {
        add(second.start, second.end, .user)
      }
      return index + 1
    }
    if isLetter(text[index + 1]), index < 160, let name = name(at: index + 1),
      text[name.end] == UInt8(ascii: ")")
    {
      let next = name.end + 1
      if text.has(" CMD", at: next) || text.has(" RELOAD", at: next) || text.has(" LIST", at: next)
        || text.has(" REPLACE", at: next) || text.has(" BEGIN EDIT", at: next)
        || text.has(" END EDIT", at: next)
      {
        add(name.start, name.end, .user)
      }
    }
    return index + 1
  }

  // MARK: access logs

  /// The third column of the common log format: `ADDRESS IDENT NAME [time]`.
  ///
  /// - Parameter bracket: The bracket before the time.
  mutating func accessLogin(at bracket: Int) {
    guard bracket < 256, isDigit(text[bracket + 1]), isDigit(text[bracket + 2]),
      text[bracket + 3] == UInt8(ascii: "/"), text[bracket - 1] == 0x20
    else { return }
    let end = bracket - 1
    var start = end
    while start > 0, end - start < 65, !isBlank(text[start - 1]) { start -= 1 }
    guard text[start - 1] == 0x20, Login.isName(text, start, end) else { return }
    add(start, end, .user)
  }

  /// `[NAME] OK LOGIN`, `Login OK: [NAME]`: lines of servers of files and of dial-in.
  ///
  /// - Parameter bracket: The bracket before the name.
  mutating func serverLogin(at bracket: Int) {
    guard bracket < 256, let name = name(at: bracket), text[name.end] == UInt8(ascii: "]") else {
      return
    }
    let isFollowed =
      text.has(" OK LOGIN", at: name.end + 1) || text.has(" FAIL LOGIN", at: name.end + 1)
      || text.has(" OK UPLOAD", at: name.end + 1) || text.has(" OK DOWNLOAD", at: name.end + 1)
    let isPreceded =
      text.has("Login OK: ", at: bracket - 10) || text.has("Login incorrect: ", at: bracket - 17)
    if isFollowed || isPreceded { add(name.start, name.end, .user) }
  }

  /// The name before the hierarchy code of a proxy's line: `CONNECT host:443 NAME HIER_DIRECT/…`.
  private mutating func hierarchy(_ start: Int) {
    guard text[start - 1] == 0x20 else { return }
    let end = start - 1
    var first = end
    while first > 0, end - first < 65, !isBlank(text[first - 1]) { first -= 1 }
    if Login.isName(text, first, end) { add(first, end, .user) }
  }

  /// `NAME/ADDRESS:PORT` at the beginning of a line, or behind the name of the program, as tunnels write it.
  func tunnelLogin(at slash: Int) -> Finding? {
    guard slash < 160, let (address, _) = IPAddress.octets(text, slash + 1),
      text[address] == UInt8(ascii: ":")
    else { return nil }
    var start = slash
    while start > 0, slash - start < 65,
      isWordASCII(text[start - 1]) || Login.isMark(text[start - 1])
    { start -= 1 }
    guard start < slash, start == 0 || text.has("]: ", at: start - 3),
      Login.isName(text, start, slash)
    else { return nil }
    return Finding(start: start, end: slash, type: .user)
  }

  // MARK: protocols

  /// Commands of mail, files and stores: `USER ann`, `PASS …`, `AUTH PLAIN …`, `a1 LOGIN ann "…"`.
  private mutating func command(_ start: Int, _ end: Int) {
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
    } else if text.has("LOGIN", at: start), let name = loginName(first) {
      let index = text.skipBlanks(name)
      let quoted = text.skipQuote(index)
      guard quoted > index, let close = NamedValue.closingQuote(text, index, quoted) else { return }
      add(quoted, close, .password)
    } else if text.has("ROLE", at: start), isBehindVerb(start), let name = name(at: first) {
      add(name.start, name.end, .user)
    }
  }

  /// `sp_addlogin 'NAME', 'PASSWORD'` of SQL servers.
  private mutating func arguments(_ end: Int) {
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

  // MARK: tables

  /// The values of an INSERT under the names of their columns: `(email, phone) VALUES ('…', '…')`.
  private mutating func columns(_ start: Int, _ end: Int) {
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
