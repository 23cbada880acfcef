import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct ImportanceTests {
  @Test func `the formula gives what its description says`() {
    let all = Importance(level: .fatal, unusual: 1, lines: 100, of: 100, services: 32)
    #expect(all.tenThousandths == 10_000)
    // 0.9 × 0.2 × (0.7 + 0.2 × log 10 / log 1000)
    let old = Importance(level: .error, unusual: 0, lines: 9, of: 999, services: 1)
    #expect(old.tenThousandths == 1_380)
  }

  @Test func `what is new comes before what is bad, and both before what is frequent`() {
    let newError = importance(.error, unusual: 1, lines: 3)
    let newInfo = importance(.info, unusual: 1, lines: 3)
    let oldError = importance(.error, unusual: 0, lines: 500)
    let oldWarning = importance(.warn, unusual: 0, lines: 5_000)
    let noise = importance(.info, unusual: 0, lines: 90_000)
    let chatter = importance(.debug, unusual: 0, lines: 90_000)
    #expect(newError > newInfo && newInfo > oldError && oldError > oldWarning)
    #expect(oldWarning > noise && noise > chatter)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `no factor that grows makes a pattern less important`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let level = Level(rawValue: UInt8(random.below(6)))
    let unusual = Double(random.below(101)) / 100
    let (lines, services) = (1 + random.below(100_000), random.below(40))
    let value = importance(level, unusual: unusual, lines: lines, services: services)
    #expect((1...10_000).contains(value.tenThousandths))
    #expect(importance(.fatal, unusual: unusual, lines: lines, services: services) >= value)
    #expect(importance(level, unusual: 1, lines: lines, services: services) >= value)
    #expect(importance(level, unusual: unusual, lines: 100_000, services: services) >= value)
    #expect(importance(level, unusual: unusual, lines: lines, services: 40) >= value)
  }

  private func importance(
    _ level: Level?, unusual: Double, lines: Int, services: Int = 1
  ) -> Importance {
    Importance(level: level, unusual: unusual, lines: lines, of: 100_000, services: services)
  }
}
