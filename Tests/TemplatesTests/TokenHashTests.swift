import Testing

@testable import Templates

@Suite struct TokenHashTests {
  @Test func `the hash of bytes is the same on every machine`() {
    #expect(hash("word") == 0xECEC_70B3_3EF8_E341)
  }

  @Test func `all bytes count, and those behind do not`() {
    var seen: Set<UInt64> = []
    for length in 0..<40 {
      let word = [UInt8](repeating: 0x61, count: length)
      seen.insert(hash(word))
      for index in 0..<length {
        var other = word
        other[index] = 0x62
        seen.insert(hash(other))
      }
    }
    #expect(seen.count == 40 + 39 * 20)
    #expect(hash("word", behind: 0) == hash("word", behind: 0xFF))
  }

  @Test func `a token's place and the gap in front of it count`() {
    let hashes: [UInt64] = [0, 1, 2, 77].flatMap { token in
      (0..<100).flatMap { place in
        [0, 1, 2, 1 << 32, 1 << 63].map { TokenHash.placed(token, gap: $0, at: place) }
      }
    }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test func `a word is replaced by the wildcard whatever the order of replacing`() {
    func token(_ word: String, _ gap: UInt64) -> Token {
      Token(start: 0, end: 0, role: .word, type: .any, hash: hash(word), gap: gap)
    }
    let (first, second) = (token("a", 0), token("b", 32))
    let row =
      TokenHash.placed(first.hash, gap: 0, at: 0) &+ TokenHash.placed(second.hash, gap: 32, at: 1)
    let forth = TokenHash.generalised(TokenHash.generalised(row, first, at: 0), second, at: 1)
    let back = TokenHash.generalised(TokenHash.generalised(row, second, at: 1), first, at: 0)
    #expect(forth == back)
    let other =
      TokenHash.placed(hash("c"), gap: 0, at: 0) &+ TokenHash.placed(second.hash, gap: 32, at: 1)
    #expect(
      TokenHash.generalised(other, token("c", 0), at: 0) == TokenHash.generalised(row, first, at: 0)
    )
  }

  private func hash(_ word: String, behind: UInt8 = 0) -> UInt64 {
    hash(Array(word.utf8), behind: behind)
  }

  private func hash(_ word: [UInt8], behind: UInt8 = 0) -> UInt64 {
    (word + [UInt8](repeating: behind, count: 8)).withUnsafeBufferPointer {
      TokenHash.bytes($0.baseAddress.unsafelyUnwrapped, count: word.count)
    }
  }
}
