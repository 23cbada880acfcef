import TestSupport
import Testing

@testable import Records

@Suite struct RecordOutputTests {
  @Test func `a key is added before the closing brace`() {
    #expect(
      setting([(.clusterID, "9f2c")], on: #"{"message":"m"}"#)
        == #"{"message":"m","cluster_id":"9f2c"}"# + "\n")
  }

  @Test(arguments: [
    ("{}", #"{"template":"t","cluster":"c"}"#), ("{ }", #"{ "template":"t","cluster":"c"}"#),
    (#"{"a":1}"#, #"{"a":1,"template":"t","cluster":"c"}"#),
    (
      " { \"a\" : 1.50 , \"b\":\"\\u0041\" }\t",
      " { \"a\" : 1.50 , \"b\":\"\\u0041\" ,\"template\":\"t\",\"cluster\":\"c\"}"
    ),
  ])
  func `what was there keeps its bytes`(line: String, expected: String) {
    #expect(setting([(.template, "t"), (.cluster, "c")], on: line) == expected + "\n")
  }

  @Test(arguments: [
    (#"{"template":"old","a":1}"#, #"{"template":"t","a":1,"cluster":"c"}"#),
    (#"{"a":1,"template":{"x":[1,2]}}"#, #"{"a":1,"template":"t","cluster":"c"}"#),
    (#"{"cluster":1,"template":2}"#, #"{"cluster":"c","template":"t"}"#),
    (#"{ "template" : null , "a" : 1 }"#, #"{ "template" : "t" , "a" : 1 ,"cluster":"c"}"#),
    (#"{"templat\u0065":"old"}"#, #"{"templat\u0065":"t","cluster":"c"}"#),
  ])
  func `a key that is there gets its value in place`(line: String, expected: String) {
    #expect(setting([(.template, "t"), (.cluster, "c")], on: line) == expected + "\n")
  }

  @Test(arguments: [
    (#"{"a":1,"a":2}"#, #"{"a":2,"template":"t"}"#),
    (#"{"a":1, "b":2, "a":3, "a":4}"#, #"{"b":2, "a":4,"template":"t"}"#),
    (#"{"template":1,"a":1,"template":2}"#, #"{"a":1,"template":"t"}"#),
    (#"{"template":1,"templat\u0065":2,"b":3}"#, #"{"templat\u0065":"t","b":3}"#),
    (#"{"":1,"":2}"#, #"{"":2,"template":"t"}"#),
    (#"{"a":1,"\u0061":2}"#, #"{"\u0061":2,"template":"t"}"#),
  ])
  func `no key is written twice, the last one counts`(line: String, expected: String) {
    #expect(setting([(.template, "t")], on: line) == expected + "\n")
  }

  @Test func `a record passes as it is, without the blanks behind it`() {
    #expect(passing(#"{ "a" : 1 }"#) == "{ \"a\" : 1 }\n")
    #expect(passing("{\"a\":1}\r") == "{\"a\":1}\n")
    #expect(passing(#"{"a":1,"b":2,"a":3}"#) == #"{"b":2,"a":3}"# + "\n")
    let wide = "{\((0..<300).map { "\"k\($0)\": \($0)" }.joined(separator: ", "))}"
    #expect(passing(wide) == wide + "\n")
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `members are kept, set, and never doubled`(seed: UInt64) throws {
    var generator = JSONGenerator(seed: seed)
    let names: [FieldName] = [.clusterID, .template, .message, .level, .id]
    for _ in 0..<4 {
      let line = generator.object()
      let edits = names.shuffled(using: &generator.random)
        .prefix(Int(generator.random.next() % 4)).map { ($0, "new \($0)") }
      let output = Array(setting(edits, on: line).dropLast())
      let members = try #require(StrictJSON.members(of: output), "\(text(output))")
      let found = members.map { (key(output, $0), text(output[$0.key]), text(output[$0.value])) }
      let expected = model(line, edits)
      #expect(found.map(\.0) == expected.map(\.key), "\(text(line)) \(text(output))")
      #expect(found.map(\.1) == expected.map(\.rawKey), "\(text(line)) \(text(output))")
      #expect(found.map(\.2) == expected.map(\.value), "\(text(line)) \(text(output))")
      #expect(Set(found.map(\.0)).count == found.count)
      // The same stage again changes nothing, and neither does passing.
      #expect(setting(edits, on: output).dropLast().elementsEqual(output))
      #expect(passing(output).dropLast().elementsEqual(output))
    }
  }

  @Test func `an event is counted as an event`() {
    let result = written { output in
      withRecord(#"{"event":"tick","kind":"time","id":"tick"}"#) { output.passEvent($0) }
      withRecord("{}") { output.pass($0) }
    }
    #expect(text(result.bytes) == #"{"event":"tick","kind":"time","id":"tick"}"# + "\n{}\n")
    #expect(result.counters.events == 1 && result.counters.records == 1)
  }

  @Test func `a finished record can be rewritten, with its line end`() {
    let rewrite: (UnsafeBufferPointer<UInt8>) -> [UInt8]? = { record in
      record.last == 0x0A && record.count > 3 ? Array(record.reversed()) : nil
    }
    let result = written(rewrite: rewrite) { output in
      withRecord(#"{"a":1}"#) { output.pass($0) }
      withRecord("{}") { output.pass($0) }
      withRecord(#"{"b":2}"#) { output.passEvent($0) }
    }
    #expect(text(result.bytes) == "\n}1:\"a\"{{}\n\n}2:\"b\"{")
  }

  @Test func `an unfinished record can be taken back`() {
    let result = written { output in
      withRecord("{}") { output.pass($0) }
      output.buffer.append("{\"half")
      output.buffer.rollBack()
      output.buffer.append("{\"whole\":1}")
      output.endRecord()
    }
    #expect(text(result.bytes) == "{}\n{\"whole\":1}\n")
    #expect(result.counters.records == 2)
  }
}

// MARK: - Writing

private func setting(_ edits: [(FieldName, String)], on line: [UInt8]) -> [UInt8] {
  written { output in
    withRecord(line) { record in
      var own = RecordEdits()
      for (name, value) in edits { set(name, value, in: &own) }
      output.write(record, setting: own)
    }
  }.bytes
}

private func setting(_ edits: [(FieldName, String)], on line: String) -> String {
  text(setting(edits, on: Array(line.utf8)))
}

private func passing(_ line: [UInt8]) -> [UInt8] {
  written { output in withRecord(line) { output.pass($0) } }.bytes
}

private func passing(_ line: String) -> String { text(passing(Array(line.utf8))) }

// MARK: - The model

private struct ModelMember {
  var key: [UInt8]
  var rawKey: String
  var value: String
}

/// The members that a stage is to write: of equal keys the last one, its own values in place or behind.
private func model(_ line: [UInt8], _ edits: [(FieldName, String)]) -> [ModelMember] {
  var result: [ModelMember] = []
  for member in StrictJSON.members(of: line) ?? [] {
    let decoded = key(line, member)
    result.removeAll { $0.key == decoded }
    result.append(
      ModelMember(key: decoded, rawKey: text(line[member.key]), value: text(line[member.value])))
  }
  for (name, value) in edits {
    let key = Array("\(name.text)".utf8)
    if let index = result.firstIndex(where: { $0.key == key }) {
      result[index].value = "\"\(value)\""
    } else {
      result.append(ModelMember(key: key, rawKey: "\(name.text)", value: "\"\(value)\""))
    }
  }
  return result
}

private func key(_ line: [UInt8], _ member: StrictJSON.Member) -> [UInt8] {
  line[member.key].withUnsafeBufferPointer { decodeJSONString($0) }
}
