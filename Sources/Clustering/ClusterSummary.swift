import Lines
import Records
import Templates

/// One row of a summary: a cluster with its counts.
struct SummaryRow {
  var id: String
  var template: [UInt8]
  var statistics: ClusterStatistics
}

/// The counts of every cluster of a run, by the miner's slots.
///
/// Memory: bounded by the miner's clusters, about 1 KB each.
struct ClusterSummary {
  private var statistics: [ClusterStatistics] = []
  private(set) var scale = WindowScale()
  /// Lines of clusters that were evicted.
  private(set) var evictedLines = 0
  private(set) var total = 0

  /// Takes over what the miner did to its clusters.
  mutating func apply(_ changes: [TemplateMiner.Change]) {
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
    statistics[slot].add(
      weight, level: record.level, service: record.string(.service)?.decoded(), time: time,
      window: window, scale)
    if statistics[slot].sample.isEmpty {
      statistics[slot].sample = ClusterStatistics.sample(of: message)
    }
  }

  private mutating func grow(_ slot: Int) {
    while statistics.count <= slot { statistics.append(ClusterStatistics()) }
  }

  /// The clusters, the largest first; equal ones by id.
  func rows(_ miner: borrowing TemplateMiner) -> [SummaryRow] {
    var rows: [SummaryRow] = []
    for slot in miner.liveSlots where slot < statistics.count && statistics[slot].count > 0 {
      rows.append(
        SummaryRow(
          id: miner.id(of: slot).text, template: miner.template(of: slot),
          statistics: statistics[slot]))
    }
    return rows.sorted { ($1.statistics.count, $0.id) < ($0.statistics.count, $1.id) }
  }
}
