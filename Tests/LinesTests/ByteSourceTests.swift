import CZlib
import CZstd
import Platform
import TestSupport
import Testing

@testable import Lines

@Suite struct ByteSourceTests {
  @Test func `plain text comes out as it is`() {
    let result = readAll(Array("one\ntwo\n".utf8))
    #expect(result == Outcome(bytes: Array("one\ntwo\n".utf8), encoding: .plain))
  }

  @Test func `an empty input ends at once and has no encoding`() {
    #expect(readAll([]) == Outcome(bytes: [], encoding: nil))
  }

  @Test(arguments: [1, 7, 65_536], Sample.all)
  private func `the size of the caller's buffer changes nothing`(size: Int, sample: Sample) {
    let result = readAll(sample.packed, bufferSize: size)
    #expect(result == Outcome(bytes: sample.text, encoding: sample.encoding))
  }

  @Test(arguments: Sample.all)
  private func `input that trickles in byte by byte changes nothing`(sample: Sample) {
    let result = readAll(chunks: sample.packed.map { [$0] })
    #expect(result == Outcome(bytes: sample.text, encoding: sample.encoding))
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `cuts at any place change nothing`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = randomText(lines: 2000, using: &random)
    let packed = gzip(text) + gzip(randomText(lines: 10, using: &random))
    var chunks: [[UInt8]] = []
    var start = 0
    while start < packed.count {
      let end = min(packed.count, start + Int.random(in: 1...4000, using: &random))
      chunks.append(Array(packed[start..<end]))
      start = end
    }
    let whole = readAll(packed, bufferSize: 1 << 20)
    let cut = readAll(chunks: chunks, bufferSize: Int.random(in: 1...9000, using: &random))
    #expect(whole.bytes.starts(with: text))
    #expect(cut == whole)
  }

  @Test func `text is handed out after its first read`() throws {
    var reader = decodingReader([Array("4".utf8), Array("2\n".utf8)])
    var buffer = [UInt8](repeating: 0, count: 100)
    let count = try read(&reader, into: &buffer)
    #expect(count == 1)
    #expect(reader.upstream.upstream.reads == 1)
  }

  @Test(arguments: ["B", "BZh", "P", "BZh91AY&S"])
  func `a beginning of a signature alone is text`(text: String) {
    let result = readAll(Array(text.utf8))
    #expect(result == Outcome(bytes: Array(text.utf8), encoding: .plain))
  }

  @Test func `a plain file that grew is read on`() throws {
    let file = temporaryFile(Array("one\n".utf8))
    var source = ByteSource(descriptor: file, closesDescriptor: true)
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(try read(&source, into: &buffer) == 4)
    #expect(try read(&source, into: &buffer) == 0)
    #expect(pwrite(file, "two", 3, 4) == 3)
    #expect(try read(&source, into: &buffer) == 3)
    #expect(source.bytesConsumed == 7)
  }

  @Test func `the descriptor is closed only when asked`() {
    let file = temporaryFile([])
    do { _ = ByteSource(descriptor: file, closesDescriptor: false) }
    #expect(fcntl(file, F_GETFD) != -1)
    #expect(close(file) == 0)
  }

  @Test func `a directory is unreadable and says why`() {
    let directory = open("/", O_RDONLY)
    var source = ByteSource(descriptor: directory, closesDescriptor: true)
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(throws: InputError.unreadable(errno: EISDIR)) { try read(&source, into: &buffer) }
    #expect(InputError.unreadable(errno: EIO).description == "cannot read: Input/output error")
  }

  @Test func `a descriptor left non-blocking is waited for`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
    var source = ByteSource(descriptor: ends[0], closesDescriptor: true)
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(write(ends[1], "x", 1) == 1)
    #expect(try read(&source, into: &buffer) == 1)
    close(ends[1])
    #expect(try read(&source, into: &buffer) == 0)
  }
}

/// Compressed input: members, frames, damage.
@Suite struct DecompressionTests {
  static let text = Array("alpha\nbeta\ngamma\n".utf8)

  @Test func `members of gzip follow one another`() {
    let result = readAll(gzip(Self.text) + gzip([]) + gzip(Self.text))
    #expect(result == Outcome(bytes: Self.text + Self.text, encoding: .gzip))
  }

