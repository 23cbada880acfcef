import Records
import Testing

@testable import Clustering

@Suite struct ReasonTests {
  @Test func `a reason tells level, course and breadth`() {
    var pattern = Timeline([[0, 3, 0, 2]], services: [["a", "b"]]).patterns[0]
    pattern.levels[4] = 5
    let reason = Reason(pattern, .new(since: nil), of: 10, WindowScale())
    #expect(reason.text == "ERROR, new" && reason.brief == "new")
    pattern.services = [Array("a".utf8): 2, Array("b".utf8): 3]
    #expect(
      Reason(pattern, .new(since: nil), of: 10, WindowScale()).text
        == "ERROR, new, 2 services")
    pattern.otherServices = 1
    #expect(Reason(pattern, .none, of: 10, WindowScale()).text.hasSuffix(", 2+ services"))
  }

  @Test func `what is as ever is told by its share`() {
    let timeline = Timeline([
      [Int](repeating: 1, count: 60), [14] + [Int](repeating: 0, count: 58) + [1],
    ])
    let steady = Reason(timeline.patterns[0], .none, of: 200, timeline.scale)
    #expect(steady.text == "steady 30.0% of lines" && steady.brief == "steady")
    let rare = Reason(timeline.patterns[1], .none, of: 200, timeline.scale)
    #expect(rare.text == "7.5% of lines" && rare.brief.isEmpty)
  }

  @Test func `what came a few times is told by its times`() {
    let timeline = Timeline([[Int](repeating: 1, count: 60), [0, 0, 1], [0, 2, 0, 0, 1]])
    let reasons = timeline.patterns.dropFirst().map {
      Reason($0, .none, of: 9, timeline.scale).text
    }
    #expect(reasons == ["once at 00:00:02", "3 times 00:00:01-00:00:04"])
    var timeless = ClusterStatistics()
    timeless.count = 1
    #expect(Reason(timeless, .none, of: 9, timeline.scale).text == "once")
    timeless.count = 4
    #expect(Reason(timeless, .none, of: 9, timeline.scale).text == "4 times")
  }
}
