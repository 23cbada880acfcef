import Testing

@testable import Redaction

/// Checks what is found in a text in which the values of one kind stand between `‹` and `›`, and nothing else.
func check(
  _ marked: String, _ type: DataType, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let text = marked.filter { $0 != "‹" && $0 != "›" }
  let found = try findings(in: text)
  let shown = show(text, found)
  #expect(shown == marked, sourceLocation: sourceLocation)
  for finding in found {
    #expect(
      finding.type == type, "\(DataType.builtIn[Int(finding.type.index)])",
      sourceLocation: sourceLocation)
  }
}

/// What all rules find in a text.
func findings(in text: String, options: RedactionOptions = RedactionOptions()) throws -> [Finding] {
  var recogniser = try options.recogniser(try options.names())
  var text = text
  return text.withUTF8 { bytes in
    guard let start = bytes.baseAddress else { return [] }
    recogniser.find(in: Text(start: start, count: bytes.count))
    return recogniser.findings
  }
}

/// The text with marks around what was found.
func show(_ text: String, _ findings: [Finding]) -> String {
  let bytes = Array(text.utf8)
  var shown: [UInt8] = []
  var copied = 0
  for finding in findings {
    shown += bytes[copied..<finding.start] + Array("‹".utf8)
    shown += bytes[finding.start..<finding.end] + Array("›".utf8)
    copied = finding.end
  }
  return String(decoding: shown + bytes[copied...], as: UTF8.self)
}

/// The text with what stands for the values in their places.
func redacted(_ text: String, options: RedactionOptions = RedactionOptions()) throws -> String {
  let names = try options.names()
  let found = try findings(in: text, options: options)
  var writer = SpliceWriter(try options.replacement(names), names: names)
  var text = text
  return text.withUTF8 { String(decoding: writer.replaced(found, in: $0), as: UTF8.self) }
}
