import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct LogfmtTests {
  @Test func `pairs become a record`() {
    #expect(
      record(#"level=info msg="listening on" addr=:9090"#)
        == #"{"level":"INFO","message":"listening on","fields":{"addr":":9090"},"format":"logfmt"}"#
    )
  }

  @Test(arguments: [
    (#"a=1 b=-2.50 c=true d=false e=null"#, #""a":1,"b":-2.50,"c":true,"d":false,"e":"null""#),
    (#"a=01 b=1e5 c=+1 d=.5 e=5. f=-"#, #""a":"01","b":"1e5","c":"+1","d":".5","e":"5.","f":"-""#),
    (
      #"a=123456789012345678 b=1234567890123456789"#,
      #""a":123456789012345678,"b":"1234567890123456789""#
    ),
    (#"a="1" b="true" c="""#, #""a":"1","b":"true","c":"""#), (#"a= b=2"#, #""a":"","b":2"#),
    (#"a="x\ny\t\"z\"\\" b=2"#, #""a":"x\ny\t\"z\"\\","b":2"#),
    (#"a=\n b=x\y"#, #""a":"\\n","b":"x\\y""#), (#"a="\q" b=2"#, #""a":"\\q","b":2"#),
    (#"a=x=y b=z=="#, #""a":"x=y","b":"z==""#),
    (#"a.b-c_d=1 @x=2 a/b=3"#, #""a.b-c_d":1,"@x":2,"a/b":3"#),
    (#"a=1 b=2 a=3"#, #""b":2,"a":3"#), (#"a=é b="😀""#, #""a":"é","b":"😀""#),
    ("a=1\t b=2  ", #""a":1,"b":2"#),
  ])
  func `values are typed where JSON has their form, escapes are decoded`(
    line: String, fields: String
  ) {
    #expect(self.fields(line) == "{\(fields)}")
  }

  @Test(arguments: [
    "a=1", "plain text", "a=1 text", "text a=1", "a=1 b", "a =1 b=2", "a=\"x b=2", "a=\"x\"y b=2",
    "a=x\"y b=2", "=1 =2", "a=1, b=2 c", "é=1 b=2", "9=1 b=2", "a=\"\\\" b=2",
  ])
  func `anything between the pairs makes it no logfmt`(line: String) {
    #expect(!record(line).hasSuffix(#""format":"logfmt"}"#))
  }

  @Test func `times, levels and ids are understood`() {
    #expect(
      record("ts=1705314645.5 lvl=eror msg=x err=y")
        == #"""
        {"timestamp":"2024-01-15T10:30:45.5Z","message":"x","fields":{"lvl":"eror","err":"y"},\#
        "format":"logfmt"}
        """#
    )
    #expect(
      record("time=yesterday level=W msg=x trace_id=4BF92F3577B34DA6")
        == #"""
        {"level":"WARN","level_text":"W","message":"x","trace_id":"4bf92f3577b34da6",\#
        "fields":{"time":"yesterday"},"format":"logfmt"}
        """#
    )
    #expect(record("time=2024-01-15 level=info").contains(#""timestamp":"2024-01-15T00:00:00Z""#))
  }

  @Test func `without a message the line is the message`() {
    #expect(record("a=1 b=2").hasPrefix(#"{"message":"a=1 b=2","fields""#))
  }

  @Test func `the best name of a role wins, the others are fields`() {
    #expect(
      record("text=c msg=b message=a").hasPrefix(#"{"message":"a","fields":{"text":"c","msg":"b"}"#)
    )
  }

  @Test func `no more than 256 pairs are logfmt`() {
    func line(_ count: Int) -> String { (0..<count).map { "k\($0)=\($0)" }.joined(separator: " ") }
    #expect(record(line(256)).hasSuffix(#""format":"logfmt"}"#))
    #expect(record(line(257)).hasSuffix(#""format":"raw"}"#))
  }

  private func fields(_ line: String) -> String? {
    let bytes = Array(record(line).utf8)
    return StrictJSON.members(of: bytes)?.first { text(bytes[$0.key]) == "fields" }
      .map { text(bytes[$0.value]) }
  }
}
