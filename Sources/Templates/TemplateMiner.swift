import Lines
import Platform

/// Finds templates online, in one pass, one message at a time.
///
/// A message is cut into a row of words, separators and typed values. Rows that differ in their values only are one
/// cluster: that is one look-up of the row's hash, and nearly every line of a log ends there (cache, 64-bit hash, no byte
/// compared). A row not seen before becomes a cluster of its own, unless the evidence says that the word in which
/// it differs from others is a variable (``WordEvidence``). So a template is nearly right at first sight, and grows only where
/// the data proves it; a drain tree, which branches on the word count and merges by similarity, was measured
/// to do harm behind such tokens (`Drain3` grouping accuracy .909, stateless masks .771, this: see CHANGELOG).
///
/// Memory: at most `maximumClusters` clusters and, together, 4 KiB for each of those (16 MiB at least): beyond, the least
/// useful eighth (fewest messages, then longest unseen) is evicted, and counted. Evidence: see ``WordEvidence``. Time: lexing, plus about 5 ns for a row that is in the cache.
public struct TemplateMiner: ~Copyable {
  /// What happened to the clusters while a message was taken in.
  public enum Change {
    /// The cluster that was in slot `from`, with the id `id`, turned out to be the one in `into`.
    case merged(from: Int, id: ClusterID, into: Int)
    /// The cluster left its slot.
    case evicted(Int)
  }

  private static let cacheSize = 1 << 15

  private var lexer: MessageLexer
  let maximumClusters: Int
  /// The most bytes of all clusters.
  private let maximumBytes: Int
  /// The sum of the clusters' footprints.
  private var bytes = 0
  var clusters: [Cluster] = []
  private var freeSlots: [Int] = []
  private var rendered: [RenderedMembers] = []
  private var renderer = MemberRenderer()
  private var sight = FirstSight()
  var slots = SlotTable()
  var slotsByID = SlotTable()
  /// Ids that have become part of a smaller one, if they are asked for or were restored.
  var aliases: [ClusterID: ClusterID] = [:]
  private let keepsAliases: Bool
  var evidence: WordEvidence
  private var known = KnownMessages()
  /// Whether messages that are known by their bytes need not be cut into tokens: ``explain(_:_:to:)`` is then not to be
  /// asked, and ``parameters(of:)`` only if ``keepsParameters``.
  public var skipsTokens = false
  /// Whether ``parameters(of:)`` will be asked although tokens are skipped.
  public var keepsParameters = false {
    didSet { if keepsParameters { known.keepRanges() } }
  }
  private let cacheKeys: UnsafeMutablePointer<UInt64>
  private let cacheSlots: UnsafeMutablePointer<Int32>
  var messages = 0
  var nextSerial: UInt32 = 0
  /// Clusters that were made of a message.
  public private(set) var insertions = 0
  /// Which way the last pattern was made, and by which message.
  private var lastFinding: (message: Int, finding: Finding)?
  /// What happened since the owner last took it.
  public private(set) var changes: [Change] = []
  /// Clusters that were evicted.
  public internal(set) var evictedClusters = 0
  /// Messages that they had.
  public internal(set) var evictedMessages = 0

  /// Words that were forgotten before they proved anything.
  public var forgottenWords: Int { evidence.forgotten }

  /// Makes an empty miner.
  ///
  /// - Parameter options: What the user says.
  /// - Throws: What is wrong with a mask of the user's.
  public init(_ options: MiningOptions) throws {
    lexer = try MessageLexer(
      masks: options.masks.map { ($0.name, $0.pattern) }, keptWords: options.keptWords)
    maximumClusters = max(8, options.maximumClusters)
    maximumBytes = max(16 << 20, min(maximumClusters, 1 << 40) << 12)
    evidence = WordEvidence(keeping: lexer.keptWords, clusters: maximumClusters)
    keepsAliases = options.keepsAliases
    cacheKeys = .allocate(capacity: Self.cacheSize)
    cacheSlots = .allocate(capacity: Self.cacheSize)
    cacheKeys.initialize(repeating: 0, count: Self.cacheSize)
    cacheSlots.initialize(repeating: -1, count: Self.cacheSize)
  }

  deinit {
    cacheKeys.deallocate()
    cacheSlots.deallocate()
    for entry in rendered { entry.deallocate() }
    for cluster in clusters { cluster.row.deallocate() }
  }

