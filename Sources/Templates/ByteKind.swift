/// What kinds of byte there are in a message, as bits.
enum ByteKind {
  static let digit: UInt16 = 1
  static let letter: UInt16 = 2
  static let upper: UInt16 = 4
  /// Bytes that end a word and belong to the template: `= : , ; ( ) [ ] { } " ' | < >`.
  static let delimiter: UInt16 = 8
  /// Blanks and control characters.
  static let blank: UInt16 = 16
  /// Bytes that tell an address or a path: `@ / \`.
  static let telling: UInt16 = 32
  static let hexLetter: UInt16 = 64
  static let dot: UInt16 = 128
  /// Everything else: `- + _ # % $ * & ~ ^ ! ?` and the like.
  static let joint: UInt16 = 256
  /// Letters that are no hexadecimal digits.
  static let wordLetter: UInt16 = 512
  /// Delimiters behind which no value stands that the next byte would not tell.
  static let parting: UInt16 = 1024
  /// Those behind which a value may stand, or the place of one.
  static let opening: UInt16 = 2048

  static let separator = blank | delimiter
  static let anyLetter = letter | upper | hexLetter | wordLetter

  /// The kinds of each byte value.
  static func table() -> UnsafeMutablePointer<UInt16> {
    let table = UnsafeMutablePointer<UInt16>.allocate(capacity: 256)
    for value in 0..<256 { (table + value).initialize(to: kind(of: UInt8(value))) }
    return table
  }

  private static func kind(of byte: UInt8) -> UInt16 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit
    case UInt8(ascii: "A")...UInt8(ascii: "F"): letter | upper | hexLetter
    case UInt8(ascii: "G")...UInt8(ascii: "Z"): letter | upper | wordLetter
    case UInt8(ascii: "a")...UInt8(ascii: "f"): letter | hexLetter
    case UInt8(ascii: "g")...UInt8(ascii: "z"), 0x80...0xFF: letter | wordLetter
    case 0x00...0x20: blank
    case UInt8(ascii: "@"), UInt8(ascii: "/"), UInt8(ascii: "\\"): telling
    case UInt8(ascii: "."): dot
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "="), UInt8(ascii: "<"):
      delimiter | opening
    case UInt8(ascii: "\""): delimiter
    case _ where ":,;)]{}'|>".utf8.contains(byte): delimiter | parting
    default: joint
    }
  }
}
