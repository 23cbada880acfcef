import Testing

@testable import Templates

@Suite struct ExplanationTests {
  @Test func `an explanation tells the values and whether the row was known`() throws {
    var mine = try Mine()
    let slot = mine.observe("took 5 ms at 10.0.0.7")
    #expect(
      mine.miner.explanation(of: slot) == """
        {"branch":"new","tokens":4,"values":[{"at":5,"type":"<DURATION>"},{"at":13,"type":"<IP>"}],\
        "variable_words":[]}
        """)
    mine.observe("took 7 ms at 10.0.0.7")
    #expect(mine.miner.explanation(of: slot).hasPrefix(#"{"branch":"known","tokens":4"#))
  }

  @Test func `it tells the words that became variables`() throws {
    var mine = try Mine()
    var slot = 0
    for name in ["web_a", "web_b", "web_c", "web_d", "web_e", "web_f"] {
      slot = mine.observe("stopped the pool \(name)")
    }
    #expect(mine.miner.explanation(of: slot).hasSuffix(#""variable_words":[3]}"#))
  }
}
