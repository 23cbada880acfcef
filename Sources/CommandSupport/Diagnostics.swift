import Lines
import Platform
import Terminal

/// The form of what goes to standard error.
public enum DiagnosticsForm: String, CaseIterable, Sendable {
  case text, json
}

/// Says on standard error what went wrong and what was decided, as `name: file:line: message` or one JSON object.
///
/// Rejected lines are folded: the first ten are reported, the rest counted.
struct Diagnostics {
  /// How many rejected lines are reported one by one.
  static let reportedRejections = 10
  private let command: String
  private let form: DiagnosticsForm
  private let isQuiet: Bool
  private var rejections = 0

  init(command: String, form: DiagnosticsForm, isQuiet: Bool) {
    self.command = command
    self.form = form
    self.isQuiet = isQuiet
  }

  /// Reports an error.
  ///
  /// Errors are said also with `--quiet`.
  func error(_ message: String, file: String? = nil, line: Int? = nil) {
    write("error", message, file, line)
  }

  /// Reports a decision or a doubt, unless `--quiet`.
  func notice(_ message: String, file: String? = nil) {
    if !isQuiet { write("notice", message, file, nil) }
  }

  /// Reports a rejected line, the first ten times.
  mutating func rejection(_ message: String, file: String, line: Int) {
    rejections += 1
    if rejections <= Self.reportedRejections { write("rejected", message, file, line) }
  }

  /// Counts rejected lines that are not reported one by one.
  mutating func countRejections(_ count: Int) { rejections += count }

  /// Says how many rejected lines were not reported one by one.
  func finish() {
    let folded = rejections - Self.reportedRejections
    if folded > 0 { write("rejected", "\(folded) more rejected lines like these", nil, nil) }
  }

  private func write(_ level: String, _ message: String, _ file: String?, _ line: Int?) {
    switch form {
    case .text:
      var place = ""
      if let file { place += TerminalText.safe(file, ascii: false) + ":" }
      if let line { place += "\(line):" }
      if !place.isEmpty { place += " " }
      writeToStandardError("\(command): \(place)\(TerminalText.safe(message, ascii: false))\n")
    case .json:
      var members = ["\"command\":\(quoted(command))", "\"level\":\"\(level)\""]
      if let file { members.append("\"file\":\(quoted(file))") }
      if let line { members.append("\"line\":\(line)") }
      members.append("\"message\":\(quoted(message))")
      writeToStandardError("{\(members.joined(separator: ","))}\n")
    }
  }
}

/// Writes all of a text to standard error; what cannot be written there is lost.
public func writeToStandardError(_ text: String) {
  _ = writeAll(text, to: 2)
}

/// Writes all of a text to a descriptor.
///
/// - Returns: The `errno` of the write that failed; 0 when none did.
func writeAll(_ text: String, to descriptor: Int32) -> Int32 {
  var text = text
  return text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
}

/// A text as a JSON string; for cold paths.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _ where scalar.properties.generalCategory == .control:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
