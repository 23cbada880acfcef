/// The terminal columns that a scalar takes: 0, 1 or 2.
///
/// 0 for controls, combining marks, zero-width characters and the inner letters of a Hangul
/// syllable; 2 for East Asian Wide and Fullwidth, which include the emoji that are coloured by
/// themselves; 1 for the rest, ambiguous width too. This is `wcwidth` with our own table, so that
/// the same text is cut at the same place on every machine.
///
/// Source: Unicode Standard Annex 11, "East Asian Width".
public func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0x20..<0x7F, 0xA0..<0x300: 1
  case ..<0xA0: 0
  default: scalar.isZeroWidth ? 0 : scalar.isWide ? 2 : 1
  }
}

/// The terminal columns that a text takes: the sum over its scalars.
///
/// A terminal that draws a sequence of joined emoji as one picture needs fewer; nothing tells a
/// program which terminals do. Text with escape sequences is not measured rightly.
public func displayWidth(_ text: String) -> Int {
  text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    ? text.utf8.count
    : text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

/// The text, or as many of its first characters as fit before an ellipsis.
///
/// A character is never cut: neither a wide one in half nor a letter from its accents.
///
/// - Parameters:
///   - text: Text without escape sequences.
///   - limit: Columns; nothing fits into 0 or fewer.
///   - ellipsis: Put after a text that was cut; left out where it does not fit itself.
/// - Returns: A text that is never wider than the limit, and may be narrower.
public func truncated(_ text: String, toColumns limit: Int, ellipsis: String) -> String {
  // No text is wider than its bytes are many.
  if text.utf8.count <= limit || displayWidth(text) <= limit { return text }
  let room = limit - displayWidth(ellipsis)
  return room < 0 ? prefix(of: text, columns: limit) : prefix(of: text, columns: room) + ellipsis
}

/// The longest prefix of whole characters that is at most so wide.
private func prefix(of text: String, columns: Int) -> String {
  var used = 0
  let kept = text.prefix { character in
    used += character.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
    return used <= columns
  }
  return String(kept)
}

/// The side of its column at which a text stands.
public enum Alignment: Sendable {
  case left, right
}

/// The text with blanks added up to a width; unchanged when it is as wide already.
public func padded(_ text: String, toColumns columns: Int, _ alignment: Alignment) -> String {
  let blanks = String(repeating: " ", count: max(0, columns - displayWidth(text)))
  return alignment == .left ? text + blanks : blanks + text
}

extension Unicode.Scalar {
  /// Whether a terminal draws the scalar onto the one before it or not at all.
  fileprivate var isZeroWidth: Bool {
    switch value {
    // Vowels and final consonants of Hangul, drawn into the block of the first consonant.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
    default: break
    }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return true
    // The others of this category, Arabic number signs for the most part, are drawn.
    case .format: return properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  /// Whether the scalar is in `wideRanges`.
  fileprivate var isWide: Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].last < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].first <= value
  }
}

/// The scalars of East Asian Width W and F in Unicode 17, ascending, both ends included.
///
/// Gaps that hold no character, or only zero-width ones, are filled to keep it short.
private let wideRanges: [(first: UInt32, last: UInt32)] = [
  (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0),
  (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2630, 0x2637), (0x2648, 0x2653),
  (0x267F, 0x267F), (0x268A, 0x268F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB),
  (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
  (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705),
  (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755),
  (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C),
  (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E), (0x3041, 0x3247), (0x3250, 0xA4C6),
  (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE10, 0xFE19), (0xFE30, 0xFE6B),
  (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x16FE0, 0x18DF2), (0x1AFF0, 0x1B2FB),
  (0x1D300, 0x1D376), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E),
  (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C),
  (0x1F37E, 0x1F393), (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0),
  (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E), (0x1F440, 0x1F440), (0x1F442, 0x1F4FC),
  (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567), (0x1F57A, 0x1F57A),
  (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5),
  (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC),
  (0x1F6F4, 0x1F6FC), (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945),
  (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD),
]
