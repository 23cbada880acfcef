import Testing

@testable import Parsing

@Suite struct MetricThresholdTests {
  @Test func `a threshold is a name, a comparison and a number`() throws {
    let threshold = try #require(MetricThreshold("memory > 0.9"))
    #expect(threshold.metric == "memory" && threshold.limit == 0.9)
    #expect(threshold.isPassed(by: 0.91) && !threshold.isPassed(by: 0.9))
    #expect(!threshold.isPassed(by: .nan) && threshold.isPassed(by: .infinity))
    #expect(threshold.message("0.95") == "memory 0.95 > 0.9")
  }

  @Test(arguments: [("up<1", 0.0, 1.0), ("x>=2", 2, 1), ("x<=-2", -2, -1), ("job:rate5m>1", 2, 1)])
  func `each comparison has its side`(text: String, passed: Double, other: Double) throws {
    let threshold = try #require(MetricThreshold(text))
    #expect(threshold.isPassed(by: passed) && !threshold.isPassed(by: other))
  }

  @Test(arguments: [
    "", "memory", ">1", "memory>", "memory=1", "me-mory>1", "m>0x1", "m>1e", "m>nan",
  ])
  func `anything else is none`(text: String) { #expect(MetricThreshold(text) == nil) }
}