  /// Whether the masks run as machine code.
  public var usesJIT: Bool { lexer.usesJIT }

  /// Clusters that are alive.
  public var count: Int { clusters.count - freeSlots.count }

  // MARK: taking a message in

  /// The slot of the message's cluster.
  ///
  /// - Parameters:
  ///   - message: Decoded text, with 64 readable bytes behind it; it must stay until the next call for ``parameters(of:_:)``.
  ///   - size: Bytes of it.
  ///   - weight: How many lines the message stands for.
  /// - Returns: The slot.
  public mutating func observe(
    _ message: UnsafePointer<UInt8>, count size: Int, weight: Int = 1
  ) -> Int {
    messages &+= 1
    let slot: Int
    if skipsTokens {
      if let known = known.find(message, count: size) {
        slot = known
      } else {
        slot = cut(message, size)
        if known.note(slot, message, lexer), keepsParameters {
          known.keep(parametersOfTokens(slot))
        }
      }
    } else {
      slot = cut(message, size)
    }
    clusters[slot].count &+= weight
    clusters[slot].lastSeen = messages
    return slot
  }

  /// Cuts a message into tokens; returns the slot of its row.
  @inline(__always)
  private mutating func cut(_ message: UnsafePointer<UInt8>, _ size: Int) -> Int {
    lexer.lex(message, count: size)
    let hash = lexer.hash
    let line = Int(truncatingIfNeeded: hash) & (Self.cacheSize &- 1)
    var slot = Int(cacheSlots[line])
    if slot < 0 || cacheKeys[line] != hash || !hasConstants(slot) {
      slot = find(message, size)
      cacheKeys[line] = hash
      cacheSlots[line] = Int32(slot)
    }
    return slot
  }

  /// Whether the message has the text that all messages of the cluster in a slot have in some places.
  @inline(__always)
  private func hasConstants(_ slot: Int) -> Bool {
    let constants = rendered[slot].constants
    for index in 0..<rendered[slot].constantCount
    where lexer.hash(at: constants[index].position) != constants[index].hash {
      return false
    }
    return true
  }

  /// The slot of a row that is not in the cache, or whose values are new to its cluster.
  @inline(never)
  private mutating func find(_ message: UnsafePointer<UInt8>, _ size: Int) -> Int {
    var row = RowView(hash: lexer.identity)
    if let known = slots[row.hash] { return take(into: Int(known)) }
    evidence.generalise(&row, of: lexer)
    if !row.wildcards.isEmpty, let known = slots[row.hash] {
      return take(into: Int(known))
    }
    if count >= maximumClusters || isOverweight { evict() }
    return insert(row, message, size)
  }

  /// Takes the values of the message at hand into the places of its cluster; returns the cluster's slot.
  private mutating func take(into slot: Int) -> Int {
    guard clusters[slot].tokens.count == lexer.count else { return slot }
    if clusters[slot].join(lexer) {
      redraw(slot)
      // What was the same in all messages may be a parameter now.
      if keepsParameters { known.removeAll() }
    }
    return slot
  }

  private mutating func insert(
    _ row: RowView, _ message: UnsafePointer<UInt8>, _ size: Int
  ) -> Int {
    if let free = freeSlots.last {
      clusters[free].row.prefetchBlock(
        size + lexer.count * MemoryLayout<Token>.stride)
      rendered[free].prefetchMemory(size + RenderedMembers.templateStart)
    }
    evidence.expect(row, of: lexer)
    let id = firstSight(message, size)
    // What it was merged for may have been forgotten; the id still tells where it belongs.
    if let known = slotsByID[canonical(id)].map(Int.init),
      clusters[known].tokens.count == lexer.count
    {
      return take(into: known)
    }
    nextSerial &+= 1
    insertions &+= 1
    lastFinding = (messages, .new)
    let slot = takeFreeSlot()
    clusters[slot].copyRow(lexer, of: message, size)
    clusters[slot].become(row, id: id, serial: nextSerial, messages: messages)
    redraw(slot)
    slots[row.hash] = Int32(slot)
    slotsByID[id] = Int32(slot)
    return gather(slot)
  }

