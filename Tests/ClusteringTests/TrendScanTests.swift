import TestSupport
import Testing

@testable import Clustering

@Suite struct TrendScanTests {
  private static let steady = [Int](repeating: 2, count: 60)

  @Test func `what begins late and goes on is new since then`() {
    let late = (0..<60).map { $0 < 40 ? 0 : 3 }
    let trend = Timeline([Self.steady, late]).trend(1)
    #expect(trend?.kind == .new && trend?.windows == 40..<60 && trend?.ratio == .infinity)
  }

  @Test func `what comes several times as often has a ratio and a stretch`() throws {
    let more = (0..<60).map { (30..<40).contains($0) ? 16 : 2 }
    let others = [[Int]](repeating: Self.steady, count: 20)
    let trend = try #require(Timeline(others + [more]).trend(20))
    #expect(trend.kind == .more && trend.windows == 30..<40)
    #expect(abs(trend.ratio - 8) < 1)
  }

  @Test func `what came throughout and stops is silent`() throws {
    let stops = (0..<60).map { $0 < 45 ? 2 : 0 }
    let timeline = Timeline([Self.steady, stops])
    let trend = try #require(timeline.trend(1))
    #expect(trend.kind == .less && trend.windows == 45..<60 && trend.ratio == 0)
    #expect(timeline.trend(1, isBad: true) == nil)
  }

  @Test func `what came in one stretch near the beginning is no news`() {
    let beginning = (0..<60).map { $0 < 4 ? 5 : 0 }
    #expect(Timeline([Self.steady, beginning]).trend(1, isBad: true) == nil)
    let again = (0..<60).map { $0 < 4 || $0 >= 50 ? 5 : 0 }
    #expect(Timeline([Self.steady, again]).trend(1, isBad: true)?.windows == 50..<60)
  }

  @Test func `a burst early on came then only`() {
    let early = (0..<60).map { (2..<8).contains($0) ? 5 : 0 }
    #expect(Timeline([Self.steady, early]).trend(1)?.kind == .only)
  }

  @Test(arguments: [1, 2, 4])
  func `a few lines in one window prove nothing`(lines: Int) {
    let batch = (0..<60).map { $0 == 30 ? lines : 0 }
    #expect(Timeline([Self.steady, batch]).trend(1) == nil)
  }

  @Test func `a minute is the shortest span that has trends`() {
    for seconds in [30, 59, 60] {
      let late = (0..<seconds).map { $0 < seconds / 2 ? 0 : 9 }
      let steady = [Int](repeating: 2, count: seconds)
      #expect((Timeline([steady, late]).trend(1) == nil) == (seconds < 60))
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `patterns that come at random have no trend`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let patterns = (0..<60).map { pattern in
      let perMinute = [1, 3, 10, 60, 600][pattern % 5]
      return (0..<60).map { _ in
        (0..<10).reduce(0) { sum, _ in sum + (random.below(600) < perMinute ? 1 : 0) }
      }
    }
    let timeline = Timeline(patterns)
    let found = patterns.indices.compactMap { timeline.trend($0) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a busy half of the day is no news of any pattern`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let patterns = (0..<30).map { pattern in
      (0..<60).map { second in
        let isBusy = (20..<50).contains(second)
        return (0..<(4 + pattern)).reduce(0) { sum, _ in
          sum + (random.below(10) < (isBusy ? 8 : 2) ? 1 : 0)
        }
      }
    }
    let timeline = Timeline(patterns)
    let found = patterns.indices.compactMap { timeline.trend($0) }
    #expect(found.isEmpty, "\(found)")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `an incident in a random log is found, whenever it is`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var patterns = (0..<40).map { _ in (0..<60).map { _ in random.below(5) } }
    let start = 10 + random.below(40)
    patterns.append((0..<60).map { (start..<start + 6).contains($0) ? 3 + random.below(9) : 0 })
    let trend = try #require(Timeline(patterns).trend(40))
    #expect(trend.windows == start..<start + 6 && trend.kind != .less)
  }

  @Test func `counts that fill an integer are no trouble`() {
    let huge = (0..<60).map { $0 < 50 ? 0 : 1 << 50 }
    #expect(Timeline([Self.steady, huge]).trend(1)?.kind == .new)
  }
}
