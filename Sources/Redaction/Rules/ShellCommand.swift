/// Commands whose short flags take a login or a password.
enum ShellCommand {
  enum Command {
    case none
    /// `ssh`, `scp`, `rsync`: an account stands before the `@` of a host.
    case remoteShell
    /// `-u NAME -pPASSWORD`, the password joined to its flag.
    case mysql
    /// `-u NAME:PASSWORD`
    case transfer
    /// `-p PASSWORD`, `-u NAME`
    case login
    /// `-a PASSWORD`
    case redis
    /// `-w PASSWORD`, `-D NAME`
    case directory
    /// `-P PASSWORD`, `-U NAME`: those of SQL servers.
    case sql
    /// `-b FILE NAME PASSWORD`
    case htpasswd
    /// `-pPASSWORD`
    case archive
    /// `NAME/PASSWORD@HOST`
    case oracle
    /// `-u NAME,PASSWORD`
    case lftp
  }

  /// The command that a word of small letters names.
  static func command(_ text: Text, _ start: Int, _ end: Int) -> Command {
    guard end - start <= 14, end - start >= 2 else { return .none }
    for (name, command) in table where name.utf8CodeUnitCount == end - start {
      if text.has(name, at: start) { return command }
    }
    return .none
  }

  /// A bit for each pair of first letters of a command, five bits of either letter.
  static let firsts: [UInt32] = {
    var firsts = [UInt32](repeating: 0, count: 32)
    for (name, _) in table {
      firsts[Int(name.utf8Start[0] & 31)] |= 1 << UInt32(name.utf8Start[1] & 31)
    }
    return firsts
  }()

  private static let table: [(StaticString, Command)] = [
    ("ssh", .remoteShell), ("scp", .remoteShell), ("sftp", .remoteShell), ("rsync", .remoteShell),
    ("mosh", .remoteShell),
    ("autossh", .remoteShell), ("mysql", .mysql), ("mysqldump", .mysql), ("mysqladmin", .mysql),
    ("mariadb", .mysql),
    ("mysqlimport", .mysql), ("mongo", .login), ("mongosh", .login), ("mongodump", .login),
    ("psql", .sql), ("pg_dump", .sql), ("createuser", .sql), ("htpasswd", .htpasswd),
    ("mongorestore", .login), ("curl", .transfer), ("wget", .transfer),
    ("docker", .login), ("podman", .login), ("helm", .login), ("sshpass", .login),
    ("smbclient", .transfer), ("xfreerdp", .login),
    ("cqlsh", .login), ("ipmitool", .sql), ("snmpwalk", .redis), ("redis", .redis),
    ("rediscli", .redis), ("ldapsearch", .directory),
    ("ldapmodify", .directory), ("ldapadd", .directory), ("ldapwhoami", .directory),
    ("sqlcmd", .sql), ("osql", .sql), ("bcp", .sql),
    ("kinit", .login), ("az", .login), ("oc", .login), ("skopeo", .login), ("buildah", .login),
    ("nerdctl", .login), ("psexec", .login), ("winexe", .transfer),
    ("http", .transfer), ("mosquitto_pub", .sql), ("mosquitto_sub", .sql), ("lftp", .lftp),
    ("sqlplus", .oracle), ("sqlldr", .oracle), ("expdp", .oracle), ("impdp", .oracle),
    ("rman", .oracle),
    ("unzip", .sql), ("zip", .sql), ("7z", .archive), ("7za", .archive), ("7zr", .archive),
    ("rar", .archive), ("unrar", .archive),
  ]
}

extension TextScanner {
  /// A flag whose first dash is at `index`, behind a blank: `--password X`, `-u NAME:PASSWORD`; returns where to go on.
  mutating func flag(at index: Int) -> Int {
    if text[index + 1] == UInt8(ascii: "-") { return longFlag(at: index) }
    let letter = text[index + 1]
    guard isLetter(letter) else { return index + 1 }
    guard context.command != .none else { return longNameBehindOneDash(at: index) }
    let isJoined = !isBlank(text[index + 2])
    let start = isJoined ? index + 2 : text.skipBlanks(index + 2)
    guard
      !isJoined
        || (context.command == .mysql || context.command == .archive)
          && (letter == UInt8(ascii: "p") || letter == UInt8(ascii: "u"))
        || text[index + 2] == UInt8(ascii: "=") || isQuote(text[index + 2])
    else { return longNameBehindOneDash(at: index) }
    switch (context.command, letter) {
    case (.mysql, UInt8(ascii: "u")) where isJoined: return argument(start, .user, index)
    case (.mysql, UInt8(ascii: "p")) where isJoined, (.archive, UInt8(ascii: "p")) where isJoined:
      return argument(start, .password, index)
    case (.login, UInt8(ascii: "p")), (.redis, UInt8(ascii: "a")), (.directory, UInt8(ascii: "w")),
      (.sql, UInt8(ascii: "P")):
      return argument(start, .password, index)
    case (.transfer, UInt8(ascii: "u")), (.transfer, UInt8(ascii: "U")), (.lftp, UInt8(ascii: "u")):
      return pair(start, index)
    case (.mysql, UInt8(ascii: "u")), (.login, UInt8(ascii: "u")), (.sql, UInt8(ascii: "U")),
      (.sql, UInt8(ascii: "u")):
      return argument(start, .user, index)
    case (.htpasswd, UInt8(ascii: "b")): return positional(start, index)
    case (.remoteShell, UInt8(ascii: "l")): return argument(start, .user, index)
    default: return index + 1
    }
  }

