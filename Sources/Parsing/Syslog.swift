import Lines
import Platform
import Records

/// The priority in front of a syslog message: `<30>` is facility 3 (daemon), severity 6 (information).
///
/// Source: RFC 5424 section 6.2.1, RFC 3164 section 4.1.1.
struct SyslogPriority {
  var facility: Int
  var severity: Int
  /// The byte behind `>`.
  var end: Int
  /// Both in one number, as they stand in the line.
  var value: UInt32 { UInt32(facility * 8 + severity) }

  /// The priority at the start of a line; nil when there is none.
  init?(_ text: UnsafePointer<UInt8>, count: Int) {
    guard count > 3, text[0] == UInt8(ascii: "<") else { return nil }
    var value = 0
    var index = 1
    while index < min(count, 4), text[index] &- 48 < 10 {
      value = value * 10 + Int(text[index] &- 48)
      index += 1
    }
    guard index > 1, index < count, text[index] == UInt8(ascii: ">"), value <= 191 else {
      return nil
    }
    facility = value / 8
    severity = value % 8
    end = index + 1
  }
}

/// Reads syslog messages of RFC 5424:
/// `<30>1 2024-04-20T08:09:10.111Z alpha app 77 START [ctx@1 user="ann"] service up`.
///
/// A name that an element repeats, as RFC 5424 lets it (`[origin ip="192.0.2.1" ip="192.0.2.129"]`), has the array of its values;
/// so has an id that is repeated, which it forbids.
struct Syslog5424: ~Copyable {
  /// A parameter, or an element, whose value is the range of its parameters.
  private struct Member {
    var name: Slice
    var value: Slice
    /// The next one of the same name; -1 for none.
    var next = -1
    var isRepeat = false
  }

  private let stamps = StampReader()
  private var fields = OutputBuffer(descriptor: -1)
  /// The parameters of all elements, and behind them the elements.
  private var members: [Member] = []
  private var elements: [Member] = []
  private var order: [Int] = []

  /// What the line says; nil when it is no such message.
  mutating func match(
    _ text: UnsafePointer<UInt8>, count: Int, _ priority: SyslogPriority,
    _ inference: inout YearInference
  ) -> ParsedRecord? {
    guard priority.end + 2 < count, text[priority.end] == UInt8(ascii: "1"),
      text[priority.end + 1] == 0x20
    else { return nil }
    var index = priority.end + 2
    var columns: InlineArray<5, Slice> = InlineArray(repeating: Slice())
    for column in 0..<5 {
      guard let word = word(text, &index, count) else { return nil }
      columns[column] = word
    }
    var record = ParsedRecord()
    guard setTime(text, columns[0], &record, &inference) else { return nil }
    record.level = Level(syslogSeverity: priority.severity)
    record.host = value(text, columns[1])
    record.service = value(text, columns[2])
    writeFields(text, priority, process: columns[3], message: columns[4])
    guard let body = structuredData(text, index, count) else { return nil }
    record.message = message(text, body, count)
    record.fields = fields.pending
    return record
  }

  private func word(_ text: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int) -> Slice? {
    let start = index
    while index < count, text[index] != 0x20 { index += 1 }
    guard index > start, index < count else { return nil }
    index += 1
    return Slice(start: start, end: index - 1)
  }

  /// The text of a column; nil for the nil value `-`.
  private func value(_ text: UnsafePointer<UInt8>, _ slice: Slice) -> SourceText? {
    if slice.count == 1, text[slice.start] == UInt8(ascii: "-") { return nil }
    return SourceText(start: text + slice.start, count: slice.count)
  }

  private func setTime(
    _ text: UnsafePointer<UInt8>, _ slice: Slice, _ record: inout ParsedRecord,
    _ inference: inout YearInference
  ) -> Bool {
    guard let time = value(text, slice) else { return true }
    return record.setTime(time, stamps, &inference)
  }

  private mutating func writeFields(
    _ text: UnsafePointer<UInt8>, _ priority: SyslogPriority, process: Slice, message: Slice
  ) {
    fields.clear()
    fields.append("\"facility\":")
    fields.append(decimal: priority.facility)
    fields.append(",\"severity\":")
    fields.append(decimal: priority.severity)
    if let id = value(text, process) {
      fields.append(",\"pid\":")
      id.writeTyped(to: &fields)
    }
    if let id = value(text, message) {
      fields.append(",\"msgid\":")
      id.write(to: &fields)
    }
  }

