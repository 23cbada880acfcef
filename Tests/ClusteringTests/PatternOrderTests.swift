import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct PatternOrderTests {
  private struct Row: Listed, Equatable {
    var name: String
    var lines = 1
    var importance = Importance(level: nil, unusual: 0, lines: 0, of: 0, services: 1)
    var firstTime: Timestamp?
    var lastTime: Timestamp?
  }

  @Test func `each order has its own first row`() {
    let rows = [
      Row(
        name: "bad", importance: Importance(level: .fatal, unusual: 1, lines: 1, of: 9, services: 1)
      ),
      Row(name: "frequent", lines: 7),
      Row(name: "early", firstTime: seconds(1), lastTime: seconds(2)),
      Row(name: "late", firstTime: seconds(5), lastTime: seconds(9)),
    ]
    let first = PatternOrder.allCases.map { order in
      var sorted = rows
      order.sort(&sorted)
      return sorted[0].name
    }
    #expect(first == ["bad", "frequent", "early", "late"])
  }

  @Test func `rows without a time are at the end of an order by time`() {
    for order in [PatternOrder.first, .last] {
      var rows = [
        Row(name: "none", lines: 9), Row(name: "a", firstTime: seconds(1), lastTime: seconds(1)),
      ]
      order.sort(&rows)
      #expect(rows.map(\.name) == ["a", "none"])
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `an order does not hang on the order before`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rows = (0..<30).map { index in
      Row(
        name: "\(index)", lines: random.below(3),
        importance: Importance(
          level: Level(rawValue: UInt8(random.below(6))), unusual: 0, lines: 1, of: 1, services: 1),
        firstTime: random.below(3) == 0 ? nil : seconds(Int64(random.below(4))),
        lastTime: random.below(3) == 0 ? nil : seconds(Int64(random.below(4))))
    }
    for order in PatternOrder.allCases {
      var sorted = rows
      order.sort(&sorted)
      var again = rows.reversed() as [Row]
      order.sort(&again)
      #expect(sorted == again)
    }
  }
}
