import Platform
import TestSupport
import Testing

@testable import Lines

@Suite struct ReadAheadTests {
  @Test func `a packed file read ahead has the lines that it has without`() {
    let text = Array((1...200_000).map { "line \($0)\n" }.joined().utf8)
    for packed in [gzip(text), gzip(text) + gzip(text), Array(gzip(text).dropLast(9))] {
      #expect(read(packed, aheadAfter: 1) == read(packed, aheadAfter: nil))
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `when it begins, and where the data are damaged, changes nothing`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let line = Array("\(random.number(0...9_999)) some words of a line, \(seed)\r\n".utf8)
    let text = Array(repeatElement(line, count: random.number(1...60_000)).joined())
    var packed = gzip(text)
    if random.once(in: 2) { packed[random.below(packed.count)] ^= 0xFF }
    if random.once(in: 3) { packed.removeLast(random.below(packed.count)) }
    #expect(
      read(packed, aheadAfter: random.number(1...4)) == read(packed, aheadAfter: nil))
  }

  @Test func `what is not read to its end ends all the same`() {
    let file = NamelessFile(holding: gzip([UInt8](repeating: 0x0A, count: 4 << 20)))
    lseek(file.descriptor, 0, SEEK_SET)
    var reader = LineReader(
      source: ByteSource(descriptor: file.descriptor, closesDescriptor: false),
      maximumLine: 100, oversize: .cut)
    #expect(throws: Never.self) { _ = try reader.fill() }
    reader.readAhead()
  }

  @Test func `what is not gzip is read as before`() {
    let text = Array("one\ntwo\n".utf8)
    for input in [text, zstd(text)] {
      #expect(read(input, aheadAfter: 1) == read(input, aheadAfter: nil))
    }
  }
}

/// What a file gave: its lines, bytes taken from it, and what stopped the reading.
private struct Reading: Equatable {
  var lines: [UInt8] = []
  var count = 0
  var consumed = 0
  var failure: InputError?
}

/// Reads all lines of a file, ahead from so many blocks on; nil for never.
private func read(_ packed: [UInt8], aheadAfter blocks: Int?) -> Reading {
  let file = NamelessFile(holding: packed)
  lseek(file.descriptor, 0, SEEK_SET)
  var reader = LineReader(
    source: ByteSource(descriptor: file.descriptor, closesDescriptor: false),
    maximumLine: 1 << 20, oversize: .cut)
  var reading = Reading()
  var filled = 0
  do {
    while try reader.fill() {
      while let line = reader.next() {
        reading.lines.append(contentsOf: line.bytes)
        reading.count = line.number
      }
      filled += 1
      if filled == blocks { reader.readAhead() }
    }
  } catch {
    reading.failure = error
  }
  reading.consumed = reader.bytesConsumed
  return reading
}
