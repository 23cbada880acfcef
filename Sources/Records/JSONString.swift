import Lines

/// The value of a hexadecimal digit; nil for any other byte.
@inlinable
public func hexValue(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte &- 48
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte &- 87
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte &- 55
  default: nil
  }
}

/// The text that the inside of a JSON string stands for, as UTF-8.
///
/// - Parameter raw: What stands between the quotes, its escapes checked by ``JSONScanner``. A lone
///   surrogate becomes U+FFFD.
/// - Returns: The text.
public func decodeJSONString(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  // No escape is shorter than what it stands for.
  Array(unsafeUninitializedCapacity: raw.count) { decoded, count in
    var index = 0
    while index < raw.count {
      let byte = raw[index]
      index &+= 1
      guard byte == UInt8(ascii: "\\"), index < raw.count else {
        decoded[count] = byte
        count &+= 1
        continue
      }
      let escape = raw[index]
      index &+= 1
      guard escape == UInt8(ascii: "u") else {
        decoded[count] = escaped(escape)
        count &+= 1
        continue
      }
      guard let value = unicodeEscape(raw, &index) else { continue }
      if value < 0x80 {
        decoded[count] = UInt8(truncatingIfNeeded: value)
        count &+= 1
        continue
      }
      for unit in UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}").unsafelyUnwrapped {
        decoded[count] = unit
        count &+= 1
      }
    }
  }
}

/// What a backslash and a letter or mark stand for.
private func escaped(_ letter: UInt8) -> UInt8 {
  switch letter {
  case UInt8(ascii: "b"): 0x08
  case UInt8(ascii: "f"): 0x0C
  case UInt8(ascii: "n"): 0x0A
  case UInt8(ascii: "r"): 0x0D
  case UInt8(ascii: "t"): 0x09
  default: letter
  }
}

/// Decodes the four digits at `index`, and those of a second escape when the two are a surrogate pair.
private func unicodeEscape(_ raw: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32? {
  guard let unit = codeUnit(raw, at: index) else { return nil }
  index += 4
  guard unit & 0xFC00 == 0xD800, index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"),
    raw[index + 1] == UInt8(ascii: "u"), let low = codeUnit(raw, at: index + 2),
    low & 0xFC00 == 0xDC00
  else { return unit }
  index += 6
  return 0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF)
}

@inline(__always)
private func codeUnit(_ raw: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
  guard index &+ 4 <= raw.count else { return nil }
  var unit: UInt32 = 0
  for offset in 0..<4 {
    guard let digit = hexValue(raw[index &+ offset]) else { return nil }
    unit = unit &<< 4 | UInt32(digit)
  }
  return unit
}
