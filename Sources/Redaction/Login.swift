/// Names under which people log in.
enum Login {
  /// Whether a value can be the login of a person: a short name of letters, or one with digits and marks.
  ///
  /// Accounts of services, words that say what became of a login, ids by lot and hashes are none. A number is one from 1000 on, where
  /// systems begin to count people.
  static func isName(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let count = end - start
    guard count >= 2, count <= 64 else { return false }
    var letters = 0
    var digits = 0
    for index in start..<end {
      let byte = text[index]
      if isDigit(byte) {
        digits += 1
      } else if isLetter(byte) || byte >= 0x80 {
        letters += 1
      } else if !isMark(byte) {
        return false
      }
    }
    if letters == 0 { return digits == count && isPersonsNumber(text, start, end) }
    guard isAlphanumeric(text[start]) || text[start] >= 0x80 else { return false }
    if isReversedHost(text, start, end) { return false }
    if Value.isUUID(text, start, end) || isHash(text, start, end) || isDate(text, start, end) {
      return false
    }
    return !isCommon(text, start, end)
  }

  @inline(__always)
  static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "$")
  }

  /// Whether the digits are the number of a person's account; -1 in 32 bits stands for nobody.
  static func isPersonsNumber(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard (4...11).contains(end - start), text[start] != 48 else { return false }
    return !text.has("4294967295", at: start) && !(text.has("65534", at: start) && end - start == 5)
  }

  private static func isHash(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    end - start >= 16 && (start..<end).allSatisfy { isHex(text[$0]) }
  }

  /// `com.example.app`: the name of a program.
  private static func isReversedHost(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let heads: [StaticString] = ["com.", "org.", "net.", "io.", "www."]
    return heads.contains { text.hasIgnoringCase($0, at: start) } && end - start > 4
  }

  /// `2025-01-11T02`: a time is nobody's name.
  private static func isDate(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    end - start >= 8 && text[start + 4] == UInt8(ascii: "-")
      && (start..<start + 4).allSatisfy { isDigit(text[$0]) } && isDigit(text[start + 5])
  }

  /// Whether the name has marks or digits inside, as words of prose do not.
  static func hasShape(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      let byte = text[index]
      if isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") { return true }
      if byte == UInt8(ascii: "-"), index > start { return true }
    }
    return false
  }

  /// Whether the range is the account of a service, or a word that stands behind `user` in sentences.
  static func isCommon(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    LoginWords.common.contains(text, start, end)
  }
}
