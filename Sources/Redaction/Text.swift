/// The bytes of a text; what lies outside reads as 0.
///
/// The invariant of the unsafe code: `count` bytes from `start` are readable while the text is in use, and each read goes through
/// the subscript, which looks at the bounds.
struct Text {
  let start: UnsafePointer<UInt8>
  let count: Int

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    UInt(bitPattern: index) < UInt(bitPattern: count) ? start[index] : 0
  }

  /// The bytes of a range within the text.
  func bytes(_ from: Int, _ to: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: start + from, count: to - from)
  }

  /// Whether `word` stands at `index`.
  @inline(__always)
  func has(_ word: StaticString, at index: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index >= 0, index + count <= self.count else { return false }
    for offset in 0..<count where start[index + offset] != word.utf8Start[offset] { return false }
    return true
  }

  /// Whether `word`, given in small letters, stands at `index` in letters of any case.
  @inline(__always)
  func hasIgnoringCase(_ word: StaticString, at index: Int) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index >= 0, index + count <= self.count else { return false }
    for offset in 0..<count where lowercased(start[index + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }

  /// The first place of `word` at or behind `index`; nil when there is none before `limit`.
  func find(_ word: StaticString, from index: Int, limit: Int? = nil) -> Int? {
    let last = min(limit ?? count, count) - word.utf8CodeUnitCount
    guard index <= last else { return nil }
    for at in index...last where start[at] == word.utf8Start[0] && has(word, at: at) { return at }
    return nil
  }

  /// The first byte behind `index` that is no blank.
  @inline(__always)
  func skipBlanks(_ index: Int) -> Int {
    var index = index
    while self[index] == 0x20 || self[index] == 0x09 { index += 1 }
    return index
  }

  /// Passes a quote, with the backslashes that escape it; returns `index` when there is none.
  @inline(__always)
  func skipQuote(_ index: Int) -> Int {
    var at = index
    while self[at] == UInt8(ascii: "\\") { at += 1 }
    return isQuote(self[at]) ? at + 1 : index
  }

  /// Passes any quote, those of typography too: `„`, `“`, `«`, `「`; returns `index` when there is none.
  func skipAnyQuote(_ index: Int) -> Int {
    switch self[index] {
    case 0xE2 where self[index + 1] == 0x80 && (0x98...0x9F).contains(self[index + 2]): index + 3
    case 0xC2 where self[index + 1] == 0xAB || self[index + 1] == 0xBB: index + 2
    case 0xE3 where self[index + 1] == 0x80 && (0x8C...0x8F).contains(self[index + 2]): index + 3
    default: skipQuote(index)
    }
  }

  /// Whether a character of a word begins at `index`: a letter, a digit, `_`, or one beyond ASCII that is neither blank nor mark.
  @inline(__always)
  func isWord(at index: Int) -> Bool {
    let byte = self[index]
    if byte < 0x80 { return isWordASCII(byte) }
    return isWordBeyondASCII(at: index)
  }

  /// Blanks and marks of Latin-1, of general punctuation, of CJK and the wide forms of ASCII's marks are no part of words.
  @inline(never)
  func isWordBeyondASCII(at index: Int) -> Bool {
    var lead = index
    while self[lead] & 0xC0 == 0x80, index - lead < 3 { lead -= 1 }
    let next = self[lead + 1]
    switch self[lead] {
    case 0xC2: return next == 0xAA || next == 0xB5 || next == 0xBA
    case 0xE2: return next > 0xAF
    case 0xE3: return next != 0x80
    case 0xEF:
      if next == 0xBC { return self[lead + 2] > 0x8F && !(0x9A...0xA0).contains(self[lead + 2]) }
      return next != 0xBD && next != 0xBB
    default: return true
    }
  }
}

@inline(__always)
func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

@inline(__always)
func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

@inline(__always)
func isUpper(_ byte: UInt8) -> Bool { byte &- 65 < 26 }

@inline(__always)
func isLower(_ byte: UInt8) -> Bool { byte &- 97 < 26 }

@inline(__always)
func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

@inline(__always)
func isWordASCII(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == UInt8(ascii: "_") }

@inline(__always)
func isHex(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 97 < 6 }

@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

@inline(__always)
func isQuote(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
}

@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte | 0x20 : byte }
