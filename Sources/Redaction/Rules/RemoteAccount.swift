/// Accounts on hosts: `ssh maria@bastion`, `rsync … maria@backup:/data`, `'dmitri'@'10.0.0.5'`.
enum RemoteAccount {
  /// The name before the `@` at `at`, where a command of a remote shell stands before it, a path behind the host, or an address is
  /// the host.
  static func find(_ text: Text, at: Int, follows command: ShellCommand.Command) -> Finding? {
    let start = Email.localStart(text, at)
    guard start < at else { return nil }
    guard command == .remoteShell || hasPath(text, at + 1) || isAddress(text, at + 1) else {
      return nil
    }
    guard Login.isName(text, start, at) else { return nil }
    return Finding(start: start, end: at, type: .user)
  }

  /// `NAME/PASSWORD@//host` or `NAME/PASSWORD@host`, as Oracle's clients have it: the places of both.
  static func slashed(_ text: Text, at: Int) -> (name: Finding, password: Finding)? {
    var slash = at
    while slash > 0, at - slash < 64, text[slash] != UInt8(ascii: "/"), !isBlank(text[slash]) {
      slash -= 1
    }
    var start = slash
    while start > 0, slash - start < 64,
      isWordASCII(text[start - 1]) || Login.isMark(text[start - 1])
    { start -= 1 }
    guard text[slash] == UInt8(ascii: "/"), start < slash, slash + 1 < at,
      text[start - 1] == UInt8(ascii: ":") || isBlank(text[start - 1])
    else { return nil }
    return (
      Finding(start: start, end: slash, type: .user),
      Finding(start: slash + 1, end: at, type: .password)
    )
  }

  /// A quoted name with a quoted host behind it, as MySQL has.
  static func quoted(_ text: Text, at: Int) -> Finding? {
    let quote = text[at - 1]
    guard isQuote(quote), text[at + 1] == quote || text[at + 1] == UInt8(ascii: "\\") else {
      return nil
    }
    var end = at - 1
    while text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
    var start = end
    while start > 0, end - start < 64, !isQuote(text[start - 1]) { start -= 1 }
    guard Login.isName(text, start, end) else { return nil }
    return Finding(start: start, end: end, type: .user)
  }

  private static func hasPath(_ text: Text, _ start: Int) -> Bool {
    var index = start
    while isAlphanumeric(text[index]) || text[index] == UInt8(ascii: ".")
      || text[index] == UInt8(ascii: "-")
    {
      index += 1
    }
    if text[index] == UInt8(ascii: ":"), isDigit(text[index + 1]) {
      var port = index + 1
      while isDigit(text[port]) { port += 1 }
      return text[port] == UInt8(ascii: "/")
    }
    return index > start && Email.isPath(text, behind: index)
  }

  private static func isAddress(_ text: Text, _ start: Int) -> Bool {
    guard isDigit(text[start]), let (end, _) = IPAddress.octets(text, start) else { return false }
    return !text.isWord(at: end)
  }
}
