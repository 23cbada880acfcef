/// A limit that a metric is held against: `memory>0.9`.
public struct MetricThreshold: Sendable, Equatable {
  private enum Comparison: String, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
  }

  /// The metric's name.
  public let metric: String
  private let comparison: Comparison
  /// The limit.
  public let limit: Double
  /// The limit as it was written: a JSON number.
  let limitText: String

  /// Reads a name, `>`, `>=`, `<` or `<=`, and a number; nil for anything else.
  public init?(_ text: String) {
    let bytes = text.filter { $0 != " " }
    guard let place = bytes.firstIndex(where: { $0 == ">" || $0 == "<" }), place > bytes.startIndex
    else { return nil }
    let rest = bytes[place...]
    guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      return nil
    }
    let number = String(rest.dropFirst(comparison.rawValue.count))
    guard Array(number.utf8).withUnsafeBufferPointer(isJSONNumber), let limit = Double(number)
    else { return nil }
    metric = String(bytes[..<place])
    guard
      metric.utf8.allSatisfy({ ($0 | 0x20) &- 97 < 26 || $0 &- 48 < 10 || "_:".utf8.contains($0) })
    else { return nil }
    self.comparison = comparison
    self.limit = limit
    limitText = number
  }

  /// Whether a value is on the wrong side of the limit; NaN never is.
  func isPassed(by value: Double) -> Bool {
    switch comparison {
    case .above: value > limit
    case .atLeast: value >= limit
    case .below: value < limit
    case .atMost: value <= limit
    }
  }

  /// `memory 0.93 > 0.9`.
  func message(_ value: String) -> String {
    "\(metric) \(value) \(comparison.rawValue) \(limitText)"
  }
}
