import TestSupport
import Testing

@testable import Lines

@Suite struct ByteMaskTests {
  @Test func `bit i of a mask stands for byte i`() {
    let bytes = Array("plain \"text\" \\\n é".utf8)
    #expect(stringEndMask(bytes) == 0b0110_1000_0100_0000)
    #expect(portableStringEndMask(bytes) == 0b0110_1000_0100_0000)
    #expect(nonASCIIMask(Array("abcdefghijklmn".utf8) + Array("é".utf8)) == 0b1100_0000_0000_0000)
  }

  @Test func `each byte in each place is told apart`() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<16 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 16)
        bytes[place] = byte
        check(bytes)
      }
    }
  }

  @Test func `each byte in each place of a block is told apart`() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<64 {
        var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 64)
        bytes[place] = byte
        checkBlock(bytes)
      }
    }
  }

  @Test func `the portable forms of blocks give what the C forms give`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<5_000 { checkBlock(random.bytes(count: 64)) }
  }

  @Test func `the portable forms give what the C forms give`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<5_000 { check(random.bytes(count: 16)) }
  }

  @Test func `bytes that are the same in two places are found`() {
    var random = SeededGenerator(seed: 4)
    for _ in 0..<2_000 {
      let left = random.bytes(count: 16)
      let right = left.map { Bool.random(using: &random) ? $0 : UInt8(random.next() & 0xff) }
      let same = zip(left, right).enumerated().reduce(UInt32(0)) {
        $0 | ($1.element.0 == $1.element.1 ? 1 << UInt32($1.offset) : 0)
      }
      #expect(sameMask(left, right) == same && portableSameMask(left, right) == same)
    }
  }
}

/// Holds all forms against one another and against a look at each byte.
private func check(_ bytes: [UInt8]) {
  let ends: UInt32 = mask(bytes) {
    $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\")
  }
  let high: UInt32 = mask(bytes) { $0 >= 0x80 }
  let digits: UInt32 = mask(bytes) { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  var copy = [UInt8](repeating: 0, count: 16)
  let copied = copyingStringEndMask(bytes, to: &copy)
  let isRight =
    stringEndMask(bytes) == ends && portableStringEndMask(bytes) == ends && copied == ends
    && copy == bytes && nonASCIIMask(bytes) == high && portableNonASCIIMask(bytes) == high
    && digitMask(bytes) == digits && portableDigitMask(bytes) == digits
  #expect(isRight, "\(bytes)")
  checkBlind(bytes)
  checkWords(WordMasks(bytes), bytes)
  checkWords(WordMasks(portable: bytes), bytes)
  checkNames(NameMasks(bytes), bytes)
  checkNames(NameMasks(portable: bytes), bytes)
}

private func checkBlind(_ bytes: [UInt8]) {
  let blind = bytes.map { $0 &- 48 < 10 ? UInt8(ascii: "0") : $0 }
  let limits = bytes.map { $0 &- 48 < 10 ? 9 : UInt8(0) }
  #expect(isWithin(bytes, of: blind, limits) && portableIsWithin(bytes, of: blind, limits))
  #expect(hashWithoutDigits(bytes) == hashWithoutDigits(blind))
  #expect(portableHashWithoutDigits(bytes) == hashWithoutDigits(bytes))
  for count in 1...16 {
    let block = BlindBlock(bytes, count: count)
    let twin = BlindBlock(portable: bytes, count: count)
    #expect(block.bytes == twin.bytes && block.limits == twin.limits)
  }
  for count in 0...16 {
    let readable = bytes + bytes
    let hash = hashWithoutDigits(readable, count: count)
    #expect(hash == portableHashWithoutDigits(readable, count: count))
    #expect(hash == hashWithoutDigits(blind.prefix(count) + blind.reversed() + blind, count: count))
  }
  for place in 0..<16 {
    var other = bytes
    other[place] ^= limits[place] == 9 ? 0x10 : 1
    #expect(!isWithin(other, of: blind, limits) && !portableIsWithin(other, of: blind, limits))
  }
}

private func checkBlock(_ bytes: [UInt8]) {
  let native = WordBlock(bytes)
  let portable = WordBlock(portable: bytes)
  let ends: UInt64 = mask(bytes, endsWord)
  let telling: UInt64 = mask(bytes) { "0123456789./@\\!?".utf8.contains($0) }
  let feeds: UInt64 = mask(bytes) { $0 == UInt8(ascii: "\n") }
  let isRight =
    native.end == ends && portable.end == ends && native.telling == telling
    && portable.telling == telling && lineEndMask(bytes) == feeds
    && portableLineEndMask(bytes) == feeds
  #expect(isRight, "\(bytes)")
}

private func endsWord(_ byte: UInt8) -> Bool {
  byte <= 0x20 || "\"'(),:;<=>[]{|}".utf8.contains(byte)
}

private func checkNames(_ masks: NameMasks, _ bytes: [UInt8]) {
  let isRight =
    masks.mark == mask(bytes) { "0123456789-.@_".utf8.contains($0) }
    && masks.upper == mask(bytes) { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
    && masks.lower == mask(bytes) { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
  #expect(isRight, "\(bytes)")
}

private func checkWords(_ masks: WordMasks, _ bytes: [UInt8]) {
  let isRight =
    masks.end == mask(bytes, endsWord)
    && masks.digit == mask(bytes) { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    && masks.upper == mask(bytes) { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 }
    && masks.lower == mask(bytes) { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 }
    && masks.path == mask(bytes) { "./$".utf8.contains($0) }
    && masks.other == mask(bytes) { $0 >= 0x80 }
  #expect(isRight, "\(bytes)")
}

private func mask<Mask: FixedWidthInteger>(
  _ bytes: [UInt8], _ isMember: (UInt8) -> Bool
) -> Mask {
  bytes.enumerated().reduce(0) { $0 | (isMember($1.element) ? 1 << Mask($1.offset) : 0) }
}
