import Lines
import Records

/// What the records of header lines are made of besides the line's own bytes.
///
/// A class, so that reading one piece does not copy them all.
final class HeaderPieces {
  let open = Piece("{")
  let timestamp = Piece("{\"timestamp\":\"")
  let yearInferred = Piece("\"timestamp_inferred\":\"year\",")
  let dateInferred = Piece("\"timestamp_inferred\":\"date\",")
  let levels = [
    Piece("\"level\":\"TRACE\","), Piece("\"level\":\"DEBUG\","), Piece("\"level\":\"INFO\","),
    Piece("\"level\":\"WARN\","), Piece("\"level\":\"ERROR\","), Piece("\"level\":\"FATAL\","),
  ]
  let levelText = Piece("\"level_text\":\"")
  let service = Piece("\"service\":\"")
  let host = Piece("\"host\":\"")
  let end = Piece("\",")
  let message = Piece("\"message\":\"")
  let fields = Piece("\",\"fields\":{")
  let pid = Piece("\"pid\":")
  let tid = Piece("\"tid\":")
  let thread = Piece("\"thread\":\"")
  let logger = Piece("\"logger\":\"")
  let id = Piece("\"id\":\"")
  let file = Piece("\"file\":\"")
  let line = Piece("\"line\":")
  let columns = Piece("\"columns\":[")
  let format = Piece("},\"format\":\"")
  let formatWithoutFields = Piece("\",\"format\":\"")
  let facility = Piece("\"facility\":")
  let severity = Piece("\"severity\":")
}

// The records of header lines, which are most lines of most logs: written straight from the header's slices.

extension RecordWriter {
  /// Writes the record of a header line up to the name of its format.
  ///
  /// - Parameters:
  ///   - grammar: Has the header that it found in `text`.
  ///   - hasDay: Whether the grammar knows the stamp's day, so that `timestamp` is not needed.
  ///   - timestamp: The time of the stamp.
  ///   - text: The line.
  ///   - messageEnd: The byte behind the message.
  ///   - priority: The syslog priority in front of the header, if any.
  ///   - output: Where it goes.
  mutating func write(
    _ grammar: inout HeaderGrammar, hasDay: Bool,
    _ timestamp: Timestamp?, _ text: UnsafePointer<UInt8>, messageEnd: Int,
    _ priority: SyslogPriority?, to output: inout OutputBuffer
  ) {
    // Everything that is copied from the line, escaped, and all names.
    let room = 6 &* messageEnd &+ 1_024
    var cursor = output.cursor(reserving: room)
    if hasDay || timestamp != nil {
      cursor.put(pieces.timestamp)
      if hasDay {
        grammar.putStamp(text, to: &cursor)
      } else if let timestamp {
        timestamps.write(
          timestamp, fractionDigits: grammar.header.datingStamp.fractionDigits, to: &cursor)
      }
      cursor.put(pieces.end)
      if grammar.header.gap == .year { cursor.put(pieces.yearInferred) }
      if grammar.header.gap == .date { cursor.put(pieces.dateInferred) }
    } else {
      cursor.put(pieces.open)
    }
    putLevel(&grammar.header, text, priority, &cursor)
    if let slice = grammar.header.first(.service), !statesService {
      put(pieces.service, slice, text, &cursor)
      cursor.put(pieces.end)
    } else if knowsService {
      output.advance(to: cursor)
      writeService(nil, &output)
      cursor = output.cursor(reserving: room)
    }
    if let slice = grammar.header.first(.host), !hasLabel("host") {
      put(pieces.host, slice, text, &cursor)
      cursor.put(pieces.end)
    }
    if hasLabels {
      output.advance(to: cursor)
      writeLabels(&output)
      cursor = output.cursor(reserving: room)
    }
    put(pieces.message, Slice(start: grammar.header.message, end: messageEnd), text, &cursor)
    if putFields(&grammar.header, text, priority, &cursor) {
      cursor.put(pieces.format)
    } else {
      cursor.put(pieces.formatWithoutFields)
    }
    output.advance(to: cursor)
  }

  @inline(__always)
  private func putLevel(
    _ header: inout Header, _ text: UnsafePointer<UInt8>, _ priority: SyslogPriority?,
    _ cursor: inout OutputCursor
  ) {
    if let level = header.level {
      cursor.put(pieces.levels[Int(level.rawValue)])
      guard let slice = header.first(.level) else { return }
      let word = SourceText(start: text + slice.start, count: slice.count)
      if isSpelling(word, of: level) { return }
      put(pieces.levelText, slice, text, &cursor)
      cursor.put(pieces.end)
    } else if let priority, let level = Level(syslogSeverity: priority.severity) {
      cursor.put(pieces.levels[Int(level.rawValue)])
    }
  }

