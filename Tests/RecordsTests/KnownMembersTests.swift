import TestSupport
import Testing

@testable import Records

/// What was learned of earlier records may only save time: a line is scanned as by a scanner that has seen no other.
@Suite struct KnownMembersTests {
  @Test(arguments: [
    #"{"timestamp":"2026-03-14T10:28:07Z","level":"INFO","service":"pay-2","message":"took 12 ms","fields":{"pid":4711,"n":[0.5,-12e10]},"format":"header"}"#,
    #"{"message":"a \"b\" 5","weight":10}"#, #"{"weight":10,"message":"","why":{"a":"1\u0031"}}"#,
    #" { "level" : "WARN" , "message" : "x 1" , "weight" : 105 } "#, #"{"message":"alone 7"}"#,
    #"{"level":"INFO","message":"twice","level":"WARN"}"#, #"{"message":7,"weight":1}"#,
    #"{"other1":1,"message":"x"}"#,
  ])
  func `a line is scanned as by a new scanner`(line: String) {
    var random = SeededGenerator(seed: 11)
    var scanner = JSONScanner()
    let bytes = Array(line.utf8)
    for _ in 0..<4 { expectSame(bytes, &scanner) }
    for _ in 0..<2_000 { expectSame(changed(bytes, &random), &scanner) }
    expectSame(bytes, &scanner)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `lines of several forms side by side are scanned as by a new scanner`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var scanner = JSONScanner()
    let lines = [
      #"{"timestamp":"2026-03-14T10:28:07Z","level":"INFO","message":"a 1","weight":1}"#,
      #"{"timestamp":"2026-03-14T10:28:07Z","level":"INFO","message":"b 2","format":"raw"}"#,
      #"{"timestamp":"2026-03-14T10:28:07Z","level":"WARN","message":"c","weight":12}"#,
      #"{"timestamp":"2026-03-14T10:28:07Z","level":"WARN","message":"d","level":"INFO"}"#,
      #"{"message":"e","timestamp":"2026-03-14T10:28:07Z","weight":7}"#,
      #"{"message":"f","pod":"p-1","weight":7}"#,
    ].map { Array($0.utf8) }
    for _ in 0..<3_000 { expectSame(changed(random.pick(lines), &random), &scanner) }
  }

  /// The line with some digits changed, and now and then another byte, or its end cut off.
  private func changed(_ line: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var line = line
    for index in line.indices where line[index] &- 48 < 10 && random.once(in: 3) {
      line[index] = UInt8(48 + random.number(0...9))
    }
    if random.once(in: 4) {
      line[random.below(line.count)] = random.pick(Array(#"{}[]",:\0 1a"#.utf8))
    }
    if random.once(in: 8) { line.removeLast(random.below(line.count)) }
    return line
  }

  private func expectSame(_ line: [UInt8], _ scanner: inout JSONScanner) {
    var fresh = JSONScanner()
    let text = line + [10] + [UInt8](repeating: 0x31, count: 64)
    text.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      let fault = scanner.scan(start, count: line.count)
      let expected = fresh.scan(start, count: line.count)
      #expect(fault == expected, "\(String(decoding: line, as: UTF8.self))")
      guard expected == nil else { return }
      let found = describe(scanner)
      let alone = describe(fresh)
      #expect(found == alone, "\(String(decoding: line, as: UTF8.self))")
    }
  }

  private func describe(_ scanner: borrowing JSONScanner) -> [String] {
    var lines = ["close \(scanner.close) \(scanner.hasDuplicateKeys) \(scanner.hasEscapedKeys)"]
    for index in 0..<scanner.count { lines.append("\(scanner[index])") }
    for name in FieldName.allCases {
      if let index = scanner.index(of: name) { lines.append("\(name) \(index)") }
    }
    return lines
  }
}
