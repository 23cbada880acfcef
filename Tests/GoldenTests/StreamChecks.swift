import TestSupport
import Testing

/// What must hold for every run, whatever came in.
extension Outcome {
  /// The counters of a run with `--stats`, after the sums that must hold for every run.
  func checkedStatistics(sourceLocation: SourceLocation = #_sourceLocation) throws -> JSONValue {
    if let fault = internalError { Issue.record("\(fault)", sourceLocation: sourceLocation) }
    let stats = try JSONValue(parsing: error.split(separator: UInt8(ascii: "\n")).last ?? [])
    func counter(_ name: String) throws -> Int {
      try #require(stats[name]?.integer, "no counter \(name)", sourceLocation: sourceLocation)
    }
    let suppressed = stats["suppressed"]?.members.reduce(0) { $0 + ($1.value.integer ?? 0) } ?? -1
    let accounted =
      try counter("blank") + counter("header") + counter("joined") + counter("rejected")
      + suppressed + counter("carriers")
    #expect(try counter("lines") == accounted, sourceLocation: sourceLocation)
    let written = try counter("records") + counter("consumed") + counter("events_read")
    #expect(
      try written == counter("carriers") + counter("split"), sourceLocation: sourceLocation)
    return stats
  }

  /// The lines of the output, each of them a JSON object without equal keys.
  func checkedRecords(sourceLocation: SourceLocation = #_sourceLocation) -> [JSONValue] {
    #expect(output.isEmpty || output.last == UInt8(ascii: "\n"), sourceLocation: sourceLocation)
    return output.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let shown = shortened(String(decoding: line, as: UTF8.self), to: 300)
      do {
        let record = try JSONValue(parsing: line)
        #expect(
          StrictJSON.members(of: Array(line))?.count == record.members.count, "\(shown)",
          sourceLocation: sourceLocation)
        #expect(
          !record.members.isEmpty || line == Array("{}".utf8)[...], sourceLocation: sourceLocation)
        #expect(record.duplicateKey == nil, "\(shown)", sourceLocation: sourceLocation)
        return record
      } catch {
        Issue.record("\(error) in \(shown)", sourceLocation: sourceLocation)
        return nil
      }
    }
  }

  /// Expects text that a terminal shows as it is: no control character but the ends of lines.
  func expectNoControls(sourceLocation: SourceLocation = #_sourceLocation) {
    let text = String(validating: output, as: UTF8.self)
    #expect(text != nil, "not UTF-8", sourceLocation: sourceLocation)
    let controls = text?.unicodeScalars.filter {
      $0.properties.generalCategory == .control && $0 != "\n"
    }
    #expect(controls?.isEmpty == true, sourceLocation: sourceLocation)
  }
}
