// Sixteen bytes looked at in one step. Bit i of a mask stands for byte i.
//
// x86-64 takes the C forms (one movemask each); other machines take the SIMD16 twins below, which
// the tests hold against them on every machine that has both.

#if arch(x86_64)
  import CByteMasks
#endif

/// Bytes that end a run of plain JSON string text: `"`, `\` and control characters below 0x20.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func stringEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  #if arch(x86_64)
    return logline_mask_string_end(bytes)
  #else
    return portableStringEndMask(bytes)
  #endif
}

/// Copies 16 bytes and tells which of them end a run of plain JSON string text.
///
/// - Parameters:
///   - bytes: 16 readable bytes.
///   - target: 16 writable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func copyingStringEndMask(
  _ bytes: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
) -> UInt32 {
  #if arch(x86_64)
    return logline_copy_mask_string_end(bytes, target)
  #else
    UnsafeMutableRawPointer(target).copyMemory(from: bytes, byteCount: 16)
    return portableStringEndMask(bytes)
  #endif
}

/// Copies 32 bytes and tells whether none of them ends a run of plain JSON string text.
///
/// - Parameters:
///   - bytes: 32 readable bytes.
///   - target: 32 writable bytes.
/// - Returns: True when all of them are plain.
@inlinable @inline(__always)
public func copyingPlain(
  _ bytes: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
) -> Bool {
  #if arch(x86_64)
    return logline_copy_plain(bytes, target)
  #else
    return copyingStringEndMask(bytes, to: target) == 0
      && copyingStringEndMask(bytes + 16, to: target + 16) == 0
  #endif
}

/// Bytes of 0x80 and above.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func nonASCIIMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  #if arch(x86_64)
    return logline_mask_non_ascii(bytes)
  #else
    return portableNonASCIIMask(bytes)
  #endif
}

/// Decimal digits.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func digitMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  #if arch(x86_64)
    return logline_mask_digit(bytes)
  #else
    return portableDigitMask(bytes)
  #endif
}

/// Bytes that are the same in two places.
///
/// - Parameters:
///   - left: 16 readable bytes.
///   - right: 16 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func sameMask(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>) -> UInt32 {
  #if arch(x86_64)
    return logline_mask_same(left, right)
  #else
    return portableSameMask(left, right)
  #endif
}

/// A block in which all digits are alike, and by how much a text may differ from it.
public struct BlindBlock: Sendable {
  /// The bytes with `0` for every digit, zeros behind them.
  public var bytes = (UInt64(0), UInt64(0))
  /// Digits may differ by 9, as bits, and what stands behind by anything; see ``isWithin(_:of:_:)``.
  public var limits = (UInt64(0), UInt64(0))

  /// - Parameters:
  ///   - text: 16 readable bytes.
  ///   - count: How many of them count, 1 to 16.
  @inlinable
  public init(_ text: UnsafePointer<UInt8>, count: Int) {
    #if arch(x86_64)
      withUnsafeMutableBytes(of: &bytes) { bytes in
        withUnsafeMutableBytes(of: &limits) { limits in
          logline_blind(
            text, Int32(truncatingIfNeeded: count),
            bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self),
            limits.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
        }
      }
    #else
      self.init(portable: text, count: count)
    #endif
  }

  /// The portable twin of ``init(_:count:)``.
  ///
  /// - Parameters:
  ///   - text: 16 readable bytes.
  ///   - count: How many of them count, 1 to 16.
  @inlinable
  public init(portable text: UnsafePointer<UInt8>, count: Int) {
    withUnsafeMutableBytes(of: &bytes) { bytes in
      for index in 0..<count {
        bytes[index] = text[index] &- 48 < 10 ? UInt8(ascii: "0") : text[index]
      }
    }
    withUnsafeMutableBytes(of: &limits) { limits in
      for index in 0..<16 where index >= count || text[index] &- 48 < 10 {
        limits[index] = index < count ? 9 : .max
      }
    }
  }
}

/// Whether no byte differs from its like in another place, as bits, by more than its limit.
///
/// - Parameters:
///   - bytes: 16 readable bytes.
///   - other: 16 readable bytes.
///   - limits: 16 readable bytes.
/// - Returns: True when `bytes[i] ^ other[i] <= limits[i]` for all of them.
@inlinable @inline(__always)
public func isWithin(
  _ bytes: UnsafePointer<UInt8>, of other: UnsafePointer<UInt8>, _ limits: UnsafePointer<UInt8>
) -> Bool {
  #if arch(x86_64)
    return logline_is_within(bytes, other, limits)
  #else
    return portableIsWithin(bytes, of: other, limits)
  #endif
}

