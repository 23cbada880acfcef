extension Zone {
  /// The zone of a compiled file; nil when it is none, or counts leap seconds (`right/`), which no log does.
  public init?(compiled bytes: [UInt8]) {
    guard let zone = ZoneFile.zone(bytes) else { return nil }
    self = zone
  }
}

/// Reads the compiled rules of a zone, as `/usr/share/zoneinfo` has them: TZif of version 2 or later.
///
/// The file's own changes end some year; those behind them, up to the last year that a ``Timestamp`` covers, come from the rule
/// at its end (``ZoneRule``) and are put down too, some 500 of them, so that nothing has to be told apart
/// when a time is looked up.
///
/// Source: RFC 8536 (TZif), sections 3.1 to 3.3.
struct ZoneFile {
  private static let headerSize = 44
  private static let lastYear = 2262

  private let bytes: [UInt8]

  /// What a header says: how many of each there are behind it.
  private struct Header {
    var utcMarks: Int
    var standardMarks: Int
    var leaps: Int
    var changes: Int
    var types: Int
    var letters: Int

    func size(timeSize: Int) -> Int {
      changes * (timeSize + 1) + types * 6 + letters + leaps * (timeSize + 4) + standardMarks
        + utcMarks
    }
  }

  /// What the bytes of a file say; nil as for ``Zone/init(compiled:)``.
  static func zone(_ bytes: [UInt8]) -> Zone? {
    let file = ZoneFile(bytes: bytes)
    guard let old = file.header(at: 0), bytes[4] >= UInt8(ascii: "2") else { return nil }
    let start = headerSize + old.size(timeSize: 4)
    guard let header = file.header(at: start), header.leaps == 0, header.types > 0 else {
      return nil
    }
    return file.zone(header, at: start + headerSize)
  }

  private func zone(_ header: Header, at start: Int) -> Zone? {
    let indices = start + header.changes * 8
    let types = indices + header.changes
    let end = start + header.size(timeSize: 8)
    guard let rule = footer(at: end),
      bytes[indices..<types].allSatisfy({ Int($0) < header.types })
    else { return nil }
    var spans = (0..<header.changes).map { index in
      Zone.Span(
        start: number(at: start + index * 8, size: 8),
        offset: number(at: types + Int(bytes[indices + index]) * 6, size: 4))
    }
    guard zip(spans, spans.dropFirst()).allSatisfy({ $0.start < $1.start }) else { return nil }
    let first = number(at: types, size: 4)
    if rule.isEmpty { return Zone(first: first, spans: spans) }
    guard let rule = ZoneRule(rule) else { return nil }
    let last = spans.last?.start ?? .min
    spans += rule.spans(from: last, throughYear: Self.lastYear)
    return Zone(first: first, spans: spans)
  }

  private func header(at start: Int) -> Header? {
    guard bytes.count - start >= Self.headerSize,
      bytes[start..<start + 4].elementsEqual("TZif".utf8)
    else { return nil }
    let counts = (0..<6).map { number(at: start + 20 + $0 * 4, size: 4) }
    // More than any zone has: sums of them cannot overflow.
    guard counts.allSatisfy({ (0...1 << 20).contains($0) }) else { return nil }
    return Header(
      utcMarks: counts[0], standardMarks: counts[1], leaps: counts[2], changes: counts[3],
      types: counts[4], letters: counts[5])
  }

  /// The text between the line feeds at the end, perhaps none; nil when the file is cut.
  private func footer(at start: Int) -> ArraySlice<UInt8>? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "\n"),
      let end = bytes[(start + 1)...].firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    return bytes[start + 1..<end]
  }

  /// A signed number, the highest byte first.
  private func number(at start: Int, size: Int) -> Int {
    let bits = bytes[start..<start + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return size == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
  }
}
