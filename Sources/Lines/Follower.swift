import Platform

/// Reads a log by name, over rotations: files that are renamed, packed, or copied and cut off.
///
/// Every line is handed out once, in order, if the file that was read last is still in its folder when its successor is begun
/// (``FileTrail``); lines that the one who rotates loses between copying and cutting off are lost.
///
/// A line without its end is kept until the end comes; it is handed out as it is when its file is a finished one.
public struct Follower: ~Copyable {
  /// What there is to do.
  public enum Step: Equatable, Sendable {
    /// ``next()`` has lines.
    case lines
    /// The lines of another file follow.
    case begins
    /// Nothing more was written yet.
    case waits
    /// What is there was read; only when the log is not to be waited for.
    case ends
  }

  /// What a person may want to know.
  public enum Notice: Sendable {
    /// There is no such file yet.
    case missing
    /// The file that was read is gone, and perhaps lines with it.
    case lost
    /// The first block of a file looks binary, and it is left out.
    case binary
  }

  private let path: String
  private let waits: Bool
  private let maximumLine: Int
  private let oversize: LineReader.Oversize
  private let readsBinary: Bool

  private var reader: LineReader?
  private var witness: FileWitness?
  private var file: (device: UInt64, inode: UInt64)?
  private var queue: [FileSegment] = []
  /// How far the file before was read, or where to begin.
  private var anchor: FileMark?
  private var isFirstBlock = false
  private var hasBegun = false
  /// The first line of the file that was begun, where its reading begins behind it; nil: at its start.
  public private(set) var firstLineBefore: [UInt8]?
  /// The log has another file, which was seen when the last look found nothing more in this one.
  private var isLeaving = false
  private var hasSaidMissing = false
  /// The size and the time of the last change when the file was last found to be as it was.
  private var lastLook = (size: 0, seconds: 0, nanoseconds: 0)
  private var notices: [Notice] = []

  /// Follows a log.
  ///
  /// - Parameters:
  ///   - path: Its name; there need not be such a file yet.
  ///   - mark: How far it was read earlier; nil: it is read from the start.
  ///   - waits: Whether it is waited for what is to be written; else the reading ends with what is there.
  ///   - maximumLine: The longest line handed out whole, in bytes.
  ///   - oversize: What becomes of longer ones.
  ///   - readsBinary: Whether files are read that look binary.
  public init(
    path: String, mark: FileMark?, waits: Bool, maximumLine: Int, oversize: LineReader.Oversize,
    readsBinary: Bool
  ) {
    self.path = path
    self.waits = waits
    self.maximumLine = maximumLine
    self.oversize = oversize
    self.readsBinary = readsBinary
    anchor = mark
  }

  /// Where the lines handed out so far end; nil before the first file.
  ///
  /// Ask for it when `next` has nothing more.
  public var mark: FileMark? {
    guard let witness, let file else { return anchor }
    switch reader {
    case .none: return anchor
    case .some(let reader):
      return FileMark(
        device: file.device, inode: file.inode, position: reader.position, line: reader.linesRead,
        isInCutLine: reader.isInCutLine, bytesRead: witness.bytesRead,
        head: Fingerprint(witness.head), tail: Fingerprint(witness.tail))
    }
  }

  /// What there is to say since this was last asked.
  public mutating func takeNotices() -> [Notice] {
    defer { notices = [] }
    return notices
  }

  /// The next complete line of the block; nil when there is none.
  @inline(__always)
  public mutating func next() -> Line? { reader?.next() }

  /// Goes on, without waiting; call it when `next` has nothing more.
  ///
  /// - Throws: Why the log cannot be read further.
  public mutating func step() throws(InputError) -> Step {
    while true {
      if reader == nil {
        if let step = try openNext() { return step }
        continue
      }
      if try reader?.fillWithWhatIsThere() == true {
        if skipsBinary() { return .ends }
        isLeaving = false
        return .lines
      }
      if !queue.isEmpty {
        // The file is finished; a last line may lack its end.
        if try reader?.fill() == true { return .lines }
        leave()
      } else if !waits {
        return .ends
      } else if try !lookForChange() {
        return .waits
      }
    }
  }

  private mutating func skipsBinary() -> Bool {
    defer { isFirstBlock = false }
    guard isFirstBlock, !readsBinary, Self.looksBinary(reader) else { return false }
    notices.append(.binary)
    return true
  }

