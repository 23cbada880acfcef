import Platform

/// Knows the first and the last bytes that were read of a file, and so whether it is still the file that it was.
///
/// A file that is cut off and written anew (`copytruncate`) keeps its name, its number and, when enough was written, its
/// size: only its bytes tell. They are compared after each read: what was read before a file changed is good then.
/// Two files with the same first and last 256 bytes at the same places are taken for one.
final class FileWitness {
  private(set) var head: [UInt8]
  private(set) var tail: [UInt8]
  /// Bytes from the start of the file that were read.
  private(set) var bytesRead: Int
  /// The file was found to be another.
  private(set) var isReplaced = false

  /// Witnesses a file that was read up to `bytesRead`.
  ///
  /// - Parameters:
  ///   - head: Its first bytes, all that there are up to ``Fingerprint/size``, which may be more than were read.
  ///   - tail: The bytes before `bytesRead`, up to as many.
  ///   - bytesRead: Bytes from the start of the file.
  init(head: [UInt8], tail: [UInt8], bytesRead: Int) {
    self.head = head
    self.tail = tail
    self.bytesRead = bytesRead
  }

  /// Takes note of bytes that were just read from where the reading had come to; false when they are of another file.
  func accepts(_ bytes: UnsafeRawBufferPointer, from descriptor: Int32) -> Bool {
    guard isTrue(of: descriptor) else { return false }
    if head.count < Fingerprint.size, bytesRead + bytes.count > head.count, head.count >= bytesRead
    {
      head += bytes.dropFirst(head.count - bytesRead).prefix(Fingerprint.size - head.count)
    }
    if bytes.count < Fingerprint.size {
      tail += bytes
    } else {
      tail = Array(bytes.suffix(Fingerprint.size))
    }
    if tail.count > Fingerprint.size { tail.removeFirst(tail.count - Fingerprint.size) }
    bytesRead += bytes.count
    return true
  }

  /// Whether the file still has the bytes that were read.
  func isTrue(of descriptor: Int32) -> Bool {
    if isReplaced { return false }
    isReplaced =
      !has(head, at: 0, descriptor) || !has(tail, at: bytesRead - tail.count, descriptor)
    return !isReplaced
  }

  private func has(_ bytes: [UInt8], at offset: Int, _ descriptor: Int32) -> Bool {
    bytes.isEmpty || readBytes(descriptor, at: offset, count: bytes.count) == bytes
  }
}

/// Up to `count` bytes at a place of a file; fewer at its end or when it cannot be read.
func readBytes(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, size in
    size = 0
    while size < count, let start = buffer.baseAddress {
      let more = pread(descriptor, start + size, count - size, off_t(offset + size))
      if more < 0, errno == EINTR { continue }
      if more <= 0 { return }
      size += more
    }
  }
}