  @Test func `zeros after the last member are ignored`() {
    let result = readAll(gzip(Self.text) + [UInt8](repeating: 0, count: 300_000))
    #expect(result == Outcome(bytes: Self.text, encoding: .gzip))
  }

  @Test(arguments: [[0x41], [0, 0, 0x41], [0, 0x1f, 0x8b], [0x1f, 0x41]] as [[UInt8]])
  func `other bytes after the last member are damage`(tail: [UInt8]) {
    let result = readAll(gzip(Self.text) + tail)
    #expect(result.bytes == Self.text)
    #expect(result.error?.isCorruption == true)
  }

  @Test(arguments: [gzip, zstd])
  func `data that end too early give what there is, then say so`(
    compress: @Sendable ([UInt8]) -> [UInt8]
  ) {
    var random = SeededGenerator(seed: 1)
    let text = randomText(lines: 50_000, using: &random)
    let packed = compress(text)
    for length in [4, 5, 12, packed.count / 2, packed.count - 1] {
      let result = readAll(Array(packed[..<length]))
      #expect(result.error == .truncated(format: "\(result.encoding ?? .plain)"))
      #expect(text.starts(with: result.bytes))
      #expect(result.bytes.count > text.count / 4 || length < packed.count / 2)
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `a flipped bit never passes unnoticed`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let text = randomText(lines: 300, using: &random)
    let isGzip = Bool.random(using: &random)
    var packed = isGzip ? gzip(text) : zstd(text)
    // Beyond the header: there a bit may be one that nothing depends on.
    let place = Int.random(in: 20..<packed.count, using: &random)
    packed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    let result = readAll(packed)
    #expect(result.error != nil)
    #expect(result.bytes.count <= text.count + 200_000)
  }

  @Test func `the error comes after the good bytes and stays`() throws {
    let packed = gzip(Self.text) + [0x41]
    var reader = decodingReader([packed])
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(try read(&reader, into: &buffer) == Self.text.count)
    let isFailureReady = reader.hasBufferedInput
    #expect(isFailureReady)
    for _ in 0..<2 {
      #expect(throws: InputError.self) { try read(&reader, into: &buffer) }
    }
  }

  @Test func `frames of zstd follow one another, skippable ones give nothing`() {
    let skippable: [UInt8] = [0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 0x41, 0x0a, 0x42]
    let result = readAll(skippable + zstd(Self.text) + skippable + zstd(Self.text) + skippable)
    #expect(result == Outcome(bytes: Self.text + Self.text, encoding: .zstd))
  }

  @Test func `a zstd window above 128 MiB is refused with a way out`() {
    // Magic, a header of one byte without content size, a window of 2^28 bytes, an empty block.
    let result = readAll([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x90, 0x01, 0x00, 0x00])
    guard case .unsupported(_, let hint) = result.error else {
      Issue.record("\(result)")
      return
    }
    #expect(hint == "zstd -dc --long=31")
  }

  @Test(arguments: [
    (Array("BZh91AY&SY".utf8) + [0, 1], "bzip2 -dc"),
    ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0], "xz -dc"),
    ([0x04, 0x22, 0x4d, 0x18, 0x64], "lz4 -dc"),
  ])
  func `other compressions are named with the command that undoes them`(
    head: [UInt8], hint: String
  ) throws {
    for size in [1, 100] {
      let error = try #require(readAll(head, bufferSize: size).error)
      #expect(error.description.hasSuffix("pipe it in: \(hint) FILE | ..."))
    }
  }

  @Test func `hasBufferedInput is exact around a full buffer`() throws {
    // One member of ten bytes, then the header of the next: after the text nothing can be handed out.
    let text = Array("0123456789".utf8)
    var reader = decodingReader([gzip(text) + gzip(text)[..<10]])
    for (size, count, more) in [(4, 4, true), (4, 4, true), (2, 2, false)] {
      var buffer = [UInt8](repeating: 0, count: size)
      #expect(try read(&reader, into: &buffer) == count)
      let hasMore = reader.hasBufferedInput
      #expect(hasMore == more)
    }
    #expect(reader.upstream.upstream.reads == 1)
  }

  @Test(arguments: [gzip, zstd])
  func `fifty megabytes of zeros are streamed from a few kilobytes`(
    compress: @Sendable ([UInt8]) -> [UInt8]
  ) throws {
    let size = 50_000_000
    let packed = compress([UInt8](repeating: 0, count: size))
    #expect(packed.count < 60_000)
    var source = ByteSource(descriptor: temporaryFile(packed), closesDescriptor: true)
    var buffer = [UInt8](repeating: 1, count: 65_536)
    var total = 0
    while case let count = try read(&source, into: &buffer), count > 0 { total += count }
    #expect(total == size)
    #expect(source.bytesConsumed == packed.count)
  }
}

