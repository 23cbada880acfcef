import Lines
import Platform
import Records

/// A piece of text out of a line, on its way into a JSON string.
struct SourceText {
  var start: UnsafePointer<UInt8>
  var count: Int
  /// True when the bytes already are the inside of a JSON string.
  var isEscaped = false

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Appends it with quotes around.
  @inline(__always)
  func write(to output: inout OutputBuffer) {
    output.append(UInt8(ascii: "\""))
    if isEscaped {
      output.append(start, count: count)
    } else {
      output.append(escaping: start, count: count)
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Appends it as a JSON number or truth value where it is one as it stands, else as a string.
  func writeTyped(to output: inout OutputBuffer) {
    if isJSONNumber(bytes) || isTruthValue {
      output.append(start, count: count)
    } else {
      write(to: &output)
    }
  }

  private var isTruthValue: Bool {
    switch count {
    case 4: memcmp(start, "true", 4) == 0
    case 5: memcmp(start, "false", 5) == 0
    default: false
    }
  }
}

/// Whether a text is a number by the grammar of JSON, of at most 18 digits.
func isJSONNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  guard text.count > 0, text.count <= 20 else { return false }
  var index = text[0] == UInt8(ascii: "-") ? 1 : 0
  func digits() -> Int {
    let start = index
    while index < text.count, text[index] &- 48 < 10 { index += 1 }
    return index - start
  }
  let first = index
  let whole = digits()
  guard whole > 0, whole == 1 || text[first] != UInt8(ascii: "0"), whole <= 18 else { return false }
  if index < text.count, text[index] == UInt8(ascii: ".") {
    index += 1
    guard digits() > 0 else { return false }
  }
  return index == text.count
}

/// What a line says, on its way into a record.
///
/// Texts point into the line.
struct ParsedRecord {
  var timestamp: Timestamp?
  var fractionDigits = 0
  /// What of the timestamp was inferred.
  var gap = Stamp.Gap.none
  var level: Level?
  /// The source's own word for the level.
  var levelText: SourceText?
  var service: SourceText?
  var host: SourceText?
  var version: SourceText?
  var region: SourceText?
  var message: SourceText?
  var traceID: SourceText?
  var spanID: SourceText?
  var parentSpanID: SourceText?
  /// `"name":value` pairs of the `fields` object, commas between them.
  var fields: UnsafeBufferPointer<UInt8>?
}
