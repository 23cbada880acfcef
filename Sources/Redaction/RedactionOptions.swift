/// What is looked for, and what becomes of it.
public struct RedactionOptions: Sendable {
  /// The names of the built-in kinds that are looked for; nil for all.
  public var types: [String]?
  /// The kinds of a user, each by a regular expression; a name may come again.
  public var rules: [(name: String, source: String)] = []
  /// Values that pass.
  public var allowed: [String] = []
  /// The operator of each named kind; the others get placeholders.
  public var operators: [(type: String, with: Operator)] = []
  /// The operator of all kinds that are not named.
  public var operatorOfAll = Operator.placeholder
  /// Makes tokens; needed where an operator is ``Operator/pseudonym``.
  public var pseudonyms: Pseudonyms?
  /// Only finds and counts; everything passes as it came.
  public var isDryRun = false
  /// Adds to each record the places of what was found.
  public var reportsSpans = false
  /// How many records are explained.
  public var explained = 0
  /// Receives at the end what was found where.
  public var onReport: (@Sendable ([RedactionReport.Row]) -> Void)?

  /// All built-in kinds, placeholders.
  public init() {}

  /// The names of all kinds, the user's behind the built-in ones.
  func names() throws -> [String] {
    var names = DataType.builtIn
    for rule in rules where !names.contains(rule.name) { names.append(rule.name) }
    guard names.count <= 64 else {
      throw RedactionError.tooManyRules(limit: 64 - DataType.builtIn.count)
    }
    return names
  }

  /// Checks the options and makes what they ask for.
  ///
  /// - Throws: ``RedactionError``.
  func recogniser(_ names: [String]) throws -> Recogniser {
    let compiled = try UserRules(
      rules.map { (type: try type($0.name, names), name: $0.name, source: $0.source) })
    let set = try types.map { DataTypeSet(try $0.map { try type($0, names) }) } ?? .all
    return Recogniser(types: set, rules: compiled, allowed: Allowed(allowed))
  }

  func replacement(_ names: [String]) throws -> Replacement {
    var table = [Operator](repeating: operatorOfAll, count: names.count)
    for (name, with) in operators { table[Int(try type(name, names).index)] = with }
    if table.contains(.pseudonym), pseudonyms == nil { throw RedactionError.noKey }
    return Replacement(operators: table, names: names, pseudonyms: pseudonyms)
  }

  private func type(_ name: String, _ names: [String]) throws -> DataType {
    guard let index = names.firstIndex(of: name) else { throw RedactionError.unknownType(name) }
    return DataType(index: UInt8(index))
  }
}
