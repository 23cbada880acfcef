import Lines
import Platform
import Records
import Templates

/// What a template stage writes.
public enum ClusterOutput: Sendable {
  /// Every record, with its cluster.
  case records
  /// One object a pattern at the end.
  case summary
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
  private let form: ClusterOutput
  let writesParameters: Bool
  private let writesMerges: Bool
  private let top: Int
  private var explained: Int
  var summary = ClusterSummary()
  let sumsUp: Bool
  /// Records are written, and nothing else hangs on them.
  private let isPlain: Bool
  let mining: MiningOptions
  var watch: PatternWatch
  var memory = PatternMemory()
  var fold: RepeatFold?
  var edits = RecordEdits()
  private var decoded: [UInt8] = []
  private var summarised = 0

  /// Makes the stage.
  ///
  /// - Parameters:
  ///   - mining: What the user says of values and words.
  ///   - form: What to write.
  ///   - parameters: Whether records carry `params`.
  ///   - merges: Whether merge events are written.
  ///   - top: How many objects a summary has; 0 for all.
  ///   - explained: How many records carry `why`.
  /// - Throws: What is wrong with a mask of the user's.
  public init(
    mining: MiningOptions, form: ClusterOutput, parameters: Bool, merges: Bool, top: Int,
    explained: Int
  ) throws {
    try self.init(
      mining: mining, form: form, parameters: parameters, merges: merges, top: top,
      explained: explained, watch: PatternWatch())
  }

  /// Makes a stage as above that goes on from a model, or leaves out what is known or repeated.
  package init(
    mining: MiningOptions, form: ClusterOutput, parameters: Bool, merges: Bool, top: Int,
    explained: Int, watch: PatternWatch
  ) throws {
    var mining = mining
    mining.keepsAliases = watch.store != nil
    miner = try TemplateMiner(mining)
    self.mining = mining
    self.form = form
    writesParameters = parameters
    writesMerges = merges
    self.top = top
    self.explained = explained
    if case .records = form { sumsUp = false } else { sumsUp = true }
    isPlain = !sumsUp && !watch.isOn
    self.watch = watch
    fold = watch.fold.map { RepeatFold($0, limit: mining.maximumClusters) }
    if let state = watch.state { goOn(from: state) }
  }

  public mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    guard let message = record.string(.message) else {
      if sumsUp { output.counters.consumed += 1 } else { output.pass(record) }
      return
    }
    if message.hasEscapes {
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

  private mutating func explain(_ slot: Int, _ message: UnsafePointer<UInt8>) {
    explained -= 1
    edits.set(.why) { miner.explain(slot, message, to: &$0) }
  }

  /// Writes merge events, and takes them into the summary.
  mutating func applyChanges(_ output: inout RecordOutput) {
    if watch.isOn { memory.apply(miner.changes) }
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
    guard case .summary = form else { return }
    var writer = SummaryWriter()
    let rows = summary.rows(miner)
    for row in top > 0 ? rows.prefix(top) : rows[...] {
      writer.write(row, total: summary.total, scale: summary.scale, to: &output.buffer)
      summarised += 1
    }
  }

  public mutating func picture(columns: Int?) -> String? {
    guard case .table(let table) = form else { return nil }
    return table.draw(
      summary.rows(miner), summary, evicted: miner.evictedClusters, columns: columns)
  }

  public func report(to counters: inout Counters) {
    counters.own.append(("clusters", miner.count))
    counters.own.append(("evicted_clusters", miner.evictedClusters))
    counters.own.append(("evicted_lines", miner.evictedMessages))
    counters.own.append(("forgotten_words", miner.forgottenWords))
    counters.own.append(("summaries", summarised))
    counters.jit = miner.usesJIT
  }
}
