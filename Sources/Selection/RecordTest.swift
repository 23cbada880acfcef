import Patterns
import Records

/// One question to a record.
enum RecordTest {
  case level(LevelSet)
  case service([Glob])
  case trace([TraceQuery])
  case cluster(ClusterQuery)
  /// The record's time, or that of the one before it that has any.
  case time(TimeRange)
  case exists(FieldPath)
  case comparison(FieldPath, Comparison, Literal, unit: Double?)
  /// Levels compare by how severe they are.
  case severity(Comparison, Level)
  case match(FieldPath, CompiledPattern)

  /// Whether the record satisfies it; a value that is not there satisfies nothing.
  func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    switch self {
    case .level(let levels): return levels.contains(record.level)
    case .service(let globs):
      guard let service = record.string(.service) else { return false }
      return service.withText { text in globs.contains { $0.matches(text) } }
    case .trace(let traces): return traces.contains { $0.matches(record) }
    case .cluster(let query): return query.matches(record)
    case .time(let range): return time.map { range.contains($0) } ?? false
    case .exists(let path): return path.value(in: record) != nil
    case .comparison(let path, let comparison, let literal, let unit):
      guard let value = path.value(in: record) else { return false }
      return comparison.holds(literal.order(of: value, unit: unit))
    case .severity(let comparison, let level):
      return record.level.map { comparison.holds(Order($0, level)) } ?? false
    case .match(let path, let pattern):
      return path.value(in: record)?.withText { pattern.matches($0) } ?? false
    }
  }
}

/// A regular expression that several places share: compiled once.
final class CompiledPattern {
  private let pattern: Pattern

  /// Compiles a regular expression of PCRE2.
  ///
  /// - Throws: What is wrong with it.
  init(_ source: String) throws { pattern = try Pattern(source) }

  /// Whether it runs as machine code.
  var isCompiledToMachineCode: Bool { pattern.isCompiledToMachineCode }

  /// Whether it matches somewhere in a text.
  func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var nothing: UInt8 = 0
    return withUnsafePointer(to: &nothing) {
      pattern.match(text.baseAddress ?? $0, count: text.count, from: 0) != nil
    }
  }
}

extension RawValue {
  /// Hands the value's text, escapes decoded, to `body`.
  @inline(__always)
  func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    hasEscapes ? decoded().withUnsafeBufferPointer(body) : body(bytes)
  }
}
