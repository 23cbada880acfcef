/// The text of a JSON string, and where each of its bytes came from.
struct DecodedString {
  private(set) var bytes: [UInt8] = []
  private var places: [Int32] = []

  /// Decodes what stands between the quotes.
  ///
  /// Its escapes are known to be good; a lone surrogate becomes U+FFFD.
  mutating func decode(_ raw: UnsafeBufferPointer<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    var index = 0
    while index < raw.count {
      let place = index
      let byte = raw[index]
      index += 1
      guard byte == UInt8(ascii: "\\"), index < raw.count else {
        append(byte, place)
        continue
      }
      let escape = raw[index]
      index += 1
      switch escape {
      case UInt8(ascii: "b"): append(0x08, place)
      case UInt8(ascii: "f"): append(0x0C, place)
      case UInt8(ascii: "n"): append(0x0A, place)
      case UInt8(ascii: "r"): append(0x0D, place)
      case UInt8(ascii: "t"): append(0x09, place)
      case UInt8(ascii: "u"): index = unicode(raw, index, place)
      default: append(escape, place)
      }
    }
    places.append(Int32(truncatingIfNeeded: raw.count))
  }

  /// Where the byte at `index`, or the end of the one before, stands in the raw string.
  func place(_ index: Int) -> Int { Int(places[index]) }

  private mutating func append(_ byte: UInt8, _ place: Int) {
    bytes.append(byte)
    places.append(Int32(truncatingIfNeeded: place))
  }

  /// Decodes the digits at `index`, with those of a second escape where both are a pair of surrogates; returns what follows.
  private mutating func unicode(_ raw: UnsafeBufferPointer<UInt8>, _ index: Int, _ place: Int)
    -> Int
  {
    var next = index + 4
    var value = Self.unit(raw, index)
    if value & 0xFC00 == 0xD800, next + 6 <= raw.count, raw[next] == UInt8(ascii: "\\"),
      raw[next + 1] == UInt8(ascii: "u")
    {
      let low = Self.unit(raw, next + 2)
      if low & 0xFC00 == 0xDC00 {
        value = 0x1_0000 + ((value & 0x3FF) << 10 | low & 0x3FF)
        next += 6
      }
    }
    for unit in UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}").unsafelyUnwrapped {
      append(unit, place)
    }
    return next
  }

  private static func unit(_ raw: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
    guard start + 4 <= raw.count else { return 0xFFFD }
    var value: UInt32 = 0
    for offset in 0..<4 { value = value << 4 | UInt32(digitValue(raw[start + offset])) }
    return value
  }
}