  /// The id that the message at hand would give to a cluster.
  private mutating func firstSight(_ message: UnsafePointer<UInt8>, _ size: Int) -> ClusterID {
    sight.clear()
    var copied = 0
    for token in lexer.row where token.role != .word {
      let start = Int(token.start)
      sight.append(UnsafeBufferPointer(start: message + copied, count: start - copied))
      sight.appendValue()
      copied = Int(token.end)
    }
    sight.append(UnsafeBufferPointer(start: message + copied, count: size - copied))
    return sight.id
  }

  /// A slot without a cluster.
  private mutating func takeFreeSlot() -> Int {
    if let free = freeSlots.popLast() { return free }
    clusters.append(Cluster())
    rendered.append(RenderedMembers())
    return clusters.count - 1
  }

  mutating func place(_ cluster: Cluster) -> Int {
    let slot = takeFreeSlot()
    clusters[slot].row.deallocate()
    clusters[slot] = cluster
    redraw(slot)
    return slot
  }

  mutating func redraw(_ slot: Int) {
    renderer.render(clusters[slot], into: &rendered[slot], lexer.customPlaceholders)
    bytes -= clusters[slot].footprint
    clusters[slot].footprint = clusters[slot].size + rendered[slot].capacity
    bytes += clusters[slot].footprint
  }

  // MARK: evidence and merging

  /// Tells the evidence of a new row and merges what that proves to be one; returns the row's slot after that.
  mutating func gather(_ slot: Int) -> Int {
    if evidence.isFull { evidence.forget(serials: clusters.map(\.serial)) }
    var slot = slot
    while true {
      let member = WordEvidence.Member(slot: Int32(slot), serial: clusters[slot].serial)
      guard let proof = evidence.add(member, row: clusters[slot]) else { return slot }
      let members = alive(proof.members)
      if members.count > 1 {
        let needed = WordEvidence.threshold(
          position: proof.position, constants: clusters[slot].constantWords - 1)
        lastFinding = (
          messages, .merged(patterns: members.count, position: proof.position, needed: needed)
        )
      } else if case .new? = finding {
        lastFinding = nil
      }
      slot = merge(members, of: slot, at: proof.position)
    }
  }

  /// The members of a group that still are what they were.
  private func alive(_ members: [WordEvidence.Member]) -> [WordEvidence.Member] {
    members.filter { member in
      let slot = Int(member.slot)
      return slot < clusters.count && clusters[slot].serial == member.serial
    }
  }

  /// Makes one cluster of several that differ from one row in one word; the smallest id stays.
  ///
  /// In two places that vary, members may have their word where the row has a wildcard, and the other way round: what all
  /// of them become is the row with its own word replaced.
  private mutating func merge(
    _ members: [WordEvidence.Member], of row: Int, at position: Int
  ) -> Int {
    let all = members.map { Int($0.slot) }
    let target = all.min { clusters[$0].id < clusters[$1].id } ?? all[0]
    let wildcards = clusters[row].wildcards.union([position])
    let rowHash = TokenHash.generalised(
      clusters[row].rowHash, clusters[row].tokens[position], at: position)
    slots[clusters[target].rowHash] = nil
    clusters[target].wildcards = wildcards
    nextSerial &+= 1
    clusters[target].serial = nextSerial
    clusters[target].rowHash = rowHash
    for slot in all where slot != target { absorb(slot, into: target) }
    clearCache()
    // The row with the wildcard may exist already, made when the word was one of another merge.
    if let existing = slots[clusters[target].rowHash].map(Int.init), existing != target {
      let keeps = clusters[existing].id < clusters[target].id ? existing : target
      let goes = keeps == existing ? target : existing
      absorb(goes, into: keeps)
      slots[clusters[keeps].rowHash] = Int32(keeps)
      redraw(keeps)
      return keeps
    }
    slots[clusters[target].rowHash] = Int32(target)
    redraw(target)
    return target
  }

  /// Takes the cluster in a slot into another one and frees the slot.
  mutating func absorb(_ slot: Int, into target: Int) {
    clusters[target].count += clusters[slot].count
    clusters[target].join(clusters[slot])
    if keepsAliases { remember(clusters[slot].id, as: clusters[target].id) }
    changes.append(.merged(from: slot, id: clusters[slot].id, into: target))
    free(slot)
  }

  private mutating func clearCache() {
    cacheSlots.update(repeating: -1, count: Self.cacheSize)
    known.removeAll()
  }