/// Byte order marks, UTF-16, and what looks binary.
@Suite struct TextEncodingTests {
  @Test func `a UTF-8 byte order mark is dropped`() {
    let marked: [UInt8] = [0xef, 0xbb, 0xbf]
    #expect(readAll(marked + Array("é\n".utf8)).bytes == Array("é\n".utf8))
    #expect(readAll(marked) == Outcome(bytes: [], encoding: .plain))
    #expect(readAll(marked + marked).bytes == marked)
    #expect(readAll(gzip(marked + [0x41])) == Outcome(bytes: [0x41], encoding: .gzip))
  }

  @Test(arguments: [false, true])
  func `UTF-16 becomes UTF-8`(bigEndian: Bool) {
    let text = "line é ✓ 😀\r\nnext"
    let result = readAll(utf16(Array(text.utf16), bigEndian: bigEndian))
    #expect(result.bytes == Array(text.utf8))
    #expect(result.encoding == (bigEndian ? .utf16BE : .utf16LE))
  }

  @Test(arguments: [false, true], [1, 3, 100])
  func `surrogates without a partner become U+FFFD`(bigEndian: Bool, size: Int) {
    let units: [UInt16] = [0xd83d, 0x41, 0xde00, 0x42, 0xd83d, 0xd83d, 0xde00, 0xd83d]
    let result = readAll(utf16(units, bigEndian: bigEndian), bufferSize: size)
    #expect(String(decoding: result.bytes, as: UTF8.self) == "\u{fffd}A\u{fffd}B\u{fffd}😀\u{fffd}")
  }

  @Test func `an odd last byte becomes U+FFFD`() {
    let result = readAll(utf16([0x41], bigEndian: false) + [0x42])
    #expect(String(decoding: result.bytes, as: UTF8.self) == "A\u{fffd}")
    #expect(result.error == nil)
  }

  @Test func `NUL bytes with other control characters look binary, text with NUL bytes does not`()
    throws
  {
    let cases: [(bytes: [UInt8], looksBinary: Bool)] = [
      (Array("\u{7f}ELF\u{2}\u{1}\u{1}\0\0".utf8), true),
      (Array("\0\0\0\0\0\ntext after a truncation\n".utf8), false),
      (Array("8=FIX.4.2\u{1}35=D\n".utf8), false),
      (Array("\u{1b}[31mred\u{1b}[0m\n".utf8), false),
      (utf16(Array("\u{1}text".utf16), bigEndian: false), false),
      (gzip([0, 1, 2]), false),
    ]
    for (bytes, looksBinary) in cases {
      var source = ByteSource(descriptor: temporaryFile(bytes), closesDescriptor: true)
      var buffer = [UInt8](repeating: 0, count: 1000)
      #expect(try read(&source, into: &buffer) > 0)
      #expect(source.looksBinary == looksBinary, "\(bytes)")
    }
  }
}

// MARK: - Reading

/// All that a source gave.
private struct Outcome: Equatable {
  var bytes: [UInt8] = []
  var encoding: Encoding?
  var error: InputError?
}

/// Chunks in place of a descriptor: each read gives the next one.
private struct Chunks: ByteReader {
  var chunks: [[UInt8]]
  var reads = 0
  var hasBufferedInput: Bool { false }

  init(chunks: [[UInt8]]) { self.chunks = chunks.reversed() }

  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    reads += 1
    guard let chunk = chunks.popLast() else { return 0 }
    let count = min(chunk.count, buffer.count)
    buffer.copyBytes(from: chunk[..<count])
    if count < chunk.count { chunks.append(Array(chunk[count...])) }
    return count
  }
}

extension ByteSource: ByteReader {}

private extension InputError {
  var isCorruption: Bool {
    if case .corrupt = self { true } else { false }
  }
}

