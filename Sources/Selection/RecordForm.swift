import Lines
import Records
import Terminal

/// How a selected record is written.
public enum RecordForm: Sendable {
  /// As it came.
  case record
  /// The values of some keys with tabs between them.
  case tabs([FieldPath])
  /// The message alone.
  case message
  /// Not at all: at the end stands how many there were.
  case count

  /// Whether what is written are records.
  public var writesRecords: Bool { if case .record = self { true } else { false } }
}

extension RecordForm {
  /// Appends the text of a record that is not written as it came, without a line end.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - terminal: Non-nil when the text goes to a terminal; true for one that takes nothing but ASCII.
  ///   - buffer: Where it goes.
  func append(_ record: borrowing Record, terminal: Bool?, to buffer: inout OutputBuffer) {
    switch self {
    case .record, .count: return
    case .message:
      guard let message = record.string(.message) else { return }
      message.withText { Self.append($0, terminal, to: &buffer) }
    case .tabs(let paths):
      for (index, path) in paths.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: "\t")) }
        guard let value = path.value(in: record) else { continue }
        value.withText { text in
          terminal == nil
            ? Self.append(field: text, to: &buffer) : Self.append(text, terminal, to: &buffer)
        }
      }
    }
  }

  private static func append(
    _ text: UnsafeBufferPointer<UInt8>, _ terminal: Bool?, to buffer: inout OutputBuffer
  ) {
    if let ascii = terminal {
      buffer.append(text: TerminalText.safe(text, ascii: ascii))
    } else {
      buffer.append(text)
    }
  }

  /// Appends a field of a line of TSV: tab, line feed, carriage return and backslash as `\t`, `\n`, `\r` and `\\`.
  private static func append(
    field text: UnsafeBufferPointer<UInt8>, to buffer: inout OutputBuffer
  ) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\t"): buffer.append("\\t")
      case UInt8(ascii: "\n"): buffer.append("\\n")
      case UInt8(ascii: "\r"): buffer.append("\\r")
      case UInt8(ascii: "\\"): buffer.append("\\\\")
      default: buffer.append(byte)
      }
    }
  }
}
