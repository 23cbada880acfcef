import Records

@testable import Parsing

/// All that ``HeaderMemory`` says of a line.
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
  var name = ""
  var isSyslog = false

  var description: String {
    "\(parts) \(level, default: "no level") \(time, default: "no time") \(gap) message@\(message)"
  }
}

/// What a memory that may have seen other lines says of a line, which it then has seen, too; nil when it has no header.
func answer(to line: [UInt8], _ memory: inout HeaderMemory) -> HeaderAnswer? {
  withLine(line) { start, count in
    let form = memory.read(start, count: count)
    defer { memory.note(form) }
    let number = Int(form)
    guard let form = memory.forms[number] else { return nil }
    var answer = HeaderAnswer()
    for part in form.parts {
      let slice = memory.slice(part)
      answer.parts.append(
        HeaderAnswer.Part(
          kind: part.kind, slice: slice, text: text(line[slice.start..<slice.end])))
    }
    answer.level = form.level == 0 ? nil : Level(rawValue: UInt8(form.level - 1))
    answer.time = memory.stamp(form).map(HeaderAnswer.Time.init)
    answer.gap = form.gap
    answer.message = memory.messageStart(form.tokenCount)
    answer.name = form.name
    answer.isSyslog = form.isSyslog
    return answer
  }
}

/// What a memory that has seen no other line says of a line.
func answer(to line: [UInt8]) -> HeaderAnswer? {
  var memory = HeaderMemory(remembers: false)
  return answer(to: line, &memory)
}
