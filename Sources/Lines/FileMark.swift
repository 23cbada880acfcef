/// A count of bytes and their hash.
public struct Fingerprint: Equatable, Sendable {
  /// The most bytes that are looked at.
  public static let size = 256

  /// How many bytes.
  public var count: Int
  /// FNV-1a, 64 bits (Fowler, Noll and Vo).
  public var hash: UInt64

  /// Takes what was kept of bytes seen earlier.
  public init(count: Int, hash: UInt64) {
    self.count = count
    self.hash = hash
  }

  /// Sums up bytes.
  public init(_ bytes: some Sequence<UInt8>) {
    count = 0
    hash = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      count += 1
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
  }
}

/// How far a file was read, and how it is known again: under another name, as a copy, or packed.
public struct FileMark: Equatable, Sendable {
  /// The device that the file is on.
  public var device: UInt64
  /// Its number there, which another file may get when it is gone.
  public var inode: UInt64
  /// Where the next line begins: bytes of the unpacked file, those of UTF-16 counted as UTF-8.
  public var position: Int
  /// Lines up to there.
  public var line: Int
  /// The line before was cut at the limit: what stands at `position` is the rest of it.
  public var isInCutLine: Bool
  /// Bytes that were read, as they are on disk; the last of them may begin a line that is not complete yet.
  public var bytesRead: Int
  /// The first bytes of the file.
  public var head: Fingerprint
  /// The last bytes before `bytesRead`.
  public var tail: Fingerprint

  /// Takes what was kept of a file.
  public init(
    device: UInt64, inode: UInt64, position: Int, line: Int, isInCutLine: Bool, bytesRead: Int,
    head: Fingerprint, tail: Fingerprint
  ) {
    self.device = device
    self.inode = inode
    self.position = position
    self.line = line
    self.isInCutLine = isInCutLine
    self.bytesRead = bytesRead
    self.head = head
    self.tail = tail
  }
}
