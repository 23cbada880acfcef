import Lines
import Platform

/// The text of a small file that an option names; gzip and zstd by content.
///
/// - Throws: ``CommandFailure`` with the file's name when it cannot be read, is no UTF-8, or has more than 16 MiB.
public func readText(_ path: String) throws -> String {
  let bytes = try readBytes(path)
  guard bytes.withUnsafeBufferPointer(isValidUTF8) else {
    throw CommandFailure("\(path): is not UTF-8")
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The bytes of a small file; gzip and zstd by content.
///
/// - Throws: ``CommandFailure`` with the file's name when it cannot be read, or has more than 16 MiB.
func readBytes(_ path: String) throws -> [UInt8] {
  var bytes: [UInt8] = []
  do {
    var source = try InputFile(name: path, path: path).open()
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { block.deallocate() }
    while true {
      let count = try source.read(into: block)
      if count == 0 { break }
      bytes.append(contentsOf: block[..<count])
      if bytes.count > 1 << 24 { throw CommandFailure("has more than 16 MiB") }
    }
  } catch {
    throw CommandFailure("\(path): \(error)")
  }
  return bytes
}
