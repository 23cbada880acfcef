#if arch(x86_64)
  import CByteMasks
#endif

/// Where words end in 64 bytes, and what tells them from names.
public struct WordBlock {
  /// Bytes that end a word; see ``wordEndMask(_:)``.
  public var end: UInt64
  /// Digits and the marks `. / @ \ ! ?`; of neither is a name of letters and joints.
  public var telling: UInt64

  /// Scans a block.
  ///
  /// - Parameter bytes: 64 readable bytes.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafePointer<UInt8>) {
    #if arch(x86_64)
      let block = logline_scan_words(bytes)
      end = block.end
      telling = block.telling
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
    telling = 0
    for part in 0..<4 {
      let shift = UInt64(part * 16)
      end |= UInt64(portableWordEndMask(bytes + part * 16)) << shift
      telling |= UInt64(portableTellingMask(bytes + part * 16)) << shift
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

/// What tells names from other words in 16 bytes, one mask a kind.
public struct NameMasks {
  /// Digits and the marks `- . @ _`.
  public var mark: UInt32
  /// Letters `A` to `Z`.
  public var upper: UInt32
  /// Letters `a` to `z`.
  public var lower: UInt32

  /// Tells the kinds of the bytes.
  ///
  /// - Parameter bytes: 16 readable bytes.
  @inlinable @inline(__always)
  public init(_ bytes: UnsafePointer<UInt8>) {
    #if arch(x86_64)
      let masks = logline_scan_name(bytes)
      mark = masks.mark
      upper = masks.upper
      lower = masks.lower
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
    let joint = (lanes &- SIMD16(repeating: UInt8(ascii: "-"))) .< SIMD16(repeating: 2)
    let rest =
      (lanes .== SIMD16(repeating: UInt8(ascii: "@")))
      .| (lanes .== SIMD16(repeating: UInt8(ascii: "_")))
    mark = portableDigitMask(bytes) | bits(joint .| rest)
    upper = bits((lanes &- SIMD16(repeating: 65)) .< SIMD16(repeating: 26))
    lower = bits((lanes &- SIMD16(repeating: 97)) .< SIMD16(repeating: 26))
  }
}
