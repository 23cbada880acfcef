import Platform

/// Two rows of digits that are looked for in many texts, 16 places a step, to tell at once that most texts hold neither.
///
/// Three bytes of each row that have no case, decimal digits, are compared at 16 places at once. So the answer "may hold" can be
/// wrong, the answer "does not" is not.
struct Needles: Sendable {
  private struct Row: Sendable {
    var offsets = (0, 0, 0)
    var bytes = (
      SIMD16<UInt8>(repeating: 0), SIMD16<UInt8>(repeating: 0), SIMD16<UInt8>(repeating: 0)
    )

    /// Nil when no digit is a decimal one.
    init?(_ digits: [UInt8]) {
      let decimals = digits.indices.filter { digits[$0] &- 48 < 10 }
      guard let first = decimals.first, let last = decimals.last else { return nil }
      let middle = decimals[decimals.count / 2]
      offsets = (first, middle, last)
      bytes = (
        SIMD16(repeating: digits[first]), SIMD16(repeating: digits[middle]),
        SIMD16(repeating: digits[last])
      )
    }

    /// Which of 16 places the row may begin at: bytes that are not 0.
    @inline(__always)
    func places(_ text: UnsafeRawPointer) -> SIMD2<UInt64> {
      let first = text.loadUnaligned(fromByteOffset: offsets.0, as: SIMD16<UInt8>.self) .== bytes.0
      let second = text.loadUnaligned(fromByteOffset: offsets.1, as: SIMD16<UInt8>.self) .== bytes.1
      let third = text.loadUnaligned(fromByteOffset: offsets.2, as: SIMD16<UInt8>.self) .== bytes.2
      return unsafeBitCast(first .& second .& third, to: SIMD2<UInt64>.self)
    }
  }

  private let left: Row
  private let right: Row
  private let shortest: Int

  /// Takes two rows of at most 32 digits; nil when one has no decimal digit.
  init?(_ left: [UInt8], _ right: [UInt8]) {
    guard let first = Row(left), let second = Row(right) else { return nil }
    self.left = first
    self.right = second
    shortest = min(left.count, right.count)
  }

  /// Whether a text may hold one of them.
  ///
  /// - Parameters:
  ///   - text: With 48 readable bytes behind it.
  ///   - size: Bytes of it.
  /// - Returns: False when it does not.
  @inline(__always)
  func mayBe(in text: UnsafePointer<UInt8>, count size: Int) -> Bool {
    let text = UnsafeRawPointer(text)
    var index = 0
    while index &+ shortest <= size {
      let found = left.places(text + index) | right.places(text + index)
      if found[0] | found[1] != 0 { return true }
      index &+= 16
    }
    return false
  }
}
