import Lines
import Platform

/// The file that rejected lines go to byte for byte (`--rejects`).
struct Rejects: ~Copyable {
  private var buffer: OutputBuffer

  /// Opens the file, emptying it; one that it makes is for its owner only, since nothing was taken out of such lines.
  ///
  /// - Throws: ``CommandFailure`` when it cannot be opened.
  init(path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure("\(path): cannot open for rejected lines: \(errorText(errno))")
    }
    buffer = OutputBuffer(descriptor: descriptor)
  }

  /// Hands the lines to `sink`, which puts them into the file.
  init(sink: any OutputSink) { buffer = OutputBuffer(sink: sink) }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The file's descriptor.
  var descriptor: Int32 { buffer.descriptor }

  /// The `errno` of the first failed write; 0 when none did.
  var failure: Int32 { buffer.failure }

  /// Says that lines are lost, for the reason `errno`.
  mutating func fail(_ errno: Int32) { buffer.fail(errno) }

  /// Writes a line, or a piece of one; a line end follows the last piece.
  mutating func write(_ line: Line) {
    buffer.append(line.start, count: line.rawCount)
    if line.part == .whole || line.part == .last { buffer.append(UInt8(ascii: "\n")) }
    buffer.commit()
  }

  /// Writes out what waits; the `errno` of the first failed write, 0 when none did.
  mutating func flush() -> Int32 {
    buffer.flush()
    return buffer.failure
  }
}

/// The system's words for an error number.
func errorText(_ number: Int32) -> String { String(cString: strerror(number)) }

/// Why a command cannot go on: exit status 2, after the message.
public struct CommandFailure: Error, CustomStringConvertible {
  /// What is wrong; what to do.
  public var description: String

  /// Takes the message: lower case, no period.
  public init(_ description: String) { self.description = description }
}
