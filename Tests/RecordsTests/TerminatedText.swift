import Lines
import Platform

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
  var path = Array("/tmp/logline-test-XXXXXX".utf8CString)
  let descriptor = mkstemp(&path)
  precondition(descriptor >= 0, "no temporary file")
  unlink(path)
  defer { close(descriptor) }
  var output = RecordOutput(descriptor: descriptor, rewrite: rewrite)
  body(&output)
  output.buffer.flush()
  let size = Int(lseek(descriptor, 0, SEEK_END))
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    count = pread(descriptor, buffer.baseAddress, size, 0)
  }
  return (bytes, output.counters)
}

/// The text of bytes.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// SplitMix64: the same seed gives the same input.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// One of `choices`.
  mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
    choices[choices.index(choices.startIndex, offsetBy: Int(next() % UInt64(choices.count)))]
  }

  /// True once in `count` times.
  mutating func once(in count: UInt64) -> Bool { next() % count == 0 }
}
