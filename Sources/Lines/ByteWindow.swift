/// Bytes of a text, all within eight bytes, that other texts have to have in the same places.
///
/// They are compared in one step of five instructions.
public struct ByteWindow: Sendable {
  @usableFromInline var start = 0
  @usableFromInline var mask: UInt64 = 0
  @usableFromInline var bytes: UInt64 = 0

  /// Asks for no byte.
  public init() {}

  /// Asks for as many bytes of a text as a window holds.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - places: Where the bytes stand, ascending; those that the window holds are taken away.
  public init(_ text: UnsafePointer<UInt8>, taking places: inout [Int]) {
    guard let first = places.first else { return }
    start = first
    for place in places where place < first + 8 {
      mask |= 0xFF << UInt64((place - first) * 8)
      bytes |= UInt64(text[place]) << UInt64((place - first) * 8)
    }
    places.removeAll { $0 < first + 8 }
  }

  /// Whether it asks for no byte.
  public var isEmpty: Bool { mask == 0 }

  /// Not 0 when a text has other bytes.
  ///
  /// - Parameter text: With eight readable bytes behind the window's first.
  /// - Returns: The bits that differ.
  @inlinable @inline(__always)
  public func differs(_ text: UnsafePointer<UInt8>) -> UInt64 {
    (eightBytes(text + start) ^ bytes) & mask
  }
}

/// Eight bytes as a number, the first one lowest.
///
/// - Parameter text: Eight readable bytes.
/// - Returns: The number.
@inlinable @inline(__always)
public func eightBytes(_ text: UnsafePointer<UInt8>) -> UInt64 {
  UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
}
