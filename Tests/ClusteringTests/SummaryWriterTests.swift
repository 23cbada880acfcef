import Lines
import Records
import TestSupport
import Testing

@testable import Clustering

@Suite struct SummaryWriterTests {
  @Test func `a cluster is one object`() throws {
    let lines = [
      #"{"timestamp":"2024-01-15T10:30:45.123Z","level":"ERROR","service":"shop","message":"took 7 ms"}"#,
      #"{"timestamp":"2024-01-15T10:30:47Z","level":"INFO","service":"shop","message":"took 8 ms"}"#,
    ]
    let run = try Run(.summary, lines)
    let id = member(.clusterID, of: run.output.trimmed) ?? ""
    #expect(
      run.output == """
        {"cluster_id":"\(id)","template":"took <DURATION>","count":2,"share":1.0000,\
        "importance":0.1620,"reason":"ERROR, 2 times 10:30:45-10:30:47",\
        "first":"2024-01-15T10:30:45.123Z","last":"2024-01-15T10:30:47Z",\
        "levels":{"INFO":1,"ERROR":1},"services":{"shop":2},\
        "window_seconds":1,"per_window":[1,0,1],"sample":"took 7 ms"}

        """)
  }

  @Test func `what is not known is left out`() throws {
    let run = try Run(.summary, ["took 7 ms"])
    #expect(
      run.output.hasSuffix(
        #""count":1,"share":1.0000,"importance":0.0630,"reason":"once","levels":{},"services":{},"sample":"took 7 ms"}"#
          + "\n"))
  }

  @Test(arguments: [1, 3, 7, 30, 999])
  func `shares are of all lines`(clusters: Int) throws {
    let lines = (0..<clusters).flatMap { index in
      Array(repeating: "\(Self.word(index)) \(Self.word(index + 1)) x", count: 1 + index % 3)
    }
    let run = try Run(.summary, lines)
    let shares = run.lines.compactMap { part("\"share\":", [","], of: $0).flatMap(Double.init) }
    #expect(shares.count == run.lines.count)
    #expect(abs(shares.reduce(0, +) - 1) <= 0.000_051 * Double(clusters))
  }

  @Test(arguments: [
    (0, 0, "0.0000"), (1, 3, "0.3333"), (2, 3, "0.6667"), (1, 1, "1.0000"), (1, 1 << 40, "0.0000"),
    (1 << 60, 1 << 61, "0.5000"), (.max, .max, "1.0000"),
  ])
  func `shares of any counts are written`(part: Int, total: Int, expected: String) {
    var statistics = ClusterStatistics()
    statistics.count = part
    let row = SummaryRow(
      id: "0123456789ab", template: Array("t".utf8), statistics: statistics,
      importance: Importance(level: nil, unusual: 0, lines: part, of: total, services: 1),
      reason: Reason())
    let file = NamelessFile()
    var buffer = OutputBuffer(descriptor: file.descriptor)
    var writer = SummaryWriter()
    writer.write(row, total: total, scale: WindowScale(), to: &buffer)
    buffer.flush()
    #expect(file.text.contains("\"share\":\(expected),"))
  }

  @Test func `services beyond the most are counted together, the largest come first`() throws {
    let lines = (0..<40).flatMap { index in
      Array(
        repeating: #"{"message":"m","service":"s\#(index)"}"#,
        count: index == 5 ? 3 : index == 7 ? 2 : 1)
    }
    let run = try Run(.summary, lines)
    #expect(run.output.contains(#""services":{"s5":3,"s7":2,"s0":1,"s1":1,"s10":1,"#))
    #expect(run.output.contains(#""other_services":8,"#))
    #expect(isJSONObject(run.output.trimmed))
  }

  @Test(arguments: [
    "\\\"\\\\ \\u0001\\t\\n", "\\ud83d\\ude00", "\\ud800", "é\\u0000", "<NUM>", "\\u2028", "{}[]",
    "\u{7f}",
  ])
  func `every template, sample and service is valid JSON`(message: String) throws {
    let run = try Run(.summary, [#"{"message":"\#(message)","service":"\#(message)"}"#, "\"}"])
    #expect(run.lines.count == 2 && run.lines.allSatisfy(isJSONObject), "\(run.output)")
    let again = try Run(.summary, run.lines)
    #expect(again.counters.noMessage == 2)
  }

  private static func word(_ number: Int) -> String {
    String(
      decoding: [number % 26, number / 26 % 26, number / 676].map { UInt8(97 + $0) }, as: UTF8.self)
  }
}

extension String {
  /// Without the line end.
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
