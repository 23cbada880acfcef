import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct StampReaderTests {
  @Test func `a stamp of the known form is read by its digits`() {
    var reader = StampReader()
    #expect(read("2024-01-15 10:30:45,123 x", &reader) == "2024-01-15T10:30:45.123")
    #expect(read("2024-01-15 23:59:59,999 x", &reader) == "2024-01-15T23:59:59.999")
    #expect(read("2024-01-15 24:59:59,999 x", &reader) == nil)
  }

  @Test func `behind a known date a clock may come after a mark and blanks`() {
    for mark in [":", ",", "-", "_", "."] {
      var reader = StampReader()
      #expect(read("2024-01-15\(mark) 1.2.3.4 x", &reader) == "2024-01-15T00:00:00 no time")
      #expect(read("2024-01-15\(mark) 10:30:45 x", &reader) == "2024-01-15T10:30:45")
    }
  }

  /// The reader keeps four forms; what it says must be what the grammar says, whatever it has seen.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func `the reader agrees with the grammar`(seed: UInt64) {
    var generator = HeaderGenerator(seed: seed)
    let forms = (0..<4).map { _ in generator.anyForm() }
    var reader = StampReader()
    var earlier = ""
    for _ in 0..<1_500 {
      let ordinal = generator.random.number(0...3)
      var line = Array((generator.stamp(forms[ordinal]) + generator.behindStamp()).utf8)
      if generator.random.once(in: 8) { generator.damage(&line, upTo: 40) }
      let expected = withLine(line) { start, count in
        StampGrammar(start, count: count).match(at: 0).map(HeaderAnswer.Time.init)
      }
      let found = withLine(line) { start, count in
        stamp(start, count, &reader, ordinal).map(HeaderAnswer.Time.init)
      }
      #expect(
        found == expected, "\(text(line).debugDescription) behind \(earlier.debugDescription)")
      if found != expected { return }
      earlier = text(line)
    }
  }
}

private func read(_ line: String, _ reader: inout StampReader) -> String? {
  withLine(line) { start, count in
    stamp(start, count, &reader, 0).map { HeaderAnswer.Time($0).description }
  }
}

/// The stamp that a line begins with, read by the form known in a place or by the grammar.
private func stamp(
  _ text: UnsafePointer<UInt8>, _ count: Int, _ reader: inout StampReader, _ place: Int
) -> Stamp? {
  var end = reader.match(place, text, at: 0, count: count)
  if end < 0 { end = reader.read(place, text, at: 0, count: count) }
  guard end >= 0 else { return nil }
  let stamp = reader.stamp(place, text, 0, count: count)
  #expect(stamp?.end == end)
  return stamp
}