  private static func looksBinary(_ reader: borrowing LineReader?) -> Bool {
    switch reader {
    case .none: false
    case .some(let reader): reader.looksBinary
    }
  }

  /// Gives the present file up.
  private mutating func leave() {
    anchor = mark
    reader = nil
    witness = nil
    file = nil
    isLeaving = false
  }

  // MARK: the next file

  /// Opens the next file; nil when there is more to try.
  private mutating func openNext() throws(InputError) -> Step? {
    if queue.isEmpty {
      if !mayHaveMore() { return waits ? .waits : .ends }
      try plan(behind: anchor)
      if queue.isEmpty { return waits ? .waits : .ends }
    }
    let segment = queue.removeFirst()
    let start = segment.mark
    let isInMidst = start.map { $0.line > 0 } ?? false
    let begins = !isInMidst || !hasBegun
    firstLineBefore = begins && isInMidst ? segment.firstLine() : nil
    reader = try segment.open(maximumLine: maximumLine, oversize: oversize)
    if let start, segment.hasMarkAsIs, !segment.begins(with: start) {
      // It was cut off just now: look again.
      reader = nil
      queue = []
      anchor = start
      return nil
    }
    witness = segment.witness
    file = (segment.device, segment.inode)
    isFirstBlock = !isInMidst
    lastLook = (0, 0, 0)
    hasBegun = true
    return begins ? .begins : nil
  }

  /// Whether looking for files is worth it: once, and then when the log has something in it.
  private mutating func mayHaveMore() -> Bool {
    var status = stat()
    if stat(path, &status) == 0 {
      return status.st_size > 0 || !waits || status.st_mode & S_IFMT != S_IFREG
    }
    if errno == ENOENT, waits, !hasSaidMissing {
      hasSaidMissing = true
      notices.append(.missing)
      return anchor != nil
    }
    return !waits || errno != ENOENT
  }

  private mutating func plan(behind mark: FileMark?) throws(InputError) {
    let answer = try FileTrail(path: path).files(behind: mark)
    if answer.isBroken {
      notices.append(.lost)
      anchor = nil
    }
    if !waits, mark == nil, answer.segments.isEmpty, access(path, F_OK) != 0 {
      throw .unreadable(errno: errno)
    }
    queue = answer.segments
    if anchor == nil, queue.isEmpty { anchor = answer.emptyLog }
  }

  // MARK: the present file

  /// Looks whether the log has become another file; false when it has not.
  private mutating func lookForChange() throws(InputError) -> Bool {
    guard let witness, let file, reader != nil else { return false }
    let descriptor = Self.descriptor(of: reader)
    var own = stat()
    if fstat(descriptor, &own) == 0 {
      let look = (
        size: Int(own.st_size), seconds: Int(own.modified.tv_sec),
        nanoseconds: Int(own.modified.tv_nsec)
      )
      if witness.isReplaced || look != lastLook, !witness.isTrue(of: descriptor) {
        return try followReplaced()
      }
      lastLook = look
    }
    var named = stat()
    guard stat(path, &named) == 0, named.st_size > 0,
      UInt64(truncatingIfNeeded: named.st_ino) != file.inode
        || UInt64(truncatingIfNeeded: named.st_dev) != file.device
    else { return false }
    // Whoever writes may be about to: look once more at the old file.
    guard isLeaving else {
      isLeaving = true
      return false
    }
    return try followRenamed()
  }

  private static func descriptor(of reader: borrowing LineReader?) -> Int32 {
    switch reader {
    case .none: -1
    case .some(let reader): reader.descriptor
    }
  }

  /// Goes on in the copy of a file that was cut off, and then at its start.
  private mutating func followReplaced() throws(InputError) -> Bool {
    guard let mark else { return false }
    reader = nil
    witness = nil
    file = nil
    anchor = mark
    try plan(behind: mark)
    return true
  }

  /// Goes on with the files that came after one that is read to its end; false when they are gone again.
  private mutating func followRenamed() throws(InputError) -> Bool {
    guard let mark else { return false }
    queue = try FileTrail(path: path).files(behind: mark).segments
      .filter { $0.mark == nil || $0.isLive }
    return !queue.isEmpty
  }
}

extension stat {
  /// When the file was last written to.
  var modified: timespec {
    #if canImport(Darwin)
      st_mtimespec
    #else
      st_mtim
    #endif
  }
}
