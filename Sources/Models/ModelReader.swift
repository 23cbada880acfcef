import Records
import Templates

extension ClusterModel {
  /// The state in a file.
  ///
  /// - Throws: ``ModelError`` for anything but what ``text(of:)`` gives: nothing is guessed.
  package static func state(of bytes: [UInt8]) throws -> MinerState {
    if bytes.isEmpty { throw ModelError.empty }
    return try bytes.withUnsafeBufferPointer { bytes in
      var reader = ModelReader(try checked(bytes))
      return try reader.read()
    }
  }

  /// The bytes in front of the checksum, if kind, version and checksum are right.
  private static func checked(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws -> UnsafeBufferPointer<UInt8> {
    var head = ModelCursor(bytes)
    guard head.takes("{\"logline\":"), let name = try? head.string(), head.takes(",\"version\":"),
      let version = try? head.number()
    else { throw ModelError.notAModel }
    if name != kind { throw ModelError.otherKind(name) }
    if version > Self.version { throw ModelError.newerVersion(version, known: Self.version) }
    guard bytes.count > checksumSize else { throw ModelError.damaged("the end is missing") }
    let content = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - checksumSize)])
    let expected = Array(checksumKey.utf8) + Checksum.text(content) + Array("\"}\n".utf8)
    guard bytes[content.count...].elementsEqual(expected) else {
      let isCut = !bytes[content.count...].starts(with: checksumKey.utf8)
      throw ModelError.damaged(isCut ? "the end is missing" : "its checksum does not fit")
    }
    return content
  }
}

/// Reads the text of a model, all but the checksum.
private struct ModelReader {
  /// No message has more tokens, but for one that stands for the rest.
  private static let maximumParts = 1 << 12
  private var cursor: ModelCursor
  private var state = MinerState()
  private var names: [String] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) { cursor = ModelCursor(bytes) }

  mutating func read() throws -> MinerState {
    try cursor.take("{\"logline\":\"cluster-model\",\"version\":1,\n")
    try list("\"masks\":[") { reader in
      try reader.cursor.take("[")
      let name = try reader.cursor.string()
      try reader.cursor.take(",")
      reader.state.masks.append(UserMask(name: name, pattern: try reader.cursor.string()))
      try reader.cursor.take("]")
    }
    names = UserMask.ownNames(state.masks)
    try list("\"keep_words\":[") { reader in
      reader.state.keptWords.append(try reader.cursor.string())
    }
    try cursor.take("\"messages\":")
    state.messages = try cursor.number()
    try cursor.take(",\"evicted_clusters\":")
    state.evictedClusters = try cursor.number()
    try cursor.take(",\"evicted_lines\":")
    state.evictedLines = try cursor.number()
    if cursor.takes(",\"trained_until\":") { state.trainedUntil = try cursor.time() }
    try cursor.take(",\n")
    try list("\"clusters\":[") { reader in try reader.pattern() }
    try list("\"aliases\":[") { reader in try reader.alias() }
    try evidence()
    if !cursor.isAtEnd { throw cursor.fault("the checksum") }
    state.normalise()
    return state
  }

  /// A list, one element a line.
  private mutating func list(
    _ key: StaticString, _ read: (inout ModelReader) throws -> Void
  ) throws {
    try cursor.take(key)
    if cursor.takes("],\n") { return }
    try cursor.take("\n")
    repeat { try read(&self) } while cursor.takes(",\n")
    try cursor.take("\n],\n")
  }

  // MARK: patterns

  private mutating func pattern() throws {
    let head = try readHead()
    guard cursor.takes(",\"members\":[\n ") else { return try row(head) }
    repeat { try row(try self.readHead()) } while cursor.takes(",\n ")
    try cursor.take("]}")
  }

  private struct Head {
    var id: ClusterID
    var count: Int
    var first: Timestamp?
    var last: Timestamp?
  }

  private mutating func readHead() throws -> Head {
    try cursor.take("{\"id\":\"")
    let id = ClusterID(value: try cursor.hexadecimal(digits: 12))
    try cursor.take("\",\"template\":")
    _ = try cursor.raw()
    try cursor.take(",\"count\":")
    var head = Head(id: id, count: try cursor.number())
    if cursor.takes(",\"first\":") { head.first = try cursor.time() }
    if cursor.takes(",\"last\":") { head.last = try cursor.time() }
    return head
  }

  private mutating func row(_ head: Head) throws {
    try cursor.take(",\"last_seen\":")
    let lastSeen = try cursor.number()
    try cursor.take(",\"row\":[")
    var text: [UInt8] = []
    var parts: [PatternRow.Part] = []
    text.reserveCapacity(64)
    parts.reserveCapacity(16)
    try cursor.string(to: &text)
    while cursor.takes(",") {
      let start = text.count
      let place = try readPlace(&text)
      parts.append(PatternRow.Part(start: Int32(start), end: Int32(text.count), place: place))
      if place == .word, text.count == start { throw cursor.fault("a word before this byte") }
      if parts.count > Self.maximumParts { throw cursor.fault("the end of the row") }
      try cursor.take(",")
      try cursor.string(to: &text)
      if text.count > 1 << 28 { throw cursor.fault("a shorter row before this byte") }
    }
    try cursor.take("]}")
    var row = PatternRow(id: head.id, text: text, parts: parts)
    row.count = head.count
    row.first = head.first
    row.last = head.last
    row.lastSeen = lastSeen
    state.rows.append(row)
  }

  private mutating func readPlace(_ text: inout [UInt8]) throws -> PatternRow.Place {
    if cursor.takes("null") { return .variable }
    if cursor.takes("[]") { return .empty }
    guard cursor.takes("[") else {
      try cursor.string(to: &text)
      return .word
    }
    guard let type = ValueType(name: try cursor.raw(), own: names) else {
      throw cursor.fault("the name of a kind of value before this byte")
    }
    if cursor.takes("]") { return .values(type) }
    try cursor.take(",")
    try cursor.string(to: &text)
    try cursor.take("]")
    return .constant(type)
  }

  // MARK: aliases and evidence

  private mutating func alias() throws {
    try cursor.take("[\"")
    let from = ClusterID(value: try cursor.hexadecimal(digits: 12))
    try cursor.take("\",\"")
    let into = ClusterID(value: try cursor.hexadecimal(digits: 12))
    try cursor.take("\"]")
    if into >= from { throw cursor.fault("an alias of a smaller id before this byte") }
    state.aliases[from] = into
  }

  private mutating func evidence() throws {
    try list("\"variables\":[") { reader in
      try reader.cursor.take("\"")
      reader.state.evidence.variables.insert(try reader.cursor.hexadecimal(digits: 16))
      try reader.cursor.take("\"")
    }
    try list("\"words\":[") { reader in
      try reader.cursor.take("\"")
      let key = try reader.cursor.hexadecimal(digits: 16)
      var words: Set<UInt64> = []
      while reader.cursor.takes(" ") { words.insert(try reader.cursor.hexadecimal(digits: 16)) }
      try reader.cursor.take("\"")
      reader.state.evidence.words[key] = words
    }
  }
}
