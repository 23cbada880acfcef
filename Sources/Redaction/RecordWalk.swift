import Platform

/// Passes the strings and numbers of a record in order, whatever their depth.
///
/// The record was scanned before, so its grammar is known to be good; depth is bounded by the line alone, and costs memory on the heap.
struct RecordWalk {
  /// What a step comes upon.
  enum Step {
    case key, string, number, end
  }

  /// An object or array that is open.
  private struct Level {
    var isObject: Bool
    var expectsKey: Bool
    /// The member at hand: its key in the line, what the key says, or the element's index.
    var keyStart = 0
    var keyEnd = 0
    var kind = KeyKind.none
    /// The key as it may be told, where it may not be told as it stands.
    var alias: [UInt8]?
    var index = 0
  }

  private let line: UnsafePointer<UInt8>
  private let end: Int
  private var index = 0
  private var levels: [Level] = []
  /// The bytes of the key, string or number at hand; those of strings without the quotes.
  private(set) var start = 0
  private(set) var limit = 0
  /// Whether the string at hand has escapes.
  private(set) var hasEscapes = false

  /// - Parameters:
  ///   - line: The record.
  ///   - end: The byte behind its last brace.
  init(_ line: UnsafePointer<UInt8>, end: Int) {
    self.line = line
    self.end = end
    levels.reserveCapacity(8)
  }

  /// Goes on to the next key, string or number; `true`, `false` and `null` are passed by.
  mutating func next() -> Step {
    while index < end {
      let byte = line[index]
      switch byte {
      case UInt8(ascii: "\""): return string()
      case UInt8(ascii: "{"): open(isObject: true)
      case UInt8(ascii: "["): open(isObject: false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        levels.removeLast()
        index += 1
      case UInt8(ascii: ","):
        levels[levels.count - 1].expectsKey = levels[levels.count - 1].isObject
        levels[levels.count - 1].index += 1
        index += 1
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        start = index
        while isNumberByte(line[index]) { index += 1 }
        limit = index
        return .number
      default: index += 1
      }
    }
    return .end
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "+")
      || byte | 0x20 == UInt8(ascii: "e")
  }

  private mutating func open(isObject: Bool) {
    levels.append(Level(isObject: isObject, expectsKey: isObject))
    index += 1
  }

  private mutating func string() -> Step {
    start = index + 1
    var at = start
    hasEscapes = false
    while true {
      guard let quote = memchr(line + at, Int32(UInt8(ascii: "\"")), end - at) else { break }
      let place = line.distance(to: UnsafePointer(quote.assumingMemoryBound(to: UInt8.self)))
      var slashes = 0
      while place - slashes > start, line[place - slashes - 1] == UInt8(ascii: "\\") {
        slashes += 1
      }
      at = place + 1
      if slashes % 2 == 0 { break }
    }
    limit = at - 1
    index = at
    hasEscapes = memchr(line + start, Int32(UInt8(ascii: "\\")), limit - start) != nil
    guard levels[levels.count - 1].expectsKey else { return .string }
    levels[levels.count - 1].expectsKey = false
    levels[levels.count - 1].keyStart = start
    levels[levels.count - 1].keyEnd = limit
    levels[levels.count - 1].kind = .none
    levels[levels.count - 1].alias = nil
    return .key
  }

  /// Says what the key at hand says of its value, and how it may be told.
  mutating func setKey(_ kind: KeyKind, alias: [UInt8]?) {
    levels[levels.count - 1].kind = kind
    levels[levels.count - 1].alias = alias
  }

  /// What the key of the value at hand says of it; that of the array for its elements.
  var kind: KeyKind {
    for level in levels.reversed() where level.isObject { return level.kind }
    return .none
  }

  /// What the key of the object around the value at hand says.
  var parent: KeyKind {
    var objects = 0
    for level in levels.reversed() where level.isObject {
      objects += 1
      if objects == 2 { return level.kind }
    }
    return .none
  }

  /// The depth of the value at hand: 1 at top level.
  var depth: Int { levels.count }

  /// Whether the member at hand is the top level's `name`.
  func isTop(_ name: StaticString) -> Bool {
    guard levels.count == 1, levels[0].keyEnd - levels[0].keyStart == name.utf8CodeUnitCount else {
      return false
    }
    return memcmp(line + levels[0].keyStart, name.utf8Start, name.utf8CodeUnitCount) == 0
  }

  /// Where the value at hand stands: its key at top level, a JSON Pointer below.
  ///
  /// Of more than 64 levels the outer ones are told.
  var field: [UInt8] {
    if levels.count == 1 { return key(levels[0]) }
    var pointer: [UInt8] = []
    for level in levels.prefix(64) {
      pointer.append(UInt8(ascii: "/"))
      guard level.isObject else {
        pointer += Array(String(level.index).utf8)
        continue
      }
      for byte in key(level) {
        switch byte {
        case UInt8(ascii: "~"): pointer += Array("~0".utf8)
        case UInt8(ascii: "/"): pointer += Array("~1".utf8)
        default: pointer.append(byte)
        }
      }
    }
    return pointer
  }

  private func key(_ level: Level) -> [UInt8] {
    level.alias
      ?? Array(
        UnsafeBufferPointer(start: line + level.keyStart, count: level.keyEnd - level.keyStart))
  }
}
