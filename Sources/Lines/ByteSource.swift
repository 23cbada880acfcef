import Platform

/// The bytes of one input, decompressed and transcoded to UTF-8 as its first bytes ask.
///
/// Two equal layers lie over the descriptor: one undoes gzip or zstd, the next looks for a byte
/// order mark in what the first gives. Over plain text both step aside, and read(2) goes straight
/// into the caller's buffer. Memory beyond that: 128 KiB a layer in use, and the decoder's state.
public struct ByteSource: ~Copyable {
  private var text: DecodingReader<DecodingReader<DescriptorReader>>

  /// True when the first block of a plain input looks binary; known after the first read.
  ///
  /// It holds NUL bytes and also control characters that text has no use for. NUL bytes alone do
  /// not count: `copytruncate` of logrotate leaves logs that begin with a stretch of them.
  public private(set) var looksBinary = false

  private var readFrom = 0

  /// Where the reading has come to: bytes of the unpacked input from its start, those of UTF-16 counted as UTF-8.
  var position: Int { readFrom + text.markLength }

  /// Takes an open descriptor; reading starts at its current offset.
  ///
  /// - Parameters:
  ///   - descriptor: Open for reading; may be a pipe or a terminal.
  ///   - closesDescriptor: Whether close(2) is called when the source goes away.
  public init(descriptor: Int32, closesDescriptor: Bool) {
    self.init(
      DescriptorReader(descriptor: descriptor, closesDescriptor: closesDescriptor),
      containers: Signature.containers, marks: Signature.byteOrderMarks)
  }

  /// Reads with these signatures only.
  init(
    _ descriptor: consuming DescriptorReader, containers: [Signature], marks: [Signature],
    position: Int = 0
  ) {
    let bytes = DecodingReader(upstream: descriptor, signatures: containers)
    text = DecodingReader(upstream: bytes, signatures: marks)
    readFrom = position
  }

  /// The descriptor, for poll(2).
  public var descriptor: Int32 { text.upstream.upstream.descriptor }

  /// True when `read` can answer without a read(2) that might block.
  public var hasBufferedInput: Bool { text.hasBufferedInput }

  /// The outermost encoding that was found; nil until the first bytes are read.
  public var encoding: Encoding? {
    text.upstream.encoding == .plain ? text.encoding : text.upstream.encoding
  }

  /// Bytes read from the descriptor so far, still compressed: for progress.
  public var bytesConsumed: Int { text.upstream.upstream.bytesConsumed }

  /// Reads at least one byte into `buffer`, and no more than are there without waiting again.
  ///
  /// Retries read(2) when a signal interrupts it. What comes before damage is returned first; the
  /// next call throws, and so does every later one. After an end of plain input a later call reads
  /// again, so that a growing file can be followed.
  ///
  /// - Parameter buffer: Not empty; at least 64 KiB for good speed.
  /// - Returns: The bytes read; 0 at the end of the input.
  /// - Throws: What stops the input from being read further.
  public mutating func read(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(InputError) -> Int {
    let isFirst = encoding == nil
    let count = try text.read(into: buffer)
    readFrom += count
    if isFirst, encoding == .plain {
      looksBinary = Self.looksBinary(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    return count
  }

  private static func looksBinary(_ block: UnsafeRawBufferPointer) -> Bool {
    guard let base = block.baseAddress, memchr(base, 0, block.count) != nil else { return false }
    // Bit n is set for a control character n that occurs in text: BEL to CR, and ESC.
    let textual: UInt32 = 0b0000_1000_0000_0000_0011_1111_1000_0001
    return block.contains { $0 < 0x20 && textual >> $0 & 1 == 0 }
  }
}

/// Something that bytes can be read from, as from read(2).
protocol ByteReader: ~Copyable {
  /// True when `read` can answer without waiting.
  var hasBufferedInput: Bool { get }

  /// Reads at least one byte into `buffer`, which is not empty; returns 0 at the end.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int
}

/// A descriptor, with a count of what came from it.
struct DescriptorReader: ~Copyable, ByteReader {
  let descriptor: Int32
  let closesDescriptor: Bool
  /// Looks at all that is read of a file that may change; what it does not accept was not there.
  let witness: FileWitness?
  private(set) var bytesConsumed = 0

  var hasBufferedInput: Bool { false }

  init(descriptor: Int32, closesDescriptor: Bool, witness: FileWitness? = nil) {
    self.descriptor = descriptor
    self.closesDescriptor = closesDescriptor
    self.witness = witness
  }

  deinit {
    if closesDescriptor { close(descriptor) }
  }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let count = Platform.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        if count > 0, let witness,
          !witness.accepts(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]),
            from: descriptor)
        {
          return 0
        }
        bytesConsumed += count
        return count
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Some program before us has left the shared descriptor non-blocking.
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&request, 1, -1)
      case let code: throw .unreadable(errno: code)
      }
    }
  }
}

/// Finds out by the first bytes of `upstream` how to decode it, then does so.
struct DecodingReader<Upstream: ByteReader & ~Copyable>: ~Copyable, ByteReader {
  private(set) var upstream: Upstream
  private let signatures: [Signature]

  /// What was found; nil until the first bytes are read.
  private(set) var encoding: Encoding?
  /// Bytes of a byte order mark that was left out of plain text.
  private(set) var markLength = 0
  private var decoder: (any BlockDecoder & ~Copyable)?
  /// Bytes of `upstream` that are not decoded yet.
  private var queue = ByteQueue()
  /// The byte after a full buffer, decoded to know whether there is one without reading.
  private var ahead: UInt8?
  /// Thrown once all that was decoded before it is handed out.
  private var failure: InputError?

