import Records

/// What is asked of each record, compiled to a graph of tests: each says where to go on when it holds and when it does not.
///
///     status >= 500 and (path ~ "^/api" or exists(error))
///
///     status >= 500  --yes-->  path ~ "^/api"  --yes-->  accepted
///           |                        |no
///           |no                exists(error)   --yes-->  accepted
///           v                        |no
///       refused  <-------------------+
///
/// So nothing is asked that cannot change the answer, and a record costs no recursion and no allocation.
public struct Query: ~Copyable {
  private static let accepted: Int32 = -1
  private static let refused: Int32 = -2

  private struct Node {
    var test: RecordTest
    var yes: Int32
    var no: Int32
  }

  private let nodes: UnsafeMutablePointer<Node>
  private let count: Int
  private let first: Int32
  /// Whether an answer hangs on the time of records.
  public let needsTime: Bool
  /// Whether every record is accepted.
  public let isEmpty: Bool
  /// False when the system refused to compile an expression to machine code; nil without expressions.
  public let jit: Bool?

  /// Compiles criteria.
  ///
  /// - Throws: ``ExpressionError``.
  public init(_ criteria: Criteria) throws(ExpressionError) {
    var expression = try criteria.expression()
    if criteria.isInverted { expression = .not(expression) }
    var nodes: [Node] = []
    first = Self.lower(expression, yes: Self.accepted, no: Self.refused, &nodes)
    count = nodes.count
    self.nodes = .allocate(capacity: max(1, count))
    self.nodes.initialize(from: nodes, count: count)
    isEmpty = first == Self.accepted
    needsTime = nodes.contains { if case .time = $0.test { true } else { false } }
    let patterns = nodes.compactMap {
      if case .match(_, let pattern) = $0.test { pattern.isCompiledToMachineCode } else { nil }
    }
    jit = patterns.isEmpty ? nil : patterns.allSatisfy { $0 }
  }

  deinit {
    nodes.deinitialize(count: count)
    nodes.deallocate()
  }

  /// Adds the tests of an expression behind those that its answers lead to; returns where it begins.
  private static func lower(
    _ expression: Expression, yes: Int32, no: Int32, _ nodes: inout [Node]
  ) -> Int32 {
    switch expression {
    case .test(let test):
      nodes.append(Node(test: test, yes: yes, no: no))
      return Int32(nodes.count - 1)
    case .not(let inner): return lower(inner, yes: no, no: yes, &nodes)
    case .all(let parts):
      return parts.reversed().reduce(yes) { lower($1, yes: $0, no: no, &nodes) }
    case .any(let parts):
      return parts.reversed().reduce(no) { lower($1, yes: yes, no: $0, &nodes) }
    }
  }

  /// Whether a record is one of those that are asked for.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - time: Its time, or that of the one before it that has any.
  /// - Returns: The answer.
  @inline(__always)
  public func accepts(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    var place = first
    while place >= 0 {
      let node = nodes + Int(place)
      place = node.pointee.test.holds(record, at: time) ? node.pointee.yes : node.pointee.no
    }
    return place == Self.accepted
  }
}

/// What the options of a selection ask for; a record has to satisfy all of them.
public struct Criteria {
  /// When.
  public var range = TimeRange()
  /// How bad.
  public var levels: LevelSet?
  /// Names or patterns of services, one of which must fit.
  public var services: [String] = []
  /// Traces, one of which it must be of.
  public var traces: [TraceQuery] = []
  /// Ids and names of clusters, and `new`, one of which must fit.
  public var clusters: [String] = []
  /// Expressions, all of which must hold.
  public var expressions: [String] = []
  /// Selects the records that do not satisfy all of that.
  public var isInverted = false

  /// Asks for nothing.
  public init() {}

  /// All of it but the inversion; what is cheap first.
  func expression() throws(ExpressionError) -> Expression {
    var parts: [Expression] = []
    if let levels { parts.append(.test(.level(levels))) }
    if !services.isEmpty { parts.append(.test(.service(services.map(Glob.init)))) }
    if range != TimeRange() { parts.append(.test(.time(range))) }
    if !traces.isEmpty { parts.append(.test(.trace(traces))) }
    for text in expressions { parts.append(try ExpressionParser.parse(text)) }
    // `new` takes the first record of each cluster that satisfies the rest.
    if !clusters.isEmpty { parts.append(.test(.cluster(ClusterQuery(clusters)))) }
    return .all(parts)
  }
}
