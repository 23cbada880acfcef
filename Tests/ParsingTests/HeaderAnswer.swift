import Records

@testable import Parsing

/// All that ``HeaderGrammar`` says of a line.
struct HeaderAnswer: Equatable, CustomStringConvertible {
  struct Part: Equatable, CustomStringConvertible {
    var kind: HeaderPart
    var slice: Slice
    var text: String

    var description: String { "\(kind)=\(text.debugDescription)@\(slice.start)" }
  }

  /// A stamp but for what only ``StampReader`` needs.
  struct Time: Equatable, CustomStringConvertible {
    var end: Int
    var civil: CivilTime
    var fractionDigits: Int
    var offset: Int?
    var gap: Stamp.Gap
    var epoch: Timestamp?

    init(_ stamp: Stamp) {
      end = stamp.end
      civil = stamp.civil
      fractionDigits = stamp.fractionDigits
      offset = stamp.offset
      gap = stamp.gap
      epoch = stamp.epoch
    }

    var description: String {
      if let epoch { return "\(epoch.nanoseconds) ns" }
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let date = "\(civil.year)-\(two(civil.month))-\(two(civil.day))"
      let clock = "\(two(civil.hour)):\(two(civil.minute)):\(two(civil.second))"
      let digits = "\(1_000_000_000 + civil.nanosecond)".dropFirst().prefix(fractionDigits)
      let fraction = fractionDigits > 0 ? ".\(digits)" : ""
      let zone = offset.map { "\($0 < 0 ? "" : "+")\($0)" } ?? ""
      let missing = gap == .none ? "" : " no \(gap)"
      return date + "T" + clock + fraction + zone + missing
    }
  }

  var parts: [Part] = []
  var level: Level?
  var time: Time?
  var gap = Stamp.Gap.none
  var message = 0
  var shape: UInt64 = 0
  var isSyslog = false

  var description: String {
    "\(parts) \(level, default: "no level") \(time, default: "no time") \(gap) message@\(message)"
  }
}

/// What a grammar that may have seen other lines says of a line; nil when it has no header.
func answer(to line: [UInt8], _ grammar: inout HeaderGrammar) -> HeaderAnswer? {
  withLine(line) { start, count in
    guard grammar.match(start, count: count) else { return nil }
    var answer = HeaderAnswer()
    for index in 0..<grammar.header.count {
      let slice = grammar.header.slice(at: index)
      answer.parts.append(
        HeaderAnswer.Part(
          kind: grammar.header.kind(at: index), slice: slice,
          text: text(line[slice.start..<slice.end])))
    }
    answer.level = grammar.header.level
    answer.time = grammar.stamp(start).map(HeaderAnswer.Time.init)
    answer.gap = grammar.header.hasStamp ? grammar.header.gap : .none
    answer.message = grammar.header.message
    answer.shape = grammar.header.shape
    answer.isSyslog = grammar.header.isSyslog
    return answer
  }
}

/// What a grammar that has seen no other line says of a line.
func answer(to line: [UInt8]) -> HeaderAnswer? {
  var grammar = HeaderGrammar(usesShapes: false)
  return answer(to: line, &grammar)
}
