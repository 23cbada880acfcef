import Lines
import Platform

/// One input of a run: a file or standard input.
struct InputFile {
  /// What messages call it.
  var name: String
  /// Nil for standard input.
  var path: String?

  /// The operands of a command line, `-` and none being standard input.
  static func list(_ operands: [String]) -> [InputFile] {
    if operands.isEmpty { return [InputFile(name: "-", path: nil)] }
    return operands.map { InputFile(name: $0, path: $0 == "-" ? nil : $0) }
  }

  /// The size of a file on disk that the command opens itself, so that it can be read at any time, and again; nil for all else.
  var sizeOnDisk: Int? {
    var status = stat()
    guard let path, stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Opens the file for reading.
  ///
  /// - Throws: ``CommandFailure``, for a directory with the glob that names its files.
  func open() throws -> ByteSource {
    guard let path else { return ByteSource(descriptor: 0, closesDescriptor: false) }
    let descriptor = Platform.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure(errorText(errno).lowercasedFirst) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      let folder = path.hasSuffix("/") ? path : path + "/"
      throw CommandFailure("is a directory; name its files, as in '\(folder)*.log'")
    }
    return ByteSource(descriptor: descriptor, closesDescriptor: true)
  }
}

/// What the system says of an open descriptor.
struct DescriptorKind {
  /// A file on disk: reading never waits for anybody.
  let isRegular: Bool
  /// Its size in bytes.
  let size: Int

  init(_ descriptor: Int32) {
    var status = stat()
    let isKnown = fstat(descriptor, &status) == 0
    isRegular = isKnown && status.st_mode & S_IFMT == S_IFREG
    size = isKnown ? Int(status.st_size) : 0
  }
}

extension String {
  /// The text with its first letter in lower case, as messages begin.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
