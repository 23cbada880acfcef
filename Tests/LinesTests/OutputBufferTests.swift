import Platform
import TestSupport
import Testing

@testable import Lines

@Suite struct OutputBufferTests {
  @Test func `what is complete is written, the rest waits`() {
    let file = NamelessFile()
    var buffer = OutputBuffer(descriptor: file.descriptor)
    buffer.append("complete\n")
    buffer.commit()
    buffer.append("unfini")
    buffer.flush()
    #expect(file.content == Array("complete\n".utf8))
    buffer.append("shed\n")
    buffer.commit()
    buffer.flush()
    #expect(file.content == Array("complete\nunfinished\n".utf8))
    let (written, count) = (buffer.bytesWritten, buffer.count)
    #expect(written == 20 && count == 0)
  }

  @Test func `an unfinished record can be taken back, also after a flush`() {
    let file = NamelessFile()
    var buffer = OutputBuffer(descriptor: file.descriptor)
    buffer.append("a\n")
    buffer.commit()
    buffer.append("wrong")
    buffer.flush()
    buffer.rollBack()
    buffer.append("b\n")
    buffer.commit()
    buffer.flush()
    #expect(file.content == Array("a\nb\n".utf8))
  }

  @Test func `scratch space grows and keeps everything`() {
    var buffer = OutputBuffer(descriptor: -1)
    var expected: [UInt8] = []
    for number in 0..<20_000 {
      buffer.append(decimal: number)
      expected += Array("\(number)".utf8)
    }
    let failure = buffer.failure
    #expect(Array(buffer.pending) == expected)
    #expect(failure == 0)
    buffer.clear()
    #expect(buffer.pending.isEmpty)
  }

  @Test func `a record larger than the block is kept whole`() {
    let file = NamelessFile()
    var buffer = OutputBuffer(descriptor: file.descriptor)
    let large = [UInt8](repeating: UInt8(ascii: "\""), count: 700_000)
    buffer.append("before\n")
    buffer.commit()
    large.withUnsafeBufferPointer { buffer.append($0) }
    #expect(file.content == Array("before\n".utf8))
    buffer.commit()
    buffer.flush()
    #expect(file.content == Array("before\n".utf8) + large)
  }

  @Test func `pending bytes are replaced, or left`() {
    let file = NamelessFile()
    var buffer = OutputBuffer(descriptor: file.descriptor, capacity: 16)
    buffer.append("kept,")
    buffer.commit()
    buffer.append("old")
    buffer.replacePending { Array($0) == Array("old".utf8) ? Array("longer than before".utf8) : [] }
    buffer.replacePending { _ in nil }
    buffer.commit()
    buffer.flush()
    #expect(file.content == Array("kept,longer than before".utf8))
  }

  @Test func `a terminated text has a sentinel that is no part of it`() {
    var buffer = OutputBuffer(descriptor: -1, capacity: 3)
    buffer.append("abc")
    let text = buffer.terminated
    #expect(Array(text) == Array("abc".utf8))
    #expect(text.baseAddress?[3] == 0x0A)
    #expect(buffer.pending.count == 3)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `any order of calls gives the bytes of the model`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let file = NamelessFile()
    let capacity = random.pick([1, 16, 100, 5_000])
    var buffer = OutputBuffer(descriptor: file.descriptor, capacity: capacity)
    var (complete, unfinished): ([UInt8], [UInt8]) = ([], [])
    for _ in 0..<300 {
      switch random.next() % 12 {
      case 0...2:
        let bytes = random.bytes(count: Int.random(in: 0...50, using: &random))
        bytes.withUnsafeBufferPointer { buffer.append($0) }
        unfinished += bytes
      case 3:
        let number = Int(truncatingIfNeeded: random.next() >> (random.next() % 64))
        buffer.append(decimal: number)
        unfinished += Array("\(number)".utf8)
      case 4, 5:
        let bytes = random.bytes(count: Int.random(in: 0...50, using: &random))
        appendEscaping(bytes, to: &buffer)
        unfinished += escapedModel(bytes)
      case 6:
        let bytes = random.bytes(count: Int.random(in: 0...40, using: &random))
        buffer.append(short: bytes + [UInt8](repeating: 0x78, count: 16), count: bytes.count)
        unfinished += bytes
        buffer.append(7, width: 3)
        unfinished += Array("007".utf8)
      case 7, 8:
        buffer.commit()
        complete += unfinished
        unfinished = []
      case 9:
        buffer.rollBack()
        unfinished = []
      case 10: buffer.flush()
      default:
        buffer.replacePending { Array($0.reversed()) }
        unfinished.reverse()
      }
    }
    buffer.flush()
    #expect(Array(buffer.pending) == unfinished)
    #expect(file.content == complete)
    let (written, failure) = (buffer.bytesWritten, buffer.failure)
    #expect(written == complete.count && failure == 0)
  }

  @Test(arguments: [0, 7, -7, 10, 99, 100, .max, .min, .max / 10, -1_000_000_000_000_000_000])
  func `numbers are written in decimal`(number: Int) {
    var buffer = OutputBuffer(descriptor: -1, capacity: 1)
    buffer.append(decimal: number)
    #expect(String(decoding: buffer.pending, as: UTF8.self) == "\(number)")
  }

  @Test func `a width gives leading zeros and cuts in front`() {
    var buffer = OutputBuffer(descriptor: -1, capacity: 1)
    buffer.append(42, width: 4)
    buffer.append(1_234, width: 2)
    buffer.append(.max, width: 20)
    buffer.append(5, width: 0)
    #expect(String(decoding: buffer.pending, as: UTF8.self) == "00423418446744073709551615")
  }
}

