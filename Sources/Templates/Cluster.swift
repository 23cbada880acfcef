/// What has stood in a place of a template.
enum Place: Equatable {
  /// Nothing so far: `()`, `key=`.
  case empty
  /// The same text in all messages.
  case constant([UInt8], hash: UInt64, type: ValueType)
  /// Values of one type; `.any` of several.
  case values(ValueType)

  /// What stands there when a token has come.
  ///
  /// - Parameters:
  ///   - token: The token, which is no word.
  ///   - message: The message that it was cut from.
  /// - Returns: The place; the same one for most tokens.
  func joined(_ token: Token, _ message: UnsafePointer<UInt8>) -> Place {
    switch (self, token.role) {
    case (.constant(_, _, let type), .empty): return .values(type)
    case (_, .empty): return self
    case (.constant(_, let hash, let type), .option):
      return token.hash == hash ? self : .values(type)
    case (.constant(_, _, let type), _): return .values(type.joined(token.type))
    case (.empty, _): return .values(token.type)
    case (.values(let type), _): return .values(type.joined(token.type))
    }
  }

  /// Takes in what has stood in the same place of another cluster.
  mutating func join(_ other: Place) {
    switch (self, other) {
    case (.constant(_, _, let type), .empty), (.empty, .constant(_, _, let type)):
      self = .values(type)
    case (_, .empty): return
    case (.empty, .values): self = other
    case (.constant(_, let hash, let type), .constant(_, let otherHash, let otherType)):
      if hash != otherHash { self = .values(type.joined(otherType)) }
    case (.constant(_, _, let type), .values(let otherType)),
      (.values(let type), .constant(_, _, let otherType)),
      (.values(let type), .values(let otherType)):
      self = .values(type.joined(otherType))
    }
  }

  /// The place that a first token makes.
  init(_ token: Token, _ message: UnsafePointer<UInt8>) {
    switch token.role {
    case .empty: self = .empty
    case .option:
      let text = UnsafeBufferPointer(
        start: message + Int(token.start), count: Int(token.end - token.start))
      self = .constant(Array(text), hash: token.hash, type: token.type)
    case .word, .value: self = .values(token.type)
    }
  }

  /// How it is shown.
  ///
  /// - Parameter custom: The placeholders of ``ValueType/customTypes``.
  /// - Returns: Text of the template.
  func text(_ custom: [[UInt8]]) -> [UInt8] {
    switch self {
    case .empty: return []
    case .constant(let text, _, _): return text
    case .values(let type):
      if let index = ValueType.customTypes.firstIndex(of: type) { return custom[index] }
      let placeholder = type.placeholder
      return Array(
        UnsafeBufferPointer(start: placeholder.utf8Start, count: placeholder.utf8CodeUnitCount))
    }
  }
}

/// One pattern of messages: its id, its template as it stands, and what the miner must know to change it.
struct Cluster {
  let id: ClusterID
  /// Tells this cluster from earlier ones in the same slot, and from what it was before a word became a variable.
  var serial: UInt32
  /// The text of the first message without its values.
  let text: [UInt8]
  /// The tokens; `start` and `end` are offsets into ``text``, where values are empty.
  var tokens: [Token]
  /// What stands in the places of the tokens that are no words, by position in the row.
  var places: [Int: Place] = [:]
  /// Which words became variables, by position in the row.
  var wildcards: Set<Int> = []
  /// The hash of the row, wildcards in place.
  var rowHash: UInt64
  /// Messages seen.
  var count = 0
  /// The number of the message that came last.
  var lastSeen = 0

  /// The template as it stands.
  ///
  /// - Parameter custom: The placeholders of ``ValueType/customTypes``.
  /// - Returns: Its text, unescaped.
  func template(_ custom: [[UInt8]]) -> [UInt8] {
    var template: [UInt8] = []
    var copied = 0
    for (position, token) in tokens.enumerated() {
      let place = wildcards.contains(position) ? Place.values(.any) : places[position]
      guard let place else { continue }
      template.append(contentsOf: text[copied..<Int(token.start)])
      template.append(contentsOf: place.text(custom))
      copied = Int(token.end)
    }
    template.append(contentsOf: text[copied...])
    return template
  }

  /// Whether the template has a placeholder for the token at a position.
  func isVariable(_ position: Int) -> Bool {
    if case .values = places[position] { return true }
    return wildcards.contains(position)
  }

  /// The places where all messages have the same text, and the hash of that.
  var constants: [(position: Int, hash: UInt64)] {
    places.compactMap { position, place in
      if case .constant(_, let hash, _) = place { return (position, hash) }
      return nil
    }.sorted { $0.position < $1.position }
  }

  /// How many words of the row are still constant.
  var constantWords: Int {
    var words = 0
    for (position, token) in tokens.enumerated()
    where token.role == .word && !wildcards.contains(position) {
      words += 1
    }
    return words
  }
}
