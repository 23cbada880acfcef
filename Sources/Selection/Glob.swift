/// A pattern of the shell: `*` any bytes, `?` one character, `[a-z]` and `[!a-z]` one byte of a set, `\` takes the next one as it is.
///
/// Time: O(pattern × text) at worst.
public struct Glob: Sendable {
  private enum Part: Sendable {
    case byte(UInt8)
    case any
    case anyRun
    case set([ClosedRange<UInt8>], isNegated: Bool)
  }

  private let parts: [Part]

  /// Reads a pattern; a bracket that is not closed stands for itself.
  public init(_ text: String) {
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "*"):
        if case .anyRun? = parts.last {} else { parts.append(.anyRun) }
      case UInt8(ascii: "?"): parts.append(.any)
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        index += 1
        parts.append(.byte(bytes[index]))
      case UInt8(ascii: "["):
        if let (set, end) = Self.set(bytes, index + 1) {
          parts.append(set)
          index = end
        } else {
          parts.append(.byte(bytes[index]))
        }
      case let byte: parts.append(.byte(byte))
      }
      index += 1
    }
    self.parts = parts
  }

  /// The set whose first byte is at `start`, and where its closing bracket stands.
  private static func set(_ bytes: [UInt8], _ start: Int) -> (Part, Int)? {
    var index = start
    let isNegated =
      index < bytes.count
      && (bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^"))
    if isNegated { index += 1 }
    var ranges: [ClosedRange<UInt8>] = []
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "]"), !ranges.isEmpty {
        return (.set(ranges, isNegated: isNegated), index)
      }
      let first = bytes[index]
      var last = first
      if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
        bytes[index + 2] != UInt8(ascii: "]")
      {
        last = bytes[index + 2]
        index += 2
      }
      ranges.append(min(first, last)...max(first, last))
      index += 1
    }
    return nil
  }

  /// Whether all of a text is of the pattern.
  public func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var part = 0
    var index = 0
    // Where to go on when the last `*` has to take one byte more.
    var retry: (part: Int, index: Int)?
    while true {
      if part < parts.count, case .anyRun = parts[part] {
        retry = (part + 1, index)
        part += 1
      } else if part < parts.count, let width = width(of: parts[part], text, index) {
        part += 1
        index += width
      } else if part == parts.count, index == text.count {
        return true
      } else {
        guard let last = retry, last.index < text.count else { return false }
        retry = (last.part, last.index + 1)
        part = last.part
        index = last.index + 1
      }
    }
  }

  /// How many bytes at `index` a part takes; nil when it does not fit.
  private func width(of part: Part, _ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    guard index < text.count else { return nil }
    let byte = text[index]
    switch part {
    case .byte(let wanted): return byte == wanted ? 1 : nil
    case .set(let ranges, let isNegated):
      return ranges.contains { $0.contains(byte) } != isNegated ? 1 : nil
    case .any:
      var width = 1
      while byte >= 0xC0, index + width < text.count, text[index + width] & 0xC0 == 0x80 {
        width += 1
      }
      return width
    case .anyRun: return nil
    }
  }
}
