import Lines
import Models
import Platform
import Records
import Templates

/// What a template stage writes.
public enum ClusterOutput: Sendable {
  /// Every record, with its cluster.
  case records
  /// One object a pattern at the end.
  case summary
  /// An expression of each pattern at the end.
  case expressions(PatternExpression.Form)
  /// The table for people.
  case table(ClusterTable)
}

/// Adds `cluster_id` and `template` to each record, or sums the patterns up.
///
/// A record leaves at once with the template as it stands at that record. Records without a string
/// `message` pass as they are. With a model, with only what is new, or with repetitions folded, records take another way
/// (`TemplateStage+Watch.swift`), so that these cost nothing where they are not asked for.
public struct TemplateStage: Stage, ~Copyable {
  var miner: TemplateMiner
  let form: ClusterOutput
  let writesParameters: Bool
  private let writesMerges: Bool
  let listing: SummaryListing
  var explained: Int
  /// Messages and why they are of their patterns, above the table.
  var notes: [(message: String, reason: String)] = []
  var summary: ClusterSummary
  let sumsUp: Bool
  /// Records are written, and nothing else hangs on them.
  private let isPlain: Bool
  let mining: MiningOptions
  /// Where what is learned is saved.
  var store: ClusterModelStore?
  let rules: PatternWatch.Rules
  var memory = PatternMemory()
  var fold: RepeatFold?
  var edits = RecordEdits()
  private var decoded: [UInt8] = []
  var summarised = 0

  /// Makes the stage.
  ///
  /// - Parameters:
  ///   - mining: What the user says of values and words.
  ///   - form: What to write.
  ///   - parameters: Whether records carry `params`.
  ///   - merges: Whether merge events are written.
  ///   - listing: What a summary or a table has, in which order.
  ///   - explained: How many records carry `why`.
  /// - Throws: What is wrong with a mask of the user's.
  public init(
    mining: MiningOptions, form: ClusterOutput, parameters: Bool, merges: Bool,
    listing: SummaryListing, explained: Int
  ) throws {
    try self.init(
      mining: mining, form: form, parameters: parameters, merges: merges, listing: listing,
      explained: explained, watch: PatternWatch())
  }

  /// Makes a stage as above that goes on from a model, or leaves out what is known or repeated.
  package init(
    mining: MiningOptions, form: ClusterOutput, parameters: Bool, merges: Bool,
    listing: SummaryListing, explained: Int, watch: PatternWatch
  ) throws {
    var mining = mining
    mining.keepsAliases = watch.store != nil
    miner = try TemplateMiner(mining)
    miner.skipsTokens = explained == 0 && mining.masks.isEmpty && mining.keptWords.isEmpty
    miner.keepsParameters = parameters
    self.mining = mining
    self.form = form
    writesParameters = parameters
    writesMerges = merges
    self.listing = listing
    summary = ClusterSummary(isAllNew: watch.showsOnlyNew, isByService: listing.isByService)
    self.explained = explained
    if case .records = form { sumsUp = false } else { sumsUp = true }
    rules = watch.rules
    isPlain = !sumsUp && !rules.looksAtRecords
    store = watch.store
    fold = watch.fold.map { RepeatFold($0, limit: mining.maximumClusters) }
    if let state = watch.state { goOn(from: state) }
  }

