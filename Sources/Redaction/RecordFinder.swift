import Records

/// Finds what is personal or secret in the strings and numbers of a record.
struct RecordFinder: ~Copyable {
  private var recogniser: Recogniser
  private var decoded = DecodedString()
  /// Where something was found, in the order of the record.
  private(set) var places: [FoundPlace] = []
  /// Values found by what is around them; the same bytes elsewhere in the record are the same thing.
  private var known = KnownValues()
  private var keyPart = KeyContinuation()
  private let tellsFields: Bool

  /// - Parameters:
  ///   - recogniser: Looks through each string.
  ///   - tellsFields: Whether the places are to say in which field they are.
  init(_ recogniser: consuming Recogniser, tellsFields: Bool) {
    self.recogniser = recogniser
    self.tellsFields = tellsFields
  }

  mutating func beginInput() { keyPart.beginInput() }

  /// Looks through a record; the answer is in ``places``.
  mutating func find(in record: borrowing Record) {
    places.removeAll(keepingCapacity: true)
    known.removeAll()
    var walk = RecordWalk(record.start, end: record.count)
    while true {
      switch walk.next() {
      case .end:
        if !known.isEmpty { findAgain(record) }
        return
      case .key: key(&walk, record.start)
      case .string: string(walk, record.start)
      case .number: number(walk, record.start)
      }
    }
  }

  private func field(_ walk: RecordWalk) -> [UInt8] { tellsFields ? walk.field : [] }

  // MARK: keys and numbers

  private mutating func key(_ walk: inout RecordWalk, _ line: UnsafePointer<UInt8>) {
    let bytes = UnsafeBufferPointer(start: line + walk.start, count: walk.limit - walk.start)
    if Self.isPlain(bytes) { return walk.setKey(recogniser.keyKind(bytes), alias: nil) }
    let before = places.count
    string(walk, line, isKey: true)
    let isFound = places.count > before
    walk.setKey(
      isFound ? .none : recogniser.keyKind(bytes), alias: isFound ? Array("<KEY>".utf8) : nil)
    if isFound { places[before].field = field(walk) }
  }

  /// Whether a key is a name: nothing in it that an address, a number or a token would need.
  private static func isPlain(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard key.count <= 24 else { return false }
    var digits = 0
    for byte in key {
      if isDigit(byte) {
        digits += 1
      } else if !isLetter(byte), byte != UInt8(ascii: "_"), byte != UInt8(ascii: "-"),
        byte != UInt8(ascii: ".")
      {
        return false
      }
    }
    return digits < 4
  }

  private mutating func number(_ walk: RecordWalk, _ line: UnsafePointer<UInt8>) {
    let count = walk.limit - walk.start
    let kind = walk.kind
    // Only long numbers are anything by themselves: those of cards.
    guard kind != .none || count >= 13, kind != .reference, kind != .version else { return }
    recogniser.find(
      in: Text(start: line + walk.start, count: count), kind: kind, parent: walk.parent)
    guard !recogniser.findings.isEmpty || recogniser.gaveUp else { return }
    places.append(
      FoundPlace(
        start: walk.start, end: walk.limit, isKey: false, isString: false,
        isWithheld: recogniser.gaveUp, field: field(walk), spans: recogniser.findings))
    note(line + walk.start)
  }

  // MARK: strings