  /// Reads `-` or `[id name="value" …]…` into the fields; returns the byte behind, nil when it is neither.
  private mutating func structuredData(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    guard start < count else { return nil }
    if text[start] == UInt8(ascii: "-") { return start + 1 }
    elements.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    var index = start
    while index < count, text[index] == UInt8(ascii: "[") {
      guard let end = element(text, index + 1, count) else { return nil }
      index = end
    }
    if elements.isEmpty { return nil }
    let first = members.count
    members += elements
    link(first..<members.count, text)
    fields.append(",\"structured_data\":")
    writeObject(first..<members.count, text, ofElements: true)
    return index
  }

  /// Reads `id name="value" …]`; returns the byte behind.
  private mutating func element(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int
  ) -> Int? {
    var index = start
    while index < count, text[index] != 0x20, text[index] != UInt8(ascii: "]") { index += 1 }
    let id = Slice(start: start, end: index)
    let first = members.count
    while index < count, text[index] == 0x20 {
      let nameStart = index + 1
      index = nameStart
      while index < count, text[index] != UInt8(ascii: "=") { index += 1 }
      guard index + 1 < count, text[index + 1] == UInt8(ascii: "\"") else { return nil }
      let name = Slice(start: nameStart, end: index)
      let valueStart = index + 2
      index = valueStart
      while index < count, text[index] != UInt8(ascii: "\"") {
        index += isEscape(text, index, count) ? 2 : 1
      }
      guard index < count else { return nil }
      members.append(Member(name: name, value: Slice(start: valueStart, end: index)))
      index += 1
    }
    guard index < count, text[index] == UInt8(ascii: "]") else { return nil }
    link(first..<members.count, text)
    elements.append(Member(name: id, value: Slice(start: first, end: members.count)))
    return index + 1
  }

  /// Whether `\"`, `\\` or `\]` stands at `index`.
  private func isEscape(_ text: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
    text[index] == UInt8(ascii: "\\") && index + 1 < count
      && (text[index + 1] == UInt8(ascii: "\"") || text[index + 1] == UInt8(ascii: "\\")
        || text[index + 1] == UInt8(ascii: "]"))
  }

  /// Leads from each member of the range to the next one of the same name, in `n log n` comparisons.
  private mutating func link(_ range: Range<Int>, _ text: UnsafePointer<UInt8>) {
    if range.count < 2 { return }
    func compare(_ left: Slice, _ right: Slice) -> Int {
      if left.count != right.count { return left.count - right.count }
      return Int(memcmp(text + left.start, text + right.start, left.count))
    }
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: range)
    order.sort { [members] left, right in
      let difference = compare(members[left].name, members[right].name)
      return difference == 0 ? left < right : difference < 0
    }
    for (left, right) in zip(order, order.dropFirst())
    where compare(members[left].name, members[right].name) == 0 {
      members[left].next = right
      members[right].isRepeat = true
    }
  }

  /// Writes the members of a range as an object, those of one name as one member.
  private mutating func writeObject(
    _ range: Range<Int>, _ text: UnsafePointer<UInt8>, ofElements: Bool
  ) {
    fields.append(UInt8(ascii: "{"))
    for place in range where !members[place].isRepeat {
      if place > range.lowerBound { fields.append(UInt8(ascii: ",")) }
      let name = members[place].name
      SourceText(start: text + name.start, count: name.count).write(to: &fields)
      let isArray = members[place].next >= 0
      fields.append(isArray ? ":[" : ":")
      var next = place
      while next >= 0 {
        if next > place { fields.append(UInt8(ascii: ",")) }
        let value = members[next].value
        if ofElements {
          writeObject(value.start..<value.end, text, ofElements: false)
        } else {
          writeValue(value, text)
        }
        next = members[next].next
      }
      if isArray { fields.append(UInt8(ascii: "]")) }
    }
    fields.append(UInt8(ascii: "}"))
  }

  /// Writes a value without the backslashes of its escapes.
  private mutating func writeValue(_ slice: Slice, _ text: UnsafePointer<UInt8>) {
    if memchr(text + slice.start, 0x5C, slice.count) == nil {
      return SourceText(start: text + slice.start, count: slice.count).write(to: &fields)
    }
    var value: [UInt8] = []
    var index = slice.start
    while index < slice.end {
      if isEscape(text, index, slice.end) { index += 1 }
      value.append(text[index])
      index += 1
    }
    let size = value.count
    value.append(contentsOf: repeatElement(0, count: 16))
    value.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      SourceText(start: start, count: size).write(to: &fields)
    }
  }

  /// The text behind the structured data, without its blank and without a byte order mark.
  private func message(_ text: UnsafePointer<UInt8>, _ start: Int, _ count: Int) -> SourceText {
    var from = start
    if from < count, text[from] == 0x20 { from += 1 }
    if from + 3 <= count, text[from] == 0xEF, text[from + 1] == 0xBB, text[from + 2] == 0xBF {
      from += 3
    }
    return SourceText(start: text + from, count: count - from)
  }
}
