/// Makes text of a log safe and honest to show: what a terminal would obey or hide is made visible.
///
/// A log line may hold what its writer was sent, escape sequences that retitle the window or
/// bidirectional controls that reorder what is read. After this no control character is left, and
/// the text is one line.
///
/// | in the text | shown | in ASCII |
/// |---|---|---|
/// | tab | one space | one space |
/// | line feed | `⏎` | `\n` |
/// | other C0 controls and DEL | `␛`, `␡` | `\x1b`, `\x7f` |
/// | C1 and bidirectional controls, line separators, other invisibles | `<U+202E>` | `\u{202e}` |
/// | other scalars outside ASCII | as they are | `\u{e9}` |
///
/// The two joiners U+200C and U+200D stay, emoji and several scripts need them. A backslash stays
/// too, so the ASCII form is for reading, not for turning back.
public enum TerminalText {
  /// The text as it can be sent to a terminal; `ascii` asks for nothing but ASCII.
  public static func safe(_ text: String, ascii: Bool) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var result = ""
    for scalar in text.unicodeScalars { append(scalar, ascii: ascii, to: &result) }
    return result
  }

  /// The same for bytes; what is not UTF-8 becomes U+FFFD first.
  public static func safe(_ bytes: UnsafeBufferPointer<UInt8>, ascii: Bool) -> String {
    safe(String(decoding: bytes, as: UTF8.self), ascii: ascii)
  }

  /// Appends what is shown for one scalar.
  private static func append(_ scalar: Unicode.Scalar, ascii: Bool, to result: inout String) {
    switch scalar.value {
    case 0x20..<0x7F: result.unicodeScalars.append(scalar)
    case 0x09: result += " "
    case 0x0A: result += ascii ? "\\n" : "⏎"
    case 0..<0x20 where ascii, 0x7F where ascii: result += "\\x" + hex(scalar, digits: 2)
    case 0..<0x20: append(0x2400 + scalar.value, to: &result)
    case 0x7F: result += "␡"
    case _ where ascii: result += "\\u{" + hex(scalar, digits: 1) + "}"
    case _ where misleads(scalar): result += "<U+" + hex(scalar, digits: 4).uppercased() + ">"
    default: result.unicodeScalars.append(scalar)
    }
  }

  /// Appends the scalar of a number that is known to be one.
  private static func append(_ value: UInt32, to result: inout String) {
    result.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  /// Whether a terminal would act on a scalar outside ASCII, or draw nothing for it.
  private static func misleads(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format:
      scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{200C}" && scalar != "\u{200D}"
    default: false
    }
  }

  /// The number of a scalar in lower-case hexadecimal, with zeros in front up to `digits`.
  private static func hex(_ scalar: Unicode.Scalar, digits: Int) -> String {
    let number = String(scalar.value, radix: 16)
    return String(repeating: "0", count: max(0, digits - number.count)) + number
  }
}
