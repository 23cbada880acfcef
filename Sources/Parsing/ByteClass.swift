/// What kinds of byte there are in a header.
struct ByteClass: OptionSet {
  let rawValue: UInt8

  static let digit = ByteClass(rawValue: 1)
  static let upper = ByteClass(rawValue: 2)
  static let lower = ByteClass(rawValue: 4)
  /// Bytes that join words to names: `. _ - / $ @ # + ~ % \ & * ! ?`.
  static let joint = ByteClass(rawValue: 8)
  /// Bytes that end a token: blank, tab, brackets, `: | , ; = " ' ^`, the backquote, and control characters below blank.
  static let end = ByteClass(rawValue: 16)
  /// Bytes of 0x7F and above.
  static let other = ByteClass(rawValue: 32)

  /// Joints of class and module paths: `. / $`.
  static let path = ByteClass(rawValue: 64)

  static let letter: ByteClass = [.upper, .lower]

  /// The class of each byte value.
  static func table() -> UnsafeMutablePointer<ByteClass> {
    let table = UnsafeMutablePointer<ByteClass>.allocate(capacity: 256)
    for value in 0..<256 {
      let byte = UInt8(value)
      let kind: ByteClass
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): kind = .digit
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): kind = .upper
      case UInt8(ascii: "a")...UInt8(ascii: "z"): kind = .lower
      case 0x7F...0xFF: kind = .other
      case UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "$"): kind = [.joint, .path]
      case _ where "._-/$@#+~%\\&*!?".utf8.contains(byte): kind = .joint
      default: kind = .end
      }
      (table + value).initialize(to: kind)
    }
    return table
  }
}
