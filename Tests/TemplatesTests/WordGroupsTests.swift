import TestSupport
import Testing

@testable import Templates

@Suite struct WordGroupsTests {
  private static let nobody = WordEvidence.Member(slot: 0, serial: 0)

  @Test func `a group counts different words, and those of them that are names`() {
    var groups = WordGroups(limit: 100)
    #expect(add(10, to: 1, &groups) == [1, 0])
    #expect(add(11, to: 1, &groups) == [2, 1])
    #expect(add(10, to: 1, &groups) == [2, 1])
    #expect(add(10, to: 2, &groups) == [1, 0])
    #expect(groups.count == 2 && groups.entries == 3)
    #expect(words(of: 1, groups) == [10, 11])
    groups.makeVariable(1)
    #expect(add(12, to: 1, &groups) == nil)
    #expect(groups.isVariable(1) && !groups.isVariable(2) && groups.variables == 1)
  }

  /// Few keys, many of which want the same place.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `it is a dictionary of lists`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var groups = WordGroups(limit: 10_000)
    var model: [UInt64: [UInt64]] = [:]
    for _ in 0..<2_000 {
      let key = UInt64(random.below(12)) << 40 | UInt64(random.below(60))
      let word = UInt64(random.below(20))
      _ = add(word, to: key, &groups)
      if !model[key, default: []].contains(word) { model[key, default: []].append(word) }
      if random.below(300) == 0 {
        let few = random.below(6)
        groups.keep { $0.words > few }
        model = model.filter { $0.value.count > few }
      }
    }
    #expect(groups.count == model.count)
    #expect(groups.entries == model.values.reduce(0) { $0 + $1.count })
    for (key, expected) in model { #expect(words(of: key, groups) == expected) }
  }

  private func add(_ word: UInt64, to key: UInt64, _ groups: inout WordGroups) -> [Int]? {
    groups.reserve(1)
    let place = groups.place(of: key)
    return groups.add(word, of: Self.nobody, to: key, from: place).map { [$0.words, $0.names] }
  }

  private func words(of key: UInt64, _ groups: borrowing WordGroups) -> [UInt64] {
    var words: [UInt64] = []
    groups.forEachWord(of: key) { word, _ in words.append(word) }
    return words
  }
}
