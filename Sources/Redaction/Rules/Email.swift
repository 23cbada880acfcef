/// Addresses of mail (RFC 5322's dot-atom, RFC 6531's letters beyond ASCII), found at their `@`.
enum Email {
  /// The address around the `@` at `at`; nil where none is.
  ///
  /// What has an `@` and is none: names of units, packages and objects (`getty@tty1.service`, `lodash@4.17.21`, `Client@f9be66f`),
  /// and the far side of a copy (`git@host:path`).
  static func find(_ text: Text, at: Int) -> Finding? {
    var start = localStart(text, at)
    if start == at { start = quotedStart(text, at) }
    guard start < at, let end = domainEnd(text, at + 1) else { return nil }
    // `scheme://user@host` and `user@host:path` name an account on a host.
    if text[start - 1] == UInt8(ascii: "/"), text[start - 2] == UInt8(ascii: "/") { return nil }
    if isPath(text, behind: end) { return nil }
    return Finding(start: start, end: end, type: .email)
  }

  /// The first byte of what stands before the `@`.
  static func localStart(_ text: Text, _ at: Int) -> Int {
    var start = at
    while start > 0 {
      let byte = text[start - 1]
      if byte >= 0x80 ? text.isWord(at: start - 1) : isLocal(byte) {
        start -= 1
      } else if byte == UInt8(ascii: "'"), isLetter(text[start]), isLetter(text[start - 2]),
        at - start < 64
      {
        start -= 1
      } else {
        break
      }
    }
    while start < at, text[start] == UInt8(ascii: ".") || text[start] == UInt8(ascii: "-") {
      start += 1
    }
    return start
  }

  /// The opening quote of `"ann b"@example.org`; `at` where no quoted text stands there.
  private static func quotedStart(_ text: Text, _ at: Int) -> Int {
    guard text[at - 1] == UInt8(ascii: "\""), text[at - 2] != UInt8(ascii: "\\") else { return at }
    var index = at - 2
    while index >= 0, at - index < 66, text[index] != UInt8(ascii: "\"") { index -= 1 }
    return index >= 0 && text[index] == UInt8(ascii: "\"") && at - index > 2 ? index : at
  }

  @inline(__always)
  private static func isLocal(_ byte: UInt8) -> Bool {
    isWordASCII(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
  }

  /// Whether a colon and a path stand behind a host: `:acme/web.git`, `:~/notes`.
  static func isPath(_ text: Text, behind end: Int) -> Bool {
    guard text[end] == UInt8(ascii: ":") else { return false }
    let first = text[end + 1]
    if first == UInt8(ascii: "~") || first == UInt8(ascii: "/") || first == UInt8(ascii: ".") {
      return true
    }
    guard isLetter(first) else { return false }
    var index = end + 1
    while isWordASCII(text[index]) || text[index] == UInt8(ascii: "-")
      || text[index] == UInt8(ascii: ".")
    {
      index += 1
    }
    return text[index] == UInt8(ascii: "/")
  }

  /// The byte behind the domain that begins at `start`; nil when what stands there is none.
  private static func domainEnd(_ text: Text, _ start: Int) -> Int? {
    var index = start
    var label = start
    var end: Int?
    var labels = 0
    while true {
      let byte = text[index]
      if isAlphanumeric(byte) || byte == UInt8(ascii: "-") && index > label
        || byte >= 0x80 && text.isWord(at: index)
      {
        index += 1
        continue
      }
      guard index > label, index - label < 64 else { break }
      labels += 1
      if labels > 1, isTopLevel(text, label, index) { end = index }
      if labels == 2, isDigit(text[label]), isAllDigits(text, start, label - 1) { return nil }
      guard byte == UInt8(ascii: ".") else { break }
      index += 1
      label = index
    }
    // A name that goes on behind the last good label is none: `1.2.3-x_y`.
    guard let end, text[end] != UInt8(ascii: "_"),
      !(text[end] == UInt8(ascii: "-") && isAlphanumeric(text[end + 1]))
    else { return nil }
    return end
  }

  private static func isAllDigits(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    (start..<end).allSatisfy { isDigit(text[$0]) }
  }

  private static let notTopLevel: [StaticString] = [
    "service", "socket", "timer", "mount", "target", "slice", "scope", "device", "swap",
    "automount", "path",
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "ts", "jsx", "tsx", "json",
    "xml", "html", "yaml", "yml",
    "log", "txt", "gz", "zip", "tgz", "jar", "conf", "class", "go", "rb", "java",
  ]

  private static func isTopLevel(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    if text.hasIgnoringCase("xn--", at: start) { return true }
    guard end - start >= 2, end - start <= 24 else { return false }
    for index in start..<end where !isLetter(text[index]) && text[index] < 0x80 { return false }
    return !Value.isWord(of: notTopLevel, text, start, end)
  }
}