  init(upstream: consuming Upstream, signatures: [Signature]) {
    self.upstream = upstream
    self.signatures = signatures
  }

  var hasBufferedInput: Bool { ahead != nil || failure != nil || upstream.hasBufferedInput }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    if encoding == nil, let count = try open(into: buffer) { return count }
    while true {
      let decoded = drain(into: buffer, atEnd: false)
      if decoded > 0 { return decoded }
      if let failure { throw failure }
      if decoder == nil { return try upstream.read(into: buffer) }

      let count = try upstream.read(into: queue.freeSpace())
      queue.extend(by: count)
      if count > 0 { continue }
      let last = drain(into: buffer, atEnd: true)
      if last == 0, let failure { throw failure }
      return last
    }
  }

  /// Reads the first bytes and chooses the decoder.
  ///
  /// The bytes go into `buffer`, where plain ones stay; only when it is too small for a signature
  /// they go into the queue.
  ///
  /// - Returns: The count of plain bytes in `buffer`, 0 at the end; nil when `read` must go on.
  private mutating func open(
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(InputError) -> Int? {
    let isInPlace = buffer.count >= Signature.longest
    let head =
      isInPlace
      ? UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(ByteQueue.capacity))
      : queue.freeSpace()
    let (count, verdict) = try readHead(into: head)
    if count == 0 { return 0 }

    var markLength = 0
    encoding = .plain
    if case .found(let meaning, let length) = verdict {
      markLength = length
      switch meaning {
      case .encoded(let found):
        encoding = found
        decoder = try found.makeDecoder()
      case .markedUTF8: self.markLength = length
      case .unsupported(let format, let hint):
        failure = .unsupported(format: format, hint: hint)
        return nil
      }
    }
    let rest = UnsafeMutableRawBufferPointer(rebasing: head[markLength..<count])
    if !isInPlace {
      queue.extend(by: count)
      queue.drop(first: markLength)
    } else if decoder != nil {
      queue.append(UnsafeRawBufferPointer(rest))
    } else if rest.count > 0 {
      if markLength > 0 { buffer.copyMemory(from: UnsafeRawBufferPointer(rest)) }
      return rest.count
    }
    return nil
  }

  /// Reads once, and again only while the bytes are a true beginning of a signature.
  private mutating func readHead(
    into head: UnsafeMutableRawBufferPointer
  ) throws(InputError) -> (count: Int, verdict: Signature.Verdict) {
    var count = 0
    while true {
      do {
        let more = try upstream.read(into: UnsafeMutableRawBufferPointer(rebasing: head[count...]))
        if more == 0 { return (count, .nothing) }
        count += more
      } catch {
        if count == 0 { throw error }
        failure = error
        return (count, .nothing)
      }
      let seen = UnsafeRawBufferPointer(rebasing: head[..<count])
      let verdict = Signature.verdict(of: seen, among: signatures)
      if verdict != .undecided { return (count, verdict) }
    }
  }

  /// Hands out what can be decoded without reading.
  private mutating func drain(into buffer: UnsafeMutableRawBufferPointer, atEnd: Bool) -> Int {
    var count = 0
    if let byte = ahead {
      buffer[0] = byte
      ahead = nil
      count = 1
    }
    count += decode(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]), atEnd: atEnd)
    if count == buffer.count {
      var next: UInt8 = 0
      let found = withUnsafeMutableBytes(of: &next) { decode(into: $0, atEnd: atEnd) }
      if found > 0 { ahead = next }
    }
    return count
  }

  private mutating func decode(into output: UnsafeMutableRawBufferPointer, atEnd: Bool) -> Int {
    if output.isEmpty { return 0 }
    if decoder != nil, failure != nil { return 0 }
    guard let step = decoder?.decode(queue.bytes, into: output, atEnd: atEnd) else {
      let count = min(queue.bytes.count, output.count)
      output.copyMemory(from: UnsafeRawBufferPointer(rebasing: queue.bytes[..<count]))
      queue.drop(first: count)
      return count
    }
    queue.drop(first: step.consumed)
    failure = step.failure
    return step.produced
  }
}

/// Bytes that wait for a decoder.
///
/// They are `storage[start..<end]`, with 0 ≤ start ≤ end ≤ `capacity`; the storage is allocated at
/// the first use.
struct ByteQueue: ~Copyable {
  static let capacity = 128 * 1024

  private var storage: UnsafeMutableRawBufferPointer?
  private var start = 0
  private var end = 0

  deinit {
    storage?.deallocate()
  }

  /// The bytes; valid until the next call.
  var bytes: UnsafeRawBufferPointer {
    guard let storage else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(rebasing: storage[start..<end])
  }

  /// The room behind the bytes, which move to the front for it; valid until the next call.
  mutating func freeSpace() -> UnsafeMutableRawBufferPointer {
    let storage =
      self.storage
      ?? UnsafeMutableRawBufferPointer.allocate(byteCount: Self.capacity, alignment: 16)
    self.storage = storage
    storage.copyMemory(from: UnsafeRawBufferPointer(rebasing: storage[start..<end]))
    (start, end) = (0, end - start)
    return UnsafeMutableRawBufferPointer(rebasing: storage[end...])
  }

  /// Takes up `count` bytes that were written to the free space.
  mutating func extend(by count: Int) {
    end += count
    assert(end <= Self.capacity)
  }

  /// Copies `bytes`, for which there is room, behind those that wait.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    freeSpace().copyMemory(from: bytes)
    extend(by: bytes.count)
  }

  mutating func drop(first count: Int) {
    start += count
    assert(start <= end)
  }
}
