import Testing

@testable import Patterns

@Suite struct PatternTests {
  @Test func `a match says where it ends and which branch it was`() throws {
    let pattern = try Pattern(#"\G(?:\d+(*MARK:N)|[a-z]+(*MARK:W))"#)
    #expect(matched(pattern, "12ab", from: 0) == Found(end: 2, mark: "N"))
    #expect(matched(pattern, "12ab", from: 2) == Found(end: 4, mark: "W"))
    #expect(matched(pattern, "-12", from: 0) == nil)
  }

  @Test func `without a mark it is zero`() throws {
    #expect(matched(try Pattern("b+"), "abbc", from: 0) == Found(end: 3, mark: "\0"))
  }

  @Test func `look-behinds see what stands before the start`() throws {
    let pattern = try Pattern(#"\G(?<=key=)\w+"#)
    #expect(matched(pattern, "key=value", from: 4)?.end == 9)
    #expect(matched(pattern, "kex=value", from: 4) == nil)
  }

  @Test func `bytes are matched, not characters`() throws {
    #expect(matched(try Pattern(#"\G.."#), "é", from: 0)?.end == 2)
  }

  @Test func `the empty pattern and the empty subject match`() throws {
    #expect(matched(try Pattern(""), "", from: 0)?.end == 0)
    #expect(matched(try Pattern("a*"), "", from: 0)?.end == 0)
    #expect(matched(try Pattern("a"), "", from: 0) == nil)
  }

  @Test(arguments: [
    ("(", "missing closing parenthesis at offset 1"), ("a{2,1}", "at offset"),
    ("[z-a]", "at offset"),
    ("*", "at offset 0"), (#"\"#, "at offset 1"), ("(?<n>a)(?<n>b)", "at offset"),
  ])
  func `a pattern that does not compile says why and where`(source: String, words: String) {
    let error = #expect(throws: Pattern.CompileError.self) { _ = try Pattern(source) }
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test(
    arguments: [true, false], [#"\G(?:a+)+$"#, #"\G(?:a|a)*$"#, #"\G(a*)*b"#, #"\G(.*?,){30}x"#])
  func `a catastrophic pattern is no match within the limit`(allowsJIT: Bool, source: String) throws
  {
    let pattern = try Pattern(source, matchLimit: 10_000, allowsJIT: allowsJIT)
    #expect(matched(pattern, String(repeating: "a,", count: 64) + "!", from: 0) == nil)
    #expect(matched(pattern, String(repeating: "a", count: 4_096) + "!", from: 0) == nil)
    // It is still good for the next subject.
    if !source.hasSuffix("x"), !source.hasSuffix("b") {
      #expect(matched(pattern, "aaa", from: 0)?.end == 3)
    }
  }

  @Test func `the interpreter is used when machine code is not allowed`() throws {
    let pattern = try Pattern("a", allowsJIT: false)
    let isCompiled = pattern.isCompiledToMachineCode
    #expect(!isCompiled)
    #expect(matched(pattern, "a", from: 0)?.end == 1)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func `the interpreter finds what machine code finds`(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ bound: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % bound)
    }
    let pieces = [
      "a", "b", "ab", ".", #"\d"#, "[a-c]", "(?:a|bc)", "(?=b)", "(?<!a)", #"\b"#, "^", "$",
    ]
    let counts = ["", "", "*", "+", "?", "{2,3}", "*+", "+?"]
    let source = (0..<1 + next(5)).map { _ in
      let piece = pieces[next(12)]
      return piece.hasPrefix("(?=") || piece.hasPrefix("(?<!") || #"\b^$"#.contains(piece)
        ? piece : piece + counts[next(8)]
    }.joined()
    let fast = try Pattern(source)
    let slow = try Pattern(source, allowsJIT: false)
    for _ in 0..<20 {
      let subject = String((0..<next(12)).map { _ in Array("abc1 .")[next(6)] })
      let start = next(UInt64(subject.utf8.count + 1))
      #expect(
        matched(fast, subject, from: start) == matched(slow, subject, from: start),
        "\(source) on '\(subject)' from \(start)")
    }
  }

  private struct Found: Equatable {
    var end: Int
    var mark: Unicode.Scalar
  }

  private func matched(_ pattern: borrowing Pattern, _ subject: String, from start: Int) -> Found? {
    let bytes = Array(subject.utf8) + [0]
    return bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return nil }
      return pattern.match(base, count: bytes.count - 1, from: start).map {
        Found(end: $0.end, mark: Unicode.Scalar($0.mark))
      }
    }
  }
}
