import TestSupport
import Testing

@testable import Templates

@Suite struct MinerStateTests {
  @Test func `a state holds the rows and what stands in their places`() throws {
    var mine = try Mine()
    for message in ["disk sda is 12% full", "disk sda is 7% full", "mode=x ()"] {
      mine.observe(message)
    }
    let state = mine.state
    #expect(state.rows.map { text($0.template([])) } == mine.templatesByID)
    #expect(state.rows.map(\.count).sorted() == [1, 2])
    #expect(state.messages == 3)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a miner that takes a state over has the same state`(seed: UInt64) throws {
    var messages = MessageGenerator(seed: seed)
    var log = LogGenerator(seed: seed)
    var mine = try Mine()
    for _ in 0..<300 {
      mine.observe(messages.message())
      mine.observe(messages.noise())
      mine.observe(log.message())
      mine.observe(
        "job \(messages.random.below(40)) of worker\(letters(seed)) x\(letters(UInt64(messages.random.below(40)))) ended"
      )
    }
    let state = mine.state
    let other = try Mine(restoring: state)
    #expect(other.state.differences(from: state) == [])
    #expect(other.inventory == mine.inventory)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a run that goes on from a state gives what one run gives`(seed: UInt64) throws {
    var log = VariedLog(seed: seed)
    let messages = (0..<2_000).map { _ in log.message() }
    var whole = try Mine()
    var first = try Mine()
    let cut = log.random.below(messages.count)
    for message in messages[..<cut] {
      whole.observe(message)
      first.observe(message)
    }
    var second = try Mine(restoring: first.state)
    for message in messages[cut...] {
      let expected = whole.described(whole.observe(message))
      #expect(second.described(second.observe(message)) == expected)
    }
    #expect(second.state.differences(from: whole.state) == [])
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `joining is associative and commutative, and one state stays as it is`(seed: UInt64) throws {
    let states = try self.states(of: seed, parts: 3)
    let (one, two, three) = (states[0], states[1], states[2])
    let all = join([one, two, three])
    #expect(join([join([one, two]), three]) == all)
    #expect(join([one, join([two, three])]) == all)
    #expect(join([three, one, two]) == all)
    #expect(join([one]) == one)
    #expect(all.lines == states.reduce(0) { $0 + $1.lines })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `parts of a log, joined, are the log`(seed: UInt64) throws {
    var log = LogGenerator(seed: seed)
    let messages = (0..<4_000).map { _ in log.message() }
    let states = try split(messages, &log.random)
    var whole = try Mine(restoring: states.whole)
    var joined = try Mine(restoring: states.joined)
    var differing: [String] = []
    for message in messages {
      let slots = (whole.observe(message), joined.observe(message))
      if whole.described(slots.0) != joined.described(slots.1) { differing.append(message) }
    }
    #expect(differing.count * 200 <= messages.count, "\(differing.prefix(5))")
  }

  /// Which words a pattern was first seen with, and so its id, hangs on the order of the lines; nothing else does.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `words that vary in many parts are one pattern with all its lines`(seed: UInt64) throws {
    var log = VariedLog(seed: seed)
    let messages = (0..<4_000).map { _ in log.message() }
    let states = try split(messages, &log.random)
    let whole = try Mine(restoring: states.whole)
    let joined = try Mine(restoring: states.joined)
    #expect(joined.templates == whole.templates)
    #expect(joined.lines == messages.count)
  }

  /// What a miner of all messages has learned, and what miners of 2…16 random parts have.
  private func split(
    _ messages: [String], _ random: inout SeededGenerator
  ) throws -> (whole: MinerState, joined: MinerState) {
    var parts: [[String]] = Array(repeating: [], count: random.number(2...16))
    var whole = try Mine()
    for message in messages {
      whole.observe(message)
      parts[random.below(parts.count)].append(message)
    }
    let states = try parts.map { messages in
      var mine = try Mine()
      for message in messages { mine.observe(message) }
      return mine.state
    }
    return (whole.state, join(states))
  }

  @Test func `an id that became an alias is followed in the other state`() throws {
    var one = try Mine()
    for name in ["web_a", "web_b", "web_c", "web_d", "web_e", "web_f"] {
      one.observe("stopped the pool \(name)")
    }
    var two = try Mine()
    two.observe("stopped the pool web_b")
    let states = join([one.state, two.state])
    #expect(states.aliases.count == 5)
    let joined = try Mine(restoring: states)
    #expect(joined.templates == ["stopped the pool <*>"])
    #expect(joined.lines == 7)
  }

