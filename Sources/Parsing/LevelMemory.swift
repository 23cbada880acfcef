import Lines
import Records

/// Tells which words state a level, remembering the answers for short words.
struct LevelMemory: ~Copyable {
  private static let size = 256
  private let words: UnsafeMutablePointer<UInt64>
  private let codes: UnsafeMutablePointer<UInt32>

  init() {
    words = .allocate(capacity: Self.size)
    words.initialize(repeating: 0, count: Self.size)
    codes = .allocate(capacity: Self.size)
    codes.initialize(repeating: 0, count: Self.size)
  }

  deinit {
    words.deallocate()
    codes.deallocate()
  }

  /// What the class of a word of letters says of its level; 0 for words that state none.
  ///
  /// - Parameters:
  ///   - text: The line, with 8 readable bytes behind it.
  ///   - word: Letters.
  /// - Returns: Bits of a ``TokenClass``.
  @inline(__always)
  func code(_ text: UnsafePointer<UInt8>, _ word: Slice) -> UInt32 {
    let size = word.count
    if size > 8 { return Self.isLongLevel(size, text[word.start]) ? Self.find(text, word) : 0 }
    let key = packedWord(text + word.start, count: size)
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 56)
    if words[slot] == key { return codes[slot] }
    let code = Self.find(text, word)
    words[slot] = key
    codes[slot] = code
    return code
  }

  /// Whether a word of more than eight letters could be `information`, `informational` or `emergency`.
  @inline(__always)
  private static func isLongLevel(_ size: Int, _ first: UInt8) -> Bool {
    size < 14 && (first | 0x20 == UInt8(ascii: "i") || first | 0x20 == UInt8(ascii: "e"))
  }

  @inline(never)
  private static func find(_ text: UnsafePointer<UInt8>, _ word: Slice) -> UInt32 {
    let bytes = UnsafeBufferPointer(start: text + word.start, count: word.count)
    let found = word.count == 1 ? Level(letter: bytes[0]) : Level(word: bytes)
    guard let level = found else { return 0 }
    let code = (UInt32(level.rawValue) + 1) << TokenClass.levelShift
    let name = UnsafeBufferPointer(start: level.text.utf8Start, count: level.text.utf8CodeUnitCount)
    let isOwn = name.count == bytes.count && zip(name, bytes).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    return isOwn ? code | TokenClass.ownName : code
  }
}
