import Lines
import Platform
import Records

/// A trace id in whatever form, found in records in whatever form.
///
/// A record is of the trace when its `trace_id` is the id; one without `trace_id` when the id stands as a word in its `message` or
/// `fields`: hexadecimal in capitals or not, as a UUID, within a traceparent or X-Amzn-Trace-Id, without the zeros in front that
/// Jaeger drops, or in decimal. Ids compare by the low 64 bits when one of them has no more.
public struct TraceQuery: Sendable {
  /// The digits that are looked for first; no form cuts them with a dash.
  private static let anchorCount = 12

  private let number: TraceNumber?
  /// The id, for those that are no number.
  private let text: [UInt8]
  private let anchor: Needle?
  private let decimal: Needle?
  private let decimalCount: Int

  /// Takes an id in any form; nil for one that says "none": nothing, or zeros.
  public init?(_ id: String) {
    let bytes = Array(id.utf8)
    guard let normal = bytes.withUnsafeBufferPointer(TraceID.normalised) else { return nil }
    text = normal
    number = normal.withUnsafeBufferPointer { TraceNumber($0) }
    guard let number else {
      anchor = nil
      decimal = nil
      decimalCount = 0
      return
    }
    anchor = Needle(Array(normal.suffix(Self.anchorCount)))
    let digits = Array(String(number.low).utf8)
    decimal = digits.count >= 10 ? Needle(digits) : nil
    decimalCount = digits.count
  }

  /// Whether a record is of the trace.
  public func matches(_ record: borrowing Record) -> Bool {
    if let id = record[.traceID] {
      if id.hasEscapes { return id.decoded().withUnsafeBufferPointer(isID) }
      return isID(id.bytes)
    }
    if let message = record.string(.message), stands(in: message.bytes) { return true }
    if let fields = record[.fields], stands(in: fields.bytes) { return true }
    return false
  }

  /// Whether all of a text is the id.
  private func isID(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let number else { return id.elementsEqual(text) }
    if let other = TraceNumber(id), other.isSame(as: number) { return true }
    // Decimal numbers of 16 digits look like hexadecimal ones.
    return id.count == 16 && decimalCount == 16 && TraceNumber.decimal(id) == number.low
  }

  /// Whether the id stands somewhere in a part of a record, escapes not decoded.
  private func stands(in part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = part.baseAddress, part.count > 0 else { return false }
    guard memchr(start, Int32(UInt8(ascii: "\\")), part.count) != nil else {
      return isWord(in: part)
    }
    // Escapes spell digits seldom, and stand before a word often.
    guard mayStand(in: part) || hasUnicodeEscape(part) else { return false }
    let decoded = decodeJSONString(part) + [UInt8](repeating: 0, count: 16)
    return decoded.withUnsafeBufferPointer {
      isWord(in: UnsafeBufferPointer(rebasing: $0.dropLast(16)))
    }
  }

  private func hasUnicodeEscape(_ part: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index + 1 < part.count {
      guard part[index] == UInt8(ascii: "\\") else {
        index += 1
        continue
      }
      if part[index + 1] == UInt8(ascii: "u") { return true }
      index += 2
    }
    return false
  }

  private func mayStand(in part: UnsafeBufferPointer<UInt8>) -> Bool {
    guard number != nil, let anchor else { return true }
    return anchor.find(in: part, from: 0) >= 0 || decimal.map { $0.find(in: part, from: 0) >= 0 } ?? false
  }

  /// Whether the id stands as a word in a text without escapes.
  private func isWord(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard number != nil else { return standsAsText(in: text) }
    guard let anchor else { return everyWordEnd(of: text) }
    var place = anchor.find(in: text, from: 0)
    while place >= 0 {
      if isID(endingAt: place + Self.anchorCount, text) { return true }
      place = anchor.find(in: text, from: place + 1)
    }
    guard let decimal else { return false }
    place = decimal.find(in: text, from: 0)
    while place >= 0 {
      if isBound(text, place - 1), isBound(text, place + decimalCount) { return true }
      place = decimal.find(in: text, from: place + 1)
    }
    return false
  }

  /// ``isWord(in:)`` for the rare ids whose last digits are letters alone: each end of a run of digits is looked at.
  private func everyWordEnd(of text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.indices.contains { hexValue(text[$0]) != nil && isID(endingAt: $0 + 1, text) }
      || decimal.map { decimal in
        let place = decimal.find(in: text, from: 0)
        return place >= 0 && isBound(text, place - 1) && isBound(text, place + decimalCount)
      } ?? false
  }

  private func standsAsText(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    let size = self.text.count
    var start = 0
    while start + size <= text.count,
      let hit = memchr(base + start, Int32(self.text[0]), text.count - start - size + 1)
    {
      let place = UnsafeRawPointer(base).distance(to: hit)
      if memcmp(base + place, self.text, size) == 0, isBound(text, place - 1),
        isBound(text, place + size)
      {
        return true
      }
      start = place + 1
    }
    return false
  }

  /// Whether no letter, digit or `_` stands at `index`.
  private func isBound(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index >= 0, index < text.count else { return true }
    let byte = text[index]
    return byte &- 48 > 9 && (byte | 0x20) &- 97 > 25 && byte != UInt8(ascii: "_")
  }

  /// Whether a word whose last digit stands before `end` is the id.
  private func isID(endingAt end: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let number, isBound(text, end) else { return false }
    var start = end
    while start > 0, hexValue(text[start - 1]) != nil { start -= 1 }
    guard isBound(text, start - 1) else { return false }
    switch end - start {
    case 12 where isGrouped([4, 4, 4, 8], before: start, text): start -= 24
    case 24 where isGrouped([8], before: start, text): start -= 9
    case 12...32: break
    default: return false
    }
    return found(text[start..<end]).map { $0.isSame(as: number) } ?? false
  }

  /// Whether runs of so many digits, each with a dash behind it, end at `end`.
  private func isGrouped(
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
  private func found(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> TraceNumber? {
    var bytes = digits.filter { $0 != UInt8(ascii: "-") }
    let full = bytes.count <= 16 ? 16 : 32
    bytes = Array(repeating: UInt8(ascii: "0"), count: full - bytes.count) + bytes
    return bytes.withUnsafeBufferPointer { TraceNumber($0) }
  }
}
