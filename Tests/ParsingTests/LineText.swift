import Platform

@testable import Parsing
@testable import Records

/// Hands `body` the bytes as the reader has a line: a line end and readable bytes that mean nothing behind it.
func withLine<Result>(
  _ bytes: [UInt8], _ body: (UnsafePointer<UInt8>, Int) throws -> Result
) rethrows -> Result {
  let hostile = Array("\n123 +0100 12:00:00 INFO [x] a: b - }\"]".utf8)
  return try (bytes + hostile + [UInt8](repeating: 0x31, count: 90)).withUnsafeBufferPointer {
    try body($0.baseAddress.unsafelyUnwrapped, bytes.count)
  }
}

/// As above.
func withLine<Result>(
  _ line: String, _ body: (UnsafePointer<UInt8>, Int) throws -> Result
) rethrows -> Result {
  try withLine(Array(line.utf8), body)
}

/// The text of bytes.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// The text of a source text.
func text(_ source: SourceText?) -> String? { source.map { text($0.bytes) } }

/// Memory whose last byte is the last that may be read: what stands behind ends the process.
final class GuardedPage {
  private let base: UnsafeMutablePointer<UInt8>
  private let page = Int(getpagesize())

  init() {
    let memory = mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED, mprotect(memory + page, page, PROT_NONE) == 0 else {
      preconditionFailure("no memory")
    }
    base = memory.assumingMemoryBound(to: UInt8.self)
  }

  deinit { munmap(base, 2 * page) }

  /// Hands `body` the bytes with `slack` readable bytes behind them.
  func with<Result>(
    _ bytes: [UInt8], slack: Int, _ body: (UnsafePointer<UInt8>, Int) throws -> Result
  ) rethrows -> Result {
    let start = base + page - slack - bytes.count
    start.update(from: bytes, count: bytes.count)
    (start + bytes.count).update(repeating: 0x0A, count: slack)
    return try body(start, bytes.count)
  }
}
