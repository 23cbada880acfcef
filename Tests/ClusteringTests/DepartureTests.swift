import Records
import Testing

@testable import Clustering

@Suite struct DepartureTests {
  private static let start: Int64 = 1_773_482_400  // 2026-03-14T10:00:00Z

  /// The windows of a run of 45 minutes.
  private static var scale: WindowScale {
    var scale = WindowScale()
    _ = scale.window(of: seconds(start))
    _ = scale.window(of: seconds(start + 2_700))
    return scale
  }

  private static func minute(_ number: Int64) -> Timestamp { seconds(start + number * 60) }

  @Test(arguments: [
    (Departure.new(since: minute(28)), "new since 10:28"),
    (.new(since: nil), "new"),

    (.only(from: minute(30), to: minute(34)), "only 10:30-10:34"),
    (.only(from: minute(30), to: minute(30)), "only at 10:30"),
    (.more(ratio: 8.2, from: minute(31), to: nil), "8x as often since 10:31"),
    (.more(ratio: 4_000, from: minute(31), to: minute(33)), ">99x as often 10:31-10:33"),
    (.less(ratio: 0, from: minute(31), to: nil), "silent since 10:31"),
    (.less(ratio: 0.25, from: minute(31), to: minute(33)), "4x less often 10:31-10:33"),
    (.share(ratio: 3), "3x the usual"), (.share(ratio: 0.1), "10x less than usual"),
  ])
  func `a departure is a phrase`(departure: Departure, expected: String) {
    #expect(departure.text(ClockText(Self.scale)) == expected)
  }

  @Test func `what is as ever has no phrase`() {
    #expect(Departure.none.text(ClockText(Self.scale)) == nil)
  }

  @Test func `the more evidence and the higher the rate, the more unusual`() {
    let degrees = [(2.0, 0.0), (2, 22), (8, 0), (8, 22), (.infinity, 22)].map { ratio, surplus in
      let kind: Trend.Kind = ratio == .infinity ? .only : .more
      let trend = Trend(kind: kind, windows: 5..<8, ratio: ratio, surplus: surplus)
      return Departure.found(trend, first: nil, last: nil, Self.scale).degree
    }
    #expect(abs(degrees[0] - 1.0 / 6) < 1e-9 && abs(degrees[2] - 0.5) < 1e-9)
    #expect(degrees[1] > degrees[0] && degrees[3] > degrees[2] && degrees[4] == degrees[3])
    #expect(degrees.allSatisfy { (0...1).contains($0) })
  }

  @Test func `silence is less unusual than news`() {
    let silent = Trend(kind: .less, windows: 20..<40, ratio: 0, surplus: 1_000)
    #expect(Departure.found(silent, first: nil, last: nil, Self.scale).degree == 0.6)
  }

  @Test func `what is not in the model is new, however little it be`() {
    let comparison = UsualCounts.compare(1, expected: 0, unit: 1)
    let found = Departure.found(comparison, since: Self.minute(3), isBad: false)
    #expect(found == .init(departure: .new(since: Self.minute(3)), degree: 1))
  }

  @Test func `a share that is far from the model's and not by chance is unusual`() {
    let often = Departure.found(
      UsualCounts.compare(400, expected: 50, unit: 3), since: nil, isBad: false)
    #expect(often.departure == .share(ratio: 8) && often.degree > 0.9)
    let rarely = Departure.found(
      UsualCounts.compare(5, expected: 100, unit: 1), since: nil, isBad: false)
    #expect(rarely.departure == .share(ratio: 0.05) && rarely.degree > 0.5)
    for (lines, expected) in [(3, 1.0), (150, 100), (60, 100)] {
      let found = Departure.found(
        UsualCounts.compare(lines, expected: expected, unit: 1), since: nil, isBad: false)
      #expect(found == .init())
    }
  }
}