private func read(
  _ reader: inout some ByteReader & ~Copyable, into buffer: inout [UInt8]
) throws(InputError) -> Int {
  var result: Result<Int, InputError> = .success(0)
  buffer.withUnsafeMutableBytes { bytes in
    result = Result { () throws(InputError) in try reader.read(into: bytes) }
  }
  return try result.get()
}

private func drain(
  _ reader: inout some ByteReader & ~Copyable, bufferSize: Int
) -> Outcome {
  var outcome = Outcome()
  var buffer = [UInt8](repeating: 0, count: bufferSize)
  do {
    while case let count = try read(&reader, into: &buffer), count > 0 {
      outcome.bytes += buffer[..<count]
    }
  } catch {
    outcome.error = error
  }
  return outcome
}

/// Reads `bytes` from a file through the public interface.
private func readAll(_ bytes: [UInt8], bufferSize: Int = 1000) -> Outcome {
  var source = ByteSource(descriptor: temporaryFile(bytes), closesDescriptor: true)
  var outcome = drain(&source, bufferSize: bufferSize)
  outcome.encoding = source.encoding
  return outcome
}

/// Reads `chunks` through the same layers as a source has.
private func readAll(chunks: [[UInt8]], bufferSize: Int = 1000) -> Outcome {
  var reader = decodingReader(chunks)
  var outcome = drain(&reader, bufferSize: bufferSize)
  outcome.encoding =
    reader.upstream.encoding == .plain ? reader.encoding : reader.upstream.encoding
  return outcome
}

private func decodingReader(_ chunks: [[UInt8]]) -> DecodingReader<DecodingReader<Chunks>> {
  DecodingReader(
    upstream: DecodingReader(upstream: Chunks(chunks: chunks), signatures: Signature.containers),
    signatures: Signature.byteOrderMarks)
}

/// A file without a name that holds `bytes`, open at its start.
private func temporaryFile(_ bytes: [UInt8]) -> Int32 {
  var path = Array("/tmp/logline-test-XXXXXX".utf8CString)
  let file = mkstemp(&path)
  precondition(file >= 0, "no temporary file")
  unlink(path)
  let written = bytes.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  precondition(written == bytes.count, "short write")
  return file
}

// MARK: - Making input

/// One text in one encoding.
private struct Sample: Sendable, CustomTestStringConvertible {
  var name: String
  var text: [UInt8]
  var packed: [UInt8]
  var encoding: Encoding

  var testDescription: String { name }

  static let all: [Sample] = {
    var random = SeededGenerator(seed: 7)
    let text = randomText(lines: 300, using: &random)
    let units = Array(String(decoding: text, as: UTF8.self).utf16)
    return [
      Sample(name: "plain", text: text, packed: text, encoding: .plain),
      Sample(name: "BOM", text: text, packed: [0xef, 0xbb, 0xbf] + text, encoding: .plain),
      Sample(name: "gzip", text: text, packed: gzip(text), encoding: .gzip),
      Sample(name: "zstd", text: text, packed: zstd(text), encoding: .zstd),
      Sample(name: "LE", text: text, packed: utf16(units, bigEndian: false), encoding: .utf16LE),
      Sample(name: "BE", text: text, packed: utf16(units, bigEndian: true), encoding: .utf16BE),
      Sample(
        name: "LE in gzip", text: text, packed: gzip(utf16(units, bigEndian: false)),
        encoding: .gzip),
      Sample(
        name: "BE in zstd", text: text, packed: zstd(utf16(units, bigEndian: true)),
        encoding: .zstd),
    ]
  }()
}

private func randomText(lines: Int, using random: inout SeededGenerator) -> [UInt8] {
  let words = ["error", "timeout", "é", "😀", "db-7", "日本", "\t"]
  var text = ""
  for _ in 0..<lines {
    text += "\(random.next() % 100_000) \(words[Int(random.next() % 7)])\n"
  }
  return Array(text.utf8)
}

private func utf16(_ units: [UInt16], bigEndian: Bool) -> [UInt8] {
  ([0xfeff] + units).flatMap { unit in
    let bytes = [UInt8(unit >> 8), UInt8(unit & 0xff)]
    return bigEndian ? bytes : bytes.reversed()
  }
}
