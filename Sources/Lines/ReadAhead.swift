import Platform

/// Decodes an input on a thread of its own, up to ``blockCount`` blocks ahead of the one that reads it.
///
/// What is read, and what stops the reading, is the same as without it, if the decoder's output does not hang on the sizes of
/// its reads. Memory: the blocks.
final class ReadAhead: @unchecked Sendable {
  private static let blockSize = 256 << 10
  private static let blockCount = 3

  /// The thread's alone; the reader's where there is no thread.
  private var source: ByteSource
  private var thread: Thread?
  private let blocks: UnsafeMutableRawPointer
  /// The reader's alone: the bytes of the first full block that it has.
  private var offset = 0
  /// Guards what follows.
  private let monitor = Monitor()
  /// Bytes of each block; the full ones begin at `first`, and the thread fills the one behind them.
  private var counts = [Int](repeating: 0, count: blockCount)
  private var first = 0
  private var fullCount = 0
  private var isAtEnd = false
  private var failure: InputError?
  private var isStopped = false
  private var consumed: Int

  /// Takes over a source that is no terminal and no pipe: nobody can wait for what a thread reads.
  init(_ source: consuming ByteSource) {
    consumed = source.bytesConsumed
    self.source = source
    blocks = .allocate(byteCount: Self.blockCount * Self.blockSize, alignment: 16)
    thread = Thread { self.fillBlocks() }
  }

  deinit { blocks.deallocate() }

  /// Ends the thread, which keeps this alive; nothing may be read afterwards.
  func stop() {
    monitor.withLock {
      isStopped = true
      monitor.broadcast()
    }
    thread?.join()
  }

  /// Bytes taken from the descriptor so far.
  var bytesConsumed: Int { monitor.withLock { consumed } }

  /// Reads at least one byte into `buffer`, which is not empty; returns 0 at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard thread != nil else { return try source.read(into: buffer) }
    let (block, count) = firstBlock()
    guard count > 0 else {
      if let failure = monitor.withLock({ failure }) { throw failure }
      return 0
    }
    let taken = min(count - offset, buffer.count)
    buffer.copyMemory(
      from: UnsafeRawBufferPointer(start: blocks + block * Self.blockSize + offset, count: taken))
    offset += taken
    if offset == count { freeFirst() }
    return taken
  }

  /// The first full block and its bytes, waited for; 0 bytes at the end.
  private func firstBlock() -> (block: Int, count: Int) {
    monitor.withLock {
      while fullCount == 0, !isAtEnd { monitor.wait() }
      return (first, fullCount == 0 ? 0 : counts[first])
    }
  }

  private func freeFirst() {
    offset = 0
    monitor.withLock {
      first = (first + 1) % Self.blockCount
      fullCount -= 1
      monitor.broadcast()
    }
  }

  // MARK: the thread

  private func fillBlocks() {
    while let block = freeBlock() {
      let room = UnsafeMutableRawBufferPointer(
        start: blocks + block * Self.blockSize, count: Self.blockSize)
      var count = 0
      var failure: InputError?
      do {
        count = try source.read(into: room)
      } catch let error {
        failure = error
      }
      monitor.withLock {
        consumed = source.bytesConsumed
        counts[block] = count
        fullCount += count > 0 ? 1 : 0
        isAtEnd = count == 0
        self.failure = failure
        monitor.broadcast()
      }
    }
  }

  /// The block to fill, waited for; nil when nothing more is to be read.
  private func freeBlock() -> Int? {
    monitor.withLock {
      while fullCount == Self.blockCount, !isStopped { monitor.wait() }
      return isStopped || isAtEnd ? nil : (first + fullCount) % Self.blockCount
    }
  }
}
