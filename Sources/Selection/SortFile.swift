import Lines
import Platform

/// A sorted part of a ``SortFile``: the bytes `start..<end`.
struct SortRun {
  var start: Int
  var end: Int
}

/// A temporary file without a name, gone with its last owner, that only its owner can read.
///
/// An entry is its time and the length of its text, eight and four bytes of this machine's order, and the text.
final class SortFile {
  static let headSize = 12

  let descriptor: Int32
  private var buffer: OutputBuffer
  /// Bytes in it, those that wait to be written included.
  private(set) var size = 0

  /// Makes an empty file.
  init(folder: String) throws(SortError) {
    var path = Array("\(folder)/logline-sort-XXXXXX".utf8CString)
    // mkstemp(3) makes files of mode 0600.
    descriptor = mkstemp(&path)
    if descriptor < 0 { throw .noFile(folder: folder, errno: errno) }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    buffer = OutputBuffer(descriptor: descriptor)
  }

  deinit { close(descriptor) }

  /// Adds an entry; a failure shows in ``flush()``.
  func append(_ text: UnsafeBufferPointer<UInt8>, at time: Int64) {
    withUnsafeBytes(of: time) { buffer.append($0.assumingMemoryBound(to: UInt8.self)) }
    withUnsafeBytes(of: Int32(text.count)) {
      buffer.append($0.assumingMemoryBound(to: UInt8.self))
    }
    buffer.append(text)
    buffer.commit()
    size += Self.headSize + text.count
  }

  /// Writes what waits.
  func flush() throws(SortError) {
    buffer.flush()
    if buffer.failure != 0 { throw .writeFailed(errno: buffer.failure) }
  }
}
