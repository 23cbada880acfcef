/// What a summary or a table lists, and in which order.
public struct SummaryListing: Sendable {
  /// How many rows; 0 for all.
  public var top: Int
  /// The order of the rows.
  public var order: PatternOrder
  /// Whether a row is a service rather than a pattern.
  public var isByService: Bool

  /// Patterns, all of them, the most important first by default.
  public init(top: Int = 0, order: PatternOrder = .importance, isByService: Bool = false) {
    self.top = top
    self.order = order
    self.isByService = isByService
  }

  /// The rows that are shown.
  func shown<Row>(_ rows: [Row]) -> ArraySlice<Row> { top > 0 ? rows.prefix(top) : rows[...] }
}
