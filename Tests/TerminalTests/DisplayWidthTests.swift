import Testing

@testable import Terminal

@Test(arguments: [
  ("", 0), ("error", 5), ("café", 4), ("cafe\u{301}", 4), ("日本語", 6), ("ｅｒｒ", 6), ("한글", 4),
  ("\u{1112}\u{1161}\u{11AB}", 2), ("✅", 2), ("🚀", 2), ("🇩🇪", 2), ("❤", 1), ("▁█…─", 4),
  ("\u{200B}\u{FE0F}\u{202E}", 0), ("a\u{1B}\u{7F}\u{85}b", 2), ("\u{A0}", 1), ("\u{1F64F}", 2),
  ("\u{1F32C}", 1), ("\u{10FFFD}", 1), ("\u{3000}", 2), ("\u{303F}", 1),
])
func `the width is what a terminal takes`(text: String, width: Int) {
  #expect(displayWidth(text) == width)
}

@Test func `a joined emoji counts each of its parts`() {
  #expect(displayWidth("👩\u{200D}💻") == 4)
}

@Test func `a short text is not cut`() {
  #expect(truncated("error", toColumns: 5, ellipsis: "…") == "error")
  #expect(truncated("日本", toColumns: 4, ellipsis: "…") == "日本")
}

@Test(arguments: [
  ("connection", 5, "…", "conn…"), ("connection", 5, "...", "co..."), ("connection", 1, "…", "…"),
  ("connection", 2, "...", "co"), ("connection", 0, "…", ""), ("connection", -1, "…", ""),
  ("日本語", 5, "…", "日本…"), ("日本語", 4, "…", "日…"), ("日本語", 1, "", ""),
  ("cafe\u{301}s", 4, "", "cafe\u{301}"), ("abe\u{301}cd", 3, "…", "ab…"),
])
func `a cut text ends in the ellipsis`(text: String, limit: Int, ellipsis: String, result: String) {
  #expect(truncated(text, toColumns: limit, ellipsis: ellipsis) == result)
}

@Test(arguments: 0..<200 as Range<UInt64>)
func `a cut text is a prefix and never wider than the limit`(seed: UInt64) {
  var generator = Generator(state: seed)
  let alphabet = Array("ab日🚀é✅ 한e\u{301}👩\u{200D}💻\u{1B}")
  let count = Int.random(in: 0..<20, using: &generator)
  let text = String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
  for limit in 0..<40 {
    let cut = truncated(text, toColumns: limit, ellipsis: "")
    #expect(displayWidth(cut) <= limit && text.hasPrefix(cut))
    #expect(displayWidth(truncated(text, toColumns: limit, ellipsis: "…")) <= limit)
  }
}

@Test func `padding fills up to the width`() {
  #expect(padded("日", toColumns: 4, .left) == "日  ")
  #expect(padded("12", toColumns: 4, .right) == "  12")
  #expect(padded("12345", toColumns: 4, .right) == "12345")
}

/// A generator of the same numbers for the same seed (Knuth's MMIX constants).
private struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
