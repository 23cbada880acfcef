import Platform
import TestSupport

/// Why a test cannot go on.
struct TestFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  init(errorNumber: Int32, _ subject: String) {
    description = "\(subject): \(String(cString: strerror(errorNumber)))"
  }
}

/// A folder that is there as long as its owner.
struct ScratchFolder: ~Copyable {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/logline-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure(errorNumber: errno, parent) }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    do {
      var removal = try ChildProcess(["/bin/rm", "-rf", path], in: "/", environment: [:])
      _ = try removal.wait()
    } catch {
      // It stays in the folder for temporary files.
    }
  }

  /// Copies a folder with all that is in it into this one.
  func copy(folder: String) throws {
    var copy = try ChildProcess(["/bin/cp", "-R", folder, path], in: "/", environment: [:])
    guard try copy.wait() == 0 else { throw TestFailure("cannot copy \(folder)") }
  }
}

/// The bytes of a file; nil when there is none.
func contents(ofFile path: String) throws -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    if errno == ENOENT { return nil }
    throw TestFailure(errorNumber: errno, path)
  }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  while true {
    let more = try readSome(descriptor)
    if more.isEmpty { return bytes }
    bytes += more
  }
}

/// The text of a file that must be there.
func text(ofFile path: String) throws -> String {
  guard let bytes = try contents(ofFile: path) else { throw TestFailure("\(path) is missing") }
  return String(decoding: bytes, as: UTF8.self)
}

/// Writes a file; with nil there is none afterwards.
func replaceFile(_ path: String, with bytes: [UInt8]?) throws {
  guard let bytes else {
    unlink(path)
    return
  }
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw TestFailure(errorNumber: errno, path) }
  defer { close(descriptor) }
  guard write(bytes, to: descriptor) else { throw TestFailure(errorNumber: errno, path) }
}

/// The names in a folder in order, hidden ones left out; none when there is no such folder.
func names(inFolder path: String) -> [String] {
  allNames(inFolder: path).filter { !$0.hasPrefix(".") }
}

/// Writes all bytes; false when that failed, which `errno` tells.
@discardableResult
func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var offset = 0
  while offset < bytes.count {
    let written = bytes[offset...].withUnsafeBytes {
      Platform.write(descriptor, $0.baseAddress, $0.count)
    }
    if written < 0, errno != EINTR { return false }
    offset += max(0, written)
  }
  return true
}

/// What one read gives; empty at the end.
func readSome(_ descriptor: Int32) throws -> [UInt8] {
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &chunk, chunk.count)
    if count >= 0 { return Array(chunk[..<count]) }
    if errno != EINTR { throw TestFailure(errorNumber: errno, "read") }
  }
}

/// Waits until there is something to read, or the end; false when `seconds` have passed.
func waitReadable(_ descriptor: Int32, _ seconds: Int) throws -> Bool {
  var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  while true {
    let count = poll(&waiting, 1, Int32(seconds * 1_000))
    if count >= 0 { return count > 0 }
    if errno != EINTR { throw TestFailure(errorNumber: errno, "poll") }
  }
}
