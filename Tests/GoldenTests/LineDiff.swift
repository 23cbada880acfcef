/// The lines in which two texts differ, for people: `- ` before what was expected, `+ ` before what came.
struct LineDiff: CustomStringConvertible {
  private static let context = 2
  private static let maximumLines = 60
  private static let maximumWidth = 1_000
  private let expected: [String]
  private let got: [String]

  init(expected: [UInt8], got: [UInt8]) {
    self.expected = Self.lines(expected)
    self.got = Self.lines(got)
  }

  private enum Edit {
    case same(String), removed(String), added(String)

    var isSame: Bool { if case .same = self { true } else { false } }

    var text: String {
      switch self {
      case .same(let line): "  " + line
      case .removed(let line): "- " + line
      case .added(let line): "+ " + line
      }
    }
  }

  var description: String {
    let edits = edits()
    var lines: [String] = []
    var isSkipping = false
    for (index, edit) in edits.enumerated() {
      let near = edits[max(0, index - Self.context)...min(edits.count - 1, index + Self.context)]
      if near.allSatisfy(\.isSame) {
        if !isSkipping { lines.append("  …") }
        isSkipping = true
      } else {
        lines.append(shortened(edit.text, to: Self.maximumWidth))
        isSkipping = false
      }
    }
    if lines.count > Self.maximumLines {
      lines = lines.prefix(Self.maximumLines) + ["  … and \(lines.count - Self.maximumLines) lines"]
    }
    return lines.joined(separator: "\n")
  }

  /// The standard library's difference, with the lines that stayed between its changes.
  private func edits() -> [Edit] {
    let difference = got.difference(from: expected)
    var removals: Set<Int> = []
    var insertions: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removals.insert(offset)
      case .insert(let offset, _, _): insertions.insert(offset)
      }
    }
    var edits: [Edit] = []
    var old = 0
    var new = 0
    while old < expected.count || new < got.count {
      if removals.contains(old) {
        edits.append(.removed(expected[old]))
        old += 1
      } else if insertions.contains(new) {
        edits.append(.added(got[new]))
        new += 1
      } else {
        edits.append(.same(got[new]))
        old += 1
        new += 1
      }
    }
    return edits
  }

  /// Lines with their control characters and ill-formed bytes spelled out; a lacking last line end shows.
  private static func lines(_ bytes: [UInt8]) -> [String] {
    guard !bytes.isEmpty else { return [] }
    var parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let isEnded = parts.last?.isEmpty ?? true
    if isEnded { parts.removeLast() }
    var lines = parts.map(visible)
    if !isEnded { lines[lines.count - 1] += " (no line end)" }
    return lines
  }

  private static func visible(_ line: ArraySlice<UInt8>) -> String {
    guard let text = String(validating: line, as: UTF8.self) else {
      return line.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : hex($0) }.joined()
    }
    return text.unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar.value == 0x7F ? hex(UInt8(scalar.value)) : String(scalar)
    }.joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
  }
}

/// The text, or its beginning with `…`.
func shortened(_ text: String, to count: Int) -> String {
  text.count > count ? text.prefix(count) + "…" : text
}
