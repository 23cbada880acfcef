import Terminal
import TestSupport
import Testing

@testable import Clustering

@Suite struct ServiceRankingTests {
  private static let byService = SummaryListing(isByService: true)

  @Test func `a service is one object with its worst pattern`() throws {
    let lines = [
      #"{"level":"ERROR","service":"pay","message":"card refused"}"#,
      #"{"level":"INFO","service":"pay","message":"paid 7 EUR"}"#,
      #"{"level":"INFO","service":"web","message":"took 7 ms"}"#, "no service",
    ]
    let run = try Run(.summary, lines, listing: Self.byService)
    #expect(run.lines.count == 3 && run.lines.allSatisfy(isJSONObject))
    let id = part(#""worst":{"cluster_id":""#, ["\""], of: run.lines[0]) ?? ""
    #expect(
      run.lines[0]
        == #"{"service":"pay","count":2,"share":0.5000,"errors":1,"error_share":0.5000,"importance":0.1415,"reason":"","levels":{"INFO":1,"ERROR":1},"patterns":2,"worst":{"cluster_id":"\#(id)","template":"card refused","count":1,"importance":0.1415,"reason":"ERROR, once"}}"#
    )
    #expect(run.lines[1].hasPrefix(#"{"service":null,"count":1,"#))
    #expect(run.counters.own.contains { $0 == ("services", 3) })
  }

  @Test func `the table has one row a service`() throws {
    let lines = [
      #"{"level":"ERROR","service":"pay","message":"card refused"}"#,
      #"{"level":"INFO","service":"web","message":"took 7 ms"}"#, "no service",
    ]
    let table = ClusterTable(palette: Palette(isOn: false), ascii: true)
    let run = try Run(.table(table), lines, listing: Self.byService)
    #expect(
      run.picture == """
        service  lines  share  trend  errors  against usual  worst pattern
        pay          1  33.3%           100%                 card refused
        -            1  33.3%             0%                 no service
        web          1  33.3%             0%                 took <DURATION>
        3 lines, 3 services

        """)
  }

  @Test func `errors that begin late are told as such`() throws {
    let run = try Run(.summary, Incident(seed: 1).lines, listing: Self.byService)
    let shop = try #require(run.lines.first)
    #expect(shop.hasPrefix(#"{"service":"checkout","#))
    #expect(shop.contains(#""reason":"errors only 10:30-10:3"#), "\(shop)")
    let web = try #require(run.lines.first { $0.hasPrefix(#"{"service":"web","#) })
    #expect(web.contains(#"x as often 10:"#), "\(web)")
    let healthy = try Run(
      .summary, Incident(seed: 1, isHealthy: true).lines, listing: Self.byService)
    #expect(healthy.lines.count == 3)
    for line in healthy.lines { #expect(line.contains(#""reason":"as usual""#), "\(line)") }
  }

  @Test(arguments: [10, 40, 80, 100, 200])
  func `no line is wider than the screen and none has control characters`(columns: Int) throws {
    let lines = (0..<30).map {
      #"{"level":"ERROR","service":"é接続😀\u001b[31m\#(String(repeating: "x", count: $0))","message":"m"}"#
    }
    for ascii in [true, false] {
      let table = ClusterTable(palette: Palette(isOn: false), ascii: ascii)
      let run = try Run(
        .table(table), lines, listing: SummaryListing(top: 9, isByService: true), columns: columns)
      let drawn = run.picture ?? ""
      for line in drawn.split(separator: "\n") { #expect(displayWidth(String(line)) <= columns) }
      #expect(drawn.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    }
  }
}
