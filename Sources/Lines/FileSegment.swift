import Platform

/// A file that was opened to be read from some place on.
final class FileSegment {
  let descriptor: Int32
  let device: UInt64
  let inode: UInt64
  /// The size when it was opened.
  let size: Int
  /// Its first bytes, up to ``Fingerprint/size``.
  let head: [UInt8]
  /// Where to begin; nil: at the start.
  var mark: FileMark?
  /// It has the name of the log.
  var isLive = false
  /// The mark was found in the bytes as they are on disk.
  var hasMarkAsIs = false
  /// Knows whether the file is replaced while it is read; there when it is open.
  private(set) var witness: FileWitness?

  /// Opens a file, which must be a regular one.
  ///
  /// - Throws: ``InputError/unreadable(errno:)``; of a folder `EISDIR`, of what else is no file `ESPIPE`.
  init(path: String) throws(InputError) {
    let descriptor = Platform.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(errno: errno) }
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    guard isKnown, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(errno: isKnown && status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ESPIPE)
    }
    self.descriptor = descriptor
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int(status.st_size)
    head = readBytes(descriptor, at: 0, count: Fingerprint.size)
  }

  deinit {
    if witness == nil { close(descriptor) }
  }

  /// The mark of a file of which nothing was read or seen.
  var start: FileMark {
    FileMark(
      device: device, inode: inode, position: 0, line: 0, isInCutLine: false, bytesRead: 0,
      head: Fingerprint([]), tail: Fingerprint([]))
  }

  /// Whether the file has the device and the number of the mark's.
  func isSame(as mark: FileMark) -> Bool { mark.device == device && mark.inode == inode }

  /// Whether the file begins with what was read at the mark, as it is on disk.
  func begins(with mark: FileMark) -> Bool {
    if mark.head.count == 0 { return isSame(as: mark) }
    guard size >= mark.bytesRead, Fingerprint(head.prefix(mark.head.count)) == mark.head else {
      return false
    }
    let count = mark.tail.count
    return Fingerprint(readBytes(descriptor, at: mark.bytesRead - count, count: count)) == mark.tail
  }

  /// Whether the file ends before what was read at the mark, and begins like it: a copy that was made before the last lines came.
  func isShorter(than mark: FileMark) -> Bool {
    mark.head.count > 0 && size < mark.bytesRead && size >= mark.head.count
      && Fingerprint(head.prefix(mark.head.count)) == mark.head
  }

  /// Whether the file, unpacked, begins with what was read at the mark; reads it up to there.
  func unpacksTo(_ mark: FileMark) -> Bool {
    guard mark.head.count > 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return false }
    var source = ByteSource(
      DescriptorReader(descriptor: descriptor, closesDescriptor: false),
      containers: Signature.containers, marks: [])
    var tail: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    var hasHead = false
    while source.position < mark.bytesRead || !hasHead {
      // The head may reach behind what was read.
      let wanted = hasHead ? mark.bytesRead : mark.head.count
      let room = UnsafeMutableRawBufferPointer(
        rebasing: block[..<min(block.count, wanted - source.position)])
      guard let count = try? source.read(into: room), count > 0 else { return false }
      tail += room[..<count]
      if !hasHead, source.position == mark.head.count {
        if Fingerprint(tail) != mark.head { return false }
        hasHead = true
        tail = Array(tail.prefix(mark.bytesRead))
      }
      if hasHead, tail.count > Fingerprint.size {
        tail.removeFirst(tail.count - Fingerprint.size)
      }
    }
    return Fingerprint(tail.suffix(mark.tail.count)) == mark.tail
  }

  /// Whether all of the file is the beginning of another: of a copy that is being made.
  func isBeginning(of other: FileSegment) -> Bool {
    let count = min(size, Fingerprint.size)
    return readBytes(other.descriptor, at: 0, count: count)
      == readBytes(descriptor, at: 0, count: count)
      && readBytes(other.descriptor, at: size - count, count: count)
        == readBytes(descriptor, at: size - count, count: count)
  }

  /// Whether the file still begins as it did when it was opened.
  var isUnchanged: Bool {
    readBytes(descriptor, at: 0, count: head.count) == head
  }

  /// Hands the open file over to a reader that begins at the mark; call it once.
  ///
  /// Text that is packed, or UTF-16, is read up to there and dropped.
  ///
  /// - Parameters:
  ///   - maximumLine: The longest line, in bytes.
  ///   - oversize: What becomes of longer ones.
  /// - Returns: The reader.
  /// - Throws: What stops the reading before the mark.
  func open(maximumLine: Int, oversize: LineReader.Oversize) throws(InputError) -> LineReader {
    let position = mark.map { $0.line > 0 ? $0.position : 0 } ?? 0
    let isPlain = head.withUnsafeBytes { head in
      switch Signature.verdict(of: head, among: Signature.containers + Signature.byteOrderMarks) {
      case .nothing, .undecided, .found(.markedUTF8, _): true
      case .found: false
      }
    }
    let start = isPlain ? position : 0
    let tail = min(start, Fingerprint.size)
    let witness = FileWitness(
      head: head, tail: readBytes(descriptor, at: start - tail, count: tail), bytesRead: start)
    self.witness = witness
    lseek(descriptor, off_t(start), SEEK_SET)
    let file = DescriptorReader(descriptor: descriptor, closesDescriptor: true, witness: witness)
    var source = ByteSource(
      file, containers: start > 0 ? [] : Signature.containers,
      marks: start > 0 ? [] : Signature.byteOrderMarks, position: start)
    try source.skip(to: position)
    var reader = LineReader(source: source, maximumLine: maximumLine, oversize: oversize)
    if position > 0, let mark { reader.goOn(afterLine: mark.line, isInCutLine: mark.isInCutLine) }
    return reader
  }

  /// The first line, as far as it is in the first block; to be asked for before the file is read.
  func firstLine() -> [UInt8] {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { return [] }
    var source = ByteSource(descriptor: descriptor, closesDescriptor: false)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    guard let count = try? source.read(into: block) else { return [] }
    return Array(block[..<count].prefix { $0 != UInt8(ascii: "\n") })
  }
}

extension ByteSource {
  /// Reads up to a place and drops what it reads.
  fileprivate mutating func skip(to place: Int) throws(InputError) {
    guard position < place else { return }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while position < place {
      // A byte order mark that is left out counts, too.
      let wanted = min(block.count, place - position < 16 ? 1 : place - position)
      if try read(into: UnsafeMutableRawBufferPointer(rebasing: block[..<wanted])) == 0 { return }
    }
  }
}
