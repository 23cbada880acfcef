/// What has stood in a place of a template.
enum Place: Equatable {
  /// Nothing so far: `()`, `key=`.
  case empty
  /// The same text in all messages, which the cluster's text has.
  case constant(hash: UInt64, type: ValueType)
  /// Values of one type; `.any` of several.
  case values(ValueType)

  /// What stands there when a token has come.
  ///
  /// - Parameter token: The token, which is no word.
  /// - Returns: The place; the same one for most tokens.
  func joined(_ token: Token) -> Place {
    switch (self, token.role) {
    case (.constant(_, let type), .empty): return .values(type)
    case (_, .empty): return self
    case (.constant(let hash, let type), .option):
      return token.hash == hash ? self : .values(type)
    case (.constant(_, let type), _): return .values(type.joined(token.type))
    case (.empty, _): return .values(token.type)
    case (.values(let type), _): return .values(type.joined(token.type))
    }
  }

  /// Takes in what has stood in the same place of another cluster.
  mutating func join(_ other: Place) {
    switch (self, other) {
    case (.constant(_, let type), .empty), (.empty, .constant(_, let type)):
      self = .values(type)
    case (_, .empty): return
    case (.empty, .values): self = other
    case (.constant(let hash, let type), .constant(let otherHash, let otherType)):
      if hash != otherHash { self = .values(type.joined(otherType)) }
    case (.constant(_, let type), .values(let otherType)),
      (.values(let type), .constant(_, let otherType)),
      (.values(let type), .values(let otherType)):
      self = .values(type.joined(otherType))
    }
  }

  /// The place that a first token makes; nil for a word.
  init?(_ token: Token) {
    switch token.role {
    case .word: return nil
    case .empty: self = .empty
    case .option: self = .constant(hash: token.hash, type: token.type)
    case .value: self = .values(token.type)
    }
  }
}

extension Token {
  /// Stands for a place from now on.
  mutating func become(_ place: Place) {
    switch place {
    case .empty:
      role = .empty
    case .constant(let hash, let type):
      role = .option
      self.type = type
      self.hash = hash
    case .values(let type):
      role = .value
      self.type = type
    }
  }
}
