import Lines
import Testing

@testable import Templates

@Suite struct ExplanationTests {
  @Test func `an explanation tells the tokens, their types and the branch`() throws {
    var mine = try Mine()
    #expect(
      explained("took 5 ms, mode=x ()", &mine) == """
        {"branch":"new","reason":"no pattern has a token of it in such a place",\
        "tokens":[{"at":0,"text":"took","type":"word"},{"at":5,"text":"5 ms","type":"<DURATION>"},\
        {"at":11,"text":"mode","type":"word"},{"at":16,"text":"x","type":"option"},\
        {"at":19,"text":"","type":"empty"}]}
        """)
    #expect(
      explained("took 7 ms, mode=x ()", &mine)
        .hasPrefix(#"{"branch":"known","reason":"a pattern has this row of words and places","#))
  }

  @Test func `for a new pattern it tells the nearest one, and why that was not taken`() throws {
    var mine = try Mine()
    mine.observe("the VM web started")
    mine.observe("the VM web stopped")
    let found = explained("the VM web paused", &mine)
    #expect(
      found.hasPrefix(
        #"{"branch":"new","reason":"word 'paused' differs; 3 of 24 words seen there, 0 of 6 names","#
      ))
    let isShown = found.contains(
      #""similarity":0.75,"differs":[{"token":3,"here":"paused","there":"st"#)
    #expect(isShown, "\(found)")
  }

  @Test(arguments: [
    ("the disk is full", "the disk is very full", "it has 4 tokens, the message 5"),
    ("the disk is full", "the disk was empty", "2 tokens differ; a word is found"),
    ("the disk is full", "the disk is 7", "a value stands where the pattern has word 'full'"),
    ("the disk is 7", "the disk is full", "word 'full' stands where the pattern has a value"),
    ("the disk is full", "the disk is: full", "the text in front of token 3 differs"),
    ("the disk is full", "the disk is full!", "the text behind the last token differs"),
    ("the disk", "a disk", "word 'a' differs; 2 of 64 words seen there, 0 of 16 names"),
    ("7 full", "7 empty", "word 'empty' differs; a pattern keeps one word"),
    ("is it full", "is it kept", "word 'kept' differs; it is never a variable (--keep-word)"),
  ])
  func `every reason has its words`(known: String, message: String, reason: String) throws {
    var options = MiningOptions(maximumClusters: 100)
    options.keptWords = ["kept"]
    var mine = try Mine(options)
    mine.observe(known)
    let found = explained(message, &mine)
    #expect(found.hasPrefix("{\"branch\":\"new\",\"reason\":\"\(reason)"), "\(found)")
  }

  @Test func `gaps are shown where they differ`() throws {
    var mine = try Mine()
    mine.observe("the disk is full")
    let found = explained("the disk is: full", &mine)
    #expect(found.contains(#"{"token":3,"here":": full","there":" full"}"#), "\(found)")
  }

  @Test func `words that proved to vary, and that are known to, are told`() throws {
    var mine = try Mine()
    for name in ["web_a", "web_b", "web_c", "web_d", "web_e"] {
      mine.observe("stopped the pool \(name)")
    }
    #expect(
      explained("stopped the pool web_f", &mine).hasPrefix(
        """
        {"branch":"merged","reason":"6 patterns that differed in word 'web_f' alone are one; \
        6 names or 24 words make it a variable",
        """))
    let found = explained("stopped the pool web_g", &mine)
    #expect(
      found.hasPrefix(
        """
        {"branch":"generalised","reason":"a pattern has this row, with 'web_g' where words are known to vary",
        """))
    #expect(found.hasSuffix(#"{"at":17,"text":"web_g","type":"variable"}]}"#))
  }

  @Test func `of patterns that are as near the one of the smallest id is told`() throws {
    var mine = try Mine()
    let slots = ["a b c one", "a b c two", "a b c three"].map { mine.observe($0) }
    let slot = mine.observe("a b c four")
    let nearest = mine.miner.nearest(to: slot)
    let smallest = slots.map { mine.miner.id(of: $0) }.min()
    #expect(nearest.map { mine.miner.id(of: $0.slot) } == smallest)
  }

  private func explained(_ message: String, _ mine: inout Mine) -> String {
    let slot = mine.observe(message)
    var bytes = Array(message.utf8)
    bytes.append(contentsOf: repeatElement(0, count: 64))
    var text = OutputBuffer(descriptor: -1)
    bytes.withUnsafeBufferPointer {
      if let start = $0.baseAddress { mine.miner.explain(slot, start, to: &text) }
    }
    return String(decoding: Array(text.pending), as: UTF8.self)
  }
}
