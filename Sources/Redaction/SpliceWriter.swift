import Lines
import Records

/// Writes a record with what stands for the found values in their places; all other bytes stay.
struct SpliceWriter: ~Copyable {
  /// What a record is to hold beside the changed strings.
  struct Extras {
    /// Whether the found values are taken out.
    var changes: Bool
    /// Whether `redactions` tells the places.
    var spans: Bool
    /// Whether `why` does.
    var why: Bool
  }

  private let replacement: Replacement
  private let names: [[UInt8]]
  private var text: [UInt8] = []
  private var decoded = DecodedString()
  private var line = OutputBuffer(descriptor: -1)

  init(_ replacement: Replacement, names: [String]) {
    self.replacement = replacement
    self.names = names.map { Array($0.utf8) }
  }

  /// The record as it is to be written, with a sentinel behind it; valid until the next call.
  mutating func rewrite(
    _ record: borrowing Record, _ places: [FoundPlace], _ extras: Extras
  ) -> UnsafeBufferPointer<UInt8> {
    line.clear()
    var copied = 0
    var keys = 0
    // An earlier run's `redactions` go when there are new ones.
    let old = extras.spans ? record[.redactions].map { range(of: $0, in: record) } : nil
    var isOldDue = old != nil
    for place in places {
      if let old, isOldDue, old.lowerBound < place.start {
        splice(record, &copied, old, places)
        isOldDue = false
      }
      guard extras.changes else { continue }
      line.append(record.start + copied, count: place.start - copied)
      if place.isKey { keys += 1 }
      append(place, record.start, keyNumber: keys)
      copied = place.end
    }
    if let old, isOldDue { splice(record, &copied, old, places) }
    let close = record.bytes.lastIndex(of: UInt8(ascii: "}")) ?? record.count
    line.append(record.start + copied, count: close - copied)
    if extras.spans, old == nil {
      line.append(",\"redactions\":")
      appendSpans(places)
    }
    if extras.why, !record.has(.why) {
      line.append(",\"why\":{\"redactions\":")
      appendSpans(places)
      line.append("}")
    }
    line.append("}")
    return line.terminated
  }

  private func range(of value: RawValue, in record: borrowing Record) -> Range<Int> {
    let quotes = value.isString ? 1 : 0
    guard let start = value.bytes.baseAddress else { return 0..<0 }
    let offset = record.start.distance(to: start)
    return offset - quotes..<offset + value.bytes.count + quotes
  }

  private mutating func splice(
    _ record: borrowing Record, _ copied: inout Int, _ old: Range<Int>, _ places: [FoundPlace]
  ) {
    line.append(record.start + copied, count: old.lowerBound - copied)
    appendSpans(places)
    copied = old.upperBound
  }

  // MARK: values

  /// Appends what stands at a place now.
  private mutating func append(_ place: FoundPlace, _ start: UnsafePointer<UInt8>, keyNumber: Int) {
    if place.isWithheld { return line.append(place.isString ? "<WITHHELD>" : "0") }
    guard place.isString else { return line.append("0") }
    let raw = UnsafeBufferPointer(start: start + place.start, count: place.end - place.start)
    if let original = place.decoded {
      let redacted = original.withUnsafeBufferPointer { replaced(place.spans, in: $0) }
      let coded = redacted.withUnsafeBufferPointer { Base64.encode($0) }
      return coded.withUnsafeBufferPointer { line.append($0) }
    }
    if raw.contains(UInt8(ascii: "\\")) {
      appendEscaped(place, raw)
    } else {
      appendPlain(place, raw)
    }
    // Keys stay different from one another.
    if place.isKey, keyNumber > 1 { line.append(text: " \(keyNumber)") }
  }

  private mutating func appendPlain(_ place: FoundPlace, _ raw: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    for span in place.spans {
      line.append(UnsafeBufferPointer(rebasing: raw[copied..<span.start]))
      replace(UnsafeBufferPointer(rebasing: raw[span.start..<span.end]), span.type)
      copied = span.end
    }
    line.append(UnsafeBufferPointer(rebasing: raw[copied...]))
  }

  private mutating func appendEscaped(_ place: FoundPlace, _ raw: UnsafeBufferPointer<UInt8>) {
    decoded.decode(raw)
    var copied = 0
    for span in place.spans {
      line.append(UnsafeBufferPointer(rebasing: raw[copied..<decoded.place(span.start)]))
      text.removeAll(keepingCapacity: true)
      decoded.bytes[span.start..<span.end].withUnsafeBufferPointer {
        replacement.append($0, span.type, to: &text)
      }
      text.withUnsafeBufferPointer { line.append($0) }
      copied = decoded.place(span.end)
    }
    line.append(UnsafeBufferPointer(rebasing: raw[copied...]))
  }

  private mutating func replace(_ value: UnsafeBufferPointer<UInt8>, _ type: DataType) {
    text.removeAll(keepingCapacity: true)
    replacement.append(value, type, to: &text)
    text.withUnsafeBufferPointer { line.append($0) }
  }

  /// A text with its spans replaced.
  mutating func replaced(_ spans: [Finding], in bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    text.removeAll(keepingCapacity: true)
    var copied = 0
    for span in spans {
      text += bytes[copied..<span.start]
      replacement.append(
        UnsafeBufferPointer(rebasing: bytes[span.start..<span.end]), span.type, to: &text)
      copied = span.end
    }
    text += bytes[copied...]
    return text
  }

  // MARK: spans

  /// Appends the places and kinds of what was found, as an array; never the values.
  private mutating func appendSpans(_ places: [FoundPlace]) {
    line.append("[")
    var isFirst = true
    for place in places {
      for span in place.spans where place.decoded == nil {
        line.append(isFirst ? "{\"field\":\"" : ",{\"field\":\"")
        isFirst = false
        place.field.withUnsafeBufferPointer { line.append($0) }
        line.append("\",\"start\":")
        line.append(decimal: span.start)
        line.append(",\"end\":")
        line.append(decimal: span.end)
        line.append(",\"type\":\"")
        names[Int(span.type.index)].withUnsafeBufferPointer { line.append($0) }
        line.append(place.isKey ? "\",\"key\":true}" : "\"}")
      }
    }
    line.append("]")
  }
}
