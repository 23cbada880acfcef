import Lines
import Records
import Templates

/// One row of a summary: a cluster with its counts, and what is to be thought of them.
struct SummaryRow: Listed {
  var id: String
  var template: [UInt8]
  var statistics: ClusterStatistics
  var importance: Importance
  var reason: Reason
  /// The lines that the model would have expected; nil without a model.
  var expected: Double?

  var lines: Int { statistics.count }
  var firstTime: Timestamp? { statistics.first }
  var lastTime: Timestamp? { statistics.last }
  var name: String { id }
}

/// The counts of every cluster of a run, by the miner's slots.
///
/// Memory: bounded by the miner's clusters, about 1 KB each, and by ``ServiceSummary``.
struct ClusterSummary {
  private var statistics: [ClusterStatistics] = []
  private(set) var scale = WindowScale()
  /// Lines of clusters that were evicted.
  private(set) var evictedLines = 0
  private(set) var total = 0
  private var usual = UsualCounts()
  /// Whether only what is new is counted.
  private let isAllNew: Bool

  /// The counts of every service; nil when they are not asked for.
  private(set) var services: ServiceSummary?

  init(isAllNew: Bool = false, isByService: Bool = false) {
    self.isAllNew = isAllNew
    services = isByService ? ServiceSummary() : nil
  }

  /// Takes over what a model says is usual: see ``UsualCounts``.
  mutating func compare(with state: MinerState, _ changes: [TemplateMiner.Change]) {
    usual = UsualCounts(state, changes)
  }

  /// Takes over what the miner did to its clusters.
  mutating func apply(_ changes: [TemplateMiner.Change]) {
    usual.apply(changes)
    for change in changes {
      switch change {
      case .merged(let from, _, let into):
        grow(max(from, into))
        statistics[into].merge(statistics[from], scale)
        statistics[from] = ClusterStatistics()
      case .evicted(let slot):
        grow(slot)
        evictedLines += statistics[slot].count
        statistics[slot] = ClusterStatistics()
      }
    }
  }

  /// Counts a record in the cluster in `slot`.
  mutating func add(
    _ record: borrowing Record, slot: Int, weight: Int, message: UnsafeBufferPointer<UInt8>
  ) {
    grow(slot)
    total += weight
    let time = record.timestamp
    let window = time.map { scale.window(of: $0) }
    let level = record.level
    let service = record.string(.service)?.decoded()
    statistics[slot].add(
      weight, level: level, service: service, time: time, window: window, scale)
    services?.add(weight, level: level, service: service, time: time, window: window, scale)
    if statistics[slot].sample.isEmpty {
      statistics[slot].sample = ClusterStatistics.sample(of: message)
    }
  }

  private mutating func grow(_ slot: Int) {
    while statistics.count <= slot { statistics.append(ClusterStatistics()) }
  }

  /// The clusters, in an order.
  func rows(_ miner: borrowing TemplateMiner, by order: PatternOrder) -> [SummaryRow] {
    let profile = LoadProfile(statistics, scale)
    let slots = miner.liveSlots.filter { $0 < statistics.count && statistics[$0].count > 0 }
    var rows = slots.map { slot in
      let pattern = statistics[slot]
      let expected = usual.isKnown ? usual.expected(slot, of: total) : nil
      let finding = finding(pattern, expected, profile)
      return SummaryRow(
        id: miner.id(of: slot).text, template: miner.template(of: slot), statistics: pattern,
        importance: Importance(
          level: pattern.level, unusual: finding.degree, lines: pattern.count, of: total,
          services: pattern.services.count),
        reason: Reason(pattern, finding.departure, of: total, scale), expected: expected)
    }
    order.sort(&rows)
    return rows
  }

  /// The services, in an order; none when they are not counted.
  func serviceRows(_ miner: borrowing TemplateMiner, by order: PatternOrder) -> [ServiceRow] {
    guard let services else { return [] }
    let ranking = ServiceRanking(
      rows(miner, by: .importance), LoadProfile(statistics, scale), scale)
    return ranking.rows(services, by: order)
  }

  /// How a pattern departs from the model, else from itself in the rest of the log.
  private func finding(
    _ pattern: ClusterStatistics, _ expected: Double?, _ profile: LoadProfile?
  ) -> Departure.Finding {
    if isAllNew {
      return Departure.Finding(departure: .new(since: pattern.first), degree: 1)
    }
    let isBad = pattern.level.map { $0 >= .warn } ?? false
    if let expected {
      let comparison = UsualCounts.compare(
        pattern.count, expected: expected, unit: pattern.unit(scale))
      return Departure.found(comparison, since: pattern.first, isBad: isBad)
    }
    guard let profile, let trend = profile.trend(of: pattern, isBad: isBad) else {
      return Departure.Finding()
    }
    return Departure.found(trend, first: pattern.first, last: pattern.last, profile.scale)
  }
}

extension LoadProfile {
  /// The trend of a pattern; nil for a steady one, and for one without times.
  func trend(of pattern: ClusterStatistics, isBad: Bool) -> Trend? {
    guard pattern.count > 1, pattern.buckets.occupied > 0 else { return nil }
    return TrendScan(self).trend(
      of: pattern.buckets.values(scale), from: start(of: pattern), isBad: isBad)
  }
}

extension ClusterStatistics {
  /// How many lines are one event; without times they might all have come at once.
  func unit(_ scale: WindowScale) -> Double {
    TrendScan.unit(buckets.occupied > 0 ? buckets.values(scale) : [count])
  }
}
