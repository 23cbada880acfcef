import TestSupport
import Testing

@testable import Templates

/// Ids are the same wherever, in whatever order, and behind whatever redaction messages are read.
@Suite struct IdentityTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `messages keep their ids in another order`(seed: UInt64) throws {
    var log = LogGenerator(seed: seed)
    let messages = (0..<600).map { _ in log.message() }
    let first = try read(messages)
    var order = Array(messages.indices)
    order.shuffle(using: &log.random)
    let second = try read(order.map { messages[$0] })
    let lost = order.indices.filter { first.ids[order[$0]] != second.ids[$0] }
    #expect(lost.count * 200 <= messages.count, "\(lost.prefix(5).map { messages[order[$0]] })")
    #expect(first.templates == second.templates)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `messages keep their ids when they are redacted`(seed: UInt64) throws {
    var log = LogGenerator(seed: seed)
    let pairs = (0..<600).map { _ in log.pair() }
    let plain = try read(pairs.map(\.plain))
    let redacted = try read(pairs.map(\.redacted))
    let lost = pairs.indices.filter { plain.ids[$0] != redacted.ids[$0] }
    #expect(lost.count * 100 <= pairs.count, "\(lost.prefix(5).map { pairs[$0] })")
  }

  @Test func `templates are read as themselves`() throws {
    var log = LogGenerator(seed: 1)
    var mine = try Mine()
    for _ in 0..<600 { mine.observe(log.message()) }
    for slot in mine.miner.liveSlots {
      let template = mine.miner.template(of: slot)
      #expect(mine.observe(template) == slot, "\(text(template))")
    }
  }

  private func read(_ messages: [String]) throws -> (ids: [ClusterID], templates: [String]) {
    var mine = try Mine()
    var ids: [ClusterID] = []
    for message in messages {
      let slot = mine.observe(message)
      ids.append(mine.miner.id(of: slot))
    }
    return (ids, mine.templates)
  }
}
