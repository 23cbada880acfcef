import Clustering
import Lines
import Platform
import Records
import Support
import Templates
import TestSupport

private struct State: ~Copyable {
  let files = ScratchFiles()
  let line = GuardedLine(capacity: 1 << 18)
  /// Holds few clusters, so that they are evicted all the time.
  var miner = try? TemplateMiner(MiningOptions(maximumClusters: 64))
  /// The same, but for messages that are known by their bytes.
  var quick = try? quickMiner()

  private static func quickMiner() throws -> TemplateMiner {
    var miner = try TemplateMiner(MiningOptions(maximumClusters: 64))
    miner.skipsTokens = true
    miner.keepsParameters = true
    return miner
  }
}

nonisolated(unsafe) private var state = State()
nonisolated(unsafe) private var repaired = RepairedText()

private func filter(_ form: ClusterOutput) -> RecordFilter<TemplateStage> {
  guard
    let stage = try? TemplateStage(
      mining: MiningOptions(maximumClusters: 16), form: form, parameters: true, merges: true,
      listing: SummaryListing(), explained: 2)
  else { broken("the masks do not compile") }
  return RecordFilter(stage: stage, passesEvents: true)
}

private func output(
  _ form: ClusterOutput, _ input: UnsafeBufferPointer<UInt8>, chunk: Int
) -> (output: [UInt8], rejected: [Int]) {
  var filter = filter(form)
  return run(&filter, input, chunk: chunk, state.files)
}

/// Records and summaries are JSON, their bytes do not hang on the size of reads, and places hold what stands in the message.
private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  let whole = output(.records, input, chunk: 1 << 16)
  checkRecords(whole.output)
  let cut = output(.records, input, chunk: smallChunk(count))
  expect(cut == whole, "small chunks")
  checkRecords(output(.summary, input, chunk: 1 << 16).output)
  for line in input.split(separator: UInt8(ascii: "\n")) {
    repaired.withRepaired(UnsafeBufferPointer(rebasing: line)) { check($0) }
  }
  return 0
}

private func check(_ message: UnsafeBufferPointer<UInt8>) {
  let text = state.line.place(message, end: UInt8(ascii: "1"))
  guard let slot = state.miner?.observe(text, count: message.count) else { return }
  expect(state.miner?.liveSlots.contains(slot) == true, "the slot is alive")
  expect(state.miner?.count ?? 0 <= 64, "too many clusters")
  if let known = state.quick?.observe(text, count: message.count) {
    expect(state.quick?.id(of: known) == state.miner?.id(of: slot), "the id of a known message")
    expect(
      state.quick?.template(of: known) == state.miner?.template(of: slot),
      "the template of a known message")
    expect(
      state.quick?.parameters(of: known) == state.miner?.parameters(of: slot),
      "the parameters of a known message")
    state.quick?.clearChanges()
  }
  var end = 0
  for range in state.miner?.parameters(of: slot) ?? [] {
    expect(range.lowerBound >= end && range.upperBound <= message.count, "places in order")
    end = range.upperBound
  }
  guard let template = state.miner?.template(of: slot), let members = state.miner?.members(of: slot)
  else { return }
  expect(String(validating: template, as: UTF8.self) != nil, "a template is UTF-8")
  let record = [UInt8(ascii: "{")] + members.dropFirst() + [UInt8(ascii: "}")]
  expect(StrictJSON.members(of: record)?.count == 2, "members of a record")
  state.miner?.clearChanges()
}

@main
enum FuzzMiner {
  static func main() { exit(fuzz { test($0, $1) }) }
}
