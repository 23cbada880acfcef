import Lines
import Platform

/// A value as it stands in a record: the bytes between a string's quotes, or the text of any other value.
public struct RawValue {
  /// The bytes, escapes not decoded.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Whether they stood between quotes.
  public let isString: Bool

  /// Takes the bytes between a string's quotes, or the text of any other value.
  public init(bytes: UnsafeBufferPointer<UInt8>, isString: Bool) {
    self.bytes = bytes
    self.isString = isString
  }

  /// True when the text holds escapes, so that ``decoded()`` differs from ``bytes``.
  @inline(__always)
  public var hasEscapes: Bool {
    guard isString, bytes.count > 0, let start = bytes.baseAddress else { return false }
    return memchr(start, Int32(UInt8(ascii: "\\")), bytes.count) != nil
  }

  /// The text with its escapes decoded.
  public func decoded() -> [UInt8] { isString ? decodeJSONString(bytes) : Array(bytes) }

  /// The decoded text as a string; for cold paths.
  public var text: String { String(decoding: decoded(), as: UTF8.self) }
}

/// One NDJSON line, scanned: a view of the reader's bytes, valid during the call that receives it.
///
/// Stages never change a record; they write it with ``RecordOutput/write(_:setting:)``, which copies the bytes
/// and puts the stage's own keys in.
public struct Record: ~Copyable {
  /// The first byte of the line.
  public let start: UnsafePointer<UInt8>
  /// Bytes of the line.
  public let count: Int
  let scanner: UnsafeMutablePointer<JSONScanner>
  /// The message with its escapes decoded, if that is at hand, 64 readable bytes behind it.
  public let plainMessage: UnsafeBufferPointer<UInt8>?

  /// Views a line that `scanner` has just accepted.
  ///
  /// The scanner must outlive the record and not scan meanwhile.
  ///
  /// - Parameters:
  ///   - start: The line.
  ///   - count: Bytes of it.
  ///   - scanner: Has its members.
  ///   - plainMessage: The line that it was made of, when that was plain text.
  public init(
    start: UnsafePointer<UInt8>, count: Int, scanner: UnsafeMutablePointer<JSONScanner>,
    plainMessage: UnsafeBufferPointer<UInt8>? = nil
  ) {
    self.start = start
    self.count = count
    self.scanner = scanner
    self.plainMessage = plainMessage
  }

  /// The whole line.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Whether the record has a key of this name.
  @inline(__always)
  public func has(_ name: FieldName) -> Bool { scanner.pointee.index(of: name) != nil }

  /// The value of a reserved name; nil when the record does not have it.
  @inline(__always)
  public subscript(name: FieldName) -> RawValue? {
    guard let index = scanner.pointee.index(of: name) else { return nil }
    return value(of: scanner.pointee[index])
  }

  /// How many members the record has.
  public var memberCount: Int { scanner.pointee.count }

  /// The value of the last member with this key, whether the name is reserved or not.
  ///
  /// - Parameter key: The key, escapes decoded.
  /// - Returns: Nil when the record does not have it.
  public func value(ofKey key: [UInt8]) -> RawValue? {
    for index in (0..<scanner.pointee.count).reversed() {
      let member = scanner.pointee[index]
      if scanner.pointee.hasEscapedKeys {
        if scanner.pointee.decodedKey(index) == key { return value(of: member) }
      } else if Int(member.keyEnd - member.keyStart) == key.count {
        let isSame = key.withUnsafeBufferPointer {
          key.isEmpty
            || memcmp($0.baseAddress.unsafelyUnwrapped, start + Int(member.keyStart), $0.count) == 0
        }
        if isSame { return value(of: member) }
      }
    }
    return nil
  }

  /// The value of a member.
  @inline(__always)
  func value(of member: JSONScanner.Member) -> RawValue {
    let isString = start[Int(member.valueStart)] == UInt8(ascii: "\"")
    let quotes = isString ? 1 : 0
    let bytes = UnsafeBufferPointer(
      start: start + Int(member.valueStart) + quotes,
      count: Int(member.valueEnd - member.valueStart) - 2 * quotes)
    return RawValue(bytes: bytes, isString: isString)
  }

  /// The string value of a reserved name; nil when it is absent or not a string.
  @inline(__always)
  public func string(_ name: FieldName) -> RawValue? {
    guard let value = self[name], value.isString else { return nil }
    return value
  }

  /// The time of the record; nil when it has no RFC 3339 `timestamp`.
  public var timestamp: Timestamp? {
    string(.timestamp).flatMap { Timestamp(rfc3339: $0.bytes) }
  }

  /// The stated level, else the inferred one.
  public var level: Level? {
    (string(.level) ?? string(.levelInferred)).flatMap { Level(recorded: $0.bytes) }
  }
}
