import Terminal
import Testing

@testable import Clustering

@Suite struct ClusterTableTests {
  @Test func `a table tells the most important patterns first`() throws {
    let lines = [
      #"{"message":"took 7 ms","level":"WARN"}"#, #"{"message":"took 9 ms","level":"WARN"}"#, "a b",
      "took 8 ms",
    ]
    #expect(
      try drawn(lines) == """
        count  share  trend  level  reason   template
            3  75.0%         WARN   3 times  took <DURATION>
            1  25.0%                once     a b
        4 lines, 2 patterns

        """)
  }

  @Test func `what is not shown is in the footer`() throws {
    let lines = ["a b", "a b", "a b", "c d", "c d", "e f"]
    #expect(
      try drawn(lines, top: 1).hasSuffix("6 lines, 3 patterns; 3 lines in 2 more patterns\n"))
    #expect(try drawn(lines, top: 3).hasSuffix("\n6 lines, 3 patterns\n"))
    #expect(try drawn([]).hasSuffix("0 lines, 0 patterns\n"))
  }

  @Test func `the sums of the footer are all lines, evicted ones too`() throws {
    let lines = (0..<200).map { "\(letter($0)) \(letter($0 / 26)) z" }
    let table = try drawn(lines, top: 2, maximumClusters: 8).split(separator: "\n")
    let shown = table[1...2].compactMap { Int($0.split(separator: " ")[0]) }.reduce(0, +)
    let numbers = table[3].split { !$0.isNumber }.compactMap { Int($0) }
    // Lines, patterns; lines in more patterns; lines in evicted patterns.
    #expect(numbers.count == 6, "\(table[3])")
    guard numbers.count == 6 else { return }
    #expect(numbers[0] == 200 && shown + numbers[2] + numbers[4] == 200)
  }

  @Test(arguments: [1, 5, 10, 20, 40, 60, 80, 200])
  func `no line is wider than the screen`(columns: Int) throws {
    let lines =
      (0..<9).map { "é接続😀 \(String(repeating: "wide接 ", count: $0 * 4)) end" }
      + ["\u{1B}[31mred\u{7}", "a\tb\u{202E}c", String(repeating: "😀", count: 300)]
    for ascii in [true, false] {
      let table = try drawn(lines, columns: columns, ascii: ascii)
      for line in table.split(separator: "\n") { #expect(displayWidth(String(line)) <= columns) }
    }
  }

  @Test(arguments: [
    #"\u001b[2J\u0007"#, #"a\u0000b"#, #"\u009b31m"#, #"\u202e abc"#, #"\n\r\n"#, #"\u007f\u0008"#,
  ])
  func `a template of log text sends nothing to the terminal but text`(message: String) throws {
    for ascii in [true, false] {
      let table = try drawn([#"{"message":"\#(message)"}"#], ascii: ascii)
      #expect(table.split(separator: "\n").count == 3)
      for scalar in table.unicodeScalars where scalar != "\n" {
        #expect(
          scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar.value != 0x202E)
        if ascii { #expect(scalar.isASCII) }
      }
    }
  }

  @Test func `colours are used when they are on`() throws {
    let lines = [#"{"message":"m","level":"ERROR","timestamp":"2024-01-15T10:30:45Z"}"#]
    let run = try Run(
      .table(ClusterTable(palette: Palette(isOn: true), ascii: false)), lines, columns: 80)
    #expect(run.picture?.contains("\(Style.red.sequence)ERROR") == true)
  }

  private func drawn(
    _ lines: [String], top: Int = 0, maximumClusters: Int = 1_000, columns: Int? = nil,
    ascii: Bool = false
  ) throws -> String {
    let table = ClusterTable(palette: Palette(isOn: false), ascii: ascii)
    let run = try Run(
      .table(table), lines, maximumClusters: maximumClusters, listing: SummaryListing(top: top),
      columns: columns)
    #expect(run.output.isEmpty && run.counters.isBalanced)
    return run.picture ?? ""
  }

  private func letter(_ number: Int) -> Character {
    Character(Unicode.Scalar(UInt8(97 + number % 26)))
  }
}
