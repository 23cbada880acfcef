import Lines
import TestSupport
import Testing

@Suite struct PrefixTrieTests {
  @Test func `digits are all alike`() {
    var trie = PrefixTrie()
    insert("Dec 10 06:55:46 web sshd[24200]:", 7, &trie)
    expect("Jan 10 06:55:46 web sshd[24200]: x", -1, trie)
    expect("Dec 31 23:59:59 web sshd[11111]: x", 7, trie)
    expect("Dec 31 23:59:59 web sshd[1111]: xy", -1, trie)
    expect("Dec 31 23:59:59 web", -1, trie)
  }

  @Test func `the shorter of two prefixes is found`() {
    var trie = PrefixTrie()
    insert("0123456789abcdef", 1, &trie)
    insert("0123456789abcdefgh", 2, &trie)
    insert("0123456789abcdeX", 3, &trie)
    expect("9999999999abcdefgh", 1, trie)
    expect("9999999999abcdeXgh", 3, trie)
  }

  @Test func `a known prefix gets another value`() {
    var trie = PrefixTrie()
    insert("a1", 1, &trie)
    insert("a2", 2, &trie)
    let replaced = trie.replaced
    #expect(replaced == 1)
    expect("a3", 2, trie)
  }

  @Test func `each of many prefixes is found, and others are not`() {
    var trie = PrefixTrie()
    for number in 0..<Int32(3_000) { insert("\(word(number))[7] \(word(number))", number, &trie) }
    for number in 0..<Int32(3_000) {
      expect("\(word(number))[4] \(word(number))", number, trie)
      expect("\(word(number))[4] \(word(number + 1)) ", -1, trie)
      expect("\(word(number + 3_000))[4] \(word(number))", -1, trie)
    }
    trie.removeAll()
    expect("\(word(1))[4] \(word(1))", -1, trie)
  }

  @Test func `there is an end to the room`() {
    var trie = PrefixTrie()
    var count = 0
    while trie.insertText("\(word(Int32(count)))", Int32(count)) { count += 1 }
    #expect(count == PrefixTrie.maximumBlocks - 1)
  }

  /// A word of letters, another one for each number.
  private func word(_ number: Int32) -> String {
    var rest = number
    var letters = ""
    for _ in 0..<6 {
      letters.append(Character(Unicode.Scalar(UInt8(97 + rest % 26))))
      rest /= 26
    }
    return letters
  }

  private func insert(_ text: String, _ value: Int32, _ trie: inout PrefixTrie) {
    let isIn = trie.insertText(text, value)
    #expect(isIn)
  }

  private func expect(
    _ text: String, _ value: Int32, _ trie: borrowing PrefixTrie,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let found = trie.find(Array(text.utf8) + [UInt8](repeating: 10, count: 32))
    #expect(found == value, "\(text)", sourceLocation: location)
  }
}

extension PrefixTrie {
  fileprivate mutating func insertText(_ text: String, _ value: Int32) -> Bool {
    let bytes = Array(text.utf8) + [UInt8](repeating: 10, count: 32)
    return insert(bytes, count: text.utf8.count, value: value)
  }
}
