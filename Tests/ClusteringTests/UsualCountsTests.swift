import Templates
import Testing

@testable import Clustering

@Suite struct UsualCountsTests {
  @Test func `lines are expected by their share in the model`() {
    let usual = Self.usual([30, 10])
    #expect(usual.isKnown && usual.expected(0, of: 100) == 75 && usual.expected(1, of: 8) == 2)
    #expect(usual.expected(2, of: 100) == 0)
    #expect(!UsualCounts().isKnown && UsualCounts().expected(0, of: 100) == 0)
  }

  @Test func `patterns that are merged are expected together, and evicted ones no more`() {
    var usual = Self.usual([30, 10, 60])
    let id = ClusterID(value: 7)
    usual.apply([.merged(from: 0, id: id, into: 1), .evicted(2), .merged(from: 9, id: id, into: 1)])
    #expect([0, 1, 2].map { usual.expected($0, of: 100) } == [0, 40, 0])
    usual.apply([.merged(from: 1, id: id, into: 5)])
    #expect(usual.expected(5, of: 100) == 40)
  }

  private static func usual(_ counts: [Int]) -> UsualCounts {
    var state = MinerState()
    for (index, count) in counts.enumerated() {
      var row = PatternRow(id: ClusterID(value: UInt64(index)), text: [], parts: [])
      row.count = count
      state.rows.append(row)
    }
    return UsualCounts(state, [])
  }
}
