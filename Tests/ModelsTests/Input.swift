import Templates
import TestSupport

/// What a miner learns from some messages.
func learned(_ messages: [String], _ options: MiningOptions = MiningOptions()) throws -> MinerState
{
  var options = options
  options.keepsAliases = true
  var miner = try TemplateMiner(options)
  for message in messages {
    let bytes = Array(message.utf8) + [UInt8](repeating: 0, count: 64)
    bytes.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      _ = miner.observe(start, count: message.utf8.count)
    }
  }
  var state = miner.stateWithoutRows
  state.masks = options.masks
  state.keptWords = options.keptWords
  state.rows = miner.liveSlots.map { miner.row(of: $0) }
  state.normalise()
  return state
}

/// Messages of a generated log, some of which have words that vary.
func messages(seed: UInt64, count: Int) -> [String] {
  var log = LogGenerator(seed: seed)
  return (0..<count).map { _ in
    let name = "web_\(log.random.pick(["a", "b", "c", "d", "e", "f", "g", "h"]))"
    return log.random.once(in: 5) ? "stopped the pool \(name)" : log.message()
  }
}
