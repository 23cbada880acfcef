import Lines
import Platform

/// Reads a run entry by entry, in blocks.
private struct RunReader {
  private let file: SortFile
  private var position: Int
  private let end: Int
  private var block: [UInt8]
  private var head = 0
  private var tail = 0
  /// The time of the entry at hand.
  private(set) var time: Int64 = 0
  private var textCount = 0

  init(_ run: SortRun, of file: SortFile, blockSize: Int) {
    self.file = file
    position = run.start
    end = run.end
    block = [UInt8](repeating: 0, count: blockSize)
  }

  /// Goes to the next entry; false behind the last one.
  mutating func advance() throws(SortError) -> Bool {
    head += textCount
    textCount = 0
    if head == tail, position == end { return false }
    try need(SortFile.headSize)
    (time, textCount) = block.withUnsafeBytes {
      (
        $0.loadUnaligned(fromByteOffset: head, as: Int64.self),
        Int($0.loadUnaligned(fromByteOffset: head + 8, as: Int32.self))
      )
    }
    head += SortFile.headSize
    try need(textCount)
    return true
  }

  /// Hands the text of the entry at hand to `body`.
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    block.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[head..<head + textCount]))
    }
  }

  /// Sees that `count` bytes from `head` on are in the block.
  private mutating func need(_ count: Int) throws(SortError) {
    if tail - head >= count { return }
    block.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      memmove(base, base + head, tail - head)
    }
    tail -= head
    head = 0
    if block.count < count {
      block.append(contentsOf: repeatElement(0, count: count - block.count))
    }
    while tail < count {
      let room = min(block.count - tail, end - position)
      let read = block.withUnsafeMutableBytes { bytes in
        pread(file.descriptor, bytes.baseAddress.unsafelyUnwrapped + tail, room, off_t(position))
      }
      if read < 0, errno == EINTR { continue }
      if read <= 0 { throw .readFailed(errno: read < 0 ? errno : EIO) }
      tail += read
      position += read
    }
  }
}

/// Merges sorted runs.
enum SortMerge {
  private static let smallestBlock = 64 << 10

  /// Hands the entries of the runs to `body` in order; of one time those of the earlier run first.
  ///
  /// - Parameters:
  ///   - runs: The runs, of ascending age.
  ///   - file: Where they are.
  ///   - memory: Bytes for the blocks of all runs.
  ///   - body: Takes a time and a text; false ends it.
  /// - Throws: ``SortError`` when the file cannot be read.
  static func merge(
    _ runs: [SortRun], of file: SortFile, memory: Int,
    _ body: (Int64, UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SortError) {
    let blockSize = min(1 << 20, max(smallestBlock, memory / 2 / max(1, runs.count)))
    var readers = runs.map { RunReader($0, of: file, blockSize: blockSize) }
    // A binary heap of indices, the reader with the earliest entry on top.
    var heap: [Int] = []
    for index in readers.indices where try readers[index].advance() { heap.append(index) }
    for place in (0..<heap.count / 2).reversed() { sink(place, &heap, readers) }
    while let top = heap.first {
      let time = readers[top].time
      if !readers[top].withText({ body(time, $0) }) { return }
      if try !readers[top].advance() {
        heap[0] = heap[heap.count - 1]
        heap.removeLast()
      }
      if !heap.isEmpty { sink(0, &heap, readers) }
    }
  }

  /// Moves the index at `start` down to where it belongs.
  private static func sink(_ start: Int, _ heap: inout [Int], _ readers: borrowing [RunReader]) {
    func precedes(_ left: Int, _ right: Int) -> Bool {
      let times = (readers[left].time, readers[right].time)
      return times.0 < times.1 || times.0 == times.1 && left < right
    }
    var place = start
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count {
        if precedes(heap[child], heap[least]) { least = child }
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
