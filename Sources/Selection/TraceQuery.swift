import Lines
import Platform
import Records

/// A trace id in whatever form, found in records in whatever form.
///
/// A record is of the trace when its `trace_id` is the id; one without `trace_id` when the id stands as a word in its `message` or
/// `fields`: hexadecimal in capitals or not, as a UUID, within a traceparent or X-Amzn-Trace-Id, without the zeros in front that
/// Jaeger drops, or in decimal. Ids compare by the low 64 bits when one of them has no more.
public final class TraceQuery: Sendable {
  /// The last digits, which no form cuts with a dash.
  private static let tailCount = 12

  private let number: TraceNumber?
  /// The id, for those that are no number.
  private let text: [UInt8]
  /// The number in decimal; nothing for one so small that it would be any.
  private let decimal: [UInt8]
  /// The last 16 hexadecimal digits in small letters; nil for an id that is no number, or may be one in decimal of that length.
  private let lowDigits: SIMD2<UInt64>?
  /// The ends of both forms; nil when they cannot be looked for so.
  private let needles: Needles?

  /// Takes an id in any form, a header's value that holds one included; nil for one that says "none": nothing, or zeros.
  public init?(_ id: String) {
    let bytes = Array(id.utf8)
    guard let normal = bytes.withUnsafeBufferPointer(TraceID.normalised) else { return nil }
    text = normal
    let number = normal.withUnsafeBufferPointer { text in
      TraceNumber(text)
        ?? text.indices.lazy.compactMap { Self.number(endingAt: $0 + 1, text) }.first
    }
    self.number = number
    let digits = number.map { Array(String($0.low).utf8) } ?? []
    decimal = digits.count >= 10 ? digits : []
    let hex = number.map { Array(String($0.low, radix: 16).utf8) } ?? []
    let low = Array(repeating: UInt8(ascii: "0"), count: 16 - hex.count) + hex
    lowDigits =
      number == nil || decimal.count == 16
      ? nil : low.withUnsafeBytes { $0.loadUnaligned(as: SIMD2<UInt64>.self) }
    let tail = Array(low.suffix(Self.tailCount))
    needles = number == nil ? nil : Needles(tail, decimal.isEmpty ? tail : decimal)
  }

  /// Whether a record is of the trace.
  @inline(__always)
  public func matches(_ record: borrowing Record) -> Bool {
    if let id = record[.traceID] { return id.withText(isID) }
    return mayStand(in: record) && stands(in: record)
  }

  /// Whether all of a text is the id.
  @inline(__always)
  private func isID(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    if id.count == 32 || id.count == 16, let lowDigits, let start = id.baseAddress {
      // Nearly every id is another one, and its last digits say so.
      let last = UnsafeRawPointer(start) + (id.count - 16)
      let differences =
        (last.loadUnaligned(as: SIMD2<UInt64>.self) | SIMD2(repeating: 0x2020_2020_2020_2020))
        ^ lowDigits
      if differences[0] | differences[1] != 0 { return false }
    }
    return isWholeID(id)
  }

  @inline(never)
  private func isWholeID(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    if id.elementsEqual(text) { return true }
    guard let number else { return false }
    if let other = TraceNumber(id), other.isSame(as: number) { return true }
    // Decimal numbers of 16 digits look like hexadecimal ones.
    return id.count == 16 && id.elementsEqual(decimal)
  }

  /// Whether the id may stand somewhere in a record; false for nearly all that do not hold it.
  @inline(__always)
  private func mayStand(in record: borrowing Record) -> Bool {
    guard let needles else { return true }
    var start = record.start
    // What stands in front of both is not looked at.
    if let message = record[.message]?.bytes.baseAddress {
      start = record[.fields]?.bytes.baseAddress.map { min($0, message) } ?? message
    }
    let count = record.count - record.start.distance(to: start)
    if needles.mayBe(in: start, count: count) { return true }
    // Digits can be written as escapes.
    return memchr(start, Int32(UInt8(ascii: "\\")), count) != nil
      && hasUnicodeEscape(UnsafeBufferPointer(start: start, count: count))
  }

  @inline(never)
  private func hasUnicodeEscape(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 1 < text.count {
      guard text[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if text[index + 1] == UInt8(ascii: "u") { return true }
      index += 2
    }
    return false
  }

  @inline(never)
  private func stands(in record: borrowing Record) -> Bool {
    if let message = record.string(.message), message.withText(holds) { return true }
    guard let fields = record[.fields] else { return false }
    // The escapes of an object are those of its strings.
    return RawValue(bytes: fields.bytes, isString: true).withText(holds)
  }

  /// Whether the id stands as a word in a text without escapes.
  private func holds(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let number else { return holds(text, word: self.text) }
    return text.indices.contains {
      Self.number(endingAt: $0 + 1, text)?.isSame(as: number) ?? false
    }
      || !decimal.isEmpty && holds(text, word: decimal)
  }

  private func holds(_ text: UnsafeBufferPointer<UInt8>, word: [UInt8]) -> Bool {
    guard let base = text.baseAddress else { return false }
    var start = 0
    while start + word.count <= text.count,
      let hit = memchr(base + start, Int32(word[0]), text.count - start - word.count + 1)
    {
      let place = UnsafeRawPointer(base).distance(to: hit)
      if memcmp(base + place, word, word.count) == 0, Self.isBound(text, place - 1),
        Self.isBound(text, place + word.count)
      {
        return true
      }
      start = place + 1
    }
    return false
  }

  /// Whether no letter, digit or `_` stands at `index`.
  private static func isBound(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index >= 0, index < text.count else { return true }
    let byte = text[index]
    return byte &- 48 > 9 && (byte | 0x20) &- 97 > 25 && byte != UInt8(ascii: "_")
  }

  /// The id whose last digit stands before `end`; nil when no word of the length and form of an id ends there.
  private static func number(
    endingAt end: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> TraceNumber? {
    guard hexValue(text[end - 1]) != nil, isBound(text, end) else { return nil }
    var start = end
    while start > 0, hexValue(text[start - 1]) != nil { start -= 1 }
    guard isBound(text, start - 1) else { return nil }
    switch end - start {
    case 12 where isGrouped([4, 4, 4, 8], before: start, text): start -= 24
    case 24 where isGrouped([8], before: start, text): start -= 9
    case tailCount...32: break
    default: return nil
    }
    return number(text[start..<end])
  }

  /// Whether runs of so many digits, each with a dash behind it, end at `end`.
  private static func isGrouped(
    _ counts: [Int], before end: Int, _ text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var end = end
    for count in counts {
      let start = end - 1 - count
      guard start >= 0, text[end - 1] == UInt8(ascii: "-"),
        text[start..<end - 1].allSatisfy({ hexValue($0) != nil })
      else { return false }
      end = start
    }
    return isBound(text, end - 1)
  }

  /// The number of hexadecimal digits, zeros in front of them dropped or not.
  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> TraceNumber? {
    var bytes = digits.filter { $0 != UInt8(ascii: "-") }
    let full = bytes.count <= 16 ? 16 : 32
    bytes = Array(repeating: UInt8(ascii: "0"), count: full - bytes.count) + bytes
    return bytes.withUnsafeBufferPointer { TraceNumber($0) }
  }
}
