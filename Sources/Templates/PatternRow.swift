import Records

/// One row of words and places that a miner keeps apart, and how often it came: a pattern, or a part of one.
///
///     text   "disk  is  full"       gaps, words and constant values; nothing for what varies
///     parts  disk, <ID>, is, <*>, full
///     gaps   "", " ", " ", " ", " ", ""
package struct PatternRow: Equatable, Sendable {
  /// What stands in a place of the row.
  package enum Place: Equatable, Sendable {
    /// The same word in all messages.
    case word
    /// A word that has proved to vary.
    case variable
    /// Nothing so far where a value may stand: `()`, `key=`.
    case empty
    /// The same text in all messages, where another one may come.
    case constant(ValueType)
    /// Values of one type; `.any` of several.
    case values(ValueType)

    /// Whether the row holds text for it.
    package var hasText: Bool {
      switch self {
      case .word, .constant: true
      case .variable, .empty, .values: false
      }
    }
  }

  /// A place, and where its word or constant text stands in the row's text; empty for the others.
  package struct Part: Equatable, Sendable {
    package var start: Int32
    package var end: Int32
    package var place: Place

    package init(start: Int32, end: Int32, place: Place) {
      self.start = start
      self.end = end
      self.place = place
    }
  }

  package let id: ClusterID
  package private(set) var text: [UInt8]
  package private(set) var parts: [Part]
  /// The miner's hash of the row: of words, gaps, and where values stand.
  package let hash: UInt64
  /// Lines that were counted.
  package var count = 0
  /// How many messages the miner had taken in when the last one of the row came.
  package var lastSeen = 0
  /// The oldest and newest time of its records, where they have one.
  package var first: Timestamp?
  package var last: Timestamp?

  /// Takes a row of which nothing has been counted.
  ///
  /// - Parameters:
  ///   - id: The id of the pattern that it was at first.
  ///   - text: Gaps, words and constant values.
  ///   - parts: In order, within the text, words not empty.
  package init(id: ClusterID, text: [UInt8], parts: [Part]) {
    self.id = id
    self.text = text
    self.parts = parts
    hash = Self.hash(text, parts)
  }

  /// Rows are kept in this order.
  func precedes(_ other: PatternRow) -> Bool { (id, hash) < (other.id, other.hash) }

  private static func hash(_ text: [UInt8], _ parts: [Part]) -> UInt64 {
    var hash: UInt64 = 0
    RowHashes.forEach(text, parts) { position, token, gap in
      hash &+= TokenHash.placed(token, gap: gap, at: position)
    }
    return hash
  }

  // MARK: pieces

  /// The text in front of a place, or behind the last one.
  package func gap(_ position: Int) -> ArraySlice<UInt8> {
    let start = position == 0 ? 0 : Int(parts[position - 1].end)
    let end = position == parts.count ? text.count : Int(parts[position].start)
    return text[start..<end]
  }

  /// The word or constant text of a place.
  package func word(_ position: Int) -> ArraySlice<UInt8> {
    text[Int(parts[position].start)..<Int(parts[position].end)]
  }

  /// The template as it stands.
  ///
  /// - Parameter names: The names of ``ValueType/customTypes``.
  /// - Returns: Its text, unescaped.
  package func template(_ names: [String]) -> [UInt8] {
    var template: [UInt8] = []
    for position in parts.indices {
      template += gap(position)
      switch parts[position].place {
      case .word, .constant: template += word(position)
      case .empty: break
      case .variable: template += "<*>".utf8
      case .values(let type): template += "<\(type.name(names))>".utf8
      }
    }
    return template + gap(parts.count)
  }

  // MARK: joining

  /// Takes in the counts and values of the same row of another miner.
  mutating func join(_ other: PatternRow) {
    count &+= other.count
    lastSeen = max(lastSeen, other.lastSeen)
    first = earlier(first, other.first)
    last = later(last, other.last)
    if parts == other.parts, text == other.text { return }
    var joinedText: [UInt8] = []
    var joinedParts: [Part] = []
    for position in parts.indices {
      joinedText += Self.smaller(gap(position), other.gap(position))
      let place = joinedPlace(position, other)
      let start = Int32(joinedText.count)
      if place.hasText { joinedText += word(position) }
      joinedParts.append(Part(start: start, end: Int32(joinedText.count), place: place))
    }
    joinedText += Self.smaller(gap(parts.count), other.gap(parts.count))
    text = joinedText
    parts = joinedParts
  }

  /// Equal rows may differ in their padding: the text that sorts first stays.
  private static func smaller(
    _ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>
  ) -> ArraySlice<UInt8> {
    one.lexicographicallyPrecedes(other) ? one : other
  }

  /// What stands in a place when the messages of both rows have come; the least that holds both.
  private func joinedPlace(_ position: Int, _ other: PatternRow) -> Place {
    let one = parts[position].place
    let second = other.parts[position].place
    switch (one, second) {
    case (.constant(let type), .constant(let otherType)):
      return word(position) == other.word(position) ? one : .values(type.joined(otherType))
    case (.constant(let type), .empty), (.empty, .constant(let type)): return .values(type)
    case (.constant(let type), .values(let otherType)),
      (.values(let type), .constant(let otherType)), (.values(let type), .values(let otherType)):
      return .values(type.joined(otherType))
    case (.empty, _): return second
    default: return one
    }
  }
}

/// The hashes of a row's tokens and gaps, made of its text as the lexer makes them of a message's.
enum RowHashes {
  /// Calls `body` with the position, the token's hash in the row and the gap's; at last for the gap behind all.
  static func forEach(
    _ text: [UInt8], _ parts: [PatternRow.Part],
    _ body: (_ position: Int, _ token: UInt64, _ gap: UInt64) -> Void
  ) {
    text.withUnsafeBufferPointer { text in
      var copied = 0
      for (position, part) in parts.enumerated() {
        let gap = self.gap(text, copied, Int(part.start))
        copied = Int(part.end)
        let token = part.place == .word ? word(text, part) : TokenHash.slot
        body(position, token, gap)
      }
      body(parts.count, 0, gap(text, copied, text.count))
    }
  }

  /// The hash of a word.
  static func word(_ text: UnsafeBufferPointer<UInt8>, _ part: PatternRow.Part) -> UInt64 {
    let start = Int(part.start)
    let count = Int(part.end) - start
    guard let base = text.baseAddress else { return TokenHash.slot }
    if start + count + 8 <= text.count { return TokenHash.bytes(base + start, count: count) }
    // The hash reads eight bytes at a time.
    var padded = Array(text[start..<start + count])
    padded.append(contentsOf: repeatElement(0, count: 8))
    return padded.withUnsafeBufferPointer {
      TokenHash.bytes($0.baseAddress.unsafelyUnwrapped, count: count)
    }
  }

  /// The hash of a gap; blanks are equal whatever their number.
  static func gap(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    var gap: UInt64 = 0
    for index in start..<end {
      let byte = max(text[index], 0x20)
      if byte == 0x20, index > start, text[index - 1] <= 0x20 { continue }
      gap = TokenHash.extended(gap, byte)
    }
    return gap
  }
}
