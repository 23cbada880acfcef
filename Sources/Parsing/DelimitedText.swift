import Lines
import Platform
import Records

/// Reads CSV and TSV (RFC 4180) under a header line that names the columns.
///
/// A first line whose cells are names, one of them a time and one a message or level, is such a header. Rows
/// with another number of cells are no rows. A quoted cell may not hold a line end.
struct DelimitedText: ~Copyable {
  private let roles = SourceRole.table()
  private let stamps = StampReader()
  private var names: [[UInt8]] = []
  private var columnRoles: [SourceRole?] = []
  private var cells: [SourceText] = []
  private var fields = OutputBuffer(descriptor: -1)
  private var unquoted = OutputBuffer(descriptor: -1)
  private var delimiter = UInt8(ascii: ",")

  /// True once a header was seen in this input.
  var hasHeader: Bool { !names.isEmpty }

  /// Whether the columns are divided by tabs.
  var isTabs: Bool { delimiter == 0x09 }

  /// Forgets the header; another input begins.
  mutating func beginInput() { names.removeAll() }

  /// Takes a line as header if it is one.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - count: Bytes of it.
  ///   - forced: `.csv` or `.tsv`: any two names will do.
  /// - Returns: Whether it is one.
  mutating func takeHeader(
    _ text: UnsafePointer<UInt8>, count: Int, forced: Format?
  ) -> Bool {
    let hasTabs = forced.map { $0 == .tsv } ?? (memchr(text, 0x09, count) != nil)
    delimiter = hasTabs ? 0x09 : UInt8(ascii: ",")
    guard split(text, count), cells.count >= 2 else { return false }
    guard cells.allSatisfy({ Self.isName($0.bytes) }) else { return false }
    var taken: Set<SourceRole> = []
    columnRoles = cells.map { cell in
      let padded = Array(cell.bytes) + [UInt8](repeating: 0, count: 8)
      let code = padded.withUnsafeBufferPointer { bytes in
        bytes.baseAddress.flatMap { roles.find($0, count: cell.count) }
      }
      guard let code, let role = SourceRole(rawValue: code & 15), taken.insert(role).inserted else {
        return nil
      }
      return role
    }
    guard
      forced != nil || taken.contains(.time) && (taken.contains(.message) || taken.contains(.level))
    else { return false }
    let found = cells.map { Array($0.bytes) }
    guard Set(found).count == found.count else { return false }
    names = found
    return true
  }

  private static func isName(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count > 0, text.count <= 64 else { return false }
    return text.allSatisfy { byte in
      (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || "_.-@ #/()".utf8.contains(byte)
    } && text[0] &- 48 > 9
  }

  /// What a row says; nil when the line is none.
  mutating func match(
    _ text: UnsafePointer<UInt8>, count: Int, _ inference: inout YearInference
  ) -> ParsedRecord? {
    guard hasHeader, split(text, count), cells.count == names.count else { return nil }
    var record = ParsedRecord()
    fields.clear()
    for column in cells.indices where !cells[column].bytes.isEmpty {
      if !play(columnRoles[column], cells[column], &record, &inference) { addField(column) }
    }
    if record.message == nil { record.message = SourceText(start: text, count: count) }
    record.fields = fields.pending
    return record
  }

  /// Puts a cell where its role says; false when it has none, or not that kind of value.
  private func play(
    _ role: SourceRole?, _ cell: SourceText, _ record: inout ParsedRecord,
    _ inference: inout YearInference
  ) -> Bool {
    switch role {
    case .time: return record.setTime(cell, stamps, &inference)
    case .level:
      record.level = Level(stated: cell.bytes)
      if record.level != nil { record.levelText = cell }
      return record.level != nil
    case .message: record.message = cell
    case .service: record.service = cell
    case .host: record.host = cell
    case .version: record.version = cell
    case .region: record.region = cell
    case .traceID: record.traceID = cell
    case .spanID: record.spanID = cell
    case .parentSpanID: record.parentSpanID = cell
    case nil: return false
    }
    return true
  }

  private mutating func addField(_ column: Int) {
    if fields.count > 0 { fields.append(UInt8(ascii: ",")) }
    fields.append(UInt8(ascii: "\""))
    names[column].withUnsafeBufferPointer { fields.append($0) }
    fields.append("\":")
    cells[column].writeTyped(to: &fields)
  }

  /// Splits a line into cells; false when a quote is not closed.
  private mutating func split(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    cells.removeAll(keepingCapacity: true)
    unquoted.clear()
    unquoted.reserve(count + 16)  // one allocation, so that the texts stay where they are
    var index = 0
    while true {
      if index < count, text[index] == UInt8(ascii: "\"") {
        guard let next = splitQuoted(text, index, count) else { return false }
        index = next
      } else {
        let found = memchr(text + index, Int32(delimiter), count - index)
        let end = found.map { text.distance(to: $0.assumingMemoryBound(to: UInt8.self)) } ?? count
        cells.append(SourceText(start: text + index, count: end - index))
        index = end
      }
      if index >= count { return true }
      guard text[index] == delimiter else { return false }
      index += 1
    }
  }

  /// Takes a quoted cell, doubled quotes made single; returns the byte behind it.
  private mutating func splitQuoted(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    let from = unquoted.count
    var index = start + 1
    while index < count {
      if text[index] != UInt8(ascii: "\"") {
        unquoted.append(text[index])
        index += 1
      } else if index + 1 < count, text[index + 1] == UInt8(ascii: "\"") {
        unquoted.append(text[index])
        index += 2
      } else {
        let base = unquoted.pending.baseAddress ?? text
        cells.append(SourceText(start: base + from, count: unquoted.count - from))
        return index + 1
      }
    }
    return nil
  }
}