  @Test func `evidence of two states is evidence of one`() throws {
    var one = try Mine()
    for name in ["web_a", "web_b", "web_c"] { one.observe("stopped the pool \(name)") }
    var two = try Mine()
    for name in ["web_d", "web_e", "web_f"] { two.observe("stopped the pool \(name)") }
    let joined = try Mine(restoring: join([one.state, two.state]))
    #expect(joined.templates == ["stopped the pool <*>"])
  }

  @Test func `states of other masks are not joined`() {
    var one = MinerState()
    one.masks = [UserMask(name: "ORDER", pattern: "SO-\\d+")]
    #expect(MinerState.joined([one, MinerState()]) == nil)
  }

  @Test func `a state beyond the bound is cut, and that is counted`() throws {
    var mine = try Mine()
    for index in 0..<40 { mine.observe("\(letters(UInt64(index))) is here", weight: index + 1) }
    let small = try Mine(restoring: mine.state, maximumClusters: 16)
    #expect(small.templates.count <= 16)
    #expect(small.lines + small.miner.evictedMessages == mine.lines)
  }

  private func states(of seed: UInt64, parts: Int) throws -> [MinerState] {
    var log = VariedLog(seed: seed)
    return try (0..<parts).map { _ in
      var mine = try Mine()
      for _ in 0..<500 { mine.observe(log.message()) }
      return mine.state
    }
  }

  private func join(_ states: [MinerState]) -> MinerState {
    MinerState.joined(states) ?? MinerState()
  }
}

/// The log of several services, in which words vary in one place and in two.
private struct VariedLog {
  var random: SeededGenerator
  private var log: LogGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    log = LogGenerator(seed: seed)
  }

  mutating func message() -> String {
    switch random.below(6) {
    case 0: "stopped the pool web_\(letters(UInt64(random.below(12))))"
    case 1: "moved the volume \(word(20)) to the rack \(word(9))_r at night"
    case 2: "rule \(word(40)) of chain input matched"
    case 3: "state is \(random.pick(["fast", "slow", "off"])) on lane \(word(5))"
    default: log.message()
    }
  }

  private mutating func word(_ count: Int) -> String {
    "v_\(letters(UInt64(random.below(count))))"
  }
}

/// A word of letters for a number.
private func letters(_ number: UInt64) -> String {
  number < 26
    ? String(Unicode.Scalar(97 + UInt8(number)))
    : letters(number / 26) + letters(number % 26)
}

extension MinerState {
  /// What differs, in short.
  fileprivate func differences(from other: MinerState) -> [String] {
    var found: [String] = []
    if rows != other.rows {
      for (one, two) in zip(rows, other.rows) where one != two {
        found.append(
          "\(text(one.template([]))) \(one.count) \(two.count) \(text(two.template([])))")
      }
    }
    if aliases != other.aliases { found.append("aliases") }
    if evidence.variables != other.evidence.variables { found.append("variables") }
    for key in Set(evidence.words.keys).union(other.evidence.words.keys)
    where evidence.words[key] != other.evidence.words[key] {
      found.append("\(key): \(evidence.words[key] ?? []) \(other.evidence.words[key] ?? [])")
    }
    return found
  }
}

extension Mine {
  /// A miner that goes on from a state.
  fileprivate init(restoring state: MinerState, maximumClusters: Int = 10_000) throws {
    try self.init(maximumClusters: maximumClusters)
    miner.restore(state)
    miner.clearChanges()
  }

  /// What the miner has learned.
  fileprivate var state: MinerState {
    var state = miner.stateWithoutRows
    state.rows = miner.liveSlots.map { miner.row(of: $0) }
    state.normalise()
    return state
  }

  fileprivate var lines: Int { miner.liveSlots.reduce(0) { $0 + miner.lines(of: $1) } }

  fileprivate var templatesByID: [String] {
    miner.liveSlots.sorted { miner.id(of: $0) < miner.id(of: $1) }.map {
      text(miner.template(of: $0))
    }
  }

  fileprivate func described(_ slot: Int) -> String {
    "\(miner.id(of: slot).text) \(text(miner.template(of: slot)))"
  }
}
