import Lines
import Platform

/// Bytes that have to wait for their turn to be written: in memory, and beyond ``limit`` in a temporary file.
///
/// The file is in `$TMPDIR` or /tmp, for this user alone, and has no name from the start, so that nothing is left of it
/// however the process ends. Where there can be none, or no more of it, the backlog says that it is full.
struct Backlog {
  /// Bytes that wait in memory.
  static let limit = 4 << 20

  private var blocks: [[UInt8]] = []
  private var size = 0
  private var file: Int32 = -1
  /// Bytes in the file that count; a block that was written in part does not.
  private var fileSize = 0
  private var isFull = false

  /// Takes a block behind the others; false when there is no room, then and ever after.
  mutating func append(_ block: UnsafeRawBufferPointer) -> Bool {
    if isFull { return false }
    if size + block.count <= Self.limit, file < 0 {
      blocks.append(Array(block))
      size += block.count
      return true
    }
    if file < 0 { file = Self.makeFile() }
    isFull = file < 0 || writeAll(block, to: file) != 0
    if !isFull { fileSize += block.count }
    return !isFull
  }

  /// Writes all to a descriptor, and is empty then.
  ///
  /// - Returns: The `errno` of what failed; 0 when nothing did.
  mutating func drain(to descriptor: Int32) -> Int32 {
    defer { clear() }
    for block in blocks {
      let failure = block.withUnsafeBytes { writeAll($0, to: descriptor) }
      if failure != 0 { return failure }
    }
    return copyFile(to: descriptor)
  }

  /// Gives up all that waits.
  mutating func clear() {
    blocks = []
    size = 0
    if file >= 0 { close(file) }
    file = -1
    fileSize = 0
  }

  private func copyFile(to descriptor: Int32) -> Int32 {
    guard fileSize > 0 else { return 0 }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    defer { block.deallocate() }
    var offset = 0
    while offset < fileSize {
      let count = pread(file, block.baseAddress, min(block.count, fileSize - offset), off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return count < 0 ? errno : EIO }
      let failure = writeAll(UnsafeRawBufferPointer(rebasing: block[..<count]), to: descriptor)
      if failure != 0 { return failure }
      offset += count
    }
    return 0
  }

  /// A new file without a name; -1 when there can be none.
  private static func makeFile() -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    var path = Array(((folder.isEmpty ? "/tmp" : folder) + "/logline.XXXXXX").utf8CString)
    let file = mkstemp(&path)
    guard file >= 0 else { return -1 }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    unlink(path)
    return file
  }
}
