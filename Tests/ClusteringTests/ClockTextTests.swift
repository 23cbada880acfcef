import Records
import Testing

@testable import Clustering

@Suite struct ClockTextTests {
  private static let start: Int64 = 1_773_482_400  // 2026-03-14T10:00:00Z

  @Test func `times have what tells them apart and no more`() {
    #expect(range(of: 60) == "10:00:00-10:01:00")
    #expect(range(of: 3_600) == "10:00-11:00")
    #expect(range(of: 86_400) == "03-14 10:00-03-15 10:00")
    #expect(range(of: 20 * 86_400) == "03-14-04-03")
  }

  @Test func `a date that both ends share stands once`() {
    let clock = ClockText(scale(of: 3 * 86_400))
    #expect(clock.text(seconds(Self.start), seconds(Self.start + 600)) == "03-14 10:00-10:10")
    #expect(clock.text(seconds(Self.start), seconds(Self.start)) == "at 03-14 10:00")
    #expect(clock.text(seconds(Self.start), orSince: nil) == "since 03-14 10:00")
  }

  private func range(of span: Int64) -> String {
    ClockText(scale(of: span)).text(seconds(Self.start), seconds(Self.start + span))
  }

  private func scale(of span: Int64) -> WindowScale {
    var scale = WindowScale()
    _ = scale.window(of: seconds(Self.start))
    _ = scale.window(of: seconds(Self.start + span))
    return scale
  }
}
