import Platform

@testable import Lines

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

  mutating func bytes(count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 11) }
  }
}

/// A file without a name, open for reading and writing; closed with it.
struct NamelessFile: ~Copyable {
  let descriptor: Int32

  init(holding bytes: [UInt8] = []) {
    var path = Array("/tmp/logline-test-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    precondition(descriptor >= 0, "no temporary file")
    unlink(path)
    let written = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    precondition(written == bytes.count, "short write")
  }

  deinit { close(descriptor) }

  /// All that the file holds.
  var content: [UInt8] {
    let size = Int(lseek(descriptor, 0, SEEK_END))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = pread(descriptor, buffer.baseAddress, size, 0)
    }
  }
}

/// Whether `bytes` are UTF-8, by the standard library.
func isUTF8(_ bytes: some Sequence<UInt8>) -> Bool {
  String(validating: Array(bytes), as: UTF8.self) != nil
}
