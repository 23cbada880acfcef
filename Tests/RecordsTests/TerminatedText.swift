import Lines
import Platform
import TestSupport

@testable import Records

/// What stands behind a line in memory.
enum Surroundings: CaseIterable {
  case lineFeed, carriageReturn, zeros

  /// The line end, and bytes that go on with the JSON text if they are looked at.
  var bytes: [UInt8] {
    let hostile = Array(repeating: Array(#""}]:,{1e5"\u0041true"#.utf8), count: 8).flatMap { $0 }
    return switch self {
    case .lineFeed: Array("\n".utf8) + hostile
    case .carriageReturn: Array("\r\n".utf8) + hostile
    case .zeros: Array("\n".utf8) + [UInt8](repeating: 0, count: 80)
    }
  }
}

/// Hands `body` the bytes as a line of the reader has them.
func withTerminated<Result>(
  _ bytes: [UInt8], by surroundings: Surroundings = .lineFeed,
  _ body: (UnsafePointer<UInt8>) throws -> Result
) rethrows -> Result {
  try (bytes + surroundings.bytes).withUnsafeBufferPointer {
    try body($0.baseAddress.unsafelyUnwrapped)
  }
}

/// Scans `text`, which has to be a JSON object, and hands the record to `body`.
func withRecord<Result>(_ text: [UInt8], _ body: (borrowing Record) -> Result) -> Result {
  let scanner = UnsafeMutablePointer<JSONScanner>.allocate(capacity: 1)
  scanner.initialize(to: JSONScanner())
  defer {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }
  return withTerminated(text) { start in
    precondition(scanner.pointee.scan(start, count: text.count) == nil, "no JSON object")
    return body(Record(start: start, count: text.count, scanner: scanner))
  }
}

/// As above.
func withRecord<Result>(_ text: String, _ body: (borrowing Record) -> Result) -> Result {
  withRecord(Array(text.utf8), body)
}

/// What `body` writes to an output, through a file.
func written(
  rewrite: ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)? = nil,
  _ body: (inout RecordOutput) -> Void
) -> (bytes: [UInt8], counters: Counters) {
  let file = NamelessFile()
  var output = RecordOutput(descriptor: file.descriptor, rewrite: rewrite)
  body(&output)
  output.buffer.flush()
  return (file.content, output.counters)
}

/// The text of bytes.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