  /// Puts a key and the opening quote, and the escaped text.
  @inline(__always)
  private func put(
    _ key: Piece, _ slice: Slice, _ text: UnsafePointer<UInt8>, _ cursor: inout OutputCursor
  ) {
    cursor.put(key)
    cursor.put(escaping: text + slice.start, count: slice.count)
  }

  /// Puts the end of the message and the `fields` object without its closing brace; false when there are no fields.
  @inline(__always)
  private func putFields(
    _ header: inout Header, _ text: UnsafePointer<UInt8>, _ priority: SyslogPriority?,
    _ cursor: inout OutputCursor
  ) -> Bool {
    var isFirst = true
    if let priority { putPriority(priority, &isFirst, &cursor) }
    for index in 0..<header.count {
      let slice = header.slice(at: index)
      switch header.kind(at: index) {
      case .stamp, .level, .host, .service, .column: continue
      case .pid: putNumber(pieces.pid, slice, text, &isFirst, &cursor)
      case .tid: putNumber(pieces.tid, slice, text, &isFirst, &cursor)
      case .thread: putText(pieces.thread, slice, text, &isFirst, &cursor)
      case .logger: putText(pieces.logger, slice, text, &isFirst, &cursor)
      case .id: putText(pieces.id, slice, text, &isFirst, &cursor)
      case .origin: putOrigin(slice, text, &isFirst, &cursor)
      }
    }
    if header.mayHaveColumns { putColumns(&header, text, &isFirst, &cursor) }
    return !isFirst
  }

  @inline(__always)
  private func separate(_ isFirst: inout Bool, _ cursor: inout OutputCursor) {
    if isFirst { cursor.put(pieces.fields) } else { cursor.put(UInt8(ascii: ",")) }
    isFirst = false
  }

  @inline(__always)
  private func putText(
    _ key: Piece, _ slice: Slice, _ text: UnsafePointer<UInt8>, _ isFirst: inout Bool,
    _ cursor: inout OutputCursor
  ) {
    separate(&isFirst, &cursor)
    put(key, slice, text, &cursor)
    cursor.put(UInt8(ascii: "\""))
  }

  /// Puts digits as a number, or as a string where JSON knows no such number (`007`) or many readers do not
  /// (19 digits and more).
  @inline(__always)
  private func putNumber(
    _ key: Piece, _ slice: Slice, _ text: UnsafePointer<UInt8>, _ isFirst: inout Bool,
    _ cursor: inout OutputCursor
  ) {
    separate(&isFirst, &cursor)
    cursor.put(key)
    let isNumber =
      slice.count == 1 || text[slice.start] != UInt8(ascii: "0") && slice.count <= 18
    if !isNumber { cursor.put(UInt8(ascii: "\"")) }
    cursor.put(short: text + slice.start, count: slice.count)
    if !isNumber { cursor.put(UInt8(ascii: "\"")) }
  }

  private func putPriority(
    _ priority: SyslogPriority, _ isFirst: inout Bool, _ cursor: inout OutputCursor
  ) {
    separate(&isFirst, &cursor)
    cursor.put(pieces.facility)
    cursor.put(priority.facility, width: priority.facility > 9 ? 2 : 1)
    separate(&isFirst, &cursor)
    cursor.put(pieces.severity)
    cursor.put(priority.severity, width: 1)
  }

  /// `main.go:10` as file and line.
  private func putOrigin(
    _ slice: Slice, _ text: UnsafePointer<UInt8>, _ isFirst: inout Bool,
    _ cursor: inout OutputCursor
  ) {
    var colon = slice.end
    while colon > slice.start, text[colon - 1] != UInt8(ascii: ":") { colon -= 1 }
    var digits = colon
    while digits < slice.end, text[digits] &- 48 < 10 { digits += 1 }
    guard colon > slice.start, digits == slice.end, digits > colon else {
      return putText(pieces.file, slice, text, &isFirst, &cursor)
    }
    putText(pieces.file, Slice(start: slice.start, end: colon - 1), text, &isFirst, &cursor)
    putNumber(pieces.line, Slice(start: colon, end: slice.end), text, &isFirst, &cursor)
  }

  /// Columns that have no name of their own, in order.
  private func putColumns(
    _ header: inout Header, _ text: UnsafePointer<UInt8>, _ isFirst: inout Bool,
    _ cursor: inout OutputCursor
  ) {
    var isFirstColumn = true
    for index in 0..<header.count where header.kind(at: index) == .column {
      if isFirstColumn {
        separate(&isFirst, &cursor)
        cursor.put(pieces.columns)
      } else {
        cursor.put(UInt8(ascii: ","))
      }
      isFirstColumn = false
      let slice = header.slice(at: index)
      cursor.put(UInt8(ascii: "\""))
      cursor.put(escaping: text + slice.start, count: slice.count)
      cursor.put(UInt8(ascii: "\""))
    }
    if !isFirstColumn { cursor.put(UInt8(ascii: "]")) }
  }
}
