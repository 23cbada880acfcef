import Patterns

/// What a user says of the values and words of the messages.
public struct MiningOptions: Sendable {
  /// The most clusters kept; at least 8.
  public var maximumClusters: Int
  /// Names of placeholders, and what they stand for: `ORDER`, `\bSO-\d+`.
  public var masks: [UserMask] = []
  /// Words that are never a value and never become a variable.
  public var keptWords: [String] = []
  /// Whether the ids of merged clusters are remembered, for a model.
  public var keepsAliases = false

  /// The defaults but for the number of clusters.
  public init(maximumClusters: Int = 10_000) { self.maximumClusters = maximumClusters }
}

/// The patterns of a user's own values, looked for in the whole message before it is cut.
///
/// At most ``ValueType/customTypes`` names that are not the product's own. The first pattern wins where two match, and
/// an empty match is none. A match limit of 10,000 bounds what a careless pattern costs.
struct UserMasks: ~Copyable {
  /// Why a mask was refused.
  struct MaskError: Error, CustomStringConvertible {
    let description: String
  }

  struct Span: Equatable {
    var start: Int
    var end: Int
    var type: ValueType
  }

  private let patterns: UnsafeMutablePointer<Pattern>
  private var types: [ValueType] = []
  /// The placeholders of the types that are not the product's own, in order.
  private(set) var placeholders: [[UInt8]] = []
  /// What was found in the message at hand, by place.
  private(set) var spans: [Span] = []

  init(_ masks: [(name: String, pattern: String)]) throws {
    patterns = .allocate(capacity: max(1, masks.count))
    var names: [String] = []
    // What throws leaves the patterns so far to the deinitialiser.
    for mask in masks {
      let type = try Self.type(mask.name, &names)
      do {
        (patterns + types.count).initialize(to: try Pattern(mask.pattern, matchLimit: 10_000))
      } catch {
        throw MaskError(description: "mask \(mask.name) does not compile: \(error)")
      }
      types.append(type)
    }
    placeholders = names.map { Array("<\($0)>".utf8) }
  }

  deinit {
    patterns.deinitialize(count: types.count)
    patterns.deallocate()
  }

  var isEmpty: Bool { types.isEmpty }

  /// The type that a name stands for: the product's own, or the next free one.
  private static func type(_ name: String, _ names: inout [String]) throws -> ValueType {
    var text = name
    if let known = text.withUTF8({ ValueType(name: $0) }) { return known }
    if let index = names.firstIndex(of: name) { return ValueType.customTypes[index] }
    guard names.count < ValueType.customTypes.count else {
      throw MaskError(
        description: "mask \(name): at most \(ValueType.customTypes.count) names of your own")
    }
    names.append(name)
    return ValueType.customTypes[names.count - 1]
  }

  /// Finds the values in a message.
  mutating func find(_ text: UnsafePointer<UInt8>, count: Int) {
    spans.removeAll(keepingCapacity: true)
    for index in types.indices {
      var from = 0
      while from < count, let match = patterns[index].match(text, count: count, from: from) {
        from = max(match.end, match.start + 1)
        let overlaps = spans.contains { $0.start < match.end && match.start < $0.end }
        if match.end == match.start || overlaps { continue }
        spans.append(Span(start: match.start, end: match.end, type: types[index]))
      }
    }
    spans.sort { $0.start < $1.start }
  }
}
