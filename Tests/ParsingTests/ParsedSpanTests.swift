import Lines
import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct ParsedSpanTests {
  /// The model: all records, those without a time having that of the one before.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `a span holds what all records hold of it, and counts the rest`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let lines = (0..<random.number(1...60)).map { _ in randomLine(&random) }
    let bounds = [random.number(0...86_399), random.number(0...86_399)].sorted().map(time)
    let range = TimeRange(
      since: random.once(in: 4) ? nil : bounds[0], until: random.once(in: 4) ? nil : bounds[1])
    let whole = ParserRun(lines.map { Array($0.utf8) })
    var last: Timestamp?
    let expected = whole.records.filter { record in
      if record.contains("\"event\":\"tick\"") { return true }
      if let stated = timestamp(record) { last = stated }
      return last.map { range.contains($0) } ?? false
    }
    let (found, counters) = run(lines, range)
    #expect(found == expected)
    #expect(counters.isBalanced)
    #expect(
      counters.suppressed["filtered", default: 0] == whole.counters.records - counters.records)
  }

  private func run(_ lines: [String], _ range: TimeRange) -> ([String], Counters) {
    var options = ParsingOptions()
    options.now = Timestamp(nanoseconds: 1_773_489_600_000_000_000)
    let file = NamelessFile()
    var span = ParsedSpan(options, range, outcome: SpanOutcome())
    var output = RecordOutput(descriptor: file.descriptor)
    span.beginInput(name: nil)
    for (index, line) in lines.enumerated() {
      withLine(Array(line.utf8)) { start, count in
        output.counters.lines += 1
        _ = span.consume(Line(start: start, count: count, number: index + 1), to: &output)
      }
    }
    span.finish(to: &output)
    output.buffer.flush()
    return (file.content.split(separator: 0x0A).map { text($0) }, output.counters)
  }
}

private func time(_ second: Int) -> Timestamp {
  // 2026-03-14T00:00:00Z.
  Timestamp(nanoseconds: 1_773_446_400_000_000_000 + Int64(second) * 1_000_000_000)
}

private func timestamp(_ record: String) -> Timestamp? {
  guard let key = record.firstRange(of: "\"timestamp\":\"") else { return nil }
  let stamp = record[key.upperBound...].prefix { $0 != "\"" }
  return Array(stamp.utf8).withUnsafeBufferPointer { Timestamp(rfc3339: $0) }
}

private func randomLine(_ random: inout SeededGenerator) -> String {
  func two(_ range: ClosedRange<Int>) -> String {
    let number = random.number(range)
    return number < 10 ? "0\(number)" : "\(number)"
  }
  let clock = "\(two(0...23)):\(two(0...59)):\(two(0...59))"
  return switch random.number(0...7) {
  case 0: "  at a.b.C(D.java:7)"
  case 1: ""
  case 2: "{\"msg\":\"m\",\"ts\":\"2026-03-14T\(clock).5Z\"}"
  case 3: "{\"message\":\"m\",\"format\":\"raw\",\"timestamp\":\"2026-03-14T\(clock)Z\"}"
  case 4:
    "{\"timestamp\":\"2026-03-14T\(clock)Z\",\"event\":\"tick\",\"kind\":\"time\",\"id\":\"tick\"}"
  case 5: "{\"timestamp\":\"no time\",\"message\":\"m\"}"
  default: "2026-03-14 \(clock) INFO ready"
  }
}
