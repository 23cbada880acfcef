import Records
import Terminal

/// Draws records as lines of text for people: time, level, service, message.
///
/// No byte of a record reaches the terminal as a control character.
struct RecordText {
  private let palette: Palette
  private let ascii: Bool

  init(palette: Palette, ascii: Bool) {
    self.palette = palette
    self.ascii = ascii
  }

  /// The line for a record, or for an event its headline.
  func render(_ record: borrowing Record) -> String {
    var parts: [String] = []
    if let time = record.string(.timestamp) {
      parts.append(palette.paint(shortTime(time.text), .dim))
    }
    if record.eventKind != nil {
      parts.append(palette.paint("EVENT", .magenta))
      parts.append(safe(String(decoding: record.bytes, as: UTF8.self)))
      return parts.joined(separator: " ")
    }
    if let level = record.level {
      let word = level.text.description
      parts.append(
        Style(severity: level.rawValue).map { palette.paint(word.padded(5), $0) } ?? word.padded(5))
    } else {
      parts.append("     ")
    }
    if let service = record.string(.service) {
      parts.append(palette.paint(safe(service.text), .cyan))
    }
    parts.append(
      safe(record.string(.message)?.text ?? String(decoding: record.bytes, as: UTF8.self)))
    if let template = record.string(.template), let id = record.string(.clusterID) {
      parts.append(palette.paint("[\(safe(id.text)) \(safe(template.text))]", .dim))
    }
    var line = parts.joined(separator: " ")
    if let why = record[.why] {
      line += "\n" + palette.paint("      why: " + safe(why.text), .dim)
    }
    return line
  }

  /// A blank for the `T`, and no `Z`: easier on the eye.
  private func shortTime(_ text: String) -> String {
    guard text.utf8.count >= 20, let mark = text.firstIndex(of: "T") else { return safe(text) }
    return safe(String(text[..<mark]) + " " + text[text.index(after: mark)...].dropLast())
  }

  private func safe(_ text: String) -> String { TerminalText.safe(text, ascii: ascii) }
}

extension String {
  /// The text with blanks behind up to `width` characters.
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
