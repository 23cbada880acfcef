import TestSupport
import Testing

@testable import Templates

@Suite struct UsefulnessRankTests {
  @Test func `fewer messages are less useful, then those that were seen first`() {
    let ranks = [
      UsefulnessRank(count: 2, lastSeen: 1, slot: 0),
      UsefulnessRank(count: 1, lastSeen: 9, slot: 1),
      UsefulnessRank(count: 1, lastSeen: 8, slot: 2),
      UsefulnessRank(count: 1, lastSeen: 8, slot: 3),
    ]
    #expect(ranks.sorted().map(\.slot) == [2, 3, 1, 0])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `the least come to the front`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let numbers = (0...random.below(100)).map { _ in random.below(random.pick([3, 1_000])) }
    let count = random.below(numbers.count + 1)
    var moved = numbers
    moved.moveLeastToFront(count)
    #expect(moved.prefix(count).sorted() == Array(numbers.sorted().prefix(count)))
    #expect(moved.sorted() == numbers.sorted())
  }

  @Test(arguments: [
    Array(0..<5_000), Array((0..<5_000).reversed()), Array(repeating: 1, count: 5_000),
  ])
  func `order makes no difference`(numbers: [Int]) {
    var moved = numbers
    moved.moveLeastToFront(600)
    #expect(moved.prefix(600).sorted() == Array(numbers.sorted().prefix(600)))
  }
}
