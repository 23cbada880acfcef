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
    /// Kept alive by ``tests``.
    var test: Unmanaged<RecordTest>
    var yes: Int32
    var no: Int32
  }

  private let nodes: UnsafeMutablePointer<Node>
  private let tests: [RecordTest]
  private let first: Int32
  /// Whether an answer hangs on the time of records.
  public let needsTime: Bool
  /// False when the system refused to compile an expression to machine code; nil without expressions.
  public let jit: Bool?

  /// Compiles criteria.
  ///
  /// - Throws: ``ExpressionError``.
  public init(_ criteria: Criteria) throws(ExpressionError) {
    var expression = try criteria.expression()
    if criteria.isInverted { expression = .not(expression) }
    var graph = Graph()
    first = graph.add(expression, yes: Self.accepted, no: Self.refused)
    nodes = .allocate(capacity: max(1, graph.nodes.count))
    nodes.initialize(from: graph.nodes, count: graph.nodes.count)
    tests = graph.tests
    needsTime = tests.contains { $0 is TimeTest }
    let patterns = tests.compactMap { $0 as? MatchTest }
    jit = patterns.isEmpty ? nil : patterns.allSatisfy(\.isCompiledToMachineCode)
  }

  deinit { nodes.deallocate() }

  /// The graph while it is made.
  private struct Graph {
    var nodes: [Node] = []
    var tests: [RecordTest] = []

    /// Adds the tests of an expression behind those that its answers lead to; returns where it begins.
    mutating func add(_ expression: Expression, yes: Int32, no: Int32) -> Int32 {
      switch expression {
      case .test(let test):
        tests.append(test)
        nodes.append(Node(test: .passUnretained(test), yes: yes, no: no))
        return Int32(nodes.count - 1)
      case .not(let inner): return add(inner, yes: no, no: yes)
      case .all(let parts):
        var first = yes
        for part in parts.reversed() { first = add(part, yes: first, no: no) }
        return first
      case .any(let parts):
        var first = no
        for part in parts.reversed() { first = add(part, yes: yes, no: first) }
        return first
      }
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
      let isTrue = node.pointee.test._withUnsafeGuaranteedRef { $0.holds(record, at: time) }
      place = isTrue ? node.pointee.yes : node.pointee.no
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
    // Every record is asked this: which clusters are new does not hang on the rest.
    if !clusters.isEmpty { parts.append(.test(ClusterTest(clusters))) }
    if let levels { parts.append(.test(LevelTest(levels))) }
    if !services.isEmpty { parts.append(.test(ServiceTest(services.map(Glob.init)))) }
    if range != TimeRange() { parts.append(.test(TimeTest(range))) }
    if !traces.isEmpty { parts.append(.test(TraceTest(traces))) }
    for text in expressions { parts.append(try ExpressionParser.parse(text)) }
    return .all(parts)
  }
}
