import Records

/// A pattern of a state: the rows that are one, and what they are together.
package struct MinedPattern: Equatable, Sendable {
  package var id: ClusterID
  /// Unescaped.
  package var template: [UInt8]
  /// Where its rows stand in ``MinerState/rows``, ascending.
  package var rows: [Int]

  package init(id: ClusterID, template: [UInt8], rows: [Int]) {
    self.id = id
    self.template = template
    self.rows = rows
  }
}

extension MinerState {
  /// What the facts of the state prove together, by id.
  ///
  /// - Throws: What is wrong with a mask.
  package func patterns() throws -> [MinedPattern] {
    var options = MiningOptions(maximumClusters: .max / 64)
    options.masks = masks
    options.keptWords = keptWords
    var miner = try TemplateMiner(options)
    miner.restore(self)
    var slots = Array(rows.indices)
    for case .merged(let from, _, let into) in miner.changes { slots[from] = into }
    var members: [Int: [Int]] = [:]
    for row in rows.indices {
      var slot = row
      while slots[slot] != slot { slot = slots[slot] }
      members[slot, default: []].append(row)
    }
    return members.map { slot, rows in
      MinedPattern(id: miner.id(of: slot), template: miner.template(of: slot), rows: rows)
    }.sorted { ($0.id, $0.rows[0]) < ($1.id, $1.rows[0]) }
  }

  /// Lines of a pattern, and the oldest and newest time of its records.
  package func totals(_ pattern: MinedPattern) -> (count: Int, first: Timestamp?, last: Timestamp?)
  {
    var totals: (count: Int, first: Timestamp?, last: Timestamp?) = (0, nil, nil)
    for index in pattern.rows {
      totals.count &+= rows[index].count
      totals.first = earlier(totals.first, rows[index].first)
      totals.last = later(totals.last, rows[index].last)
    }
    return totals
  }

  /// Drops the least useful patterns beyond `limit`, and counts them as evicted.
  package mutating func trim(to limit: Int) throws {
    guard rows.count > limit else { return }
    let ranked = try patterns().map { pattern in
      (pattern, totals(pattern).count, pattern.rows.map { rows[$0].lastSeen }.max() ?? 0)
    }.sorted { ($0.1, $0.2, $0.0.id) > ($1.1, $1.2, $1.0.id) }
    guard ranked.count > limit else { return }
    for (_, count, _) in ranked[limit...] {
      evictedClusters += 1
      evictedLines &+= count
    }
    rows = ranked[..<limit].flatMap(\.0.rows).sorted().map { rows[$0] }
    let kept = Set(rows.map(\.id))
    aliases = aliases.filter { kept.contains($0.value) || aliases[$0.value] != nil }
    if evidence.words.count > limit * 8 { evidence.words = [:] }
  }
}
