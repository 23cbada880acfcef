import TestSupport
import Testing

@testable import Templates

/// Messages known by their bytes but for digits are dealt with as if they were cut into tokens.
@Suite struct KnownMessagesTests {
  @Test func `messages that differ in digits are found`() throws {
    var mine = try Mine.skippingTokens()
    for number in 10..<20 { mine.observe("took \(number)12 ms for order 48\(number)") }
    #expect(mine.templates == ["took <DURATION> for order <NUM>"])
    #expect(mine.miner.messagesFoundKnown == 8)
  }

  @Test func `digits of words are told apart`() throws {
    var mine = try Mine.skippingTokens()
    for _ in 0..<4 {
      for version in ["1.1", "2.0"] { mine.observe("served over HTTP/\(version) in 7 ms") }
    }
    #expect(
      mine.templates == [
        "served over HTTP/1.1 in <DURATION>", "served over HTTP/2.0 in <DURATION>",
      ])
  }

  @Test(arguments: [
    ("use sha257 here", "use sha256 here"), ("at 1x1f now", "at 0x1f now"),
    ("mode=a1 set", "mode=a2 set"), ("\"b7c\" and \"k1\" go", "\"b8c\" and \"k2\" go"),
    ("k=sha257", "k=sha256"), ("got 10X7 of x9x", "got 00x7 of x0x"),
  ])
  func `what hangs on a digit does so for known messages`(pair: (first: String, second: String))
    throws
  {
    let messages = Array(repeating: pair.first, count: 4) + [pair.second, pair.first, pair.second]
    try expectSame(messages.map { Array($0.utf8) })
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `known messages get what unknown ones get`(seed: UInt64) throws {
    var log = LogGenerator(seed: seed)
    var messages = MessageGenerator(seed: seed)
    var kinds: [[UInt8]] = []
    for _ in 0..<60 {
      kinds += [messages.message(), messages.noise(), Array(log.message().utf8)]
    }
    try expectSame(
      (0..<1_500).map { _ in
        messages.random.pick(kinds).map { byte in
          let isDigit = byte &- 48 < 10
          return isDigit ? UInt8(ascii: "0") + UInt8(messages.random.below(10)) : byte
        }
      })
  }

  /// Holds a miner that skips tokens against one that does not, few enough clusters being kept that some are evicted.
  private func expectSame(_ messages: [[UInt8]]) throws {
    var quick = try Mine(maximumClusters: 120)
    quick.miner.skipsTokens = true
    quick.miner.keepsParameters = true
    var slow = try Mine(maximumClusters: 120)
    for message in messages {
      let found = quick.observe(message)
      let expected = slow.observe(message)
      let isSame =
        quick.miner.id(of: found) == slow.miner.id(of: expected)
        && quick.miner.template(of: found) == slow.miner.template(of: expected)
        && quick.miner.parameters(of: found) == slow.miner.parameters(of: expected)
      #expect(isSame, "\(text(message))")
      if !isSame { return }
    }
    #expect(quick.inventory == slow.inventory)
  }
}

extension Mine {
  fileprivate static func skippingTokens() throws -> Mine {
    var mine = try Mine()
    mine.miner.skipsTokens = true
    return mine
  }
}