/// A hash of 16 bytes, all digits being alike; only its highest bits hang on all of them.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The hash.
@inlinable @inline(__always)
public func hashWithoutDigits(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  #if arch(x86_64)
    return logline_hash_without_digits(bytes)
  #else
    return portableHashWithoutDigits(bytes)
  #endif
}

/// A hash of a text, all digits being alike.
///
/// - Parameters:
///   - bytes: The text, with 16 readable bytes behind it.
///   - count: Bytes of it.
/// - Returns: The hash.
@inlinable @inline(__always)
public func hashWithoutDigits(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  #if arch(x86_64)
    return logline_hash_text_without_digits(bytes, UInt64(count))
  #else
    return portableHashWithoutDigits(bytes, count: count)
  #endif
}

/// Bytes that end a word of a message: up to 0x20, and `" ' ( ) , : ; < = > [ ] { | }`.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func wordEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  #if arch(x86_64)
    return logline_mask_word_end(bytes)
  #else
    return portableWordEndMask(bytes)
  #endif
}

/// Line feeds in 64 bytes.
///
/// - Parameter bytes: 64 readable bytes.
/// - Returns: The mask.
@inlinable @inline(__always)
public func lineEndMask(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
  #if arch(x86_64)
    return logline_mask_line_end(bytes)
  #else
    return portableLineEndMask(bytes)
  #endif
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

/// Where words end in 64 bytes, and what in them is no letter.
public struct WordBlock {
  /// Bytes that end a word; see ``wordEndMask(_:)``.
  public var end: UInt64
  /// Bytes that are neither ASCII letters nor 0x80 and above.
  public var other: UInt64

  /// Scans a block.
  ///
  /// - Parameter bytes: 64 readable bytes.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafePointer<UInt8>) {
    #if arch(x86_64)
      let block = logline_scan_words(bytes)
      end = block.end
      other = block.other
    #else
      self.init(portable: bytes)
    #endif
  }

  /// The portable twin of ``init(_:)``.
  ///
  /// - Parameter bytes: 64 readable bytes.
  @inlinable
  public init(portable bytes: UnsafePointer<UInt8>) {
    end = 0
    other = 0
    for part in 0..<4 {
      let shift = UInt64(part * 16)
      end |= UInt64(portableWordEndMask(bytes + part * 16)) << shift
      other |= UInt64(~portableLetterMask(bytes + part * 16) & 0xFFFF) << shift
    }
  }
}

/// What 16 bytes are made of, one mask a kind.
public struct WordMasks {
  /// Bytes that end a word; see ``wordEndMask(_:)``.
  public var end: UInt32
  /// Decimal digits.
  public var digit: UInt32
  /// Letters `A` to `Z`.
  public var upper: UInt32
  /// Letters `a` to `z`.
  public var lower: UInt32
  /// Joints of paths of classes and modules: `. / $`.
  public var path: UInt32
  /// Bytes of 0x80 and above.
  public var other: UInt32

  /// Tells the kinds of the bytes.
  ///
  /// - Parameter bytes: 16 readable bytes.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafePointer<UInt8>) {
    #if arch(x86_64)
      let masks = logline_scan_word(bytes)
      end = masks.end
      digit = masks.digit
      upper = masks.upper
      lower = masks.lower
      path = masks.path
      other = masks.other
    #else
      self.init(portable: bytes)
    #endif
  }

  /// The portable twin of ``init(_:)``.
  ///
  /// - Parameter bytes: 16 readable bytes.
  @inlinable
  public init(portable bytes: UnsafePointer<UInt8>) {
    let lanes = load16(bytes)
    end = portableWordEndMask(bytes)
    digit = portableDigitMask(bytes)
    upper = bits((lanes &- SIMD16(repeating: 65)) .< SIMD16(repeating: 26))
    lower = bits((lanes &- SIMD16(repeating: 97)) .< SIMD16(repeating: 26))
    path = portablePathJointMask(bytes)
    other = portableNonASCIIMask(bytes)
  }
}

/// The bytes of a short word as a number, the first one lowest, zeros behind them.
///
/// - Parameters:
///   - bytes: The word, with eight readable bytes.
///   - count: Bytes of it, 1 to 8.
/// - Returns: The number, equal for equal words alone.
@inlinable @inline(__always)
public func packedWord(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
    & (.max &>> UInt64(truncatingIfNeeded: 64 &- count &* 8))
}

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

/// ASCII letters, and bytes of 0x80 and above.
///
/// - Parameter bytes: 16 readable bytes.
/// - Returns: The mask.
@inlinable
public func portableLetterMask(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
  let lanes = load16(bytes)
  let letter = ((lanes | SIMD16(repeating: 0x20)) &- SIMD16(repeating: 97)) .< SIMD16(repeating: 26)
  return bits(letter .| (lanes .>= SIMD16(repeating: 0x80)))
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
