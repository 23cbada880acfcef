import Patterns
import Records

/// One question to a record.
///
/// A class, and not an enum with payloads: asking a reference costs a call, a copy of a payload with arrays in it would cost each record
/// four atomic operations.
class RecordTest {
  /// Whether the record satisfies it; a value that is not there satisfies nothing.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - time: Its time, or that of the one before it that has any.
  /// - Returns: The answer.
  func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool { false }
}

/// How bad the record is.
final class LevelTest: RecordTest {
  private let levels: LevelSet

  init(_ levels: LevelSet) { self.levels = levels }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    levels.contains(record.level)
  }
}

/// Which service speaks.
final class ServiceTest: RecordTest {
  private let globs: [Glob]

  init(_ globs: [Glob]) { self.globs = globs }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    guard let service = record.string(.service) else { return false }
    return service.withText { text in globs.contains { $0.matches(text) } }
  }
}

/// Which request the record is of.
final class TraceTest: RecordTest {
  private let traces: [TraceQuery]

  init(_ traces: [TraceQuery]) { self.traces = traces }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    for index in traces.indices where traces[index].matches(record) { return true }
    return false
  }
}

/// When it was.
final class TimeTest: RecordTest {
  private let range: TimeRange

  init(_ range: TimeRange) { self.range = range }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    time.map { range.contains($0) } ?? false
  }
}

/// Whether the record has a value.
final class ExistenceTest: RecordTest {
  private let path: FieldPath

  init(_ path: FieldPath) { self.path = path }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    path.value(in: record) != nil
  }
}

/// How a value stands to a literal.
final class ComparisonTest: RecordTest {
  private let path: FieldPath
  private let comparison: Comparison
  private let literal: Literal
  private let unit: Double?

  init(_ path: FieldPath, _ comparison: Comparison, _ literal: Literal) {
    self.path = path
    self.comparison = comparison
    self.literal = literal
    unit = path.unit
  }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    guard let value = path.value(in: record) else { return false }
    return comparison.holds(literal.order(of: value, unit: unit))
  }
}

/// How the record's level stands to another: by how severe they are, not by their letters.
final class SeverityTest: RecordTest {
  private let comparison: Comparison
  private let level: Level

  init(_ comparison: Comparison, _ level: Level) {
    self.comparison = comparison
    self.level = level
  }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    record.level.map { comparison.holds(Order($0, level)) } ?? false
  }
}

/// Whether a regular expression matches somewhere in a value.
final class MatchTest: RecordTest {
  private let path: FieldPath
  private let pattern: Pattern

  /// Compiles a regular expression of PCRE2.
  ///
  /// - Throws: What is wrong with it.
  init(_ path: FieldPath, _ source: String) throws {
    self.path = path
    pattern = try Pattern(source)
  }

  /// Whether it runs as machine code.
  var isCompiledToMachineCode: Bool { pattern.isCompiledToMachineCode }

  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    guard let value = path.value(in: record) else { return false }
    return value.withText { text in
      // An empty value has an address too: a part of the line.
      guard let start = text.baseAddress else { return false }
      return pattern.match(start, count: text.count, from: 0) != nil
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
