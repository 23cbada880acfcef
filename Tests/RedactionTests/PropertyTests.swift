import Testing

@testable import Redaction

@Suite struct PropertyTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `nothing planted comes out, and a second run changes nothing`(seed: UInt64) throws {
    var lines = PlantedLines(seed: seed)
    let options = RedactionOptions()
    let names = try options.names()
    var recogniser = try options.recogniser(names)
    var writer = SpliceWriter(try options.replacement(names), names: names)
    for _ in 0..<300 {
      var (text, planted) = lines.next()
      var once = redact(&text, &recogniser, &writer)
      for value in planted { #expect(!once.contains(value), "\(text) -> \(once)") }
      if planted.isEmpty { #expect(once == text) }
      #expect(redact(&once, &recogniser, &writer) == once, "\(text)")
    }
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `a rule that is added uncovers nothing`(seed: UInt64) throws {
    var lines = PlantedLines(seed: 100 + seed)
    var more = RedactionOptions()
    more.rules = [("NUMBER", "[0-9]+"), ("MARK", "[a-z]=")]
    for _ in 0..<150 {
      let text = lines.next().text
      let few = try findings(in: text)
      let many = try findings(in: text, options: more)
      for finding in few {
        let isCovered = many.contains { $0.start <= finding.start && finding.end <= $0.end }
        #expect(isCovered, "\(text)")
      }
    }
  }

  private func redact(
    _ text: inout String, _ recogniser: inout Recogniser, _ writer: inout SpliceWriter
  ) -> String {
    text.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return "" }
      recogniser.find(in: Text(start: start, count: bytes.count))
      return String(decoding: writer.replaced(recogniser.findings, in: bytes), as: UTF8.self)
    }
  }
}
