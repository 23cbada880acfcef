import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct ServiceSummaryTests {
  @Test func `lines and errors are counted by service`() {
    var summary = ServiceSummary()
    var scale = WindowScale()
    for (level, second) in [(Level.info, 1), (.error, 2), (.fatal, 4)] as [(Level, Int64)] {
      let window = scale.window(of: seconds(second))
      summary.add(
        2, level: level, service: Array("shop".utf8), time: seconds(second), window: window, scale)
    }
    let counts = summary.services[Array("shop".utf8)]
    #expect(counts?.lines.count == 6 && counts?.errors.buckets.values(scale) == [0, 2, 0, 2])
  }

  @Test func `services beyond the most are counted together`() {
    var summary = ServiceSummary()
    for index in 0..<ServiceSummary.maximumServices + 50 {
      summary.add(
        3, level: nil, service: Array("s\(index)".utf8), time: nil, window: nil, WindowScale())
    }
    #expect(summary.services.count == ServiceSummary.maximumServices)
    #expect(summary.otherLines == 150)
  }
}
