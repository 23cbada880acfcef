import Lines
import Records

/// A change of the world around a log, out of a document that tells of several: a record that is an input event, too
/// (`kind` beside `timestamp` and `service`; see `logline-record(5)`, "Input events").
struct InputEvent {
  /// What it says but for its time and its fields; texts point into the line.
  var record = ParsedRecord()
  var time: SourceText?
  /// `,"name":value` behind the other keys.
  var members: [UInt8] = []
  /// What goes into `fields`: keys with their escapes decoded, and `"key":value`.
  private var fields: [(key: [UInt8], text: [UInt8])] = []
  /// Where a key is among them.
  private var places: [[UInt8]: Int] = [:]
  /// The message, if it is not a text of the line.
  var message: [UInt8]?

  /// Adds a member whose value is text of this program.
  mutating func add(_ name: StaticString, word value: String) {
    members += Array(",\"\(name)\":\"\(value)\"".utf8)
  }

  /// Adds a member whose value stands in the line.
  mutating func add(_ name: StaticString, _ value: RawValue) {
    members += Array(",\"\(name)\":".utf8) + value.json
  }

  /// Adds a field, as it stands in the line; of equal keys the last value stays.
  mutating func addField(_ key: UnsafeBufferPointer<UInt8>, _ value: RawValue) {
    let text = [UInt8(ascii: "\"")] + Array(key) + Array("\":".utf8) + value.json
    let key = decodeJSONString(key)
    if let place = places[key] {
      fields[place].text = text
    } else {
      places[key] = fields.count
      fields.append((key, text))
    }
  }

  /// The members of `fields`, commas between them; without the pod where the record's service is one, since it is put there
  /// when the record is written.
  var fieldText: [UInt8] {
    let hasPod = record.service.flatMap { workloadLength(ofPod: $0.bytes) } != nil
    let kept = fields.filter { !hasPod || $0.key != Array("pod".utf8) }
    return Array(kept.map(\.text).joined(separator: [UInt8(ascii: ",")]))
  }
}

extension RawValue {
  /// The value as JSON has it.
  fileprivate var json: [UInt8] {
    isString ? [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")] : Array(bytes)
  }

  /// The text of a string that is not empty; nil for all else.
  var sourceText: SourceText? {
    guard isString, bytes.count > 0, let start = bytes.baseAddress else { return nil }
    return SourceText(start: start, count: bytes.count, isEscaped: true)
  }

  /// The value of a member, of equal keys the last one; nil when this is no object with such a member.
  ///
  /// - Parameter key: The key, as it stands in the text.
  /// - Returns: The value.
  func member(_ key: StaticString) -> RawValue? {
    var found: RawValue?
    NestedMembers.forEach(of: self) { name, value in
      if name.elementsEqual(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
      {
        found = value
      }
    }
    return found
  }

  /// Whether this is a string with these bytes.
  func isText(_ text: String) -> Bool { isString && bytes.elementsEqual(text.utf8) }
}
