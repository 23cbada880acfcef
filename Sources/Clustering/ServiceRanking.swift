import Records
import Terminal

/// Makes the rows of the services of those of the patterns.
struct ServiceRanking {
  /// What the patterns say of a service.
  private struct Share {
    var patterns = 0
    var worst: SummaryRow?
    /// Lines in patterns that are not in the model, and lines that it expects in the others.
    var newLines = 0
    var expected = 0.0
  }

  private static let asUsual = "as usual"

  private let profile: LoadProfile?
  private let clock: ClockText
  private let hasModel: Bool
  private var shares: [[UInt8]?: Share] = [:]

  init(_ patterns: [SummaryRow], _ profile: LoadProfile?, _ scale: WindowScale) {
    self.profile = profile
    clock = ClockText(scale)
    hasModel = patterns.contains { $0.expected != nil }
    for pattern in patterns {
      let named = pattern.statistics.services.map { (Optional($0.key), $0.value) }
      let unnamed = pattern.statistics.linesWithoutService
      for (service, lines) in unnamed > 0 ? named + [(nil, unnamed)] : named {
        add(pattern, service, lines)
      }
    }
  }

  private mutating func add(_ pattern: SummaryRow, _ service: [UInt8]?, _ lines: Int) {
    var share = shares[service] ?? Share()
    share.patterns += 1
    if share.worst.map({ $0.importance < pattern.importance }) ?? true { share.worst = pattern }
    if let expected = pattern.expected {
      if expected == 0 { share.newLines += lines }
      share.expected += expected * Double(lines) / Double(pattern.lines)
    }
    shares[service] = share
  }

  /// The services, in an order.
  func rows(_ services: ServiceSummary, by order: PatternOrder) -> [ServiceRow] {
    var rows = services.services.map { service, counts in
      let share = shares[service] ?? Share()
      return ServiceRow(
        service: service, statistics: counts.lines, patterns: share.patterns, worst: share.worst,
        reason: reason(service, counts, share))
    }
    order.sort(&rows)
    return rows
  }

  /// `errors 8x as often since 10:31`, `silent 10:30-10:33`, `12.0% new`, `as usual`; empty when nothing is usual.
  private func reason(
    _ service: [UInt8]?, _ counts: ServiceSummary.Counts, _ share: Share
  ) -> String {
    if hasModel { return reason(counts, share) }
    guard let profile else { return "" }
    let start = service.map(profile.start(ofService:)) ?? 0
    if let text = departure(counts.errors, start, isBad: true).text(clock) {
      return "errors \(text)"
    }
    return departure(counts.lines, start, isBad: false).text(clock)
      ?? Reason.rare(counts.lines, clock) ?? Self.asUsual
  }

  private func reason(_ counts: ServiceSummary.Counts, _ share: Share) -> String {
    let lines = counts.lines.count
    if share.newLines * 20 >= lines { return "\(percentage(share.newLines, of: lines)) new" }
    let comparison = UsualCounts.compare(
      lines - share.newLines, expected: share.expected,
      unit: TrendScan.unit([lines - share.newLines]))
    let departure = Departure.found(comparison, since: nil, isBad: false).departure
    return departure.text(clock) ?? Reason.rare(counts.lines, clock) ?? Self.asUsual
  }

  private func departure(_ lines: ClusterStatistics, _ start: Int, isBad: Bool) -> Departure {
    guard let profile, lines.buckets.occupied > 0,
      let trend = TrendScan(profile).trend(
        of: lines.buckets.values(profile.scale), from: start, isBad: isBad)
    else { return .none }
    return Departure.found(trend, first: lines.first, last: lines.last, profile.scale).departure
  }
}
