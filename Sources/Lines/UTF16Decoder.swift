/// Turns UTF-16 into UTF-8.
///
/// A surrogate without its partner, and an odd byte at the end, become U+FFFD. Input is consumed
/// by whole scalars: half a unit or half a pair stays with the caller until more is there.
struct UTF16Decoder: BlockDecoder {
  private let isBigEndian: Bool
  /// UTF-8 bytes for which there was no room, the next one lowest; 0 when there are none.
  private var leftOver: UInt32 = 0
  private var leftOverCount = 0

  init(bigEndian: Bool) {
    isBigEndian = bigEndian
  }

  mutating func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, atEnd: Bool
  ) -> DecodeStep {
    var step = DecodeStep()
    writeLeftOver(to: output, &step)
    while step.produced < output.count {
      guard let (scalar, length) = scalar(in: input, at: step.consumed, atEnd: atEnd) else { break }
      step.consumed += length
      if scalar.isASCII {
        output[step.produced] = UInt8(truncatingIfNeeded: scalar.value)
        step.produced += 1
      } else {
        encode(scalar)
        writeLeftOver(to: output, &step)
      }
    }
    return step
  }

  /// The scalar at `offset` and its length in bytes; nil when it is not all there yet.
  private func scalar(
    in input: UnsafeRawBufferPointer, at offset: Int, atEnd: Bool
  ) -> (Unicode.Scalar, Int)? {
    let rest = input.count - offset
    guard rest >= 2 else { return rest == 1 && atEnd ? ("\u{FFFD}", 1) : nil }
    let unit = unit(in: input, at: offset)
    if let scalar = Unicode.Scalar(unit) { return (scalar, 2) }
    guard UTF16.isLeadSurrogate(unit) else { return ("\u{FFFD}", 2) }
    guard rest >= 4 else { return atEnd ? ("\u{FFFD}", 2) : nil }
    let next = self.unit(in: input, at: offset + 2)
    guard UTF16.isTrailSurrogate(next) else { return ("\u{FFFD}", 2) }
    let value = 0x10000 + (UInt32(unit) & 0x3ff) << 10 + UInt32(next) & 0x3ff
    return (Unicode.Scalar(value) ?? "\u{FFFD}", 4)
  }

  private func unit(in input: UnsafeRawBufferPointer, at offset: Int) -> UInt16 {
    let unit = input.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
    return isBigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
  }

  private mutating func encode(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar).unsafelyUnwrapped {
      leftOver |= UInt32(byte) << (8 * leftOverCount)
      leftOverCount += 1
    }
  }

  private mutating func writeLeftOver(
    to output: UnsafeMutableRawBufferPointer, _ step: inout DecodeStep
  ) {
    while leftOverCount > 0, step.produced < output.count {
      output[step.produced] = UInt8(truncatingIfNeeded: leftOver)
      step.produced += 1
      leftOver >>= 8
      leftOverCount -= 1
    }
  }
}
