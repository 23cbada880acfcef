import Testing

@testable import Templates

@Suite struct LexiconTests {
  @Test func `a word means something to the words beside it`() {
    #expect(meaning("for") == .purpose)
    #expect(meaning("invalid") == .qualifier)
    #expect(meaning("connection") == .none)
  }

  @Test(arguments: [
    ("true", Lexicon.Meaning.truth), ("NULL", .truth), ("nil", .truth), ("TRUE", .truth),
    ("Jan", .calendar), ("February", .calendar), ("Sunday", .calendar), ("by", .preposition),
    ("of", .preposition), ("as", .preposition), ("Illegal", .qualifier), ("unknown", .qualifier),
    ("user", .user), ("root", .account), ("operator", .account),
  ])
  func `all words of the list are found`(word: String, meaning: Lexicon.Meaning) {
    #expect(self.meaning(word) == meaning)
  }

  @Test(arguments: ["", "a", "tru", "truee", "Root", "USER", "jan", "xxxxxxxx", "For", "é"])
  func `words are told apart by all their bytes`(word: String) { #expect(meaning(word) == .none) }

  @Test(arguments: [
    "user", "User", "USER", "uid", "msg", "hostName", "host_name", "trace_id", "sessionID",
    "src-ip", "a.b.user", "remoteAddress",
  ])
  func `keys whose last part is a telling name have values that vary`(key: String) {
    #expect(isVariableKey(key))
  }

  @Test(arguments: ["", "tty", "mode", "valid", "grid", "users", "userMode", "id_type", "x1", "é"])
  func `other keys may have the same value always`(key: String) { #expect(!isVariableKey(key)) }

  @Test(arguments: ["com", "local", "de", "uk", "svc"])
  func `names of domains`(label: String) { #expect(isTopLevelDomain(label)) }

  @Test(arguments: ["id", "ms", "job", "dir", "py", "home", "exe", "c"])
  func `words that end dotted names`(label: String) { #expect(!isTopLevelDomain(label)) }

  @Test(arguments: ["sha256", "SHA256", "i386", "x86", "utf16", "ed25519"])
  func `names of methods and machines keep their digits`(word: String) {
    #expect(isTechnical(word))
  }

  @Test(arguments: ["", "sha257", "sha2561", "worker12", "sha256-x"])
  func `other words with digits are none`(word: String) { #expect(!isTechnical(word)) }

  private func meaning(_ word: String) -> Lexicon.Meaning {
    var key: UInt64 = 0
    for (index, byte) in word.utf8.enumerated() { key |= UInt64(byte) << UInt64(index * 8) }
    return Lexicon().meaning(key)
  }

  private func isVariableKey(_ key: String) -> Bool {
    withBytes(key) { Lexicon.isVariableKey($0, 0, $1) }
  }

  private func isTopLevelDomain(_ label: String) -> Bool {
    withBytes(label) { Lexicon.isTopLevelDomain($0, 0, $1) }
  }

  private func isTechnical(_ word: String) -> Bool {
    withBytes(word) { Lexicon.isTechnical($0, $1) }
  }

  private func withBytes(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> Bool) -> Bool {
    let bytes = Array(text.utf8)
    let memory = GuardedMemory(capacity: bytes.count)
    return body(memory.place(bytes), bytes.count)
  }
}
