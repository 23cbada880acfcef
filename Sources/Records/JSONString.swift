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
  var decoded: [UInt8] = []
  decoded.reserveCapacity(raw.count)
  var index = 0
  while index < raw.count {
    if raw[index] != UInt8(ascii: "\\") || index + 1 >= raw.count {
      decoded.append(raw[index])
      index += 1
      continue
    }
    index += 2
    switch raw[index - 1] {
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"): appendUnicodeEscape(raw, &index, to: &decoded)
    default: decoded.append(raw[index - 1])
    }
  }
  return decoded
}

/// Decodes the four digits at `index`, and those of a second escape when the two are a surrogate pair.
private func appendUnicodeEscape(
  _ raw: UnsafeBufferPointer<UInt8>, _ index: inout Int, to decoded: inout [UInt8]
) {
  guard let unit = codeUnit(raw, at: index) else { return }
  index += 4
  if unit & 0xFC00 == 0xD800, index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"),
    raw[index + 1] == UInt8(ascii: "u"), let low = codeUnit(raw, at: index + 2),
    low & 0xFC00 == 0xDC00
  {
    index += 6
    append(0x1_0000 + ((unit & 0x3FF) << 10 | low & 0x3FF), to: &decoded)
  } else {
    append(unit, to: &decoded)
  }
}

private func codeUnit(_ raw: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32? {
  guard index + 4 <= raw.count else { return nil }
  var unit: UInt32 = 0
  for offset in 0..<4 {
    guard let digit = hexValue(raw[index + offset]) else { return nil }
    unit = unit << 4 | UInt32(digit)
  }
  return unit
}

private func append(_ value: UInt32, to decoded: inout [UInt8]) {
  let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
  decoded.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
}
