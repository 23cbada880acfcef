/// Addresses of network cards (IEEE 802): six pairs with colons or dashes, or three fours with dots.
enum MACAddress {
  /// An address whose first digit is at `start`.
  ///
  /// Rows of more or fewer pairs are fingerprints and bus addresses; the broadcast address is nobody's. Digits alone with
  /// dashes or dots are an address only where a word says so.
  ///
  /// - Returns: The finding, and where to go on; nil when this is no row of pairs or fours. Of the header of a frame, 14 pairs, the
  ///   first address is the finding, and the second one is next.
  static func find(_ text: Text, at start: Int, isNamed: Bool) -> (Finding?, next: Int)? {
    var digits = start
    while isHex(text[digits]) { digits += 1 }
    let width = digits - start
    let mark = text[digits]
    guard
      width == 2 && (mark == UInt8(ascii: ":") || mark == UInt8(ascii: "-"))
        || width == 4 && mark == UInt8(ascii: ".")
    else { return nil }
    var index = start
    var groups = 0
    var seen = Seen()
    while true {
      for offset in 0..<width {
        guard isHex(text[index + offset]) else {
          return groups > 2 ? (nil, index) : nil
        }
        seen.note(text[index + offset])
      }
      index += width
      groups += 1
      guard text[index] == mark, isHex(text[index + 1]) else { break }
      index += 1
    }
    let wanted = width == 2 ? 6 : 3
    let before = text[start - 1]
    let isFrame = groups == 14 && isNamed || groups == 8 && before == mark && isSecond(text, start)
    guard groups == wanted || isFrame, !text.isWord(at: index), !text.isWord(at: start - 1),
      before != mark || isFrame
        || mark == UInt8(ascii: ":") && IPAddress.isBehindName(text, start - 1),
      text[index] != mark
    else { return groups > 2 ? (nil, index) : nil }
    if isFrame { index = start + 17 }
    guard !seen.isUniform, mark == UInt8(ascii: ":") || seen.hasLetter || isNamed else {
      return (nil, index)
    }
    return (Finding(start: start, end: index, type: .mac), index)
  }

  /// Whether the first address of a frame stands before `start`.
  private static func isSecond(_ text: Text, _ start: Int) -> Bool {
    text.hasIgnoringCase("mac=", at: start - 22)
  }

  /// Twelve digits of hexadecimal under a name of such addresses.
  static func isBare(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    end - start == 12 && (start..<end).allSatisfy { isHex(text[$0]) }
  }

  private struct Seen {
    var hasLetter = false
    private var all: UInt8 = 0
    private var shared: UInt8 = 0xFF

    mutating func note(_ byte: UInt8) {
      let digit = digitValue(byte)
      if digit > 9 { hasLetter = true }
      all |= digit
      shared &= digit
    }

    /// Zeros alone or `f` alone.
    var isUniform: Bool { all == 0 || shared == 0xF }
  }
}
