import Platform

/// Splits the bytes of one input into lines, in blocks of `chunk` bytes.
///
/// `fill` reads a block, `next` hands out the complete lines in it. A lone `\r` is data, `\r\n` is one
/// line end, NUL is data, and the last line needs no `\n`. What a reader hands out depends on the bytes
/// alone, never on how the reads cut them.
///
/// Memory: one buffer of `chunk` bytes, which grows up to `maximumLine` for as long as a line
/// asks for it. Time: one search for line ends (``LineEnds``) and one UTF-8 check by block over each byte.
public struct LineReader: ~Copyable {
  /// What becomes of a line longer than the limit.
  public enum Oversize: Sendable {
    /// Its first `maximumLine` bytes are a line with `isCut`, the rest is dropped.
    case cut
    /// It comes in pieces, so that all of it can be written somewhere else.
    case pieces
  }

  /// The bytes behind the last one that may be read: steps of 16 and a sentinel need them.
  static let slack = 128

  private var source: ByteSource
  /// What has taken over the source; see ``readAhead()``.
  private var ahead: ReadAhead?
  @usableFromInline let maximumLine: Int
  private let oversize: Oversize
  private let chunk: Int
  @usableFromInline var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The first byte not handed out.
  @usableFromInline var head = 0
  @usableFromInline var ends = LineEnds()
  @usableFromInline var tail = 0
  private var isAtEnd = false
  /// The current line was cut: drop everything up to its end.
  @usableFromInline var isSkipping = false
  /// Pieces of the current line were handed out.
  @usableFromInline var isInPieces = false
  @usableFromInline var lineNumber = 0
  @usableFromInline var blockIsUTF8 = false
  @usableFromInline var blockMayHoldEscapes = true
  /// What stopped the reading; thrown once all that was read before it is handed out.
  private var failure: InputError?

  /// Makes a reader of `source`.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from.
  ///   - maximumLine: The longest line handed out whole, in bytes; at least 1.
  ///   - oversize: What becomes of longer ones.
  ///   - chunk: Bytes asked for in one read; tests pass 1.
  public init(
    source: consuming ByteSource, maximumLine: Int, oversize: Oversize, chunk: Int = 1 << 18
  ) {
    self.source = source
    self.maximumLine = maximumLine
    self.oversize = oversize
    self.chunk = chunk
    capacity = chunk
    base = .allocate(capacity: chunk + Self.slack)
    base.initialize(repeating: 0, count: chunk + Self.slack)
  }

  deinit {
    ahead?.stop()
    base.deallocate()
  }

  /// Lets a thread of its own unpack what is read from here on, where that is work; for files on disk only.
  ///
  /// That is gzip, half of the time that `lparse` takes. Not zstd: there is nothing to gain (0.10 s either way), and how much
  /// comes out in front of damage hangs on the sizes of its reads.
  public mutating func readAhead() {
    guard ahead == nil, encoding == .gzip else { return }
    var taken = ByteSource(descriptor: -1, closesDescriptor: false)
    swap(&taken, &source)
    ahead = ReadAhead(taken)
  }

  /// The descriptor to wait for.
  public var descriptor: Int32 { source.descriptor }

  /// True when `fill` can answer without a read that might block.
  public var hasBufferedInput: Bool { isAtEnd || source.hasBufferedInput }

  /// The encoding that the first bytes showed; nil before the first `fill`.
  public var encoding: Encoding? { source.encoding }

  /// True when the first block looks like a binary file.
  public var looksBinary: Bool { source.looksBinary }

  /// Bytes taken from the descriptor so far (of compressed input: the compressed ones).
  public var bytesConsumed: Int { ahead?.bytesConsumed ?? source.bytesConsumed }

  /// Where the next line begins: bytes of the unpacked input from its start, those of UTF-16 counted as UTF-8.
  ///
  /// Not for a reader that reads ahead.
  var position: Int { source.position - (tail - head) }

  /// Lines handed out so far, those of the input before `position` at the start included.
  var linesRead: Int { lineNumber }

  /// The line that was handed out last was cut, and its end is not read yet.
  var isInCutLine: Bool { isSkipping }

  /// Reads the next block; call it when `next` has nothing more.
  ///
  /// - Returns: False at the end of the input, when `next` has handed out all there is.
  /// - Throws: What stops the input from being read further, after the line that it cuts short.
  public mutating func fill() throws(InputError) -> Bool {
    if isAtEnd { return try finished() }
    makeRoom()
    let room = UnsafeMutableRawBufferPointer(
      start: base + tail, count: min(chunk, capacity - tail))
    do {
      let count = try read(into: room)
      tail += count
      if count > 0 {
        checkCompleteLines(from: tail - count)
        return true
      }
    } catch {
      failure = error
    }
    isAtEnd = true
    base[tail] = UInt8(ascii: "\n")
    checkBlock(from: head, to: tail)
    return head < tail || isInPieces ? true : try finished()
  }

  /// Reads the next block of an input that may grow; call it when `next` has nothing more.
  ///
  /// - Returns: False when there is nothing more yet: a line without its end is kept until `fill` asks for it.
  /// - Throws: What stops the input from being read further.
  mutating func fillWithWhatIsThere() throws(InputError) -> Bool {
    if isAtEnd { return try finished() }
    makeRoom()
    let room = UnsafeMutableRawBufferPointer(
      start: base + tail, count: min(chunk, capacity - tail))
    let count = try read(into: room)
    guard count > 0 else { return false }
    tail += count
    checkCompleteLines(from: tail - count)
    return true
  }

  /// Goes on in the midst of an input.
  ///
  /// - Parameters:
  ///   - line: Lines before.
  ///   - isInCutLine: What comes first is the rest of a line that was cut.
  mutating func goOn(afterLine line: Int, isInCutLine: Bool) {
    lineNumber = line
    isSkipping = isInCutLine
  }

