import TestSupport
import Testing

@testable import Lines

@Suite struct UTF8CheckTests {
  @Test func `ill-formed bytes become U+FFFD`() {
    #expect(repaired([0x61, 0xFF, 0x62]) == Array("a\u{FFFD}b".utf8))
    #expect(repaired(Array("disk é 😀".utf8)) == Array("disk é 😀".utf8))
    #expect(repaired([]) == [])
  }

  @Test(
    arguments: [
      ([0xF0, 0x9F, 0x98], 1), ([0xE2, 0x82], 1), ([0xE2, 0x82, 0x41], 2), ([0xED, 0xA0, 0x80], 3),
      ([0xC0, 0xAF], 2), ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF0, 0x80, 0x80], 3), ([0xC3], 1),
      ([0xF5, 0x80], 2), ([0xE0, 0xA0, 0xE0, 0xA0], 2),
    ] as [([UInt8], Int)])
  func `one U+FFFD stands for each maximal subpart`(bytes: [UInt8], scalars: Int) {
    #expect(String(decoding: repaired(bytes), as: UTF8.self).unicodeScalars.count == scalars)
    #expect(repaired(bytes) == oracle(bytes))
    #expect(!isValid(bytes))
  }

  @Test func `all sequences of two bytes are repaired as the standard library has it`() {
    for lead in UInt8.min...UInt8.max {
      checkAll((UInt8.min...UInt8.max).map { [lead, $0] })
    }
  }

  @Test func `sequences of three and four bytes are repaired as the standard library has it`() {
    let edges: [UInt8] = [
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xF0, 0xF4,
      0xFF,
    ]
    for lead in UInt8(0xC0)...0xFF {
      for second in edges {
        checkAll(edges.map { [lead, second, $0] })
        for third in edges { checkAll(edges.map { [lead, second, third, $0] }, everyPlace: false) }
      }
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `random bytes are repaired as the standard library has it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words: [[UInt8]] = [
      [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0x80], [0xFF], Array("é".utf8), Array("😀".utf8),
      Array("a".utf8), [0xED, 0xA0], [0xC3],
    ]
    for _ in 0..<20 {
      let count = Int.random(in: 0...40, using: &random)
      let bytes =
        Bool.random(using: &random)
        ? random.bytes(count: count) : (0..<count).flatMap { _ in random.pick(words) }
      #expect(repaired(bytes) == oracle(bytes), "\(bytes)")
      #expect(isValid(bytes) == isUTF8(bytes), "\(bytes)")
    }
  }

  @Test func `a repaired text ends like a line of the reader`() {
    var text = RepairedText()
    for bytes in [[0xFF], [], Array("long enough to grow".utf8)] as [[UInt8]] {
      let isTerminated = bytes.withUnsafeBufferPointer { bytes in
        text.withRepaired(bytes) { repaired in
          repaired.baseAddress?[repaired.count] == 0x0A
            && (1...64).allSatisfy { repaired.baseAddress?[repaired.count + $0] != nil }
        }
      }
      #expect(isTerminated)
    }
  }

  @Test func `no bytes are well-formed`() {
    #expect(isValidUTF8(UnsafeBufferPointer(start: nil, count: 0)))
  }
}

private func isValid(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer(isValidUTF8) }

private func repaired(_ bytes: [UInt8]) -> [UInt8] {
  var text = RepairedText()
  return bytes.withUnsafeBufferPointer { text.withRepaired($0) { Array($0) } }
}

private func oracle(_ bytes: [UInt8]) -> [UInt8] {
  Array(String(decoding: bytes, as: UTF8.self).utf8)
}

/// Checks each sequence alone, where the text ends behind it, and all in a row.
private func checkAll(_ sequences: [[UInt8]], everyPlace: Bool = true) {
  let row = Array(sequences.joined(separator: [UInt8(ascii: "|")]))
  #expect(repaired(row) == oracle(row), "\(row)")
  #expect(isValid(row) == isUTF8(row), "\(row)")
  guard everyPlace else { return }
  for sequence in sequences {
    let isRight = repaired(sequence) == oracle(sequence) && isValid(sequence) == isUTF8(sequence)
    #expect(isRight, "\(sequence)")
  }
}
