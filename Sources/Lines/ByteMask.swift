// Sixteen bytes looked at in one step. Bit i of a mask stands for byte i.
//
// x86-64 takes the C forms (one movemask each); other machines take the SIMD16 twins of PortableByteMask.swift, which
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
