extension TextScanner {
  /// `NAME : TTY=pts/0 ; PWD=…`, `NAME : 3 incorrect password attempts ; TTY=…`: sudo's line.
  mutating func terminal(_ start: Int) {
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
        if text.has(" EDIT (", at: next + 6) || text.has(" EDIT (", at: next + 4),
          let open = text.find(" (", from: next, limit: next + 16),
          let other = self.name(at: open + 2)
        {
          add(other.start, other.end, .user)
        }
      }
    }
    return index + 1
  }

  /// The third column of the common log format: `ADDRESS IDENT NAME [time]`.
  ///
  /// - Parameter bracket: The bracket before the time.
  mutating func accessLogin(at bracket: Int) {
    guard bracket < 256, isDigit(text[bracket + 1]), isDigit(text[bracket + 2]),
      text[bracket + 3] == UInt8(ascii: "/"), text[bracket - 1] == 0x20
    else { return }
    var end = bracket - 1
    // Host, identity and login: two columns alone are of another log.
    var blanks = 0
    for index in max(0, bracket - 160)..<bracket where text[index] == 0x20 { blanks += 1 }
    guard blanks >= 3 else { return }
    for _ in 0..<2 {
      var start = end
      while start > 0, end - start < 65, !isBlank(text[start - 1]) { start -= 1 }
      guard start > 0, end > start else { return }
      if Login.isName(text, start, end), !isDigit(text[start]) { add(start, end, .user) }
      end = start - 1
    }
  }

  /// `NAME    pts/0    ADDRESS`: a line of `last` or `who`.
  ///
  /// - Parameter terminal: The first byte of `pts` or `tty`.
  mutating func lastLogin(_ terminal: Int) {
    guard text[terminal + 3] == UInt8(ascii: "/") || isDigit(text[terminal + 3]),
      isBlank(text[terminal - 1])
    else { return }
    var end = terminal
    while end > 0, isBlank(text[end - 1]) { end -= 1 }
    var start = end
    while start > 0, end - start < 65, isNameByte(at: start - 1) { start -= 1 }
    guard terminal - end >= 2 || start == 0, start == 0 || isBlank(text[start - 1]),
      Login.isName(text, start, end)
    else { return }
    add(start, end, .user)
  }

  /// `-rw-r--r-- 1 NAME GROUP 4096`: a line of `ls -l`.
  ///
  /// - Parameter dash: The first byte of the mode.
  mutating func fileOwner(at dash: Int) {
    for offset in 1..<10 where !"rwxstST-".utf8.contains(text[dash + offset]) { return }
    var index = dash + 10
    if text[index] == UInt8(ascii: ".") || text[index] == UInt8(ascii: "+") { index += 1 }
    index = text.skipBlanks(index)
    guard index > dash + 10, isDigit(text[index]) else { return }
    while isDigit(text[index]) { index += 1 }
    guard let name = name(at: text.skipBlanks(index)), text[name.end] == 0x20, !isNumber(name)
    else { return }
    add(name.start, name.end, .user)
  }

  /// A login before an address in a row of a log about logins: `…|auth|NAME|10.0.0.5|login|ok`, `POST /login - 443 NAME 10.0.0.5`.
  ///
  /// - Parameter address: The first byte of the address.
  mutating func rowLogin(before address: Int) {
    let mark = text[address - 1]
    guard mark == UInt8(ascii: "|") || mark == 0x09 || mark == 0x20 else { return }
    let end = address - 1
    var start = end
    while start > 0, end - start < 65, isNameByte(at: start - 1) { start -= 1 }
    guard start < end, text[start - 1] == mark, Login.isName(text, start, end) else { return }
    if mark == 0x20 {
      // Behind the port of a server's line, with `-` or a query before it.
      var port = start - 1
      while isDigit(text[port - 1]) { port -= 1 }
      guard (2...5).contains(start - 1 - port), text[port - 1] == 0x20,
        text[port - 2] == UInt8(ascii: "-"), text[port - 3] == 0x20
      else { return }
      return add(start, end, .user)
    }
    let from = max(0, start - 160)
    let isAbout = ["auth", "audit", "login", "session"].contains { (word: StaticString) in
      text.find(word, from: from, limit: min(text.count, end + 64)) != nil
    }
    if isAbout { add(start, end, .user) }
  }

  /// `net user NAME PASSWORD /add` of Windows.
  mutating func netUser(_ end: Int) {
    guard text.has(" user ", at: end), let name = name(at: end + 6), text[name.end] == 0x20 else {
      return
    }
    add(name.start, name.end, .user)
    let start = name.end + 1
    let last = NamedValue.passwordEnd(text, start)
    if last > start, text[start] != UInt8(ascii: "/"), text[start] != UInt8(ascii: "*") {
      add(start, last, .password)
    }
  }

  /// `echo 'PASSWORD' | sudo -S`.
  mutating func pipedPassword(_ start: Int, _ end: Int) {
    guard text.has(" -S", at: end) else { return }
    var index = start
    while index > 0, isBlank(text[index - 1]) { index -= 1 }
    guard text[index - 1] == UInt8(ascii: "|") else { return }
    index -= 1
    while index > 0, isBlank(text[index - 1]) { index -= 1 }
    let close = index - 1
    guard isQuote(text[close]) else { return }
    var open = close - 1
    while open > 0, close - open < 128, text[open] != text[close] { open -= 1 }
    if text[open] == text[close] { add(open + 1, close, .password) }
  }

  /// `'NAME' to group`, `‘NAME’: no such user`: a quoted name, told from the quote that closes it.
  mutating func quotedLogin(closing quote: Int, _ width: Int) {
    let next = quote + width
    guard
      text.has(" to group", at: next) || text.has(" to shadow group", at: next)
        || text.has(": no such user", at: next)
    else { return }
    var start = quote
    while start > 0, quote - start < 65, isNameByte(at: start - 1) { start -= 1 }
    if Login.isName(text, start, quote) { add(start, quote, .user) }
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
  mutating func hierarchy(_ start: Int) {
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
}
