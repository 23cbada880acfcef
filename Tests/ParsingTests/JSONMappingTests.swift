import Records
import Testing

@testable import Parsing

@Suite struct JSONMappingTests {
  @Test func `the usual names are understood, the rest is fields`() {
    #expect(
      json(#"{"ts":"2024-01-15T10:30:45Z","lvl":"warn","msg":"slow","ms":5.0}"#)
        == #"""
        {"timestamp":"2024-01-15T10:30:45Z","level":"WARN","message":"slow",\#
        "fields":{"ms":5.0}
        """#
    )
  }

  @Test(arguments: [
    (#"{"msg":"b","message":"a"}"#, #"{"message":"a","fields":{"msg":"b"}"#),
    (#"{"message":"a","msg":"b"}"#, #"{"message":"a","fields":{"msg":"b"}"#),
    (#"{"message":7,"msg":"b"}"#, #"{"message":"b","fields":{"message":7}"#),
    (
      #"{"message":null,"body":{"x":1},"text":"c"}"#,
      #"{"message":"c","fields":{"message":null,"body":{"x":1}}"#
    ),
    (#"{"message":"a","message":"b"}"#, #"{"message":"b""#),
    (#"{"message":"a","x":1,"x":2}"#, #"{"message":"a","fields":{"x":2}"#),
    (#"{"message":"a","x":1,"y":3,"x":2}"#, #"{"message":"a","fields":{"y":3,"x":2}"#),
    (#"{"mess\u0061ge":"a","x":"\u00e9\/"}"#, #"{"message":"a","fields":{"x":"\u00e9\/"}"#),
    (
      #"{"service":"s","host":"h","version":"v","region":"r","msg":"m"}"#,
      #"{"service":"s","host":"h","version":"v","region":"r","message":"m""#
    ),
    (
      #"{"service":{"name":"s"},"host":["h"],"msg":"m"}"#,
      #"{"message":"m","fields":{"service":{"name":"s"},"host":["h"]}"#
    ),
    (
      #"{"service":"s","app":"a","name":"n","msg":"m"}"#,
      #"{"service":"s","message":"m","fields":{"app":"a","name":"n"}"#
    ),
    (#"{ "msg" : "m" , "a" : [ 1 , 2 ] }"#, #"{"message":"m","fields":{"a" : [ 1 , 2 ]}"#),
    (
      #"{"msg":"m","cluster":"c","event":"e","params":[1],"fields":{"a":1}}"#,
      #"{"message":"m","fields":{"cluster":"c","event":"e","params":[1],"fields":{"a":1}}"#
    ),
    (#"{"msg":""}"#, #"{"message":"""#),
  ])
  func `of several names the best one plays the role`(line: String, expected: String) {
    #expect(json(line) == expected)
  }

  @Test(arguments: [
    (#""INFO""#, #""level":"INFO","#), (#""info""#, #""level":"INFO","#),
    (#""Warning""#, #""level":"WARN","level_text":"Warning","#),
    (#""E""#, #""level":"ERROR","level_text":"E","#),
    (#""e""#, #""level":"ERROR","level_text":"e","#),
    ("10", #""level":"TRACE","level_text":"10","#),
    ("30", #""level":"INFO","level_text":"30","#), ("60", #""level":"FATAL","level_text":"60","#),
    ("3", #""level":"ERROR","level_text":"3","#), ("7", #""level":"DEBUG","level_text":"7","#),
    ("0", #""level":"FATAL","level_text":"0","#),
  ])
  func `levels are words, letters or numbers`(value: String, expected: String) {
    #expect(json("{\"level\":\(value),\"msg\":\"m\"}") == "{\(expected)\"message\":\"m\"")
  }

  @Test(arguments: [#""high""#, "8", "100", "-3", "3.5", "true", "null", #""""#, "[3]", "35"])
  func `what is no level stays a field`(value: String) {
    #expect(
      json("{\"level\":\(value),\"msg\":\"m\"}")
        == "{\"message\":\"m\",\"fields\":{\"level\":\(value)}")
  }

  @Test(arguments: [
    ("1705314645", "2024-01-15T10:30:45Z"), ("1705314645.25", "2024-01-15T10:30:45.25Z"),
    ("1705314645123", "2024-01-15T10:30:45.123Z"), (#""1705314645""#, "2024-01-15T10:30:45Z"),
    (#""2024-01-15 10:30:45,5""#, "2024-01-15T10:30:45.5Z"),
    (#""2024-01-15T10:30:45+01:00""#, "2024-01-15T09:30:45Z"),
    (#""15/Jan/2024:10:30:45 +0000""#, "2024-01-15T10:30:45Z"),
    (#""2024-01-15""#, "2024-01-15T00:00:00Z"),
  ])
  func `times are numbers since 1970 or stamps`(value: String, expected: String) {
    #expect(
      json("{\"time\":\(value),\"msg\":\"m\"}")
        == "{\"timestamp\":\"\(expected)\",\"message\":\"m\"")
  }

  @Test(arguments: [
    "7", "-1705314645", "1e9", #""soon""#, #""""#, "null", #""2024-01-15T10:30:45Z x""#,
    #""2024-02-30T10:00:00Z""#,
  ])
  func `what is no time stays a field`(value: String) {
    #expect(
      json("{\"time\":\(value),\"msg\":\"m\"}")
        == "{\"message\":\"m\",\"fields\":{\"time\":\(value)}")
  }

  @Test(arguments: [
    (#"{"a":1,"b":"x y"}"#, #"a=1 b=x y"#), (#"{"a":{"b":"c"},"d":[]}"#, #"a={\"b\":\"c\"} d=[]"#),
    (#"{"a":"\"\u00e9","level":"info"}"#, #"a=\"\u00e9"#), ("{}", ""),
    (#"{"time":1705314645}"#, ""),
    (#"{"a\"b":null}"#, #"a\"b=null"#), (#"{"a":1,"a":2}"#, "a=2"),
  ])
  func `an object without a message is spelled out`(line: String, message: String) {
    #expect(json(line).contains("\"message\":\"\(message)\""), "\(json(line))")
  }

  @Test func `ids are brought to one form`() {
    #expect(
      json(
        #"""
        {"msg":"m","traceId":"4BF92F35-77B34DA6-A3CE929D-0E0E4736",\#
        "dd.span_id":"1234567890123","parent_id":"0"}
        """#
      )
        == #"""
        {"message":"m","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736",\#
        "span_id":"0000011f71fb04cb"
        """#
    )
  }

  @Test func `a pod's name is cut to its workload's`() {
    #expect(
      json(#"{"service":"payment-api-7d9f8b6c5-x2x4k","msg":"m"}"#)
        == #"{"service":"payment-api","message":"m","fields":{"pod":"payment-api-7d9f8b6c5-x2x4k"}"#
    )
  }

  /// The record without its end.
  private func json(_ line: String) -> String {
    let end = #","format":"json"}"#
    let found = record(line)
    return found.hasSuffix(end) ? String(found.dropLast(end.count)) : found
  }
}
