import Lines

/// Walks values inside a record whose line ``JSONScanner`` has accepted, so that nothing is checked again.
///
/// All places are offsets into the text, which goes on behind the value up to the line's end.
public enum NestedMembers {
  /// The byte behind the string whose first byte, behind the quote, is at `start`.
  @inline(__always)
  public static func endOfString(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while true {
      let mask = stringEndMask(text + index)
      if mask == 0 {
        index &+= 16
        continue
      }
      index &+= mask.trailingZeroBitCount
      if text[index] == UInt8(ascii: "\"") { return index &+ 1 }
      index &+= 2
    }
  }

  /// The byte behind the value that begins at `start`.
  public static func endOfValue(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var depth = 0
    var index = start
    repeat {
      switch text[index] {
      case UInt8(ascii: "\""): index = endOfString(text, index + 1)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0...0x20: index += 1
      default: index = endOfScalar(text, index)
      }
    } while depth > 0
    return index
  }

  private static func endOfScalar(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while true {
      switch text[index] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0...0x20: return index
      default: index += 1
      }
    }
  }

  /// The value that stands at `range`.
  public static func value(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> RawValue {
    let isString = text[range.lowerBound] == UInt8(ascii: "\"")
    let quotes = isString ? 1 : 0
    return RawValue(
      bytes: UnsafeBufferPointer(
        start: text + range.lowerBound + quotes, count: range.count - 2 * quotes),
      isString: isString)
  }

  /// Hands the members of an object to `body` in order.
  ///
  /// - Parameters:
  ///   - object: The text of a value; one that is no object has no members.
  ///   - body: Takes the bytes between a key's quotes, escapes not decoded, and the value.
  public static func forEach(
    of object: RawValue, _ body: (UnsafeBufferPointer<UInt8>, RawValue) -> Void
  ) {
    guard let text = open(object, UInt8(ascii: "{")) else { return }
    var index = skipBlanks(text, 1)
    while text[index] == UInt8(ascii: "\"") {
      let keyEnd = endOfString(text, index + 1)
      let key = UnsafeBufferPointer(start: text + index + 1, count: keyEnd - index - 2)
      let start = skipBlanks(text, skipBlanks(text, keyEnd) + 1)
      let end = endOfValue(text, start)
      body(key, value(text, start..<end))
      index = skipBlanks(text, end)
      guard text[index] == UInt8(ascii: ",") else { return }
      index = skipBlanks(text, index + 1)
    }
  }

  /// The element of an array at `position`, 0 being the first; nil when there is none.
  public static func element(of array: RawValue, at position: Int) -> RawValue? {
    guard let text = open(array, UInt8(ascii: "[")) else { return nil }
    var left = position
    var index = skipBlanks(text, 1)
    while text[index] != UInt8(ascii: "]") {
      let end = endOfValue(text, index)
      if left == 0 { return value(text, index..<end) }
      left -= 1
      index = skipBlanks(text, end)
      guard text[index] == UInt8(ascii: ",") else { return nil }
      index = skipBlanks(text, index + 1)
    }
    return nil
  }

  /// Hands the elements of an array to `body` in order; a value that is no array has none.
  public static func forEachElement(of array: RawValue, _ body: (RawValue) -> Void) {
    guard let text = open(array, UInt8(ascii: "[")) else { return }
    var index = skipBlanks(text, 1)
    while text[index] != UInt8(ascii: "]") {
      let end = endOfValue(text, index)
      body(value(text, index..<end))
      index = skipBlanks(text, end)
      guard text[index] == UInt8(ascii: ",") else { return }
      index = skipBlanks(text, index + 1)
    }
  }

  /// The text of a value that begins with `mark`; nil for another one.
  private static func open(_ value: RawValue, _ mark: UInt8) -> UnsafePointer<UInt8>? {
    guard !value.isString, value.bytes.first == mark else { return nil }
    return value.bytes.baseAddress
  }

  @inline(__always)
  private static func skipBlanks(_ text: UnsafePointer<UInt8>, _ start: Int) -> Int {
    var index = start
    while text[index] == 0x20 || text[index] &- 9 < 5 { index += 1 }
    return index
  }
}
