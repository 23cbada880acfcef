import Platform
import TestSupport
import Testing

@testable import Records

@Suite struct JSONScannerTests {
  @Test func `a member is four offsets into the line`() throws {
    let line = #"{"message":"disk \"a\" full","fields":{"pid":7}}"#
    let scan = Scan(line)
    #expect(scan.fault == nil)
    #expect(scan.members.map(\.key) == ["message", "fields"])
    #expect(scan.members.map(\.value) == [#""disk \"a\" full""#, #"{"pid":7}"#])
    #expect(scan.members.map(\.name) == [.message, .fields])
    #expect(scan.close == line.utf8.count - 1)
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `generated objects are taken apart as the strict parser has it`(seed: UInt64) {
    var generator = JSONGenerator(seed: seed)
    var scanner = JSONScanner()
    for _ in 0..<8 {
      let text = generator.object()
      #expect(StrictJSON.members(of: text) != nil, "the generator is wrong: \(text)")
      for surroundings in Surroundings.allCases { check(text, surroundings, &scanner) }
    }
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `damaged objects are accepted and rejected as the strict parser has it`(seed: UInt64) {
    var generator = JSONGenerator(seed: seed &+ 1_000)
    var scanner = JSONScanner()
    for _ in 0..<4 {
      let text = generator.object()
      for _ in 0..<15 {
        let surroundings = generator.random.pick(Surroundings.allCases)
        check(generator.damaged(text), surroundings, &scanner)
      }
    }
  }

  @Test func `every beginning of an object is rejected at its end at the latest`() {
    var generator = JSONGenerator(seed: 7)
    var scanner = JSONScanner()
    for _ in 0..<20 {
      let text = generator.object()
      guard let brace = text.lastIndex(of: UInt8(ascii: "}")) else { continue }
      for count in 0...brace { check(Array(text[..<count]), .lineFeed, &scanner) }
    }
  }

  @Test(arguments: [
    "{}", " { } ", "\t{}\r", "{}\r", #"{"":""}"#, #"{"a":-0}"#, #"{"a":1e400}"#, #"{"a":-0.0e-0}"#,
    #"{"a":0E+1}"#, #"{"a":[[],{}]}"#, #"{"a":"\ud800"}"#, #"{"a":"\udc00\ud800"}"#,
    #"{"a":"\ud800\u0041"}"#, #"{"\u0000":"\u0000"}"#, "{\"a\":\"\u{7f}\u{80}\"}",
    #"{"a":"\"\\\/\b\f\n\r\t"}"#, #"{"a":1,"a":2}"#, "{ \"a\" \t: \r1 , \"b\" : [ 1 , 2 ] }",
    #"{"a":123456789012345678901234567890.123456789}"#, #"{"a":"{\"b\":[}]"}"#,
    "{\"a\n\":1}".replacing("\n", with: ""), "{\"a\":\r1}",
  ])
  func `what the grammar allows is taken`(line: String) { check(line, isObject: true) }

  @Test(arguments: [
    "", " ", "[]", "1", "\"a\"", "null", "{", "}", "{]", "{}}", "{}{}", "{} {}", "{}x", "{},",
    "{}\u{0}", "\u{0}{}", "\u{feff}{}", "{,}", #"{"a"}"#, #"{"a":}"#, #"{"a":,}"#, #"{:1}"#,
    #"{"a":1,}"#, #"{,"a":1}"#, #"{"a":1,,"b":2}"#, #"{"a":1 "b":2}"#, #"{"a" 1}"#, #"{"a"::1}"#,
    #"{a:1}"#, #"{'a':1}"#, #"{1:1}"#, #"{null:1}"#, #"{"a":a}"#, #"{"a":'b'}"#,
  ])
  func `what is no object is rejected`(line: String) { check(line, isObject: false) }

  @Test(arguments: [
    "01", "-01", "00", "1.", ".5", "-.5", "+1", "-", "--1", "1e", "1e+", "1E-", "1.e5", "1.5.2",
    "0x10", "1_000", "NaN", "Infinity", "-Infinity", "1 2", "0e", "1e5.5", "１", "-a", "1a", "2e++1",
  ])
  func `numbers of other languages are rejected`(number: String) {
    for end in ["}", " }", "]}", ",\"b\":1}"] {
      check("{\"a\":\(number)\(end)", isObject: false)
      check("{\"a\":[\(number)\(end)", isObject: false)
    }
  }

  @Test(arguments: [
    "True", "TRUE", "tru", "truee", "nul", "nulll", "fals", "falsy", "undefined", "t", "f", "n",
    "[1", "[1,]", "[,1]", "[1,,2]", "[1 2]", "[1}", "[", "]", "[[]", "[]]", "[\"a\":1]", "{\"a\":1",
    "{\"a\":1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{1:2}", "[{]", "[\"a\"", "[{}",
    "\u{b}1", "\u{c}1", "\u{a0}1", "//x\n1", "/**/1",
  ])
  func `values that are none are rejected`(value: String) {
    check("{\"a\":\(value)}", isObject: false)
  }

  @Test(arguments: [
    #"\a"#, #"\'"#, #"\0"#, #"\x41"#, #"\u"#, #"\u1"#, #"\u12"#, #"\u123"#, #"\u123g"#, #"\U0041"#,
    #"\uD83D\u"#, #"\ "#, #"\"#, #"\\\"#, #"a"b"#, #"""#, #"\é"#, "\t", "\u{0}", "\u{1f}", "\n",
    "a text of sixteen\u{1}", #"\u00 1"#, #"\u+123"#, #"\u-123"#, #"\N"#,
  ])
  func `strings that are none are rejected, as keys too`(inside: String) {
    check("{\"a\":\"\(inside)\"}", isObject: false)
    check("{\"\(inside)\":1}", isObject: false)
    check("{\"a\":{\"\(inside)\":1}}", isObject: false)
  }

  @Test func `control characters are rejected in strings and between tokens at each place`() {
    for byte in UInt8(0)..<0x20 {
      for length in 0..<35 {
        let filling = String(repeating: "x", count: length)
        check("{\"a\":\"\(filling)\(Unicode.Scalar(byte))yz\"}", isObject: false)
      }
      if ![0x09, 0x0A, 0x0D].contains(byte) {
        check("{\"a\":1\(Unicode.Scalar(byte))}", isObject: false)
      }
    }
  }

  @Test func `a string may end at each place of a step`() {
    for length in 0..<50 {
      for inside in [
        String(repeating: "x", count: length), String(repeating: "\\n", count: length),
      ] {
        check("{\"a\":\"\(inside)\"}", isObject: true)
        check("{\"a\":\"\(inside)", isObject: false)
        check("{\"a\":\"\(inside)\\\"}", isObject: false)
      }
    }
  }

  @Test(arguments: [1, 63, 64, 65, 127, 128, 129, 10_000, 100_000])
  func `nesting has no limit`(depth: Int) {
    let forms = [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":[", "]}]")]
    for (open, close) in forms {
      let inner = String(repeating: open, count: depth)
      let outer = String(repeating: close, count: depth)
      let whole = Scan("{\"a\":\(inner)1\(outer)}")
      #expect(whole.fault == nil && whole.members.count == 1)
      #expect(Scan("{\"a\":\(inner)1\(outer)").fault != nil)
      #expect(Scan("{\"a\":\(inner)1\(outer.dropLast())}").fault != nil)
      #expect(Scan("{\"a\":\(inner)1\(outer)]}").fault != nil)
      #expect(Scan("{\"a\":\(inner)").fault?.expected.description == "a value")
    }
    let mixed = Scan("{\"a\":\(String(repeating: "[", count: depth))}")
    #expect(mixed.fault?.offset == depth + 5)
  }

  @Test func `ten thousand keys are ten thousand members`() {
    let members = (0..<10_000).map { "\"key\($0)\":\($0)" }
    let scan = Scan("{\(members.joined(separator: ",")),\"message\":\"m\"}")
    #expect(scan.fault == nil)
    #expect(scan.members.count == 10_001)
    #expect(scan.members[7_777].key == "key7777" && scan.members[7_777].value == "7777")
    #expect(scan.members.last?.name == .message)
    #expect(scan.effective.count == 10_001)
  }

  @Test func `a scanner forgets the line before`() {
    var scanner = JSONScanner()
    let first = scan(#"{"message":"m","a":1,"a":2}"#, &scanner)
    #expect(first.hasDuplicateKeys && first.messageIndex == 0)
    let broken = scan(#"{"message":"m","level"#, &scanner)
    #expect(broken.fault?.offset == 21)
    let second = scan(#"{"level":"INFO"}"#, &scanner)
    #expect(second.fault == nil && second.members.count == 1)
    #expect(!second.hasDuplicateKeys && second.messageIndex == nil)
  }

  @Test(arguments: [
    ("x", "a JSON object", 0), ("{x", "a key in quotes", 1), (#"{"a" 1}"#, "':' after the key", 5),
    (#"{"a":x}"#, "a value", 5), (#"{"a":1 x}"#, "',' or '}' after the value", 7),
    (#"{"a":[1}"#, "',' or ']'", 7), (#"{"a":{"b":1]}"#, "',' or '}'", 11),
    (#"{"a":1.}"#, "a digit", 7), (#"{"a":"\u00g0"}"#, "four hexadecimal digits", 10),
    (#"{"a":"\x"}"#, "an escape that JSON knows", 7), ("{} x", "the end of the line", 3),
    (#"{"a":trux}"#, "a value", 5), (#"{"a":1,}"#, "a key in quotes", 7),
  ])
  func `a fault says what was expected where`(line: String, expected: String, offset: Int) {
    let fault = Scan(line).fault
    #expect(fault?.expected.description == expected)
    #expect(fault?.offset == offset)
  }
}

/// Keys that are equal, and keys that spell a name with escapes.
@Suite struct JSONKeyTests {
  @Test func `of equal keys the last one counts`() {
    let scan = Scan(#"{"a":1,"message":"x","b":2,"a":3,"message":"y"}"#)
    #expect(scan.hasDuplicateKeys)
    #expect(scan.effective == [2, 3, 4])
    #expect(scan.messageIndex == 4)
  }

  @Test func `a reserved name is found behind escapes`() {
    let scan = Scan(#"{"\u006dessage":"x","\u006Eo":1}"#)
    #expect(scan.members.map(\.name) == [.message, nil])
    #expect(scan.messageIndex == 0)
    #expect(scan.effective == [0, 1])
  }

  @Test(arguments: [
    (#"{"\u006dessage":"x","message":"y"}"#, 1), (#"{"message":"x","\u006dessage":"y"}"#, 1),
    (#"{"\u006dessage":"x","messag\u0065":"y"}"#, 1),
  ])
  func `an escaped and a plain key may be the same one`(line: String, index: Int) {
    let scan = Scan(line)
    #expect(scan.hasDuplicateKeys)
    #expect(scan.messageIndex == index)
    #expect(scan.effective == [index])
  }

  @Test func `keys that differ by their last byte alone are no duplicates`() {
    let scan = Scan(#"{"aaaaaaaaa1":1,"aaaaaaaaa2":2,"aaaaaaaaa":3,"":4,"a":5}"#)
    #expect(!scan.hasDuplicateKeys)
    #expect(scan.effective == [0, 1, 2, 3, 4])
  }

  @Test func `each name of the contract is recognised, and no other`() {
    for name in FieldName.allCases {
      #expect(Scan("{\"\(name.text)\":1}").members.first?.name == name)
      #expect(Scan("{\"\(name.text)x\":1}").members.first?.name != name)
      #expect(Scan("{\"x\(name.text)\":1}").members.first?.name == nil)
    }
  }

  @Test(arguments: [2, 63, 64, 65, 66, 200])
  func `a duplicate is seen among many keys`(count: Int) {
    for place in [0, count / 2, count - 1] {
      let members = (0..<count).map { "\"k\($0)\":1" } + ["\"k\(place)\":2"]
      let scan = Scan("{\(members.joined(separator: ","))}")
      #expect(scan.hasDuplicateKeys)
      #expect(scan.effective == (0...count).filter { $0 != place })
    }
  }
}

// MARK: - Scanning

/// What a scan found, copied.
private struct Scan {
  struct Member: Equatable {
    var key: String
    var value: String
    var name: FieldName?
  }

  var fault: JSONScanner.Fault?
  var members: [Member] = []
  var close = 0
  var hasDuplicateKeys = false
  var effective: [Int] = []
  var messageIndex: Int?

  init() {}

  init(_ line: String) {
    var scanner = JSONScanner()
    self = scan(line, &scanner)
  }
}

private func scan(_ line: String, _ scanner: inout JSONScanner) -> Scan {
  let bytes = Array(line.utf8)
  return withTerminated(bytes) { start in
    var scan = Scan()
    scan.fault = scanner.scan(start, count: bytes.count)
    if scan.fault != nil { return scan }
    for index in 0..<scanner.count {
      let member = scanner[index]
      scan.members.append(
        Scan.Member(
          key: text(bytes[Int(member.keyStart)..<Int(member.keyEnd)]),
          value: text(bytes[Int(member.valueStart)..<Int(member.valueEnd)]), name: member.name))
    }
    scan.close = scanner.close
    scan.hasDuplicateKeys = scanner.hasDuplicateKeys
    scan.effective = scanner.effectiveMembers()
    scan.messageIndex = scanner.index(of: .message)
    return scan
  }
}

private func check(_ line: String, isObject: Bool) {
  let bytes = Array(line.utf8)
  #expect((StrictJSON.members(of: bytes) != nil) == isObject, "\(line)")
  var scanner = JSONScanner()
  for surroundings in Surroundings.allCases { check(bytes, surroundings, &scanner) }
}

/// Holds the scanner against the strict parser, in the given surroundings.
private func check(
  _ line: [UInt8], _ surroundings: Surroundings, _ scanner: inout JSONScanner
) {
  let expected = StrictJSON.members(of: line)
  let problem: String? = withTerminated(line, by: surroundings) { start in
    let fault = scanner.scan(start, count: line.count)
    guard let expected else {
      guard let fault else { return "accepted" }
      return 0...line.count ~= fault.offset ? nil : "a fault behind the line"
    }
    if let fault { return "rejected: \(fault)" }
    return difference(scanner, expected, line)
  }
  if let problem { Issue.record("\(problem): \(text(line)) \(surroundings)") }
}

/// What is wrong with an accepted line; nil when nothing is.
private func difference(
  _ scanner: borrowing JSONScanner, _ expected: [StrictJSON.Member], _ line: [UInt8]
) -> String? {
  guard scanner.count == expected.count else { return "\(scanner.count) members" }
  guard line.lastIndex(of: UInt8(ascii: "}")) == scanner.close else { return "the brace" }
  let keys = expected.map { member in
    line[member.key].withUnsafeBufferPointer { decodeJSONString($0) }
  }
  for index in 0..<scanner.count {
    let member = scanner[index]
    let found = StrictJSON.Member(
      key: Int(member.keyStart)..<Int(member.keyEnd),
      value: Int(member.valueStart)..<Int(member.valueEnd))
    if found != expected[index] { return "member \(index)" }
    let name = FieldName.allCases.first { Array("\($0.text)".utf8) == keys[index] }
    if member.name != name { return "the name of member \(index)" }
    if scanner.decodedKey(index) != keys[index] { return "the key of member \(index)" }
  }
  for name in FieldName.allCases
  where scanner.index(of: name) != keys.lastIndex(of: Array("\(name.text)".utf8)) {
    return "the index of \(name)"
  }
  if !scanner.hasDuplicateKeys, Set(keys).count < keys.count { return "an unseen duplicate" }
  let lasts = keys.indices.filter { keys.lastIndex(of: keys[$0]) == $0 }
  return scanner.effectiveMembers() == lasts ? nil : "the effective members"
}
