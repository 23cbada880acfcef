// The portable twins of what looks at bytes in blocks, over SIMD16: for machines without the C forms, and for the tests, which
// hold the two against each other.

@inlinable @inline(__always)
func load16(_ bytes: UnsafePointer<UInt8>) -> SIMD16<UInt8> {
  UnsafeRawPointer(bytes).loadUnaligned(as: SIMD16<UInt8>.self)
}

/// The bits of a lane mask: each half's flag bits are gathered into one byte by a multiplication.
@inlinable @inline(__always)
func bits(_ mask: SIMDMask<SIMD16<Int8>>) -> UInt32 {
  let halves = unsafeBitCast(mask, to: SIMD2<UInt64>.self)
  let low = ((halves[0].littleEndian & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
  let high = ((halves[1].littleEndian & 0x8040_2010_0804_0201) &* 0x0101_0101_0101_0101) >> 56
  return UInt32(low | high << 8)
}

/// The portable twin of ``stringEndMask(_:)``.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableStringEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  let lanes = load16(bytes)
  let control = lanes .< SIMD16(repeating: 0x20)
  let quote = lanes .== SIMD16(repeating: UInt8(ascii: "\""))
  let backslash = lanes .== SIMD16(repeating: UInt8(ascii: "\\"))
  return bits(control .| quote .| backslash)
}

/// The portable twin of ``nonASCIIMask(_:)``.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableNonASCIIMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  bits(load16(bytes) .>= SIMD16(repeating: 0x80))
}

/// The portable twin of ``wordEndMask(_:)``.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableWordEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  let lanes = load16(bytes)
  func between(_ low: UInt8, _ count: UInt8) -> SIMDMask<SIMD16<Int8>> {
    (lanes &- SIMD16(repeating: low)) .< SIMD16(repeating: count)
  }
  let ranges = between(0, 0x21) .| between(0x27, 3) .| between(0x3A, 5) .| between(0x7B, 3)
  let singles = between(0x22, 1) .| between(0x2C, 1) .| between(0x5B, 1) .| between(0x5D, 1)
  return bits(ranges .| singles)
}

/// Joints of paths: `. / $`.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portablePathJointMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  let lanes = load16(bytes)
  let joint = (lanes &- SIMD16(repeating: UInt8(ascii: "."))) .< SIMD16(repeating: 2)
  return bits(joint .| (lanes .== SIMD16(repeating: UInt8(ascii: "$"))))
}

/// Digits and the marks `. / @ \ ! ?`.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableTellingMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  let lanes = load16(bytes)
  let run =
    ((lanes &- SIMD16(repeating: 0x2E)) .< SIMD16(repeating: 12))
    .| ((lanes &- SIMD16(repeating: 0x3F)) .< SIMD16(repeating: 2))
  return bits(
    run .| (lanes .== SIMD16(repeating: 0x5C)) .| (lanes .== SIMD16(repeating: 0x21)))
}

/// The portable twin of ``digitMask(_:)``.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableDigitMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  bits((load16(bytes) &- SIMD16(repeating: UInt8(ascii: "0"))) .< SIMD16(repeating: 10))
}

/// The portable twin of ``sameMask(_:_:)``.
///
/// - Parameters:
///   - left: 16 readable bytes.
///   - right: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableSameMask(
  _ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>
) -> UInt32 {
  bits(load16(left) .== load16(right))
}

/// The portable twin of ``isWithin(_:of:_:)``.
///
/// - Parameters:
///   - bytes: 16 readable bytes.
///   - other: 16 readable bytes.
///   - limits: 16 readable bytes.
/// - Returns: True when `bytes[i] ^ other[i] <= limits[i]` for all of them.
@inlinable
public func portableIsWithin(
  _ bytes: UnsafePointer<UInt8>, of other: UnsafePointer<UInt8>, _ limits: UnsafePointer<UInt8>
) -> Bool {
  bits((load16(bytes) ^ load16(other)) .<= load16(limits)) == 0xFFFF
}

/// The portable twin of ``hashWithoutDigits(_:)``.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The hash.
@inlinable
public func portableHashWithoutDigits(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  let halves = unsafeBitCast(withoutDigits(load16(bytes)), to: SIMD2<UInt64>.self)
  return halves[0].littleEndian &* 0x9E37_79B9_7F4A_7C15
    &+ halves[1].littleEndian &* 0xC2B2_AE3D_27D4_EB4F
}

/// The portable twin of ``hashWithoutDigits(_:count:)``.
///
/// - Parameters:
///   - bytes: The text, with 16 readable bytes behind it.
///   - count: Bytes of it.
/// - Returns: The hash.
@inlinable
public func portableHashWithoutDigits(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  var hash = UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  for start in stride(from: 0, to: count, by: 16) {
    let halves = unsafeBitCast(withoutDigits(load16(bytes + start)), to: SIMD2<UInt64>.self)
    let kept = count - start
    let low = halves[0].littleEndian & (kept < 8 ? (1 << UInt64(kept * 8)) - 1 : .max)
    let high = halves[1].littleEndian & (kept < 16 ? (1 << UInt64(max(0, kept - 8) * 8)) - 1 : .max)
    let product = (hash ^ low ^ 0xA076_1D64_78BD_642F)
      .multipliedFullWidth(by: high ^ 0xE703_7ED1_A0B4_28DB)
    hash = product.low ^ product.high
  }
  return hash
}

/// The bytes with `0` for every digit.
@inlinable @inline(__always)
func withoutDigits(_ bytes: SIMD16<UInt8>) -> SIMD16<UInt8> {
  let isDigit = (bytes &- SIMD16(repeating: UInt8(ascii: "0"))) .< SIMD16(repeating: 10)
  return bytes.replacing(with: UInt8(ascii: "0"), where: isDigit)
}

/// The portable twin of ``lineEndMask(_:)``.
///
/// - Parameter bytes: 64 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableLineEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  (0..<4).reduce(0) { ends, part in
    let isEnd = load16(bytes + part * 16) .== SIMD16(repeating: UInt8(ascii: "\n"))
    return ends | UInt64(bits(isEnd)) << UInt64(part * 16)
  }
}
