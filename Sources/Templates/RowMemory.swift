import Lines

/// The memory of a row: its tokens, and behind them its text.
///
/// One block, which a new row takes over from the one that was evicted: with two arrays a quarter of the time of a new
/// pattern went into counting their references, in memory that was in no cache.
///
/// The invariant of the unsafe code: the block holds `tokenCount` tokens, then `textCount` bytes, and `capacity` is what was
/// allocated. Copies share the block; the miner frees it when it goes.
struct RowMemory {
  private var block: UnsafeMutableRawPointer
  private var tokenCount: Int32 = 0
  private var textCount: Int32 = 0
  /// Bytes that are allocated, but for ``slack``.
  private(set) var capacity = 0
  /// Bytes behind the text that a step of 16 bytes may read and write.
  private static let slack = 16

  /// Makes an empty row.
  init() { block = .allocate(byteCount: Self.slack, alignment: 8) }

  func deallocate() { block.deallocate() }

  /// The tokens; `start` and `end` are offsets into ``text``.
  @inline(__always)
  var tokens: UnsafeMutableBufferPointer<Token> {
    UnsafeMutableBufferPointer(
      start: block.assumingMemoryBound(to: Token.self), count: Int(tokenCount))
  }

  /// The text, with 16 readable and writable bytes behind it.
  @inline(__always)
  var text: UnsafeMutableBufferPointer<UInt8> {
    let start = block + Int(tokenCount) &* MemoryLayout<Token>.stride
    return UnsafeMutableBufferPointer(
      start: start.assumingMemoryBound(to: UInt8.self), count: Int(textCount))
  }

  /// Takes another size; what it held is lost.
  mutating func resize(tokens: Int, text: Int) {
    let size = tokens &* MemoryLayout<Token>.stride &+ text
    // Memory of a longer row is used again, but not much of it for little.
    if size > capacity || capacity > 2 &* size &+ 64 {
      block.deallocate()
      block = .allocate(byteCount: size + Self.slack, alignment: 8)
      capacity = size
    }
    tokenCount = Int32(tokens)
    textCount = Int32(text)
  }

  /// Asks for the first `size` bytes of the block, which are written soon.
  func prefetchBlock(_ size: Int) { prefetch(block, count: min(size, capacity)) }
}
