import Lines
import Records

// The records of header lines and of lines without any form, which are most lines of most logs: written straight from
// the line by the plan of their form.

extension RecordWriter {
  /// Writes and ends the record of the line that `memory` has read.
  ///
  /// - Parameters:
  ///   - number: The number of the line's form.
  ///   - memory: Has the line's tokens.
  ///   - inference: Completes its stamp.
  ///   - line: The line that the record stands for.
  ///   - output: Where it goes.
  /// - Returns: The plan that it was written by.
  @inline(__always)
  mutating func write(
    _ number: Int32, _ memory: borrowing HeaderMemory, _ inference: inout YearInference,
    _ line: Line, to output: inout RecordOutput
  ) -> HeaderPlan {
    let lexer = memory.lexer
    var plan = plans.plan(number, memory, isDated: true)
    var cursor = output.buffer.cursor(reserving: 6 &* lexer.pointee.end &+ plan.size &+ 256)
    if plan.datingToken >= 0 {
      let place = lexer.pointee.tokens[plan.datingToken].place
      if place >= 0, lexer.pointee.stamps.hasDay(place, &inference) {
        let first = plan.steps[0]
        cursor.put(short: first.piece, count: first.count)
        let start = memory.slice(first.first, first.last, first.extent).start
        lexer.pointee.stamps.put(place, lexer.pointee.text + start, to: &cursor)
      } else {
        plan = putTime(number, plan, memory, &inference, &cursor)
      }
    }
    put(plan, memory, &cursor)
    if line.isCut || hasExtras {
      // Behind the format's name and quote other members follow.
      cursor.removeLast(3)
      output.buffer.advance(to: cursor)
      finish(isCut: line.isCut, line: line.number, &output)
    } else {
      output.endRecord(at: cursor)
    }
    return plan
  }

  /// Puts the time of a stamp whose day is not known yet; returns the plan for the rest of the record.
  @inline(never)
  private mutating func putTime(
    _ number: Int32, _ plan: HeaderPlan, _ memory: borrowing HeaderMemory,
    _ inference: inout YearInference, _ cursor: inout OutputCursor
  ) -> HeaderPlan {
    let first = plan.steps[0]
    let start = memory.slice(first.first, first.last, first.extent).start
    guard let stamp = memory.stamp(plan.datingToken, at: start),
      let time = inference.timestamp(of: stamp)
    else { return plans.plan(number, memory, isDated: false) }
    cursor.put(short: first.piece, count: first.count)
    timestamps.write(time, fractionDigits: stamp.fractionDigits, to: &cursor)
    let place = memory.lexer.pointee.tokens[plan.datingToken].place
    if place >= 0, inference.isUTC(stamp) {
      memory.lexer.pointee.stamps.setDay(timestamps.dayText, place, inference.generation)
    }
    return plan
  }

  /// Puts all of a record but its time.
  @inline(__always)
  private func put(
    _ plan: HeaderPlan, _ memory: borrowing HeaderMemory, _ cursor: inout OutputCursor
  ) {
    let text = memory.lexer.pointee.text
    var step = plan.steps + (plan.datingToken >= 0 ? 1 : 0)
    while true {
      cursor.put(short: step.pointee.piece, count: step.pointee.count)
      switch step.pointee.action {
      case .end, .time: return
      case .text:
        let slice = memory.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        cursor.put(escaping: text + slice.start, count: slice.count)
      case .number:
        let slice = memory.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        Self.putNumber(text + slice.start, slice.count, &cursor)
      case .origin:
        let slice = memory.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        Self.putOrigin(text, slice, &cursor)
      case .message:
        let start = memory.messageStart(plan.tokenCount)
        var end = memory.lexer.pointee.end
        if plan.tokenCount > 0 {
          while end > start, text[end &- 1] == 0x20 || text[end &- 1] == 0x09 { end &-= 1 }
        }
        cursor.put(escaping: text + start, count: end &- start)
      }
      step += 1
    }
  }

  /// Puts digits as a number, or as a string where JSON knows no such number (`007`) or many readers do not
  /// (19 digits and more).
  @inline(__always)
  private static func putNumber(
    _ digits: UnsafePointer<UInt8>, _ count: Int, _ cursor: inout OutputCursor
  ) {
    let isNumber = count == 1 || digits[0] != UInt8(ascii: "0") && count <= 18
    if !isNumber { cursor.put(UInt8(ascii: "\"")) }
    cursor.put(short: digits, count: count)
    if !isNumber { cursor.put(UInt8(ascii: "\"")) }
  }

  /// Puts the rest of a string that `main.go:10` begins, and its line behind it.
  private static func putOrigin(
    _ text: UnsafePointer<UInt8>, _ slice: Slice, _ cursor: inout OutputCursor
  ) {
    var colon = slice.end
    while colon > slice.start, text[colon - 1] != UInt8(ascii: ":") { colon -= 1 }
    var digits = colon
    while digits < slice.end, text[digits] &- 48 < 10 { digits += 1 }
    let hasLine = colon > slice.start && digits == slice.end && digits > colon
    let fileEnd = hasLine ? colon - 1 : slice.end
    cursor.put(escaping: text + slice.start, count: fileEnd - slice.start)
    cursor.put(UInt8(ascii: "\""))
    guard hasLine else { return }
    cursor.put(line)
    putNumber(text + colon, slice.end - colon, &cursor)
  }

  private static let line = Piece(",\"line\":")
}
