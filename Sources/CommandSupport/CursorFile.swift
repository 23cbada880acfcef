import Lines
import Platform
import Records

/// The file of `--cursor-file`: for each log how far it was read and how its file is known again, one JSON object a line.
///
/// It is locked as long as a run uses it (flock(2)): two runs would both read what is new. Each save writes a file beside it,
/// locked before it takes the name, so that at any moment, whatever dies, the old marks are there or the new ones.
final class CursorFile {
  private static let header = "{\"logline\":\"cursor\",\"version\":1}"
  private static let maximumSize = 64 << 20

  private let name: String
  private let path: String
  private var descriptor: Int32
  private var saved: [UInt8] = []
  /// The mark of each log by its path.
  private var marks: [String: FileMark] = [:]
  private var order: [String] = []

  /// Opens the file, which is made when it does not exist, and locks it.
  ///
  /// - Throws: ``CommandFailure``, also when another run has it.
  init(_ name: String) throws {
    self.name = name
    path = realPath(name) ?? name
    descriptor = try Self.lock(path, name)
    saved = try Self.contents(descriptor, name)
    try parse()
  }

  deinit { close(descriptor) }

  /// How far the log with the path was read.
  func mark(of log: String) -> FileMark? { marks[log] }

  /// Sets how far a log was read.
  func set(_ mark: FileMark?, of log: String) {
    if marks[log] == nil, mark != nil { order.append(log) }
    marks[log] = mark
    if mark == nil { order.removeAll { $0 == log } }
  }

  // MARK: reading

  /// The file that has the name, locked.
  private static func lock(_ path: String, _ name: String) throws -> Int32 {
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o600)
      var own = stat()
      guard descriptor >= 0, fstat(descriptor, &own) == 0 else {
        throw CommandFailure("\(name): cannot keep the cursor: \(errorText(errno))")
      }
      guard own.st_mode & S_IFMT == S_IFREG else {
        close(descriptor)
        throw CommandFailure("\(name): is not a file; a cursor needs one")
      }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        close(descriptor)
        throw CommandFailure("\(name): another run is using it; wait for its end")
      }
      var named = stat()
      if stat(path, &named) == 0, named.st_ino == own.st_ino, named.st_dev == own.st_dev {
        return descriptor
      }
      close(descriptor)
    }
  }

  private static func contents(_ descriptor: Int32, _ name: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = read(descriptor, block.baseAddress, block.count)
      if count == 0 { return bytes }
      if count < 0, errno != EINTR {
        throw CommandFailure("\(name): cannot read: \(errorText(errno))")
      }
      bytes += block.prefix(max(0, count))
      if bytes.count > maximumSize { throw CommandFailure("\(name): is no cursor; it is too long") }
    }
  }

  private func parse() throws {
    if saved.isEmpty { return }
    var lines = saved.split(separator: UInt8(ascii: "\n"))
    guard lines.removeFirst().elementsEqual(Self.header.utf8) else {
      throw CommandFailure("\(name): is not a cursor of this version; name another file")
    }
    let entries = EntryReader()
    for line in lines {
      guard let (log, mark) = entries.read(Array(line)) else {
        throw CommandFailure("\(name): is a damaged cursor; without it all is read again")
      }
      set(mark, of: log)
    }
  }

  // MARK: saving

  /// Saves the marks, if there is anything new.
  ///
  /// - Throws: ``CommandFailure``; the file is then as it was.
  func save() throws {
    let text =
      Self.header + "\n" + order.compactMap { log in marks[log].map { entry(log, $0) } }.joined()
    let bytes = Array(text.utf8)
    if bytes == saved { return }
    let temporary = path + ".saving"
    unlink(temporary)
    let next = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard next >= 0 else { throw failure() }
    var old = stat()
    if fstat(descriptor, &old) == 0 { _ = fchmod(next, old.st_mode & 0o777) }
    let written = bytes.withUnsafeBytes { writeAll($0, to: next) }
    guard written == 0, flock(next, LOCK_EX | LOCK_NB) == 0, fsync(next) == 0,
      rename(temporary, path) == 0
    else {
      let failure = failure(written == 0 ? errno : written)
      unlink(temporary)
      close(next)
      throw failure
    }
    close(descriptor)
    descriptor = next
    saved = bytes
    syncFolder()
  }

  private func failure(_ number: Int32 = errno) -> CommandFailure {
    CommandFailure(
      "\(name): cannot keep the cursor: \(errorText(number)); the next run will read lines again")
  }

  private func syncFolder() {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  private func entry(_ log: String, _ mark: FileMark) -> String {
    let cut = mark.isInCutLine ? ",\"cut\":1" : ""
    return "{\"path\":\(quoted(log)),\"device\":\(mark.device),\"inode\":\(mark.inode)"
      + ",\"offset\":\(mark.position),\"line\":\(mark.line)\(cut),\"read\":\(mark.bytesRead)"
      + ",\"head\":\"\(text(mark.head))\",\"tail\":\"\(text(mark.tail))\"}\n"
  }

  private func text(_ fingerprint: Fingerprint) -> String {
    "\(fingerprint.count):\(String(fingerprint.hash, radix: 16))"
  }
}

/// Reads the lines of a cursor.
private struct EntryReader {
  private let box = ScannerBox()
  private var scanner: UnsafeMutablePointer<JSONScanner> { box.scanner }

  /// The log and its mark; nil when the line is no entry.
  func read(_ line: [UInt8]) -> (log: String, mark: FileMark)? {
    let terminated = line + [UInt8(ascii: "\n")] + repeatElement(0, count: 128)
    return terminated.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress, scanner.pointee.scan(start, count: line.count) == nil
      else { return nil }
      let record = Record(start: start, count: line.count, scanner: scanner)
      func text(_ key: String) -> String? { record.value(ofKey: Array(key.utf8))?.text }
      func number<Number: FixedWidthInteger>(_ key: String) -> Number? {
        text(key).flatMap { Number($0) }
      }
      guard let log = text("path"), let device: UInt64 = number("device"),
        let inode: UInt64 = number("inode"), let position: Int = number("offset"),
        let line: Int = number("line"), let bytesRead: Int = number("read"),
        let head = fingerprint(text("head")), let tail = fingerprint(text("tail")),
        position >= 0, bytesRead >= tail.count
      else { return nil }
      return (
        log,
        FileMark(
          device: device, inode: inode, position: position, line: line,
          isInCutLine: text("cut") != nil, bytesRead: bytesRead, head: head, tail: tail)
      )
    }
  }

  private func fingerprint(_ text: String?) -> Fingerprint? {
    guard let parts = text?.split(separator: ":"), parts.count == 2, let count = Int(parts[0]),
      (0...Fingerprint.size).contains(count), let hash = UInt64(parts[1], radix: 16)
    else { return nil }
    return Fingerprint(count: count, hash: hash)
  }
}

/// The path of an existing file with all symbolic links followed; nil when there is none.
private func realPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// A path that stays the same whatever the working folder is; a symbolic link to a file is kept as such.
func absolutePath(_ path: String) -> String {
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
  guard let real = realPath(folder) else { return path }
  return real == "/" ? "/" + file : real + "/" + file
}
