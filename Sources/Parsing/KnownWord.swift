/// A short word that stood in a header, and may come again in the next line: a host, a level, a logger.
///
/// Comparing 16 bytes tells all that scanning the word would (15 instructions; scanning takes 70).
struct KnownWord {
  private static let longest = 14
  /// The word and the bytes behind it that tell where it ends, and which bits of them count.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var lowMask: UInt64 = 0
  private var highMask: UInt64 = 0
  private var kind = TokenClass(bits: 0)
  /// Bytes of the word; 0 for none.
  private(set) var length = 0
  /// Bytes of the token, a colon behind the word included.
  private(set) var span = 0
  /// Whether a blank ends it, behind which no separator may stand.
  private var endsInBlank = false

  /// The class of the word at `start` when it is this one and ends in the same way; nil for others.
  @inline(__always)
  func match(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> TokenClass? {
    guard length > 0, start &+ 16 < end else { return nil }
    let bytes = UnsafeRawPointer(text + start)
    let first = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let second = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    guard (first ^ low) & lowMask | (second ^ high) & highMask == 0 else { return nil }
    if endsInBlank, text[start &+ length &+ 1] <= UInt8(ascii: ":") { return nil }
    return kind
  }

  /// Remembers the word of a token, which `mayBeMonth` where it stands if it is the long name of one.
  @inline(__always)
  mutating func learn(
    _ text: UnsafePointer<UInt8>, _ token: HeaderToken, _ kind: TokenClass, _ end: Int,
    mayBeMonth: Bool
  ) {
    length = 0
    let size = token.end &- token.start
    guard size <= Self.longest, token.start &+ 16 < end, !kind.isGlued else { return }
    // Words that may begin a stamp tell nothing alone: `Jan`, `I0214`, `12th`.
    if size == 3 || kind.has(TokenClass.digit) && !kind.has(TokenClass.lower) { return }
    if text[token.start] &- 48 < 10 { return }
    if mayBeMonth, StampGrammar(text, count: end).hasLongName(at: token.start) { return }
    var known = size &+ 1
    switch text[token.end] {
    case 0x20:
      endsInBlank = true
      if text[token.end &+ 1] <= UInt8(ascii: ":") { return }
    case UInt8(ascii: ":"):
      endsInBlank = false
      if text[token.end &+ 1] != 0x20 { return }
      known &+= 1
    case 0x09: return
    default: endsInBlank = false
    }
    let bytes = UnsafeRawPointer(text + token.start)
    low = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    lowMask = known >= 8 ? .max : .max &>> UInt64(truncatingIfNeeded: 64 &- known &* 8)
    highMask = known <= 8 ? 0 : .max &>> UInt64(truncatingIfNeeded: 128 &- known &* 8)
    self.kind = kind
    span = token.next &- token.start
    length = size
  }
}
