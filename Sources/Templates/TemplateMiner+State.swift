extension TemplateMiner {
  /// The cluster in a slot as a row; without times, which the miner does not know.
  package func row(of slot: Int) -> PatternRow { clusters[slot].pattern }

  /// Lines that the cluster in a slot has.
  package func lines(of slot: Int) -> Int { clusters[slot].count }

  /// Messages taken in, those of the states that were taken over included.
  package var messagesTaken: Int { messages }

  /// What the miner has learned, beside the rows.
  package var stateWithoutRows: MinerState {
    var state = MinerState()
    state.messages = messages
    state.evictedClusters = evictedClusters
    state.evictedLines = evictedMessages
    state.aliases = aliases
    let clusters = clusters
    state.evidence = evidence.state { member in
      let slot = Int(member.slot)
      return slot < clusters.count && clusters[slot].serial == member.serial
    }
    return state
  }

  /// Takes over what a miner with the same masks and kept words has learned; this one must be new.
  ///
  /// The rows get the slots 0, 1, … in their order; then those that the evidence, equal rows, equal ids or aliases prove to be
  /// one are merged, and the least useful beyond the bound are evicted, which ``changes`` tells.
  package mutating func restore(_ state: MinerState) {
    precondition(clusters.isEmpty, "a miner that has learned takes over no state")
    messages = state.messages
    evictedClusters = state.evictedClusters
    evictedMessages = state.evictedLines
    aliases = state.aliases
    evidence.restore(state.evidence)
    for row in state.rows {
      nextSerial &+= 1
      _ = place(Cluster(row, serial: nextSerial))
    }
    for slot in state.rows.indices { admit(slot) }
    for slot in state.rows.indices where clusters[slot].serial != 0 { followAliases(slot) }
    while count > maximumClusters || isOverweight { evict() }
  }

  /// Lets a restored row meet those before it.
  private mutating func admit(_ slot: Int) {
    let cluster = clusters[slot]
    var slot = slot
    if let equal = slots[cluster.rowHash].map(Int.init) {
      let keeps = cluster.id < clusters[equal].id ? slot : equal
      let goes = keeps == slot ? equal : slot
      absorb(goes, into: keeps)
      redraw(keeps)
      slot = keeps
    }
    slots[clusters[slot].rowHash] = Int32(slot)
    slot = gather(slot)
    guard let other = slotsByID[clusters[slot].id].map(Int.init), other != slot else {
      slotsByID[clusters[slot].id] = Int32(slot)
      return
    }
    // The same pattern, before and after a word of it became a variable.
    let isMoreGeneral = clusters[slot].wildcards.isSuperset(of: clusters[other].wildcards)
    if isMoreGeneral { unite(other, with: slot) } else { unite(slot, with: other) }
  }

  /// Takes a cluster into the one that its id is an alias of, when both are alive.
  private mutating func followAliases(_ slot: Int) {
    let id = canonical(clusters[slot].id)
    guard id != clusters[slot].id, let target = slotsByID[id].map(Int.init), target != slot else {
      return
    }
    unite(slot, with: target)
  }

  /// Takes the cluster in a slot into another one whose row holds the same words or variables in their places.
  private mutating func unite(_ slot: Int, with target: Int) {
    guard clusters[slot].tokens.count == clusters[target].tokens.count,
      clusters[slot].wildcards.isSubset(of: clusters[target].wildcards)
    else { return }
    absorb(slot, into: target)
    redraw(target)
    slotsByID[clusters[target].id] = Int32(target)
  }

  /// Notes that an id has become part of another one, as long as there is room: eight aliases a cluster.
  mutating func remember(_ id: ClusterID, as target: ClusterID) {
    guard target < id, aliases.count < maximumClusters * 8 else { return }
    aliases[id] = min(target, aliases[id] ?? target)
  }

  /// Forgets the ids that have become part of clusters which are gone.
  mutating func forgetAliases() {
    if aliases.isEmpty { return }
    aliases = aliases.filter { slotsByID[canonical($0.key)] != nil }
  }

  /// The id that an id has become part of; itself for most.
  package func canonical(_ id: ClusterID) -> ClusterID {
    var id = id
    while let next = aliases[id], next < id { id = next }
    return id
  }
}

extension Cluster {
  /// The cluster as a row of a state.
  fileprivate var pattern: PatternRow {
    var rowText: [UInt8] = []
    var parts: [PatternRow.Part] = []
    rowText.reserveCapacity(text.count)
    parts.reserveCapacity(tokens.count)
    var copied = 0
    for (position, token) in tokens.enumerated() {
      rowText += text[copied..<Int(token.start)]
      copied = Int(token.end)
      let start = Int32(rowText.count)
      let place: PatternRow.Place
      switch Place(token) {
      case nil: place = wildcards.contains(position) ? .variable : .word
      case .empty: place = .empty
      case .constant(_, let type): place = .constant(type)
      case .values(let type): place = .values(type)
      }
      if place.hasText { rowText += text[Int(token.start)..<Int(token.end)] }
      parts.append(PatternRow.Part(start: start, end: Int32(rowText.count), place: place))
    }
    rowText += text[copied...]
    var pattern = PatternRow(id: id, text: rowText, parts: parts)
    pattern.count = count
    pattern.lastSeen = lastSeen
    return pattern
  }

  /// The cluster of a row.
  fileprivate init(_ row: PatternRow, serial: UInt32) {
    self.init(
      id: row.id, serial: serial, rowHash: row.hash, count: row.count, lastSeen: row.lastSeen)
    self.row.resize(tokens: row.parts.count, text: row.text.count)
    _ = self.row.text.initialize(from: row.text)
    let tokens = self.row.tokens
    var wildcards: Set<Int> = []
    row.text.withUnsafeBufferPointer { text in
      RowHashes.forEach(row.text, row.parts) { position, hash, gap in
        guard position < row.parts.count else { return }
        let part = row.parts[position]
        var token = Token(
          start: part.start, end: part.end, role: .word, type: .any, hash: hash, gap: gap)
        switch part.place {
        case .word: break
        case .variable: wildcards.insert(position)
        case .empty: token.become(.empty)
        case .constant(let type):
          token.become(.constant(hash: RowHashes.word(text, part), type: type))
        case .values(let type): token.become(.values(type))
        }
        tokens[position] = token
      }
    }
    self.wildcards = wildcards
  }
}