  /// `FILE NAME PASSWORD`, behind htpasswd's `-b`.
  private mutating func positional(_ start: Int, _ index: Int) -> Int {
    let name = argument(text.skipBlanks(argument(start).end))
    let password = argument(text.skipBlanks(name.end))
    if Login.isName(text, name.start, name.end) { add(name.start, name.end, .user) }
    add(password.start, password.end, .password)
    return index + 2
  }

  /// `--user NAME:PASSWORD`, `--token X`; those with `=` are found by their name.
  private mutating func longFlag(at index: Int) -> Int {
    var end = index + 2
    while isWordASCII(text[end]) || text[end] == UInt8(ascii: "-") { end += 1 }
    guard end > index + 2, text[end] == 0x20, end - index < 64 else { return index + 2 }
    return flag(named: (index + 2, end), at: index)
  }

  /// `-password X` of Java and Windows.
  private mutating func longNameBehindOneDash(at index: Int) -> Int {
    var end = index + 1
    while isWordASCII(text[end]) { end += 1 }
    guard text[end] == 0x20, end - index > 3 else { return index + 1 }
    return flag(named: (index + 1, end), at: index)
  }

  private mutating func flag(named key: (start: Int, end: Int), at index: Int) -> Int {
    let start = text.skipBlanks(key.end)
    guard text[start] != UInt8(ascii: "-") || isDigit(text[start + 1]), start < text.count else {
      return index + 2
    }
    let kind = keys.kind(of: text.bytes(key.start, key.end))
    guard kind != .none, kind != .name, text[start] != UInt8(ascii: "<") else { return index + 2 }
    if kind == .user, text.has("owner", at: key.start) { return index + 2 }
    if kind == .user { return isStorageFlag(key) ? index + 2 : pair(start, index) }
    return argument(start, kind, index)
  }

  /// The argument at `start`, taken as a value of a kind; the scan goes on behind the flag.
  private mutating func argument(_ start: Int, _ kind: KeyKind, _ index: Int) -> Int {
    let value = argument(start)
    if kind == .password {
      if !Value.isMasked(text, value.start, value.end), value.end - value.start > 1 {
        add(value.start, value.end, .password)
      }
    } else if kind == .user {
      if Login.isName(text, value.start, value.end) { add(value.start, value.end, .user) }
    } else {
      named(kind, (index, index), value)
    }
    return index + 2
  }

  private func isStorageFlag(_ key: (start: Int, end: Int)) -> Bool {
    text.hasIgnoringCase("account-name", at: key.start)
  }

  /// `NAME:PASSWORD`, or a name alone.
  private mutating func pair(_ start: Int, _ index: Int) -> Int {
    let value = argument(start)
    // A pseudonym has a colon of its own.
    let name = Value.placeholderEnd(text, at: value.start) ?? value.start
    let separator: StaticString =
      context.command == .lftp
      ? ","
      : text.find("%", from: name, limit: value.end) != nil
        && text.find(":", from: name, limit: value.end) == nil ? "%" : ":"
    guard let colon = text.find(separator, from: name, limit: value.end) else {
      if Login.isName(text, value.start, value.end) { add(value.start, value.end, .user) }
      return index + 2
    }
    if Login.isName(text, value.start, colon) { add(value.start, colon, .user) }
    if !Value.isMasked(text, colon + 1, value.end), colon + 1 < value.end {
      add(colon + 1, value.end, .password)
    }
    return index + 2
  }

  private func argument(_ start: Int) -> NamedValue {
    let first = text.skipQuote(start)
    if first > start, let end = NamedValue.closingQuote(text, start, first) {
      return NamedValue(start: first, end: end, isQuoted: true, isLoose: false)
    }
    var end = start
    let limit = min(text.count, start + NamedValue.longest)
    while end < limit, !isBlank(text[end]), text[end] != UInt8(ascii: "\""),
      text[end] != UInt8(ascii: "`"),
      !(text[end] == UInt8(ascii: "'")
        && (end + 1 >= text.count || isBlank(text[end + 1]) || text[end + 1] == UInt8(ascii: ",")))
    { end += 1 }
    return NamedValue(start: start, end: end, isQuoted: false, isLoose: false)
  }
}