  private mutating func read(
    into room: UnsafeMutableRawBufferPointer
  ) throws(InputError) -> Int {
    if let ahead { return try ahead.read(into: room) }
    return try source.read(into: room)
  }

  private func finished() throws(InputError) -> Bool {
    if let failure { throw failure }
    return false
  }

  /// The next complete line of the block; nil when more has to be read.
  @inlinable @inline(__always)
  public mutating func next() -> Line? {
    if !isSkipping, !isInPieces {
      let end = ends.next(base, before: tail)
      if end >= 0 {
        let rawCount = end &- head
        let count =
          rawCount > 0 && base[end &- 1] == UInt8(ascii: "\r") ? rawCount &- 1 : rawCount
        if count <= maximumLine {
          lineNumber &+= 1
          defer { head = end &+ 1 }
          return makeLine(at: head, count: count, rawCount: rawCount, part: .whole)
        }
        ends.goBack(to: end)
      }
    }
    return nextOfAnyKind()
  }

  /// ``next()`` for all lines, also those that are cut or come in pieces.
  @usableFromInline
  mutating func nextOfAnyKind() -> Line? {
    while true {
      let end = ends.next(base, before: tail)
      if end < 0 { return unendedLine() }
      guard isSkipping else { return line(endingAt: end) }
      isSkipping = false
      head = end + 1
    }
  }

  /// The line, or its last piece, whose `\n` stands at `end`.
  private mutating func line(endingAt end: Int) -> Line {
    let start = head
    let rawCount = end - start
    let count = rawCount > 0 && base[end - 1] == UInt8(ascii: "\r") ? rawCount - 1 : rawCount
    head = end + 1
    if isInPieces {
      isInPieces = false
      return makeLine(at: start, count: count, rawCount: rawCount, part: .last)
    }
    lineNumber += 1
    if count <= maximumLine {
      return makeLine(at: start, count: count, rawCount: rawCount, part: .whole)
    }
    if oversize == .cut { return cutLine(at: start) }
    isInPieces = true
    head = end  // an empty last piece follows
    ends.goBack(to: end)
    return makeLine(at: start, count: rawCount, rawCount: rawCount, part: .first)
  }

  /// What stands behind the last `\n`: nothing yet, the last line of the input, or a piece of a long line.
  private mutating func unendedLine() -> Line? {
    let start = head
    let count = tail - head
    if isSkipping {
      head = tail
      return nil
    }
    guard isAtEnd ? count > 0 || isInPieces : isTooLong(count) else { return nil }
    head = tail
    if !isAtEnd {
      // Only the complete lines of the block were checked.
      blockIsUTF8 = false
      blockMayHoldEscapes = true
    }
    let part: Line.Part
    if isInPieces {
      part = isAtEnd ? .last : .middle
      isInPieces = !isAtEnd
    } else {
      lineNumber += 1
      if count <= maximumLine {
        part = .whole
      } else if oversize == .cut {
        isSkipping = true
        return cutLine(at: start)
      } else {
        part = .first
        isInPieces = true
      }
    }
    return makeLine(at: start, count: count, rawCount: count, part: part)
  }

  /// True when `count` bytes of a line whose end is not yet read are too many, whatever follows: the
  /// byte behind the limit may be the `\r` of a CRLF.
  private func isTooLong(_ count: Int) -> Bool {
    count > maximumLine + 1 || count > maximumLine && base[tail - 1] != UInt8(ascii: "\r")
  }

  /// The first `maximumLine` bytes, less a character that the limit would cut in half; the first
  /// dropped byte becomes the sentinel.
  private func cutLine(at start: Int) -> Line {
    var count = maximumLine
    while count > 0, maximumLine - count < 4, base[start + count] & 0xC0 == 0x80 { count -= 1 }
    base[start + count] = UInt8(ascii: "\n")
    var line = makeLine(at: start, count: count, rawCount: count, part: .whole)
    line.isCut = true
    line.isKnownUTF8 = false
    return line
  }

  @inlinable @inline(__always)
  func makeLine(at start: Int, count: Int, rawCount: Int, part: Line.Part) -> Line {
    var line = Line(start: base + start, count: count, number: lineNumber)
    line.rawCount = rawCount
    line.part = part
    line.isKnownUTF8 = blockIsUTF8
    line.mayHoldEscapes = blockMayHoldEscapes
    return line
  }

  /// Moves what is not handed out to the front and sees that there is room behind it.
  private mutating func makeRoom() {
    let kept = tail - head
    if head > 0 {
      memmove(base, base + head, kept)
      ends.drop(head)
      head = 0
      tail = kept
    }
    if capacity - tail >= chunk / 2 + 1 { return }
    let larger = capacity * 2
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.slack)
    grown.initialize(from: base, count: tail)
    (grown + tail).initialize(repeating: 0, count: larger + Self.slack - tail)
    base.deallocate()
    base = grown
    capacity = larger
  }

  /// Checks the lines that the bytes from `start` on have made complete.
  private mutating func checkCompleteLines(from start: Int) {
    var last = tail - 1
    while last >= start, base[last] != UInt8(ascii: "\n") { last -= 1 }
    if last >= start {
      checkBlock(from: head, to: last)
    } else {
      blockIsUTF8 = false
      blockMayHoldEscapes = true
    }
  }

  private mutating func checkBlock(from start: Int, to end: Int) {
    let block = UnsafeBufferPointer(start: base + start, count: end - start)
    blockIsUTF8 = isValidUTF8(block)
    blockMayHoldEscapes = memchr(base + start, 0x1B, block.count) != nil
  }
}
