import TestSupport
import Testing

@testable import Selection

@Suite struct GlobTests {
  @Test(arguments: [
    ("payment", "payment"), ("pay*", "payment"), ("*ment", "payment"), ("p*y*t", "payment"),
    ("*", ""), ("?ay", "pay"), ("?", "é"), ("[a-c]x", "bx"), ("[!a-c]x", "dx"), ("a[]]b", "a]b"),
    ("a\\*b", "a*b"), ("a[b", "a[b"), ("**a**", "xax"), ("shop-*-v?", "shop-a-b-v2"), ("[a-]", "-"),
  ])
  func `such a text fits`(glob: String, text: String) { #expect(fits(glob, text)) }

  @Test(arguments: [
    ("payment", "payments"), ("pay", "payment"), ("?", ""), ("?", "ab"), ("[a-c]x", "dx"),
    ("a\\*b", "axb"), ("", "a"), ("a*b*c", "acb"),
  ])
  func `such a text does not fit`(glob: String, text: String) { #expect(!fits(glob, text)) }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `stars take what a walk over all ways would find`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let glob = String((0..<random.below(8)).map { _ in random.pick(Array("ab*?")) })
    for _ in 0..<50 {
      let text = String((0..<random.below(8)).map { _ in random.pick(Array("ab")) })
      #expect(fits(glob, text) == walks(glob[...], text[...]), "\(glob) \(text)")
    }
  }

  private func fits(_ glob: String, _ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { Glob(glob).matches($0) }
  }

  private func walks(_ glob: Substring, _ text: Substring) -> Bool {
    guard let part = glob.first else { return text.isEmpty }
    if part == "*" {
      return walks(glob.dropFirst(), text) || !text.isEmpty && walks(glob, text.dropFirst())
    }
    guard let letter = text.first, part == "?" || part == letter else { return false }
    return walks(glob.dropFirst(), text.dropFirst())
  }
}