/// The insides of JSON strings.
@Suite struct EscapingTests {
  @Test func `quotes, backslashes and control characters are escaped`() {
    #expect(escaped("a \"b\" \\ \n\u{1}é\u{7f}") == #"a \"b\" \\ \n\u0001é"# + "\u{7f}")
  }

  @Test func `each byte is escaped as the model has it, in texts of all lengths`() {
    var buffer = OutputBuffer(descriptor: -1)
    for length in 0...70 {
      for byte in UInt8.min...UInt8.max {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        if length > 0 { bytes[(Int(byte) &* 7 &+ length) % length] = byte }
        buffer.clear()
        appendEscaping(bytes, to: &buffer)
        if !buffer.pending.elementsEqual(escapedModel(bytes)) { Issue.record("\(bytes)") }
      }
    }
  }

  @Test func `texts of one byte alone grow sixfold at most`() {
    for byte in UInt8.min...UInt8.max {
      for length in [1, 15, 16, 17, 33, 64] {
        let bytes = [UInt8](repeating: byte, count: length)
        #expect(escaped(bytes) == escapedModel(bytes))
      }
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `random texts are escaped as the model has it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = ["plain text ", "\"", "\\", "\n", "é", "😀", "\u{0}", "\u{1f}", " ", "x"]
    for _ in 0..<10 {
      let text = (0..<Int.random(in: 0...40, using: &random)).map { _ in random.pick(words) }
      let bytes = Array(text.joined().utf8)
      #expect(escaped(bytes) == escapedModel(bytes), "\(bytes)")
    }
  }
}

/// Writes that fail.
@Suite struct FailingOutputTests {
  @Test func `a full device sets the failure, and what follows is dropped`() throws {
    let full = open("/dev/full", O_WRONLY)
    try #require(full >= 0)
    defer { close(full) }
    var buffer = OutputBuffer(descriptor: full)
    for _ in 0..<3 {
      buffer.append("lost\n")
      buffer.commit()
      buffer.flush()
    }
    let (failure, written, count) = (buffer.failure, buffer.bytesWritten, buffer.count)
    #expect(failure == ENOSPC)
    #expect(written == 0 && count == 0)
  }

  @Test func `a closed pipe gives EPIPE, and the buffer stays small`() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    var buffer = OutputBuffer(descriptor: ends[1])
    for _ in 0..<100_000 {
      buffer.append("a line of some length\n")
      buffer.commit()
    }
    let (failure, capacity) = (buffer.failure, buffer.capacity)
    #expect(failure == EPIPE)
    #expect(capacity < 1 << 20)
    close(ends[1])
  }

  @Test func `a pipe left non-blocking is waited for`() {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
    // The reader is a thread of its own: a task might have to wait for the one that waits for it.
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil, { readToEnd($0) }, UnsafeMutableRawPointer(bitPattern: Int(ends[0]) + 1))
    #expect(started == 0)
    var buffer = OutputBuffer(descriptor: ends[1])
    for number in 0..<50_000 {
      buffer.append(UInt64(number), width: 9)
      buffer.append(UInt8(ascii: "\n"))
      buffer.commit()
    }
    buffer.flush()
    close(ends[1])
    var result: UnsafeMutableRawPointer?
    pthread_join(thread, &result)
    close(ends[0])
    let failure = buffer.failure
    #expect(failure == 0)
    #expect(Int(bitPattern: result) == 500_000)
  }
}

/// Reads all that comes from the descriptor that is one less than `argument`; returns the count.
private func readToEnd(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  let descriptor = Int32(Int(bitPattern: argument) - 1)
  var total = 0
  withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { bytes in
    while case let count = read(descriptor, bytes.baseAddress, bytes.count), count > 0 {
      total += count
    }
  }
  return UnsafeMutableRawPointer(bitPattern: total)
}

// MARK: - Escaping

private func escaped(_ bytes: [UInt8]) -> [UInt8] {
  var buffer = OutputBuffer(descriptor: -1, capacity: 1)
  appendEscaping(bytes, to: &buffer)
  return Array(buffer.pending)
}

private func escaped(_ text: String) -> String {
  String(decoding: escaped(Array(text.utf8)), as: UTF8.self)
}

/// Appends `bytes` with bytes behind them that would be escaped if they were looked at.
private func appendEscaping(_ bytes: [UInt8], to buffer: inout OutputBuffer) {
  let padded = bytes + [UInt8](repeating: UInt8(ascii: "\""), count: 16)
  buffer.append(escaping: padded, count: bytes.count)
}

private func escapedModel(_ bytes: [UInt8]) -> [UInt8] {
  bytes.flatMap { byte -> [UInt8] in
    switch byte {
    case 0x08: Array(#"\b"#.utf8)
    case 0x09: Array(#"\t"#.utf8)
    case 0x0A: Array(#"\n"#.utf8)
    case 0x0C: Array(#"\f"#.utf8)
    case 0x0D: Array(#"\r"#.utf8)
    case UInt8(ascii: "\""): Array(#"\""#.utf8)
    case UInt8(ascii: "\\"): Array(#"\\"#.utf8)
    case ..<0x10: Array(#"\u000"#.utf8) + Array(String(byte, radix: 16).utf8)
    case ..<0x20: Array(#"\u00"#.utf8) + Array(String(byte, radix: 16).utf8)
    default: [byte]
    }
  }
}
