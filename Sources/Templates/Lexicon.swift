/// Words that say something of the words beside them.
///
/// Few and general: prepositions and nouns behind which a name stands, the words for truth and nothing, accounts
/// that every system has. A word of at most eight letters is found by one multiplication.
struct Lexicon: ~Copyable {
  enum Meaning: UInt8 {
    case none
    /// `true`, `null`: a value wherever it stands.
    case truth
    /// `Jan`, `Mon`: may begin a date.
    case calendar
    /// `for`, `by`: an account may follow, and `user`.
    case preposition
    /// `for`: the name up to `from` follows.
    case purpose
    /// `invalid`: behind it, `user` is followed by a name.
    case qualifier
    case user
    /// `root`, `admin`.
    case account
  }

  private static let words: [(Meaning, String)] = [
    (.truth, "true false null True False TRUE FALSE NULL nil"),
    (
      .calendar, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June"
    ),
    (.calendar, "July August October November December Mon Tue Wed Thu Fri Sat Sun Monday Tuesday"),
    (.calendar, "Thursday Friday Saturday Sunday"),
    (.preposition, "by of as"),
    (.purpose, "for"),
    (.qualifier, "invalid illegal unknown Invalid Illegal Unknown"),
    (.user, "user User"),
    (.account, "root admin guest nobody daemon operator"),
  ]

  private static let size = 256
  private let keys: UnsafeMutablePointer<UInt64>
  private let meanings: UnsafeMutablePointer<Meaning>

  init() {
    keys = .allocate(capacity: Self.size)
    keys.initialize(repeating: 0, count: Self.size)
    meanings = .allocate(capacity: Self.size)
    meanings.initialize(repeating: .none, count: Self.size)
    for (meaning, list) in Self.words {
      for word in list.split(separator: " ") where word.utf8.count <= 8 {
        var key: UInt64 = 0
        for (index, byte) in word.utf8.enumerated() { key |= UInt64(byte) << UInt64(index * 8) }
        var slot = Self.slot(key)
        while keys[slot] != 0 { slot = (slot + 1) & (Self.size - 1) }
        keys[slot] = key
        meanings[slot] = meaning
      }
    }
  }

  deinit {
    keys.deallocate()
    meanings.deallocate()
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 56)
  }

  /// What a word means.
  ///
  /// - Parameter key: Its bytes, at most eight, the first one lowest, zeros behind them.
  /// - Returns: Its meaning; `.none` for most words.
  @inline(__always)
  func meaning(_ key: UInt64) -> Meaning {
    var slot = Self.slot(key)
    while keys[slot] != 0 {
      if keys[slot] == key { return meanings[slot] }
      slot = (slot &+ 1) & (Self.size &- 1)
    }
    return .none
  }

  /// Names of keys whose value is a name, a place or a number of something, whatever it looks like.
  private static let variableKeys = [
    "user", "username", "usr", "login", "account", "owner", "ruser", "uid", "gid", "name", "host",
    "hostname", "rhost", "server", "node", "ip", "addr", "address", "client", "peer", "src", "dst",
    "source", "dest", "path", "dir", "url", "uri", "id", "pid", "tid", "key", "token",
    "session", "request", "message", "msg", "query", "job", "task", "topic", "queue", "table", "db",
    "bucket", "image", "pod", "email", "cmp", "act", "dat", "pkg", "ws", "value", "label", "tag",
  ]
  private static let keyHashes = Set(variableKeys.map { packed($0.utf8) })

  private static func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }

  /// Whether the value of a key varies by what the key says: `user=`, `hostName=`, `trace_id=`.
  static func isVariableKey(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let key = UnsafeBufferPointer(start: text + start, count: end - start)
    if key.count <= 8, keyHashes.contains(packed(key)) { return true }
    // The last part or hump.
    var first = end
    while first > start, (text[first - 1] | 0x20) &- 97 < 26 {
      first -= 1
      if text[first] &- 65 < 26, first > start, text[first - 1] &- 97 < 26 { break }
    }
    guard first > start, end - first <= 8 else { return false }
    return keyHashes.contains(
      packed(UnsafeBufferPointer(start: text + first, count: end - first)))
  }

  /// Two letters are a country's, but those that are words, too.
  private static let domains: Set<String> = [
    "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "local", "lan", "internal",
    "intra", "corp", "arpa", "cloud", "svc",
  ]
  private static let wordsOfTwo: Set<String> = [
    "id", "is", "in", "to", "me", "so", "no", "do", "it", "at", "by", "be", "as", "my", "us", "am",
    "io", "ms", "sh", "py", "pl", "rs", "cc", "ps",
  ]

  /// Whether the last label of a dotted name is one of host names.
  static func isTopLevelDomain(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let label = String(
      decoding: UnsafeBufferPointer(start: text + start, count: end - start), as: UTF8.self)
    return label.utf8.count == 2 ? !wordsOfTwo.contains(label) : domains.contains(label)
  }

  /// Names of methods and machines whose digits belong to them.
  private static let technical: Set<String> = [
    "sha256", "sha384", "sha512", "sha224", "utf16", "utf32", "x86", "x64", "i386", "i486", "i586",
    "i686", "amd64", "arm64", "base64", "base32", "win32", "win64", "h264", "h265", "aes128",
    "aes192", "aes256", "rs256", "hs256", "es256", "ed25519", "crc32", "crc64", "fat32", "rc4",
    "uint32", "uint64", "int32", "int64", "float32", "float64", "http11",
  ]

  /// They with `0` for every digit, packed.
  private static let technicalShapes = Set(technical.map { shape($0.utf8) })

  private static func shape(_ word: some Sequence<UInt8>) -> UInt64 {
    word.reduce(0) { $0 << 8 | UInt64($1 &- 48 < 10 ? UInt8(ascii: "0") : $1 | 0x20) }
  }

  /// Whether other digits could make it such a name.
  static func mayBeTechnical(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    count <= 8 && technicalShapes.contains(shape(UnsafeBufferPointer(start: text, count: count)))
  }

  /// Whether a word with digits is such a name.
  static func isTechnical(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 8 else { return false }
    let word = String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    return technical.contains(word.lowercased())
  }
}
