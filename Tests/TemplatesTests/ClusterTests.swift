import TestSupport
import Testing

@testable import Templates

@Suite struct ClusterTests {
  @Test func `a place shows its type while all values have one`() throws {
    var mine = try Mine()
    #expect(mine.template("took 7") == "took <NUM>")
    #expect(mine.template("took 0x1f") == "took <HEX>")
    #expect(mine.template("took 8") == "took <HEX>")
    #expect(mine.template("took 5 ms") == "took <*>")
    #expect(mine.template("took 9") == "took <*>")
    #expect(mine.miner.count == 1)
  }

  @Test func `an option shows its text until another one comes`() throws {
    var mine = try Mine()
    #expect(mine.template("tty=ssh open") == "tty=ssh open")
    #expect(mine.template("tty=ssh open") == "tty=ssh open")
    #expect(mine.template("tty=ftp open") == "tty=<*> open")
    #expect(mine.template("tty=ssh open") == "tty=<*> open")
  }

  @Test(arguments: [
    (["f()", "f()"], "f()"), (["f()", "f(7)"], "f(<NUM>)"), (["f(7)", "f()"], "f(<NUM>)"),
    (["a= b", "a=x b"], "a=<*> b"), (["a=x b", "a= b"], "a=<*> b"),
    (["a=x b", "a=7 b"], "a=<*> b"),
    (["a=7 b", "a=x b"], "a=<*> b"), (["a=7 b", "a= b"], "a=<NUM> b"),
    (["say \"a\"", "say \"b\""], "say \"<STR>\""), (["say \"a\"", "say \"\""], "say \"<STR>\""),
    (["say \"\"", "say \"a\""], "say \"<STR>\""), (["say \"a\"", "say \"7\""], "say \"<STR>\""),
    (["at /a/b", "at 10.0.0.7"], "at <*>"), (["at blk_-1 blk_-2", "at blk_-3"], "at <ID>"),
  ])
  func `what stood in a place tells how it is shown`(messages: [String], template: String) throws {
    var mine = try Mine()
    for message in messages { mine.observe(message) }
    #expect(mine.templates == [template])
  }

  /// Every order of every few things that may stand in a place.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a place does not depend on the order of what came`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let values = ["", "x", "y", "7", "0x1f", "5 ms", "/a/b", "<*>"]
    let messages = (0...random.below(4)).map { _ in "a=\(random.pick(values)), b" }
    var first = try Mine()
    for message in messages { first.observe(message) }
    var second = try Mine()
    for message in messages.shuffled(using: &random) { second.observe(message) }
    let (one, other) = (first.inventory, second.inventory)
    #expect(one == other && one.count == 1)
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `places join as if all messages had come to one of them`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let messages = (0..<4).map { _ in "a=\(random.pick(["", "x", "y", "7", "0x1f", "5 ms"])), b" }
    func place(_ messages: some Sequence<String>) throws -> Place? {
      var mine = try Mine()
      var slot = 0
      for message in messages { slot = mine.observe(message) }
      return Place(mine.miner.clusters[slot].tokens[1])
    }
    let all = try place(messages)
    for split in 1..<4 {
      var left = try place(messages[..<split])
      if let right = try place(messages[split...]) { left?.join(right) }
      #expect(left == all, "\(messages)")
    }
  }

  @Test func `merged clusters keep what stood in the places of all`() throws {
    var mine = try Mine()
    for (index, name) in ["a", "b", "c", "d", "e", "f"].enumerated() {
      mine.observe("stopped the pool web_\(name) tty=\(index < 3 ? "x" : "y") f() after \(index)")
    }
    #expect(mine.templates == ["stopped the pool <*> tty=<*> f() after <NUM>"])
  }

  @Test func `constants are the places that all messages share`() throws {
    var mine = try Mine()
    let slot = mine.observe("tty=ssh f() 7 mode=x")
    #expect(mine.miner.clusters[slot].constants.map(\.position) == [1, 6])
    #expect(
      (0..<7).map { mine.miner.clusters[slot].isVariable($0) } == [
        false, false, false, false, true, false, false,
      ])
    #expect(mine.miner.clusters[slot].constantWords == 3)
  }
}
