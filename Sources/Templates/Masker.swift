import Patterns

/// Tells what kind of value a token is, by its shape alone.
///
/// Only tokens that hold a digit, or that have a telling shape (`@`, `/`, `://`, a month's name), come here, and the
/// plain number among them does not get as far as PCRE2. One anchored alternation answers for the rest; its
/// marks name the type. What it does not know is decided by ``isIdentifier(_:_:)`` and ``ValueReader``.
struct Masker: ~Copyable {
  private let digits: Pattern
  private let letters: Pattern

  /// What may follow a value: the end, a separator, or the marks at the end of a sentence.
  private static let boundary =
    #"(?=[\x00-\x20,;:)\]}"'|<>=(\[{]|\z|[.!?]++(?:[\x00-\x20,;:)\]}"'|<>=(\[{]|\z))"#

  /// A slash and a name, without the marks that end a sentence; possessive, so that a path of any length
  /// takes no stack.
  private static let segment =
    #"(?:/(?:[\w$@%+~#-]++|[.:]++(?![\x00-\x20,;)\]}"'|<>=(\[{!?]|\z))++)"#

  /// The names of the months, whole or cut.
  private static let month =
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    + "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"

  /// The alternatives for tokens that begin with a digit, a sign, or a hexadecimal letter; the longer ones first.
  private static let digitForms: [(ValueType, String)] = [
    (
      .time,
      #"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T _-]\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b)?)?"#
    ),
    (.time, #"\d{1,2}/[A-Z][a-z]{2}/\d{4}(?::\d\d:\d\d:\d\d(?: [+-]\d{4})?)?"#),
    (
      .time,
      #"\d{1,2} \#(month),? \d{4}(?: \d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?(?: (?:GMT|UTC|[+-]\d{4}))?"#
    ),
    (
      .time,
      #"\d{1,2}(?:[-/]\d{1,2}[-/]\d{2,4}|\.\d{1,2}\.\d{4})(?:[ _]\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?)?(?!\.\d)"#
    ),
    (.uuid, #"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"#),
    (.mac, #"[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}"#),
    (.ip, #"/?(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?"#),
    (.ip, #"(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"#),
    (.ip, #"(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}"#),
    (.time, #"\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?"#),
    (.hex, #"0x[0-9A-Fa-f]+"#),
    (
      .duration,
      #"[-+]?\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)?\s?(?:ns|us|µs|ms|s|sec|secs|min|mins|h|hr|hrs)"#
    ),
    (.duration, #"(?:\d+h)?(?:\d+m)?\d+(?:\.\d+)?(?:m?s|m|h)"#),
    (.size, #"[-+]?\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)?\s?(?:[KMGTkmgt]i?[Bb]|[KMGT])"#),
    (.percent, #"[-+]?\d+(?:\.\d+)?%"#),
    (.number, #"[-+]?\d{1,3}(?:,\d{3})++(?:\.\d+)?(?![,\d])"#),
    (.number, #"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"#),
    (.number, #"\d+(?:\.\d+)?/\d+(?:\.\d+)?"#),
    (.version, #"v?\d++(?:\.\d++){2,}+(?:[-+.][0-9A-Za-z]++)*+"#),
    (.hex, #"(?=[0-9A-Fa-f]*[0-9])(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]{6,}"#),
  ]

  /// The alternatives for tokens with a telling shape.
  private static let letterForms: [(ValueType, String)] = [
    (
      .url,
      #"[A-Za-z][A-Za-z0-9+.-]{1,20}://(?:\[[0-9A-Fa-f:.]++\])?[^\x00-\x20"'<>)\]}]*[^\x00-\x20"'<>)\]}.,;:!?]"#
    ),
    (.email, #"[A-Za-z0-9._%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++"#),
    (
      .time,
      #"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\#(month) {1,2}\d{1,2}(?:,? \d{4})?|\d{1,2} \#(month) \d{4})(?: \d{1,2}:\d{2}:\d{2}(?:\.\d+)?)?(?: (?:UTC|GMT|[+-]\d{4}|[A-Z]{3,4}(?= \d{4}\b)))?(?: \d{4})?"#
    ),
    (
      .path,
      #"~?\#(segment)++/?(?:\?[^\x00-\x20"'<>()]*)?(?<![.,;:!?])|[A-Za-z]:\\[^\x00-\x20"']+(?<![.,;:!?])"#
    ),
  ]

  init(allowsJIT: Bool = true) throws {
    let forDigits = try Pattern(Self.combined(Self.digitForms), allowsJIT: allowsJIT)
    let forLetters = try Pattern(Self.combined(Self.letterForms), allowsJIT: allowsJIT)
    digits = forDigits
    letters = forLetters
  }

  /// One alternation; each branch marks its type with one letter.
  private static func combined(_ forms: [(ValueType, String)]) -> String {
    let branches = forms.map { type, form in
      "(?:\(form))\(boundary)(*MARK:\(Character(Unicode.Scalar(65 + type.rawValue))))"
    }
    return "\\G(?:\(branches.joined(separator: "|")))"
  }

  /// How far a pattern looks; what is longer is none of its values.
  ///
  /// Bounds the time of hostile text, and keeps the interpreter as far from its limit as machine code.
  static let window = 8_192

  /// Whether a byte may stand in an address behind its host.
  static func mayStandInAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("): true
    case UInt8(ascii: "]"), UInt8(ascii: "}"): false
    default: mayStandInQuery(byte)
    }
  }

  /// Whether a byte may stand in a path behind its question mark.
  static func mayStandInQuery(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "("), UInt8(ascii: ")"):
      false
    default: true
    }
  }

  /// Whether the patterns run as machine code.
  var usesJIT: Bool { digits.isCompiledToMachineCode && letters.isCompiledToMachineCode }

  /// The value that begins at `start` with a digit, sign or hexadecimal letter; nil when the forms have none.
  @inline(__always)
  func numeric(
    _ text: UnsafePointer<UInt8>, count: Int, from start: Int
  ) -> (type: ValueType, end: Int)? {
    value(digits, text, count, start)
  }

  /// The value with a telling shape that begins at `start`.
  @inline(__always)
  func shaped(
    _ text: UnsafePointer<UInt8>, count: Int, from start: Int
  ) -> (type: ValueType, end: Int)? {
    value(letters, text, count, start)
  }

  @inline(__always)
  private func value(
    _ pattern: borrowing Pattern, _ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int
  ) -> (type: ValueType, end: Int)? {
    let window = min(count, start &+ Self.window)
    guard let match = pattern.match(text, count: window, from: start),
      match.end < window || window == count, let type = ValueType(rawValue: match.mark &- 65)
    else { return nil }
    return (type, match.end)
  }

  /// Whether a word with digits that no form knows is an id rather than a name.
  ///
  /// Digits that a joint sets apart (`worker-3`, `blk_-12`) or that are two and more are an id's; one
  /// glued to letters is part of a name (`ssh2`, `md5`, `eth0`).
  static func isIdentifier(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var run = 0
    for index in 0..<count {
      guard text[index] &- 48 < 10 else {
        run = 0
        continue
      }
      if run == 0, index == 0 || !isLetter(text[index - 1]) { return true }
      run += 1
      if run == 2 { return !Lexicon.isTechnical(text, count) }
    }
    return false
  }

  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte >= 0x80 }
}
