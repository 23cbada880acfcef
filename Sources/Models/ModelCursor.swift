import Platform
import Records

/// Reads JSON that has a known order of keys, piece by piece.
///
/// The invariant of the unsafe code: `index <= count`, and no byte at or behind `count` is read.
struct ModelCursor {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private(set) var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Of an empty buffer no byte is read.
    base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
    count = bytes.count
  }

  /// What is wrong at this byte.
  func fault(_ expected: String) -> ModelError {
    .damaged("expected \(expected) at byte \(index + 1)")
  }

  /// Takes the text if it comes next.
  @inline(__always)
  mutating func takes(_ text: StaticString) -> Bool {
    let size = text.utf8CodeUnitCount
    guard index + size <= count, memcmp(base + index, text.utf8Start, size) == 0 else {
      return false
    }
    index += size
    return true
  }

  /// Takes the text, which must come next.
  @inline(__always)
  mutating func take(_ text: StaticString) throws {
    if !takes(text) { throw fault("'\(text)'") }
  }

  /// Whether all has been read.
  var isAtEnd: Bool { index == count }

  /// Takes a count.
  mutating func number() throws -> Int {
    var value = 0
    let start = index
    while index < count, base[index] &- 48 < 10, index - start < 18 {
      value = value * 10 + Int(base[index] &- 48)
      index += 1
    }
    if index == start { throw fault("a number") }
    return value
  }

  /// Takes hexadecimal digits, at most 16.
  mutating func hexadecimal(digits: Int) throws -> UInt64 {
    guard index + digits <= count else { throw fault("\(digits) digits") }
    var value: UInt64 = 0
    for offset in 0..<digits {
      let byte = base[index + offset]
      guard let digit = hexValue(byte), byte &- 65 > 5 else { throw fault("\(digits) digits") }
      value = value << 4 | UInt64(digit)
    }
    index += digits
    return value
  }

  /// Takes a string; the bytes between its quotes, escapes not decoded.
  @inline(__always)
  mutating func raw() throws -> UnsafeBufferPointer<UInt8> {
    try take("\"")
    let start = index
    while index < count, base[index] != UInt8(ascii: "\"") {
      index += base[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < count else {
      index = count
      throw fault("a closing quote")
    }
    index += 1
    return UnsafeBufferPointer(start: base + start, count: index - 1 - start)
  }

  /// Takes a string, decoded, and appends it.
  @inline(__always)
  mutating func string(to text: inout [UInt8]) throws {
    let raw = try raw()
    if raw.contains(UInt8(ascii: "\\")) {
      text += decodeJSONString(raw)
    } else {
      text.append(contentsOf: raw)
    }
  }

  /// Takes a string, decoded.
  mutating func string() throws -> String {
    String(decoding: decodeJSONString(try raw()), as: UTF8.self)
  }

  /// Takes a time.
  mutating func time() throws -> Timestamp {
    guard let time = Timestamp(rfc3339: try raw()) else { throw fault("a time before this byte") }
    return time
  }
}
