/// Finds the line ends of a buffer in order, 64 bytes a step.
///
/// A step is four comparisons whose answer is one word, a bit a byte: the ends in it cost a few instructions each. (memchr(3) a line
/// was a tenth of what `lparse` takes for all of a line: lines are too short for it.)
@usableFromInline
struct LineEnds {
  /// The ends of the block at `block` that were not handed out.
  @usableFromInline var mask: UInt64 = 0
  @usableFromInline var block = 0
  /// Bytes before this one were looked at.
  @usableFromInline var searched = 0

  @inlinable
  init() {}

  /// Where the next `\n` stands; -1 when there is none before `tail`.
  ///
  /// - Parameters:
  ///   - base: The buffer, with 63 readable bytes behind `tail`.
  ///   - tail: Where its bytes end.
  /// - Returns: The place.
  @inlinable @inline(__always)
  mutating func next(_ base: UnsafePointer<UInt8>, before tail: Int) -> Int {
    while mask == 0 {
      if searched >= tail { return -1 }
      mask = lineEndMask(base + searched)
      block = searched
      searched &+= 64
      if searched > tail {
        mask &= .max &>> UInt64(truncatingIfNeeded: searched &- tail)
        searched = tail
      }
    }
    let end = block &+ mask.trailingZeroBitCount
    mask &= mask &- 1
    return end
  }

  /// Hands out the ends from `place` on again.
  @usableFromInline
  mutating func goBack(to place: Int) {
    mask = 0
    searched = place
  }

  /// Says that the buffer's first `count` bytes are gone, all ends before `tail` being handed out.
  mutating func drop(_ count: Int) { searched = max(0, searched - count) }
}
