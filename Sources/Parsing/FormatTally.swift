/// How many lines each format had, for the one line that tells a person what was detected.
struct FormatTally {
  private var counts: InlineArray<8, Int> = InlineArray(repeating: 0)
  private var yearsInferred = 0

  @inline(__always)
  mutating func add(_ format: Format, _ gap: Stamp.Gap) {
    counts[format.index] &+= 1
    if gap != .none { yearsInferred &+= 1 }
  }

  private func lines(_ count: Int) -> String { count == 1 ? "1 line" : "\(count) lines" }

  /// `syslog-rfc3164 1990 lines, raw 10 lines; year inferred in 1990 (--year)`; nil when no line was read.
  var summary: String? {
    let found = Format.allCases.filter { counts[$0.index] > 0 }
      .sorted { (counts[$0.index], $1.rawValue) > (counts[$1.index], $0.rawValue) }
    guard !found.isEmpty else { return nil }
    var text = found.map { "\($0.rawValue) \(lines(counts[$0.index]))" }.joined(separator: ", ")
    if yearsInferred > 0 { text += "; year or date inferred in \(yearsInferred) (--year, --now)" }
    return text
  }
}
