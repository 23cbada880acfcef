import Lines

/// The keys that a stage sets on the record at hand, as text ready to be copied.
///
///     ,"cluster_id":"9f2c41d07ab3","template":"disk <*> full"
///                   ^............^            ^.............^   the values' ranges
///
/// A record that has none of the keys gets all of the text before its closing brace in one copy; in any
/// other one each value replaces the old one where that stands.
public struct RecordEdits: ~Copyable {
  /// One key to set.
  struct Edit {
    var name: FieldName
    /// The comma before the key.
    var start: Int
    var valueStart: Int
    var valueEnd: Int
  }

  var text = OutputBuffer(descriptor: -1)
  var edits: [Edit] = []

  /// No edits.
  public init() {}

  /// Forgets the edits of the record before.
  @inline(__always)
  public mutating func removeAll() {
    text.clear()
    edits.removeAll(keepingCapacity: true)
  }

  /// Sets a key to what `write` appends: the value's JSON text.
  @inline(__always)
  public mutating func set(_ name: FieldName, _ write: (inout OutputBuffer) -> Void) {
    let start = text.count
    text.append(",\"")
    text.append(name.text)
    text.append("\":")
    let valueStart = text.count
    write(&text)
    edits.append(Edit(name: name, start: start, valueStart: valueStart, valueEnd: text.count))
  }

  /// Sets a key to a string whose JSON form, without the quotes, is `escaped`.
  @inline(__always)
  public mutating func set(_ name: FieldName, escaped: UnsafeBufferPointer<UInt8>) {
    set(name) {
      $0.append(UInt8(ascii: "\""))
      $0.append(escaped)
      $0.append(UInt8(ascii: "\""))
    }
  }
}
