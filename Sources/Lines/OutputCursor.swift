import Platform

/// Text that is written again and again: a copy with 16 readable bytes behind it.
///
/// Copied in steps of 16 without a call, where a literal costs a memcpy(3).
public struct Piece: @unchecked Sendable {
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let count: Int

  /// Copies a literal; the copy lives as long as the process, so make pieces once.
  public init(_ text: StaticString) {
    count = text.utf8CodeUnitCount
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 16)
    copy.initialize(repeating: 0, count: count + 16)
    copy.update(from: text.utf8Start, count: count)
    start = UnsafePointer(copy)
  }
}

/// Writes into an ``OutputBuffer`` behind one reservation, without a check for each piece.
///
/// Get one from ``OutputBuffer/cursor(reserving:)``, write no more than was reserved, and give it back with
/// ``OutputBuffer/advance(to:)``; between the two the buffer must not be used.
public struct OutputCursor {
  /// Where the next byte goes.
  public var position: UnsafeMutablePointer<UInt8>

  @inlinable @inline(__always)
  init(_ position: UnsafeMutablePointer<UInt8>) { self.position = position }

  /// Writes one byte.
  @inlinable @inline(__always)
  public mutating func put(_ byte: UInt8) {
    position[0] = byte
    position += 1
  }

  /// Writes many bytes.
  @inlinable @inline(__always)
  public mutating func put(_ bytes: UnsafePointer<UInt8>, count: Int) {
    memcpy(position, bytes, count)
    position += count
  }

  /// Writes two bytes.
  @inlinable @inline(__always)
  public mutating func put(_ first: UInt8, _ second: UInt8) {
    position[0] = first
    position[1] = second
    position += 2
  }

  /// Writes three bytes.
  @inlinable @inline(__always)
  public mutating func put(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
    position[0] = first
    position[1] = second
    position[2] = third
    position += 3
  }

  /// Puts two bytes in the place of what was written last, `back` bytes ago.
  @inlinable @inline(__always)
  public func replaceLast(_ back: Int, _ first: UInt8, _ second: UInt8) {
    position[-back] = first
    position[1 &- back] = second
  }

  /// Takes back what was written last.
  @inlinable @inline(__always)
  public mutating func removeLast(_ count: Int) { position -= count }

  /// Writes a piece.
  @inlinable @inline(__always)
  public mutating func put(_ piece: Piece) { put(short: piece.start, count: piece.count) }

  /// Writes a few bytes, with 16 readable bytes behind them.
  @inlinable @inline(__always)
  public mutating func put(short bytes: UnsafePointer<UInt8>, count: Int) {
    var index = 0
    while index < count {
      let step = UnsafeRawPointer(bytes + index).loadUnaligned(as: SIMD16<UInt8>.self)
      UnsafeMutableRawPointer(position + index).storeBytes(of: step, as: SIMD16<UInt8>.self)
      index &+= 16
    }
    position += count
  }

  /// Writes the lowest `width` digits of a number, with leading zeros.
  @inlinable @inline(__always)
  public mutating func put(_ number: Int, width: Int) {
    var rest = UInt32(truncatingIfNeeded: number)
    var index = width &- 1
    while index >= 0 {
      position[index] = UInt8(truncatingIfNeeded: 48 &+ rest % 10)
      rest /= 10
      index &-= 1
    }
    position += width
  }

  /// Writes `count` bytes as the inside of a JSON string; see ``OutputBuffer/append(escaping:count:)``.
  @inlinable @inline(__always)
  public mutating func put(escaping bytes: UnsafePointer<UInt8>, count: Int) {
    position = OutputBuffer.escape(bytes, count: count, to: position)
  }
}

extension OutputBuffer {
  /// A cursor that may write `bytes` bytes.
  @inlinable @inline(__always)
  public mutating func cursor(reserving bytes: Int) -> OutputCursor {
    reserve(bytes)
    return OutputCursor(base + used)
  }

  /// Takes over what a cursor of this buffer has written.
  @inlinable @inline(__always)
  public mutating func advance(to cursor: OutputCursor) {
    used = base.distance(to: cursor.position)
  }
}
