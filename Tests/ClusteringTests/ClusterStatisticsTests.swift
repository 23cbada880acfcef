import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct ClusterStatisticsTests {
  @Test func `lines are counted by level, service and time`() {
    var scale = WindowScale()
    var statistics = ClusterStatistics()
    for (weight, level, time) in [(2, Level.info, 5), (1, .error, 3)] as [(Int, Level, Int64)] {
      let window = scale.window(of: seconds(time))
      statistics.add(
        weight, level: level, service: Array("shop".utf8), time: seconds(time), window: window,
        scale)
    }
    #expect(statistics.count == 3 && statistics.services == [Array("shop".utf8): 3])
    #expect(statistics.levels[2] == 2 && statistics.levels[4] == 1)
    #expect(statistics.first == seconds(3) && statistics.last == seconds(5))
    #expect(statistics.buckets.values(scale) == [1, 0, 2])
  }

  @Test(arguments: [
    ([0, 0, 10, 0, 0, 0], 0, Level.info), ([0, 0, 9, 0, 1, 0], 0, .error),
    ([0, 0, 10, 0, 1, 0], 0, .info),
    ([0, 0, 50, 20, 20, 9], 1, .error), ([0, 0, 0, 0, 0, 1], 0, .fatal),
    ([0, 0, 0, 0, 0, 0], 5, nil),
    ([0, 0, 0, 0, 1, 0], 9, .error), ([0, 0, 0, 0, 1, 0], 10, nil),
    ([1, 1, 1, 1, 1, 1], 0, .fatal),
    ([0, 0, 0, 0, 0, 0], 0, nil),
  ])
  func `the level is the most severe one of a tenth of the lines`(
    levels: [Int], without: Int, expected: Level?
  ) {
    var statistics = ClusterStatistics()
    for (index, count) in levels.enumerated() where count > 0 {
      let level = Level(rawValue: UInt8(index))
      statistics.add(count, level: level, service: nil, time: nil, window: nil, WindowScale())
    }
    statistics.add(without, level: nil, service: nil, time: nil, window: nil, WindowScale())
    #expect(statistics.level == expected)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `merged statistics are those of one run, services beyond the most in one number`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    var parts = [ClusterStatistics(), ClusterStatistics()]
    var lines = 0
    for _ in 0..<200 {
      let service = random.below(4) == 0 ? nil : Array("service-\(random.below(60))".utf8)
      if service != nil { lines += 1 }
      parts[random.below(2)].add(
        1, level: nil, service: service, time: nil, window: nil, WindowScale())
    }
    parts[0].merge(parts[1], WindowScale())
    #expect(parts[0].count == 200)
    #expect(parts[0].services.count == ClusterStatistics.maximumServices)
    #expect(parts[0].services.values.reduce(0, +) + parts[0].otherServices == lines)
  }

  @Test(arguments: ["", "a", "é", "😀", String(repeating: "é", count: 511) + "x"])
  func `a sample is short and never cut within a character`(end: String) {
    for length in 1_018...1_028 {
      let message = Array((String(repeating: "x", count: length) + end + "tail").utf8)
      let sample = message.withUnsafeBufferPointer { ClusterStatistics.sample(of: $0) }
      #expect(message.starts(with: sample) && String(validating: sample, as: UTF8.self) != nil)
      #expect(sample.count <= ClusterStatistics.maximumSample)
      #expect(sample.count >= min(message.count, ClusterStatistics.maximumSample - 3))
    }
  }
}
