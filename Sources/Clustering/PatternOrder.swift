import Records

/// In which order patterns, or services, are listed (`--sort`).
public enum PatternOrder: String, CaseIterable, Sendable {
  /// What to look at first, first.
  case importance
  /// The most frequent first.
  case count
  /// In the order in which they came first; those without a time at the end.
  case first
  /// Those that came last first; those without a time at the end.
  case last
}

/// What an order looks at.
protocol Listed {
  var importance: Importance { get }
  var lines: Int { get }
  var firstTime: Timestamp? { get }
  var lastTime: Timestamp? { get }
  /// What settles ties.
  var name: String { get }
}

extension PatternOrder {
  /// Sorts a list; what is equal by the order itself goes by count, then by name.
  func sort(_ list: inout [some Listed]) {
    list.sort { left, right in
      if let isBefore = precedes(left, right) { return isBefore }
      return (right.lines, left.name) < (left.lines, right.name)
    }
  }

  /// Nil for what is equal.
  private func precedes(_ left: some Listed, _ right: some Listed) -> Bool? {
    switch self {
    case .importance:
      left.importance == right.importance ? nil : left.importance > right.importance
    case .count: left.lines == right.lines ? nil : left.lines > right.lines
    case .first: Self.precedes(left.firstTime, right.firstTime, <)
    case .last: Self.precedes(left.lastTime, right.lastTime, >)
    }
  }

  private static func precedes(
    _ left: Timestamp?, _ right: Timestamp?, _ isBefore: (Timestamp, Timestamp) -> Bool
  ) -> Bool? {
    if left == right { return nil }
    guard let left, let right else { return left != nil }
    return isBefore(left, right)
  }
}