  // MARK: eviction

  /// Whether the clusters take more memory than they may.
  var isOverweight: Bool { bytes > maximumBytes }

  /// Makes room: drops the least useful eighth of the clusters.
  mutating func evict() {
    var ranks: [UsefulnessRank] = []
    ranks.reserveCapacity(count)
    for slot in clusters.indices where clusters[slot].serial != 0 {
      ranks.append(
        UsefulnessRank(
          count: clusters[slot].count, lastSeen: clusters[slot].lastSeen, slot: slot))
    }
    let leaving = max(1, min(maximumClusters, ranks.count) / 8)
    ranks.moveLeastToFront(leaving)
    let gone = ranks.prefix(leaving).map(\.slot).sorted()
    for (index, slot) in gone.enumerated() {
      // Their places in the tables are anywhere: they come while earlier ones are freed.
      let next = gone[min(index + 8, gone.count - 1)]
      slots.prefetchPlace(of: clusters[next].rowHash)
      slotsByID.prefetchPlace(of: clusters[next].id.value)
      evictedClusters += 1
      evictedMessages += clusters[slot].count
      changes.append(.evicted(slot))
      free(slot)
    }
    forgetAliases()
    clearCache()
  }

  private mutating func free(_ slot: Int) {
    slots.remove(clusters[slot].rowHash, of: slot)
    slotsByID.remove(clusters[slot].id.value, of: slot)
    bytes -= clusters[slot].footprint
    clusters[slot].serial = 0
    clusters[slot].footprint = 0
    clusters[slot].wildcards = []
    freeSlots.append(slot)
    rendered[slot].clear()
  }

  // MARK: reading

  /// Forgets the changes that the owner has taken over.
  public mutating func clearChanges() { changes.removeAll(keepingCapacity: true) }

  /// The id of the cluster in a slot.
  public func id(of slot: Int) -> ClusterID { clusters[slot].id }

  /// The template of the cluster in a slot as it stands, unescaped.
  public func template(of slot: Int) -> [UInt8] {
    var template = OutputBuffer(descriptor: -1)
    clusters[slot].write(to: &template, lexer.customPlaceholders)
    return Array(template.pending)
  }

  /// `,"cluster_id":"…","template":"…"` of the cluster in a slot, valid until the next message.
  @inline(__always)
  public func members(of slot: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: rendered[slot].text, count: rendered[slot].count)
  }

  /// The id of the cluster in a slot as a JSON value.
  public func idValue(of slot: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: members(of: slot)[RenderedMembers.idRange])
  }

  /// The template of the cluster in a slot as a JSON value.
  public func templateValue(of slot: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: members(of: slot)[RenderedMembers.templateStart...])
  }

  /// The ranges of the message taken in last that stand in the places of its template.
  public func parameters(of slot: Int) -> [Range<Int>] {
    known.foundRanges ?? parametersOfTokens(slot)
  }

  private func parametersOfTokens(_ slot: Int) -> [Range<Int>] {
    let cluster = clusters[slot]
    guard cluster.tokens.count == lexer.count else { return [] }
    return (0..<lexer.count).compactMap { position in
      guard cluster.isVariable(position) else { return nil }
      let token = lexer[position]
      return Int(token.start)..<Int(token.end)
    }
  }

  /// Messages that were not cut into tokens.
  var messagesFoundKnown: Int { known.found }

  /// Which way the message taken in last made a pattern; nil when it found one.
  var finding: Finding? { lastFinding?.message == messages ? lastFinding?.finding : nil }

  /// The placeholder of a type of value.
  func placeholder(of type: ValueType) -> String {
    guard let index = type.customIndex else {
      return type.placeholder.description
    }
    return String(decoding: lexer.customPlaceholders[index], as: UTF8.self)
  }

  /// The tokens of the message taken in last.
  var tokensOfLastMessage: [Token] { (0..<lexer.count).map { lexer[$0] } }

  /// The slots of all clusters that are alive.
  public var liveSlots: [Int] {
    clusters.indices.filter { clusters[$0].serial != 0 }
  }
}

/// The row of the message at hand, in which words may be replaced by the wildcard.
struct RowView {
  /// The hash with the wildcards in place.
  var hash: UInt64
  /// Positions that were replaced.
  var wildcards: Set<Int> = []
}
