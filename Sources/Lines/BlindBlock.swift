#if arch(x86_64)
  import CByteMasks
#endif

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
