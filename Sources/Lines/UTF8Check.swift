/// True when `bytes` are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
///
/// ASCII goes 16 bytes a step, so whole blocks are checked rather than lines.
public func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let start = bytes.baseAddress else { return true }
  var index = 0
  while index &+ 16 <= bytes.count {
    while index &+ 64 <= bytes.count, isASCII(start + index) { index &+= 64 }
    if index &+ 16 > bytes.count { break }
    let mask = nonASCIIMask(start + index)
    if mask == 0 {
      index &+= 16
      continue
    }
    index &+= mask.trailingZeroBitCount
    let length = wellFormedLength(bytes, at: index)
    if length < 0 { return false }
    index &+= length
  }
  while index < bytes.count {
    let length = wellFormedLength(bytes, at: index)
    if length < 0 { return false }
    index &+= length
  }
  return true
}

/// Whether 64 bytes are ASCII.
@inline(__always)
private func isASCII(_ bytes: UnsafePointer<UInt8>) -> Bool {
  nonASCIIMask(bytes) | nonASCIIMask(bytes + 16) | nonASCIIMask(bytes + 32)
    | nonASCIIMask(bytes + 48) == 0
}

/// The length of the sequence at `index`, or minus the length of its maximal ill-formed subpart.
@inline(__always)
func wellFormedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  let lead = bytes[index]
  if lead < 0x80 { return 1 }
  if lead &- 0xC2 > 0xF4 - 0xC2 { return -1 }
  // The number of bytes and the range of the second one (Unicode Standard, table 3-7).
  let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  let (low, high): (UInt8, UInt8)
  switch lead {
  case 0xE0: (low, high) = (0xA0, 0xBF)
  case 0xED: (low, high) = (0x80, 0x9F)
  case 0xF0: (low, high) = (0x90, 0xBF)
  case 0xF4: (low, high) = (0x80, 0x8F)
  default: (low, high) = (0x80, 0xBF)
  }
  for offset in 1..<length {
    guard index + offset < bytes.count else { return -offset }
    let byte = bytes[index + offset]
    let range = offset == 1 ? low...high : 0x80...0xBF
    if !range.contains(byte) { return -offset }
  }
  return length
}
