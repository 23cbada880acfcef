import Platform

/// Removes terminal control sequences (ECMA-48) from a line.
///
/// CSI (`ESC [ … m`), OSC (`ESC ] … BEL` or `ESC \`), and two-byte escapes. A sequence that the line cuts off goes
/// up to the line's end, but never more than 256 bytes of text with it.
func removingEscapes(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  guard let start = line.baseAddress else { return [] }
  // With room for what a line has behind it.
  return Array(unsafeUninitializedCapacity: line.count + 128) { kept, count in
    guard let target = kept.baseAddress else { return }
    var index = 0
    while index < line.count {
      let found = memchr(start + index, 0x1B, line.count - index)
      let end = found.map { UnsafeRawPointer(start).distance(to: $0) } ?? line.count
      memcpy(target + count, start + index, end - index)
      count += end - index
      index = end < line.count ? endOfSequence(line, end + 1) : end
    }
  }
}

/// The byte behind a control sequence, of which the first byte is `line[start - 1]`.
private func endOfSequence(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
  guard start < line.count else { return start }
  var index = start
  switch line[index] {
  case UInt8(ascii: "["):
    index += 1
    // Parameters 0x30-0x3F and intermediates 0x20-0x2F up to a final byte 0x40-0x7E.
    while index < line.count, line[index] >= 0x20, line[index] < 0x40 { index += 1 }
    if index < line.count, line[index] >= 0x40, line[index] < 0x7F { index += 1 }
  case UInt8(ascii: "]"):
    index = endOfCommand(line, index + 1)
  case 0x20...0x2F:
    while index < line.count, line[index] >= 0x20, line[index] < 0x30 { index += 1 }
    if index < line.count, line[index] >= 0x30, line[index] < 0x7F { index += 1 }
  case 0x30...0x7E:
    index += 1
  default:
    break
  }
  return index
}

/// The byte behind an operating system command, which BEL or `ESC \` ends.
private func endOfCommand(_ line: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
  var index = start
  let limit = min(line.count, start + 256)
  while index < limit {
    if line[index] == 0x07 { return index + 1 }
    if line[index] == 0x1B {
      return index + 1 < line.count && line[index + 1] == UInt8(ascii: "\\") ? index + 2 : index
    }
    index += 1
  }
  return start
}
