/// A copy of a text in which every ill-formed sequence is U+FFFD.
///
/// One U+FFFD stands for each maximal subpart of an ill-formed sequence, as the Unicode Standard
/// (chapter 3, "U+FFFD Substitution of Maximal Subparts") and the WHATWG decoder have it. The copy
/// ends like a line of the reader: a sentinel `\n` and readable bytes follow it.
///
/// The invariant of the unsafe code: no byte becomes more than three, and the memory has room for three times the text and
/// ``LineReader/slack`` more.
public struct RepairedText: ~Copyable {
  private var text: UnsafeMutablePointer<UInt8>
  private var capacity = 0

  /// An empty text; keep one and repair into it again and again.
  public init() { text = .allocate(capacity: 1) }

  deinit { text.deallocate() }

  /// Takes the repaired form of `bytes` and hands it to `body`.
  ///
  /// - Parameters:
  ///   - bytes: Any bytes.
  ///   - body: Receives the repaired bytes, valid during the call.
  /// - Returns: What `body` returns.
  public mutating func withRepaired<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let needed = 3 * bytes.count + LineReader.slack
    if needed > capacity {
      text.deallocate()
      capacity = max(needed, min(2 * capacity, 1 << 20))
      text = .allocate(capacity: capacity)
    }
    let count = repair(bytes)
    text[count] = UInt8(ascii: "\n")
    return body(UnsafeBufferPointer(start: text, count: count))
  }

  /// Copies what is well-formed, 16 bytes in a step while they are ASCII; returns how many bytes there are.
  private mutating func repair(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = bytes.baseAddress else { return 0 }
    var target = text
    var index = 0
    while index < bytes.count {
      if index &+ 16 <= bytes.count {
        let step = UnsafeRawPointer(start + index).loadUnaligned(as: SIMD16<UInt8>.self)
        UnsafeMutableRawPointer(target).storeBytes(of: step, as: SIMD16<UInt8>.self)
        let mask = nonASCIIMask(start + index)
        let plain = mask == 0 ? 16 : mask.trailingZeroBitCount
        index &+= plain
        target += plain
        if mask == 0 { continue }
        // Most of what is ill-formed begins with no lead byte, or one without a continuation behind it.
        while index &+ 1 < bytes.count, start[index] >= 0x80, !beginsSequence(start + index) {
          target = Self.replace(target)
          index &+= 1
        }
        if index >= bytes.count || start[index] < 0x80 { continue }
      }
      let length = wellFormedLength(bytes, at: index)
      if length > 0 {
        for offset in 0..<length { target[offset] = start[index &+ offset] }
        target += length
        index &+= length
      } else {
        target = Self.replace(target)
        index &-= length
      }
    }
    return text.distance(to: target)
  }

  /// Whether a lead byte of a sequence stands there, and a continuation behind it.
  @inline(__always)
  private func beginsSequence(_ start: UnsafePointer<UInt8>) -> Bool {
    (start[0] &- 0xC2 <= 0xF4 - 0xC2 ? 1 : 0) & (start[1] & 0xC0 == 0x80 ? 1 : 0) != 0
  }

  /// Writes U+FFFD; returns where the next byte goes.
  @inline(__always)
  private static func replace(
    _ target: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    (target[0], target[1], target[2]) = (0xEF, 0xBF, 0xBD)
    return target + 3
  }
}