  private mutating func string(
    _ walk: RecordWalk, _ line: UnsafePointer<UInt8>, isKey: Bool = false
  ) {
    let count = walk.limit - walk.start
    guard count > 1, isKey || walk.kind != .none || !Self.isInert(line + walk.start, count) else {
      return
    }
    if walk.isTop("raw"), !isKey { return raw(walk, line) }
    if walk.isTop("redactions"), !isKey { return }
    if walk.hasEscapes {
      decoded.decode(UnsafeBufferPointer(start: line + walk.start, count: count))
      decoded.bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        find(Text(start: start, count: bytes.count), walk, isKey)
      }
    } else {
      find(Text(start: line + walk.start, count: count), walk, isKey)
    }
  }

  /// Whether a string is a word or two joined by marks, or a time in UTC: no rule finds anything in it.
  @inline(__always)
  private static func isInert(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 35 else { return false }
    if isDigit(start[0]) { return start[count - 1] == UInt8(ascii: "Z") && isTime(start, count) }
    for index in 0..<count {
      let byte = start[index]
      guard
        isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: ".")
      else { return false }
    }
    return true
  }

  private static func isTime(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 20, start[4] == UInt8(ascii: "-"), start[7] == UInt8(ascii: "-"),
      start[10] == UInt8(ascii: "T"),
      start[13] == UInt8(ascii: ":"), start[16] == UInt8(ascii: ":")
    else { return false }
    for index in 17..<count - 1
    where !isDigit(start[index]) && (index != 19 || start[19] != UInt8(ascii: ".")) { return false }
    return true
  }

  private mutating func find(_ text: Text, _ walk: RecordWalk, _ isKey: Bool) {
    recogniser.find(in: text, kind: isKey ? .none : walk.kind, parent: isKey ? .none : walk.parent)
    var spans = recogniser.findings
    if !isKey, walk.isTop("message") { keyPart.follow(text, opens: recogniser.opensKey, &spans) }
    guard !spans.isEmpty || recogniser.gaveUp else { return }
    places.append(
      FoundPlace(
        start: walk.start, end: walk.limit, isKey: isKey, isString: true,
        isWithheld: recogniser.gaveUp,
        field: field(walk), spans: spans))
    note(text.start)
  }

  /// Remembers what the last place holds.
  private mutating func note(_ text: UnsafePointer<UInt8>) {
    guard let spans = places.last?.spans else { return }
    for span in spans { known.note(text, span) }
  }

  /// The line's bytes in base64: nothing of them passes when something is found in them.
  private mutating func raw(_ walk: RecordWalk, _ line: UnsafePointer<UInt8>) {
    let bytes = UnsafeBufferPointer(start: line + walk.start, count: walk.limit - walk.start)
    var place = FoundPlace(
      start: walk.start, end: walk.limit, isKey: false, isString: true, isWithheld: true,
      field: field(walk), spans: [])
    if !walk.hasEscapes, let original = Base64.decode(bytes) {
      original.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        recogniser.find(in: Text(start: start, count: bytes.count))
      }
      if recogniser.findings.isEmpty, !recogniser.gaveUp { return }
      place.isWithheld = recogniser.gaveUp
      place.spans = recogniser.findings
      place.decoded = original
    }
    places.append(place)
  }

  // MARK: the same values elsewhere

  /// Looks through the strings again for the values that were found by what is around them.
  private mutating func findAgain(_ record: borrowing Record) {
    var walk = RecordWalk(record.start, end: record.count)
    var next = 0
    var merged: [FoundPlace] = []
    while true {
      let step = walk.next()
      if step == .end { break }
      if step == .key { walk.setKey(.none, alias: nil) }
      var place: FoundPlace?
      if next < places.count, places[next].start == walk.start {
        place = places[next]
        next += 1
      }
      if step == .string, walk.limit - walk.start > 2, place?.isWithheld != true,
        place?.decoded == nil,
        !walk.isTop("redactions"), !walk.isTop("raw")
      {
        addKnown(walk, record.start, &place)
      }
      if let place { merged.append(place) }
    }
    places = merged
  }

  private mutating func addKnown(
    _ walk: RecordWalk, _ line: UnsafePointer<UInt8>, _ place: inout FoundPlace?
  ) {
    var spans = place?.spans ?? []
    let before = spans.count
    let raw = UnsafeBufferPointer(start: line + walk.start, count: walk.limit - walk.start)
    if walk.hasEscapes {
      decoded.decode(raw)
      decoded.bytes.withUnsafeBufferPointer { bytes in
        guard let start = bytes.baseAddress else { return }
        known.find(in: Text(start: start, count: bytes.count), &spans)
      }
    } else {
      known.find(in: Text(start: line + walk.start, count: raw.count), &spans)
    }
    guard spans.count > before else { return }
    spans.merge()
    if place != nil {
      place?.spans = spans
    } else {
      place = FoundPlace(
        start: walk.start, end: walk.limit, isKey: false, isString: true, field: field(walk),
        spans: spans)
    }
  }
}
