import Testing

@testable import Redaction

@Suite struct ReplacementTests {
  private func with(_ operators: (String, Operator)..., key: String? = nil) throws
    -> RedactionOptions
  {
    var options = RedactionOptions()
    options.operators = operators.map { (type: $0.0, with: $0.1) }
    options.pseudonyms = try key.map { try Pseudonyms(keyText: $0) }
    return options
  }

  @Test func `each kind may have another operator`() throws {
    let text = "card 4111111111111111 from 203.0.113.9 by ann@example.org"
    #expect(
      try redacted(
        text, options: with(("CREDIT_CARD", .lastFour), ("IP", .prefix), ("EMAIL", .drop)))
        == "card ************1111 from 203.0.113.0 by ")
    #expect(try redacted(text, options: with(("EMAIL", .mask))).hasSuffix("by ***************"))
  }

  @Test func `the same value has the same token under one key, another one under another`() throws {
    let key = "0123456789abcdef0123"
    let once = try redacted("mail ann@example.org", options: with(("EMAIL", .pseudonym), key: key))
    #expect(
      once == (try redacted("mail ann@example.org", options: with(("EMAIL", .pseudonym), key: key)))
    )
    #expect(once.count == "mail <EMAIL:0123456789ab>".count)
    #expect(
      once
        != (try redacted(
          "mail ann@example.org", options: with(("EMAIL", .pseudonym), key: "x" + key))))
    let second = try with(("EMAIL", .pseudonym), key: "k1:\(key)\nk2:\(key)\n")
    #expect(
      try redacted("mail ann@example.org", options: second) == once.replacing(":", with: ":k2."))
  }

  @Test func `a pseudonym needs a key of 16 bytes`() throws {
    #expect(throws: RedactionError.self) { try redacted("x", options: with(("EMAIL", .pseudonym))) }
    #expect(throws: RedactionError.self) { try Pseudonyms(keyText: "short") }
    #expect(throws: RedactionError.self) { try Pseudonyms(keyText: "\n") }
  }

  @Test func `networks keep 24 and 48 bits`() throws {
    let options = try with(("IP", .prefix))
    #expect(try redacted("a 2001:db8:1:2::7 b", options: options) == "a 2001:db8:1:: b")
    #expect(try redacted("a 2001:db8::7 b", options: options) == "a 2001:db8:0:: b")
  }

  @Test func `unknown names are errors`() {
    #expect(throws: RedactionError.self) { try Operator(name: "hash") }
    var options = RedactionOptions()
    options.types = ["EMAILS"]
    #expect(throws: RedactionError.self) { try findings(in: "x", options: options) }
    options = RedactionOptions()
    options.rules = [("X", "(")]
    #expect(throws: RedactionError.self) { try findings(in: "x", options: options) }
  }

  @Test func `Keccak-256 is that of Ethereum`() {
    let hash = Keccak.hash256([]).map { String($0, radix: 16) }.joined(separator: " ")
    #expect(hash.hasPrefix("c5 d2 46 1 86 f7 23 3c"))
  }
}
