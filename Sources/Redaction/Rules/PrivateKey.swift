/// Private keys in armour (RFC 7468, OpenPGP's RFC 9580): from the line that begins one to the line that ends it.
enum PrivateKey {
  /// A key whose first dash is at `start`; to the end of the text when its end is not there.
  ///
  /// - Returns: The finding, and whether the key goes on behind the text; nil when no key begins here.
  static func find(_ text: Text, at start: Int) -> (Finding, isOpen: Bool)? {
    guard text.has("-----BEGIN ", at: start), let label = labelEnd(text, start + 11) else {
      return nil
    }
    guard let end = end(text, from: label) else {
      return (Finding(start: start, end: text.count, type: .privateKey), true)
    }
    return (Finding(start: start, end: end, type: .privateKey), false)
  }

  /// The byte behind the line that ends a key, at or behind `index`.
  static func end(_ text: Text, from index: Int) -> Int? {
    var at = index
    while let found = text.find("-----END ", from: at) {
      if let end = labelEnd(text, found + 9) { return end }
      at = found + 9
    }
    return nil
  }

  /// The byte behind a label of a private key and its five dashes: `RSA PRIVATE KEY-----`.
  private static func labelEnd(_ text: Text, _ start: Int) -> Int? {
    var index = start
    while isUpper(text[index]) || isDigit(text[index]) || text[index] == 0x20, index - start < 48 {
      index += 1
    }
    guard text.has("-----", at: index) else { return nil }
    let isPrivate =
      text.has("PRIVATE KEY", at: index - 11) || text.has("PRIVATE KEY BLOCK", at: index - 17)
    return isPrivate ? index + 5 : nil
  }

  /// The parts of a text that can be the inside of a key of which the text before was the beginning: runs of base64.
  ///
  /// - Returns: The finding and whether the key goes on; nil when the text has nothing of a key.
  static func rest(_ text: Text) -> (Finding, isOpen: Bool)? {
    if let end = end(text, from: 0) {
      let start = body(text, limit: end)?.start ?? 0
      return (Finding(start: start, end: end, type: .privateKey), false)
    }
    return body(text, limit: text.count).map { ($0, true) }
  }

  /// Whether the text is a line of a key's body and nothing else: 60 characters and more of base64, of all its kinds.
  static func isBody(_ text: Text) -> Bool {
    guard text.count >= 60, (0..<text.count).allSatisfy({ isBase64(text[$0]) }) else {
      return false
    }
    let mixture = Value.mixture(text, 0, text.count)
    return mixture.hasLower && mixture.hasUpper && mixture.digits > 0
  }

  /// The first run of base64 that is long enough, or is all that the text has.
  private static func body(_ text: Text, limit: Int) -> Finding? {
    var index = 0
    while index < limit {
      guard isBase64(text[index]) else {
        index += 1
        continue
      }
      let start = index
      while isBase64(text[index]), index < limit { index += 1 }
      let isAll = text.skipBlanks(0) == start && text.skipBlanks(index) >= text.count
      if index - start >= 40 || isAll && index - start >= 4 {
        return Finding(start: start, end: index, type: .privateKey)
      }
    }
    return nil
  }

  @inline(__always)
  private static func isBase64(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/")
      || byte == UInt8(ascii: "=")
  }
}