  public mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    guard let message = record.string(.message) else {
      if sumsUp { output.counters.consumed += 1 } else { output.pass(record) }
      return
    }
    if let plain = record.plainMessage {
      take(record, plain, &output)
    } else if message.hasEscapes {
      decoded = message.decoded()
      let count = decoded.count
      decoded.append(contentsOf: repeatElement(0, count: 64))
      var text: [UInt8] = []
      swap(&text, &decoded)
      text.withUnsafeBufferPointer {
        take(record, UnsafeBufferPointer(rebasing: $0[..<count]), &output)
      }
      swap(&text, &decoded)
    } else {
      take(record, message.bytes, &output)
    }
  }

  @inline(__always)
  private mutating func take(
    _ record: borrowing Record, _ message: UnsafeBufferPointer<UInt8>,
    _ output: inout RecordOutput
  ) {
    guard let start = message.baseAddress else { return output.pass(record) }
    guard isPlain else { return takeWatched(record, start, message, &output) }
    let slot = miner.observe(start, count: message.count)
    if !miner.changes.isEmpty { applyChanges(&output) }
    write(record, slot, start, &output)
  }

  /// How many lines a record stands for: `weight`, else `repeat`, else one.
  static func weight(_ record: borrowing Record) -> Int {
    guard let value = record[.weight] ?? record[.repeats], !value.isString,
      let number = Int(value.text), number > 0
    else { return 1 }
    return min(number, 1 << 40)
  }

  // MARK: records

  @inline(__always)
  mutating func write(
    _ record: borrowing Record, _ slot: Int, _ message: UnsafePointer<UInt8>,
    _ output: inout RecordOutput
  ) {
    if !writesParameters, explained == 0, !record.has(.clusterID), !record.has(.template) {
      output.write(record, appending: miner.members(of: slot))
      return
    }
    edits.removeAll()
    edits.set(.clusterID) { $0.append(miner.idValue(of: slot)) }
    edits.set(.template) { $0.append(miner.templateValue(of: slot)) }
    if writesParameters { setParameters(slot, message) }
    if explained > 0 { explain(slot, message) }
    output.write(record, setting: edits)
  }

  private mutating func setParameters(_ slot: Int, _ message: UnsafePointer<UInt8>) {
    let ranges = miner.parameters(of: slot)
    edits.set(.params) { Self.append(ranges, of: message, to: &$0) }
  }

  /// Appends ranges of a message as a JSON array.
  static func append(
    _ ranges: [Range<Int>], of message: UnsafePointer<UInt8>, to text: inout OutputBuffer
  ) {
    text.append(UInt8(ascii: "["))
    for (index, range) in ranges.enumerated() {
      text.append(index > 0 ? ",\"" : "\"")
      text.append(escaping: message + range.lowerBound, count: range.count)
      text.append(UInt8(ascii: "\""))
    }
    text.append(UInt8(ascii: "]"))
  }

  /// Writes merge events, and takes them into the summary.
  mutating func applyChanges(_ output: inout RecordOutput) {
    if rules.isOn { memory.apply(miner.changes) }
    if sumsUp { summary.apply(miner.changes) }
    if writesMerges {
      for change in miner.changes {
        guard case .merged(_, let from, let into) = change else { continue }
        let target = miner.id(of: into).text
        output.buffer.append(
          text: """
            {"event":"merge","kind":"alias","id":"\(target)","from":"\(from.text)","into":"\(target)"}
            """)
        output.endEvent()
      }
    }
    miner.clearChanges()
  }

  // MARK: the end

  public mutating func advance(to time: Timestamp, output: inout RecordOutput) {
    fold?.advance(to: time, &output)
  }

  public mutating func save() throws { try saveModel() }

  public mutating func finish(to output: inout RecordOutput) {
    fold?.finish(&output)
    if case .expressions(let form) = form { return writeExpressions(form, to: &output) }
    guard case .summary = form else { return }
    var writer = SummaryWriter()
    let (total, scale) = (summary.total, summary.scale)
    if listing.isByService {
      for row in listing.shown(summary.serviceRows(miner, by: listing.order)) {
        writer.write(row, total: total, scale: scale, to: &output.buffer)
        summarised += 1
      }
    } else {
      for row in listing.shown(summary.rows(miner, by: listing.order)) {
        writer.write(row, total: total, scale: scale, to: &output.buffer)
        summarised += 1
      }
    }
  }

  public mutating func picture(columns: Int?) -> String? {
    guard case .table(let table) = form else { return nil }
    let notes = notesText(columns: columns)
    if listing.isByService {
      return notes
        + table.draw(
          listing, summary.serviceRows(miner, by: listing.order), summary, columns: columns)
    }
    return notes
      + table.draw(
        listing, summary.rows(miner, by: listing.order), summary, evicted: miner.evictedClusters,
        columns: columns)
  }

  public func report(to counters: inout Counters) {
    counters.own.append(("clusters", miner.count))
    counters.own.append(("evicted_clusters", miner.evictedClusters))
    counters.own.append(("evicted_lines", miner.evictedMessages))
    counters.own.append(("forgotten_words", miner.forgottenWords))
    counters.own.append(("summaries", summarised))
    if let services = summary.services {
      counters.own.append(("services", services.services.count))
      counters.own.append(("other_service_lines", services.otherLines))
    }
    counters.jit = miner.usesJIT
  }
}
