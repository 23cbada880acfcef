/// How many lines each format had, for the one line that tells a person what was detected.
struct FormatTally: ~Copyable {
  /// The format of a line, and what its time lacks.
  struct Kind {
    var format: Format
    var gap: Stamp.Gap
  }

  private let counts: UnsafeMutablePointer<Int>
  private var yearsInferred = 0

  init() {
    counts = .allocate(capacity: Format.allCases.count)
    counts.initialize(repeating: 0, count: Format.allCases.count)
  }

  deinit { counts.deallocate() }

  @inline(__always)
  mutating func add(_ kind: Kind) {
    counts[kind.format.index] &+= 1
    if kind.gap != .none { yearsInferred &+= 1 }
  }

  /// Adds the lines of another tally, which has none then.
  mutating func takeCounts(from other: inout FormatTally) {
    for index in 0..<Format.allCases.count {
      counts[index] += other.counts[index]
      other.counts[index] = 0
    }
    yearsInferred += other.yearsInferred
    other.yearsInferred = 0
  }

  /// `syslog-rfc3164 1990 lines, raw 10 lines; year inferred in 1990 (--year)`; nil when no line was read.
  var summary: String? {
    let found = Format.allCases.map { ($0, counts[$0.index]) }.filter { $0.1 > 0 }
      .sorted { ($0.1, $1.0.rawValue) > ($1.1, $0.0.rawValue) }
    guard !found.isEmpty else { return nil }
    var text = found.map { "\($0.0.rawValue) \($0.1) line\($0.1 == 1 ? "" : "s")" }
      .joined(separator: ", ")
    if yearsInferred > 0 { text += "; year or date inferred in \(yearsInferred) (--year, --now)" }
    return text
  }
}
