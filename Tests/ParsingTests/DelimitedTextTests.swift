import Records
import Testing

@testable import Parsing

@Suite struct DelimitedTextTests {
  @Test func `rows are read by the names of their columns`() {
    #expect(
      rows("time,level,message,count", "2024-01-15T10:30:45Z,warn,slow,7") == [
        #"""
        {"timestamp":"2024-01-15T10:30:45Z","level":"WARN","message":"slow",\#
        "fields":{"count":7},"format":"csv"}
        """#
      ])
  }

  @Test(arguments: [
    (#"a,b,c"#, #"{"message":"a","fields":{"x":"b","y":"c"},"format":"csv"}"#),
    (
      #""a, b","c ""d""",e"#, #"{"message":"a, b","fields":{"x":"c \"d\"","y":"e"},"format":"csv"}"#
    ),
    ("\"\",\"\",\"\"", #"{"message":"\"\",\"\",\"\"","format":"csv"}"#),
    (#"m,,"#, #"{"message":"m","format":"csv"}"#),
    (#"m,a "b" c,d"#, #"{"message":"m","fields":{"x":"a \"b\" c","y":"d"},"format":"csv"}"#),
    (#"m, a ,1.5"#, #"{"message":"m","fields":{"x":" a ","y":1.5},"format":"csv"}"#),
    (#""""",é,"1""#, #"{"message":"\"","fields":{"x":"é","y":1},"format":"csv"}"#),
  ])
  func `cells are quoted as RFC 4180 says`(row: String, expected: String) {
    #expect(rows("message,x,y", row, format: .csv) == [expected])
  }

  @Test(arguments: ["a,b", "a,b,c,d", "a,\"b,c", "\"a\"b,c,d", "a,b,\"c\"d", ""])
  func `what has other cells is no row`(row: String) {
    let found = rows("message,x,y", row, format: .csv)
    #expect(found.isEmpty || found[0].hasSuffix(#""format":"raw"}"#))
  }

  @Test func `tabs divide columns, too`() {
    #expect(
      rows("time\tmessage\tn", "2024-01-15T10:30:45Z\ta, b\t7") == [
        #"{"timestamp":"2024-01-15T10:30:45Z","message":"a, b","fields":{"n":7},"format":"tsv"}"#
      ])
  }

  @Test(arguments: [
    "a,b", "time", "time,x", "message,level", "time,message,time", "2024,time,message",
    "time,message,",
    "time;message", "the time, a message", "time,message,a=b", "time,message,\"x",
  ])
  func `other first lines are no header`(line: String) {
    #expect(rows(line, "1,2,3").count == 2 || line == "the time, a message")
  }

  @Test func `only the first line of an input is a header`() {
    #expect(rows("x", "time,message", "2024-01-15T10:30:45Z,m").allSatisfy { !$0.contains("csv") })
  }

  @Test func `a cell that is no time or level stays as it is`() {
    #expect(
      rows("time,level,message", "soon,high,m") == [
        #"{"message":"m","fields":{"time":"soon","level":"high"},"format":"csv"}"#
      ])
  }

  private func rows(_ lines: String..., format: Format? = nil) -> [String] {
    ParserRun(lines.map { Array($0.utf8) }) { $0.format = format }.records
  }
}
