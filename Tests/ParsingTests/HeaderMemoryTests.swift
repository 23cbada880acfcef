import Records
import TestSupport
import Testing

@testable import Parsing

/// What was learned of tokens from earlier lines may only save time: the answer to a line is that of the grammar, which knows
/// of them no more than what they say of ties.
@Suite struct HeaderMemoryTests {
  @Test func `a line of a known shape is read as if it were the first`() {
    expectSame(
      "2024-01-15 10:30:45 INFO [main] a.B: x", "2024-01-15 11:00:01 WARN [worker] c.D: y z")
  }

  /// The grammar went on asking behind the last token of a line whose tokens are glued.
  @Test(arguments: [
    "\u{FFFD}'\u{1E}\u{2}c\u{13}\u{FFFD};\u{FFFD};9\"OZ!\u{FFFD} \u{FFFD}\u{FFFD}i\u{18}\u{FFFD}t\u{FFFD}",
    "a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;1", "x \(String(repeating: ";", count: 200))",
    "2024-01-15 \(String(repeating: "1:", count: 200))", String(repeating: "[1", count: 200),
  ])
  func `no line has more tokens than there is room for`(line: String) {
    var memory = HeaderMemory()
    _ = answer(to: Array(line.utf8), &memory)
    #expect(memory.lexer.pointee.count <= HeaderLexer.maximumTokens + 1)
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func `memory never changes an answer`(seed: UInt64) {
    var generator = HeaderGenerator(seed: seed)
    let shapes = generator.random.pick([1, 2, 3, 6, 12])
    let pool = generator.pool(shapes: shapes, each: 240 / shapes)
    var memory = HeaderMemory()
    var grammar = HeaderMemory(remembers: false)
    var stream: [Int] = []
    for _ in 0..<1_500 {
      let place = generator.random.number(0...pool.count - 1)
      stream.append(place)
      let found = answer(to: pool[place], &memory)
      let expected = answer(to: pool[place], &grammar)
      if found != expected {
        let answers = "\(found, default: "none")\n  \(expected, default: "none")"
        Issue.record("\(explain(pool, stream))\n  \(answers)")
        return
      }
    }
  }
}

/// Expects that `line` is read behind `earlier` as it is alone.
private func expectSame(
  _ earlier: String, _ line: String, _ location: SourceLocation = #_sourceLocation
) {
  var memory = HeaderMemory()
  _ = answer(to: Array(earlier.utf8), &memory)
  let found = answer(to: Array(line.utf8), &memory)
  #expect(found == answer(to: Array(line.utf8)), "behind \(earlier)", sourceLocation: location)
}

/// The last line of a stream, which was read otherwise than alone, and the line that made the difference.
private func explain(_ pool: [[UInt8]], _ stream: [Int]) -> String {
  guard let last = stream.last else { return "" }
  let alone = answer(to: pool[last])
  for earlier in stream.dropLast().reversed() {
    var memory = HeaderMemory()
    _ = answer(to: pool[earlier], &memory)
    let found = answer(to: pool[last], &memory)
    if found == alone { continue }
    return "\n  \(text(pool[earlier]).debugDescription)\n  \(text(pool[last]).debugDescription)\n"
      + "  behind it: \(found, default: "none")\n  alone:     \(alone, default: "none")"
  }
  return "\(text(pool[last]).debugDescription), behind several lines"
}
