import Platform

/// A model on disk that several processes read, and replace one after the other.
///
/// To save, a process makes the file `.NAME.saving` beside the model and locks it (flock(2)); what it writes there
/// is synchronised with the disk and takes the model's name in one step. So at any moment, whatever dies, the model is the old one or
/// the new one; a process that was killed leaves at most that one file, which the next takes over. Readers need no lock.
public struct ModelFile: Sendable {
  /// The name as the user gave it, for messages.
  public let name: String
  private let path: String
  private let folder: String
  private let savingPath: String

  /// Names a model that is to be read and saved.
  ///
  /// - Parameter name: Its path. A symbolic link is followed now, and not again.
  /// - Throws: ``ModelError`` when the folder does not let files be made.
  public init(saving name: String) throws {
    let path = try Self.resolved(name)
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = slash.map { String(path[path.index(after: $0)...]) } ?? path
    self.name = name
    self.path = path
    self.folder = folder
    savingPath = "\(folder == "/" ? "" : folder)/.\(file).saving"
    guard access(folder, W_OK | X_OK) == 0 else {
      throw ModelError.folderNotWritable(errno: errno)
    }
  }

  /// The path of the file behind a symbolic link; of a file that does not exist, the path as it is.
  private static func resolved(_ name: String) throws -> String {
    if let real = realpath(name, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard errno == ENOENT else { throw ModelError.system("cannot be read", errno: errno) }
    var status = stat()
    if lstat(name, &status) == 0 { throw ModelError.system("links to nothing", errno: ENOENT) }
    return name
  }

  // MARK: reading

  /// The bytes of a model; symbolic links are followed, nothing is written anywhere.
  ///
  /// - Throws: ``ModelError``.
  public static func read(_ name: String) throws -> [UInt8] {
    guard let bytes = try contents(name) else {
      throw ModelError.system("cannot be read", errno: ENOENT)
    }
    return bytes
  }

  /// The bytes of the model; nil when it does not exist yet.
  public func read() throws -> [UInt8]? { try Self.contents(path) }

  private static func contents(_ path: String) throws -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw ModelError.system("cannot be read", errno: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 64)
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = Platform.read(descriptor, block.baseAddress, block.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: block[..<count])
      } else if errno != EINTR {
        throw ModelError.system("cannot be read", errno: errno)
      }
    }
  }

  // MARK: saving

  /// Replaces the model while no other process can.
  ///
  /// - Parameters:
  ///   - milliseconds: How long to wait for another process that is saving.
  ///   - make: Takes the model as it is now, nil when there is none, and returns what it is to be.
  /// - Throws: ``ModelError``, or what `make` throws; the model is then as it was.
  public func replace(
    lockTimeout milliseconds: Int, _ make: (_ current: [UInt8]?) throws -> [UInt8]
  ) throws {
    let descriptor = try lock(milliseconds)
    defer { close(descriptor) }
    do {
      let current = try read()
      let bytes = try make(current)
      if bytes == current {
        unlink(savingPath)
      } else {
        try write(bytes, descriptor)
      }
    } catch {
      unlink(savingPath)
      throw error
    }
  }

  private func write(_ bytes: [UInt8], _ descriptor: Int32) throws {
    guard ftruncate(descriptor, 0) == 0 else {
      throw ModelError.system("cannot be saved", errno: errno)
    }
    var offset = 0
    try bytes.withUnsafeBytes { buffer in
      while offset < buffer.count, let start = buffer.baseAddress {
        let written = Platform.write(descriptor, start + offset, buffer.count - offset)
        if written >= 0 {
          offset += written
        } else if errno != EINTR {
          throw ModelError.system("cannot be saved", errno: errno)
        }
      }
    }
    takeOverOwner(descriptor)
    guard fsync(descriptor) == 0 else { throw ModelError.system("cannot be saved", errno: errno) }
    guard rename(savingPath, path) == 0 else {
      if errno == EBUSY || errno == EXDEV { throw ModelError.mounted }
      throw ModelError.system("cannot be replaced", errno: errno)
    }
    syncFolder()
  }

  /// Gives the new file the owner and the permissions of the old one, as far as that is allowed.
  private func takeOverOwner(_ descriptor: Int32) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    _ = fchown(descriptor, status.st_uid, status.st_gid)
    _ = fchmod(descriptor, status.st_mode & 0o777)
  }

  /// Makes the new name durable; file systems that cannot synchronise a folder do it by themselves.
  private func syncFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  // MARK: the lock

  private static let pause: Int32 = 10

  /// The file to write to, locked: it is the one that has the name, and nobody else writes to it.
  private func lock(_ milliseconds: Int) throws -> Int32 {
    var waited = 0
    while true {
      let descriptor = open(savingPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else {
        throw ModelError.system("cannot be saved (\(savingPath))", errno: errno)
      }
      while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        guard errno == EWOULDBLOCK || errno == EINTR else {
          let number = errno
          close(descriptor)
          throw ModelError.system("cannot be locked", errno: number)
        }
        guard waited < milliseconds else {
          close(descriptor)
          throw ModelError.locked(milliseconds: milliseconds)
        }
        poll(nil, 0, Self.pause)
        waited += Int(Self.pause)
      }
      if try isOurs(descriptor) { return descriptor }
      close(descriptor)
    }
  }

  /// Whether a locked file still has its name, which it lost if it was a model that another process saved meanwhile; and
  /// belongs to nobody else, who could go on writing to it.
  private func isOurs(_ descriptor: Int32) throws -> Bool {
    var own = stat()
    var named = stat()
    guard fstat(descriptor, &own) == 0, lstat(savingPath, &named) == 0,
      own.st_ino == named.st_ino, own.st_dev == named.st_dev
    else { return false }
    if own.st_uid == geteuid(), own.st_nlink == 1, own.st_mode & S_IFMT == S_IFREG { return true }
    guard unlink(savingPath) == 0 else {
      throw ModelError.system("cannot be saved (\(savingPath))", errno: errno)
    }
    return false
  }
}
