import Platform

/// A file without a name, open for reading and writing; closed with it.
public struct NamelessFile: ~Copyable {
  /// Where to write.
  public let descriptor: Int32

  /// Makes a file that holds `bytes`.
  public init(holding bytes: [UInt8] = []) {
    var path = Array("/tmp/logline-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    precondition(descriptor >= 0, "no temporary file")
    unlink(path)
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    precondition(written == bytes.count, "short write")
  }

  deinit { close(descriptor) }

  /// All that the file holds.
  public var content: [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = pread(descriptor, buffer.baseAddress, size, 0)
    }
  }

  /// All that the file holds, as text.
  public var text: String { String(decoding: content, as: UTF8.self) }
}
