import Testing

@testable import Terminal

@Test func `columns are as wide as their widest text`() {
  #expect(
    patterns().render(width: nil, palette: plain, ascii: false) == """
      COUNT  TREND  LEVEL  TEMPLATE
      1,204  ▁ █    INFO   Accepted password for <*> from <*> port <*>
         96         ERROR  Connection closed by <*>
      12 in 3 more

      """)
}

@Test func `the flexible column takes what is left`() {
  #expect(
    patterns().render(width: 43, palette: plain, ascii: false) == """
      COUNT  TREND  LEVEL  TEMPLATE
      1,204  ▁ █    INFO   Accepted password for…
         96         ERROR  Connection closed by …
      12 in 3 more

      """)
}

@Test func `optional columns go where the flexible one has too little, lowest first`() {
  #expect(
    patterns().render(width: 40, palette: plain, ascii: true) == """
      COUNT  LEVEL  TEMPLATE
      1,204  INFO   Accepted password for <...
         96  ERROR  Connection closed by <*>
      12 in 3 more

      """)
  #expect(
    patterns().render(width: 27, palette: plain, ascii: false) == """
      COUNT  TEMPLATE
      1,204  Accepted password f…
         96  Connection closed b…
      12 in 3 more

      """)
}

@Test(arguments: 0...80)
func `no line is wider than asked for or ends in a blank`(width: Int) {
  for ascii in [false, true] {
    let lines = patterns().render(width: width, palette: plain, ascii: ascii)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { displayWidth(String($0)) <= width && !$0.hasSuffix(" ") })
  }
}

@Test(arguments: 0...80)
func `colour changes no visible character`(width: Int) {
  let painted = patterns().render(width: width, palette: Palette(isOn: true), ascii: false)
  let visible = painted.split(separator: "\u{1B}[", omittingEmptySubsequences: false)
    .enumerated().map { $0 == 0 ? $1 : $1.drop { $0 != "m" }.dropFirst() }.joined()
  #expect(visible == patterns().render(width: width, palette: plain, ascii: false))
}

@Test func `only texts are painted, not the blanks around them`() {
  var table = Table(columns: [.init("N", alignment: .right, minimumWidth: 3), .init("LEVEL")])
  table.append([.init("7"), .init("ERROR", .red)])
  #expect(
    table.render(width: 80, palette: Palette(isOn: true), ascii: false) == """
        \u{1B}[1mN\u{1B}[0m  \u{1B}[1mLEVEL\u{1B}[0m
        7  \u{1B}[31mERROR\u{1B}[0m

      """)
}

@Test func `a short row leaves the rest empty`() {
  var table = Table(columns: [.init("A"), .init("B", alignment: .right)])
  table.append([.init("1")])
  table.append([])
  #expect(table.render(width: nil, palette: plain, ascii: false) == "A  B\n1\n\n")
}

@Test func `a wide text keeps the columns in line`() {
  var table = Table(columns: [.init("NAME"), .init("N")])
  table.append([.init("日本"), .init("1")])
  table.append([.init("ab"), .init("2")])
  #expect(table.render(width: nil, palette: plain, ascii: false) == "NAME  N\n日本  1\nab    2\n")
}

@Test func `a table without rows is its header`() {
  let table = Table(columns: [.init("A"), .init("B")])
  #expect(table.render(width: 10, palette: plain, ascii: false) == "A  B\n")
}

private let plain = Palette(isOn: false)

/// A table as lcluster draws it.
private func patterns() -> Table {
  var table = Table(columns: [
    .init("COUNT", alignment: .right),
    .init("TREND", priority: 1),
    .init("LEVEL", priority: 2),
    .init("TEMPLATE", isFlexible: true),
  ])
  table.append([
    .init("1,204"), .init("▁ █", .cyan), .init("INFO", .green),
    .init("Accepted password for <*> from <*> port <*>"),
  ])
  table.append([
    .init("96"), .init("   "), .init("ERROR", .red), .init("Connection closed by <*>"),
  ])
  table.footer = "12 in 3 more"
  return table
}
