import Testing

@testable import Clustering

@Suite struct LoadProfileTests {
  private static let steady = [Int](repeating: 2, count: 60)
  private static let late = (0..<60).map { $0 < 30 ? 0 : 2 }

  @Test func `the load of a steady log is the same in all windows`() throws {
    let profile = try #require(Timeline([Self.steady, Self.steady]).profile)
    #expect(abs(profile.share(0..<30, from: 0) - 0.5) < 1e-9)
    #expect(abs(profile.plainShare(45..<60, from: 30) - 0.5) < 1e-9)
  }

  @Test func `a flood is no load`() throws {
    let flood = (0..<60).map { (30..<36).contains($0) ? 10_000 : 0 }
    let profile = try #require(Timeline([Self.steady, Self.steady, flood]).profile)
    #expect(profile.share(30..<36, from: 0) < 0.11)
  }

  @Test func `a service that begins late and speaks on is watched from there on`() {
    let timeline = Timeline(
      [Self.steady, Self.late, Self.late, Self.late],
      services: [["old"], ["young"], ["young"], ["young"]])
    #expect(timeline.profile?.start(ofService: Array("young".utf8)) == 30)
    #expect(timeline.trend(1) == nil && timeline.trend(3) == nil)
  }

  @Test func `a service that begins late with one pattern is news`() {
    let timeline = Timeline([Self.steady, Self.late], services: [["old"], ["young"]])
    #expect(timeline.trend(1)?.kind == .new)
  }

  @Test func `a service that speaks up and is silent again is news`() {
    let burst = (0..<60).map { (30..<36).contains($0) ? 4 : 0 }
    let timeline = Timeline(
      [Self.steady, burst, burst, burst], services: [["old"], ["kernel"], ["kernel"], ["kernel"]])
    #expect(timeline.trend(1)?.kind == .only)
  }

  @Test func `a pattern of an old and a young service is watched from the beginning`() {
    let timeline = Timeline(
      [Self.steady, Self.late, Self.late, Self.late],
      services: [["old"], ["young"], ["young"], ["old", "young"]])
    #expect(timeline.profile?.start(of: timeline.patterns[3]) == 0)
  }

  @Test func `where everything came in one window that is no news`() {
    let stray = (0..<60).map { $0 == 0 ? 1 : 0 }
    let crowded = (0..<60).map { $0 == 59 ? 400 : 0 }
    let timeline = Timeline([stray] + [[Int]](repeating: crowded, count: 30))
    #expect(timeline.trend(7, isBad: true) == nil && timeline.trend(7) == nil)
  }

  @Test func `sessions in which everything comes are no news`() {
    let sessions = (0..<60).map { (20..<22).contains($0) || (50..<53).contains($0) ? 30 : 0 }
    let timeline = Timeline(
      [[Int](repeating: 1, count: 60)] + [[Int]](repeating: sessions, count: 30))
    #expect(timeline.trend(7, isBad: true)?.kind != .new)
  }

  @Test func `without times there is no profile`() {
    #expect(Timeline([]).profile == nil && Timeline([[1]]).profile == nil)
  }
}
