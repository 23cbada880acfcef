import Testing

@testable import Clustering

@Suite struct IncidentTests {
  private static let failures = [
    "stock is not reachable", "order <NUM> has failed", "no answer from checkout after <DURATION>",
    "dropped <NUM> items of the stock", "no connection is left",
  ]

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `the five patterns of an incident are the first five`(seed: UInt64) throws {
    let run = try Run(.summary, Incident(seed: seed).lines, listing: SummaryListing(top: 5))
    let templates = run.lines.compactMap { member(.template, of: $0) }
    #expect(Set(templates) == Set(Self.failures))
    for line in run.lines {
      #expect(line.contains(" since 10:3") || line.contains(" 10:3"), "\(line)")
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a healthy log has no news`(seed: UInt64) throws {
    let run = try Run(.summary, Incident(seed: seed, isHealthy: true).lines)
    for line in run.lines {
      let reason = part("\"reason\":\"", ["\""], of: line) ?? ""
      #expect(!["new", "often", "only", "silent"].contains { reason.contains($0) }, "\(line)")
    }
    #expect(run.lines.first?.contains("no image for tea") == true)
  }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `the first minutes of a log have no news`(seed: UInt64) throws {
    let beginning = Incident(seed: seed).lines.filter { $0.contains("T10:00:") }
    let run = try Run(.summary, beginning)
    #expect(!run.output.contains("new since") && !run.output.contains("as often"))
  }

  @Test func `the order of the lines of one second does not matter`() throws {
    let lines = Incident(seed: 3).lines
    let sorted = lines.sorted()
    let reasons = try [lines, sorted].map { lines in
      try Run(.summary, lines).lines.map { line in
        [part("\"cluster_id\":\"", ["\""], of: line), part("\"reason\":\"", ["\""], of: line)]
      }
    }
    #expect(reasons[0] == reasons[1])
  }

  @Test func `patterns without times are told by their level`() throws {
    let lines = Incident(seed: 3).lines.map {
      $0.replacing(#"{"timestamp":"2026-03-14T"#, with: #"{"x":""#)
    }
    let run = try Run(.summary, lines, listing: SummaryListing(top: 1))
    let reason = try #require(part("\"reason\":\"", ["\""], of: run.output))
    #expect(reason.hasPrefix("FATAL, "))
    #expect(reason.hasSuffix(" times") || reason.hasSuffix("% of lines"), "\(reason)")
  }
}
