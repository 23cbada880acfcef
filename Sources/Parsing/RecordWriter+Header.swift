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
  /// - Returns: What kind of line it was.
  @inline(__always)
  mutating func write(
    _ number: Int32, _ memory: UnsafeMutablePointer<HeaderMemory>, _ inference: inout YearInference,
    _ line: Line, to output: inout RecordOutput
  ) -> FormatTally.Kind {
    let lexer = memory.pointee.lexer
    if !line.isCut, !hasExtras, let text = texts.text(memory),
      text.pointee.holds(lexer.pointee.text, lexer.pointee.stamps, &inference)
    {
      Self.write(text, memory, to: &output)
      return text.pointee.plan.kind
    }
    return writeByPlan(number, memory, &inference, line, to: &output)
  }

  /// Writes and ends a record whose header is known.
  ///
  /// (A method that does not change the writer would be called with a copy of it.)
  @inline(__always)
  private static func write(
    _ text: UnsafeMutablePointer<HeaderText>, _ memory: UnsafeMutablePointer<HeaderMemory>,
    to output: inout RecordOutput
  ) {
    let lexer = memory.pointee.lexer
    var cursor = output.buffer.cursor(
      reserving: 6 &* lexer.pointee.end &+ text.pointee.front.count &+ text.pointee.back.count
        &+ 256)
    text.pointee.putFront(lexer.pointee.text, lexer.pointee.stamps, &cursor)
    putMessage(text.pointee.plan, memory, &cursor)
    text.pointee.putBack(lexer.pointee.text, &cursor)
    output.endRecord(at: cursor)
  }

  @inline(never)
  private mutating func writeByPlan(
    _ number: Int32, _ memory: UnsafeMutablePointer<HeaderMemory>, _ inference: inout YearInference,
    _ line: Line, to output: inout RecordOutput
  ) -> FormatTally.Kind {
    let lexer = memory.pointee.lexer
    var plan = plans.plan(number, memory, isDated: true)
    var cursor = output.buffer.cursor(reserving: 6 &* lexer.pointee.end &+ plan.size &+ 256)
    if plan.datingToken >= 0 {
      let place = memory.pointee.place(plan.datingToken)
      let first = plan.steps[0]
      let stamp =
        lexer.pointee.text + memory.pointee.slice(first.first, first.last, first.extent).start
      if place >= 0, lexer.pointee.stamps.hasDay(place, stamp, &inference) {
        cursor.put(short: first.piece, count: first.count)
        lexer.pointee.stamps.put(place, stamp, to: &cursor)
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
      texts.learn(plan, memory, &inference)
    }
    return plan.kind
  }

  /// Puts the time of a stamp whose day is not known yet; returns the plan for the rest of the record.
  @inline(never)
  private mutating func putTime(
    _ number: Int32, _ plan: HeaderPlan, _ memory: UnsafeMutablePointer<HeaderMemory>,
    _ inference: inout YearInference, _ cursor: inout OutputCursor
  ) -> HeaderPlan {
    let first = plan.steps[0]
    let start = memory.pointee.slice(first.first, first.last, first.extent).start
    guard let stamp = memory.pointee.stamp(plan.datingToken, at: start),
      let time = inference.timestamp(of: stamp)
    else { return plans.plan(number, memory, isDated: false) }
    cursor.put(short: first.piece, count: first.count)
    timestamps.write(time, fractionDigits: stamp.fractionDigits, to: &cursor)
    let place = memory.pointee.place(plan.datingToken)
    if place >= 0, inference.isUTC(stamp) {
      memory.pointee.lexer.pointee.stamps.setDay(timestamps.dayText, place, inference.generation)
    }
    return plan
  }

  /// Puts all of a record but its time.
  @inline(__always)
  private func put(
    _ plan: HeaderPlan, _ memory: UnsafeMutablePointer<HeaderMemory>, _ cursor: inout OutputCursor
  ) {
    let text = memory.pointee.lexer.pointee.text
    var step = plan.steps + (plan.datingToken >= 0 ? 1 : 0)
    while true {
      cursor.put(short: step.pointee.piece, count: step.pointee.count)
      switch step.pointee.action {
      case .end, .time: return
      case .text:
        let slice = memory.pointee.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        cursor.put(escaping: text + slice.start, count: slice.count)
      case .number:
        let slice = memory.pointee.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        Self.putNumber(text + slice.start, slice.count, &cursor)
      case .origin:
        let slice = memory.pointee.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
        Self.putOrigin(text, slice, &cursor)
      case .message: Self.putMessage(plan, memory, &cursor)
      }
      step += 1
    }
  }

  /// Puts what stands behind the header, without blanks around it; a line without a header as it is.
  @inline(__always)
  private static func putMessage(
    _ plan: HeaderPlan, _ memory: UnsafeMutablePointer<HeaderMemory>, _ cursor: inout OutputCursor
  ) {
    let text = memory.pointee.lexer.pointee.text
    let start = memory.pointee.messageStart(plan.tokenCount)
    var end = memory.pointee.lexer.pointee.end
    if plan.tokenCount > 0 {
      while end > start, text[end &- 1] == 0x20 || text[end &- 1] == 0x09 { end &-= 1 }
    }
    cursor.put(escaping: text + start, count: end &- start)
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
