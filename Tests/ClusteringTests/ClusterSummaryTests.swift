import TestSupport
import Testing

@testable import Clustering
@testable import Templates

@Suite struct ClusterSummaryTests {
  @Test func `clusters that are equally bad are told the largest first`() throws {
    let run = try Run(.summary, ["a b", "took 7 ms", "took 8 ms"])
    #expect(run.lines.map { member(.template, of: $0) } == ["took <DURATION>", "a b"])
  }

  @Test func `equal ones are told by id`() throws {
    let run = try Run(
      .summary, (0..<20).map { "word\(Character(Unicode.Scalar(UInt8(97 + $0)))) x" })
    let ids = run.lines.compactMap { member(.clusterID, of: $0) }
    #expect(ids.count == 20 && ids == ids.sorted())
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no line is lost when clusters merge and leave`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var miner = try TemplateMiner(
      MiningOptions(maximumClusters: [8, 30, 400][random.below(3)]))
    var summary = ClusterSummary()
    var total = 0
    for _ in 0..<1_000 {
      let name = Character(Unicode.Scalar(UInt8(97 + random.below(26))))
      let line =
        random.below(2) == 0
        ? #"{"message":"stopped the pool web_\#(name)","level":"INFO","service":"s"}"#
        : #"{"message":"say \#(name)\#(name) \#(name)x","timestamp":"2024-01-15T10:30:4\#(random.below(10))Z"}"#
      let weight = 1 + random.below(5)
      withRecord(line) { record in
        guard let message = record.string(.message)?.bytes, let start = message.baseAddress else {
          return
        }
        let slot = miner.observe(start, count: message.count, weight: weight)
        summary.apply(miner.changes)
        miner.clearChanges()
        summary.add(record, slot: slot, weight: weight, message: message)
        total += weight
      }
    }
    let rows = summary.rows(miner, by: .count)
    #expect(rows.reduce(0) { $0 + $1.statistics.count } + summary.evictedLines == total)
    #expect(summary.total == total)
    let (evicted, live) = (miner.evictedMessages, miner.count)
    #expect(summary.evictedLines == evicted && rows.count == live)
    #expect(rows.allSatisfy { !$0.statistics.sample.isEmpty })
    for row in rows {
      let levels = row.statistics.levels.indices.reduce(0) { $0 + row.statistics.levels[$1] }
      #expect(
        levels + row.statistics.buckets.values(summary.scale).reduce(0, +) == row.statistics.count)
    }
  }
}
