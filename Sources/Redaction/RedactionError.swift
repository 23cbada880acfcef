/// Why a redaction cannot begin.
public enum RedactionError: Error, CustomStringConvertible {
  /// A user's rule is no regular expression.
  case badRule(name: String, reason: String)
  /// There are more kinds than a set holds.
  case tooManyRules(limit: Int)
  /// No kind has this name.
  case unknownType(String)
  /// No operator has this name.
  case unknownOperator(String)
  /// A pseudonym needs a key.
  case noKey
  /// The text of a key is none.
  case badKey(reason: String)

  public var description: String {
    switch self {
    case .badRule(let name, let reason): "rule \(name): \(reason)"
    case .tooManyRules(let limit): "at most \(limit) names of rules"
    case .unknownType(let name):
      "no type '\(name)'; there are \(DataType.builtIn.joined(separator: ", "))"
    case .unknownOperator(let name): "no operator '\(name)'; there are \(Operator.names)"
    case .noKey: "pseudonyms need a key: --key-file FILE, or LOGLINE_REDACT_KEY in the environment"
    case .badKey(let reason): "the key for pseudonyms \(reason)"
    }
  }
}
