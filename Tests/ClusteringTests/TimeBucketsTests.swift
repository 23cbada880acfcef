import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct TimeBucketsTests {
  @Test func `windows are a second wide until the run needs wider ones`() {
    #expect(values([0, 0, 2]) == [2, 0, 1])
    #expect(width([0, 59]) == 1)
    #expect(width([0, 60]) == 2)
  }

  @Test func `without times there are no windows`() {
    #expect(TimeBuckets().values(WindowScale()).isEmpty)
  }

  @Test func `times may come out of order and before the first`() {
    #expect(values([5, 3, 4, 3]) == [2, 1, 1])
    #expect(values([0, -2]) == [1, 0, 1])
    #expect(values([3, -3]) == [1, 0, 0, 0, 0, 0, 1])
  }

  @Test(arguments: [
    [Int64.min, Int64.max], [Int64.max, Int64.min], [Int64.min], [Int64.max],
    [0, Int64.max, Int64.min, 7],
  ])
  func `times as far apart as there are have their windows`(times: [Int64]) {
    var scale = WindowScale()
    var buckets = TimeBuckets()
    for time in times {
      let window = scale.window(of: Timestamp(nanoseconds: time))
      buckets.add(1, window: window, scale)
    }
    let values = buckets.values(scale)
    #expect(values.reduce(0, +) == times.count && values.count <= WindowScale.windows)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func `counts are those of windows of the final width`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let span = [10, 100, 10_000, 100_000_000][random.below(4)]
    let times = (0..<200).map { _ in Int64(random.below(span) - span / 3) }
    var scale = WindowScale()
    var all = TimeBuckets()
    var parts = [TimeBuckets(), TimeBuckets()]
    for time in times {
      let window = scale.window(of: seconds(time))
      all.add(3, window: window, scale)
      parts[random.below(2)].add(3, window: window, scale)
    }
    let width = scale.width / 1_000_000_000
    func number(_ time: Int64) -> Int64 { (time - (time % width + width) % width) / width }
    let numbers = times.map(number)
    var expected: [Int64: Int] = [:]
    for number in numbers { expected[number, default: 0] += 3 }
    let range = numbers.reduce(numbers[0], min)...numbers.reduce(numbers[0], max)
    #expect(all.values(scale) == range.map { expected[$0] ?? 0 })
    #expect(range.count <= WindowScale.windows)
    parts[0].merge(parts[1], scale)
    #expect(parts[0].values(scale) == all.values(scale))
  }

  private func scaled(_ times: [Int64]) -> (WindowScale, TimeBuckets) {
    var scale = WindowScale()
    var buckets = TimeBuckets()
    for time in times {
      let window = scale.window(of: seconds(time))
      buckets.add(1, window: window, scale)
    }
    return (scale, buckets)
  }

  private func values(_ times: [Int64]) -> [Int] {
    let (scale, buckets) = scaled(times)
    return buckets.values(scale)
  }

  private func width(_ times: [Int64]) -> Int64 { scaled(times).0.width / 1_000_000_000 }
}
