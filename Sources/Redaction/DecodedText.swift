/// A text whose escapes are decoded, and where each of its bytes came from.
///
/// `alice%40acme.io` and `alice\u0040acme.io` are the address that they stand for; what is found in the decoded text is told in places
/// of the text as it came.
struct DecodedText {
  private(set) var bytes: [UInt8] = []
  /// The place of each byte in the text as it came, and of its end.
  private var places: [Int32] = []

  /// Decodes percent escapes, JSON's `\u` escapes and the numbered characters of XML.
  ///
  /// - Returns: False when there is nothing to decode.
  mutating func decode(_ text: Text) -> Bool {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    var index = 0
    var hasEscapes = false
    while index < text.count {
      let place = Int32(truncatingIfNeeded: index)
      switch text.start[index] {
      case UInt8(ascii: "%"):
        let count = percentEscapes(text, index)
        for offset in 0..<count {
          let at = index + 3 * offset
          append(
            digitValue(text[at + 1]) << 4 | digitValue(text[at + 2]), Int32(truncatingIfNeeded: at))
        }
        if count > 0 {
          index += 3 * count
          hasEscapes = true
          continue
        }
      case UInt8(ascii: "\\"):
        if let (scalar, next) = unicode(text, index) {
          appendScalar(scalar, place)
          index = next
          hasEscapes = true
          continue
        }
      case UInt8(ascii: "&"):
        if let (scalar, next) = reference(text, index) {
          appendScalar(scalar, place)
          index = next
          hasEscapes = true
          continue
        }
      default: break
      }
      append(text.start[index], place)
      index += 1
    }
    places.append(Int32(truncatingIfNeeded: text.count))
    return hasEscapes
  }

  /// Whether a character of XML is told by its number or name at `index`.
  static func isReference(_ text: Text, at index: Int) -> Bool {
    text[index + 1] == UInt8(ascii: "#") || names.contains { text.has($0.0, at: index) }
  }

  /// Where the byte at `index` of the decoded text, or the end of the one before, stands in the text as it came.
  func place(_ index: Int) -> Int { Int(places[index]) }

  /// Tells places of the text that `outer` was decoded from, whose decoded form this text was.
  mutating func rebase(on outer: DecodedText) {
    for index in places.indices { places[index] = outer.places[Int(places[index])] }
  }

  private mutating func append(_ byte: UInt8, _ place: Int32) {
    bytes.append(byte)
    places.append(place)
  }

  private mutating func appendScalar(_ scalar: UInt32, _ place: Int32) {
    guard let scalar = Unicode.Scalar(scalar) else { return append(UInt8(ascii: "?"), place) }
    for unit in UTF8.encode(scalar).unsafelyUnwrapped { append(unit, place) }
  }

  /// How many percent escapes from `start` on are one character of UTF-8; 0 where none is.
  private func percentEscapes(_ text: Text, _ start: Int) -> Int {
    func byte(_ index: Int) -> UInt8? {
      guard text[index] == UInt8(ascii: "%"), isHex(text[index + 1]), isHex(text[index + 2]) else {
        return nil
      }
      return digitValue(text[index + 1]) << 4 | digitValue(text[index + 2])
    }
    guard let lead = byte(start) else { return 0 }
    if lead < 0x80 { return 1 }
    guard lead >= 0xC2, lead < 0xF5 else { return 0 }
    let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    for offset in 1..<count {
      guard let next = byte(start + 3 * offset), next & 0xC0 == 0x80 else { return 0 }
    }
    return count
  }

  /// `\u0040`, with more backslashes before it where the text was escaped more than once.
  private func unicode(_ text: Text, _ start: Int) -> (UInt32, next: Int)? {
    var index = start
    while text[index] == UInt8(ascii: "\\"), index - start < 8 { index += 1 }
    guard text[index] == UInt8(ascii: "u") else { return nil }
    var value: UInt32 = 0
    for offset in 1...4 {
      guard isHex(text[index + offset]) else { return nil }
      value = value << 4 | UInt32(digitValue(text[index + offset]))
    }
    return (value, index + 5)
  }

  /// `&#64;`, `&#x40;`, `&quot;`.
  private func reference(_ text: Text, _ start: Int) -> (UInt32, next: Int)? {
    for (name, scalar) in Self.names where text.has(name, at: start) {
      return (scalar, start + name.utf8CodeUnitCount)
    }
    guard text[start + 1] == UInt8(ascii: "#") else { return nil }
    let isHexadecimal = text[start + 2] | 0x20 == UInt8(ascii: "x")
    var index = start + (isHexadecimal ? 3 : 2)
    let first = index
    var value: UInt32 = 0
    while index - first < 6, isHexadecimal ? isHex(text[index]) : isDigit(text[index]) {
      value = value * (isHexadecimal ? 16 : 10) + UInt32(digitValue(text[index]))
      index += 1
    }
    guard index > first, text[index] == UInt8(ascii: ";") else { return nil }
    return (value, index + 1)
  }

  private static let names: [(StaticString, UInt32)] = [
    ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&amp;", 0x26), ("&apos;", 0x27),
  ]
}
