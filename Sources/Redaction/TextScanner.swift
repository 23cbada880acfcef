/// Finds personal data and secrets in a text, in one pass.
///
/// The text is cut into words: runs of letters, digits and `_`. Each rule has bytes or words that it hangs on (the `@` of an
/// address, the digits of a card, the `=` behind `password`) and looks at what is around them; nothing else costs more than a look
/// at a table. So the time is linear in the length: what a rule passes on its way it does not pass again.
struct TextScanner: ~Copyable {
  /// What was found, in no order, overlapping; ``Array/merge()`` makes spans of it.
  var findings: [Finding] = []
  /// Whether a private key that begins in the text goes on behind it.
  var opensKey = false
  /// The accounts and passwords in addresses of the web.
  var authorities: [Range<Int>] = []
  /// Whether the text at hand was decoded: accounts in addresses were found before that, since their escapes part them.
  var isDecoded = false
  var text = Text(start: UnsafePointer(bitPattern: 8).unsafelyUnwrapped, count: 0)
  var keys = KeyCache()
  let providers = ProviderKey()
  let commands = ShellCommand.firsts
  /// Whether the text has escapes other than those of JSON.
  var hasEscapes = false
  /// The kinds of the keys before the braces that are open; of more than 64 levels the outer ones.
  var parents: [KeyKind] = []
  var context = Context()
  private let classes: UnsafeMutablePointer<UInt8>

  /// What the words before the place at hand speak of; each is the byte behind the word that said so.
  struct Context {
    static let never = -1_000

    var phone = never
    var version = never
    /// The same of a word that says it only of the next number.
    var versionNext = never
    /// A version was told in the text already.
    var hasVersion = false
    var place = never
    /// The same of a word that is also said of other places: `position`.
    var weakPlace = never
    /// The values up to here are named as versions, or as numbers of things.
    var versionUntil = 0
    var referenceUntil = 0
    /// Tokens, headers and commands up to here were looked at.
    var tokenUntil = 0
    var headerUntil = 0
    /// Values up to here were taken as a whole.
    var takenUntil = 0
    var valuesUntil = 0
    /// A word for a password was said, and what it is may be said up to here.
    var passwordUntil = 0
    /// Whether the text is about an exchange of OAuth (RFC 6749); nil: not looked yet.
    var isOAuth: Bool?
    /// The `@` up to here are taken: they part an account from a host.
    var accountUntil = 0
    /// The last command whose short flags are known.
    var command = ShellCommand.Command.none
  }

  init() {
    classes = .allocate(capacity: 256)
    for byte in 0..<256 { classes[byte] = Self.wordClass(UInt8(byte)) }
  }

  deinit { classes.deallocate() }

  // The parts of a word: what it has.
  static let lower: UInt8 = 1
  static let upper: UInt8 = 2
  static let digit: UInt8 = 4
  static let underscore: UInt8 = 8
  static let beyondASCII: UInt8 = 16
  static let notHex: UInt8 = 32

  private static func wordClass(_ byte: UInt8) -> UInt8 {
    if isDigit(byte) { return digit }
    let hex = isHex(byte) ? 0 : notHex
    if isLower(byte) { return lower | hex }
    if isUpper(byte) { return upper | hex }
    if byte == UInt8(ascii: "_") { return underscore | notHex }
    return byte >= 0x80 ? beyondASCII | notHex : 0
  }

  /// Looks through a text.
  ///
  /// - Parameters:
  ///   - text: The text; it must stay until ``findings`` are read.
  ///   - kind: What the key of the whole text says of it.
  ///   - parent: What the key of the object around it says.
  mutating func scan(_ text: Text, kind: KeyKind = .none, parent: KeyKind = .none) {
    self.text = text
    findings.removeAll(keepingCapacity: true)
    authorities.removeAll(keepingCapacity: true)
    opensKey = false
    hasEscapes = false
    parents.removeAll(keepingCapacity: true)
    context = Context()
    if kind != .none { scanWhole(kind, parent) }
    var index = 0
    while index < text.count {
      let kinds = classes[Int(text.start[index])]
      if kinds == 0 {
        index = mark(text.start[index], at: index)
      } else if kinds & Self.beyondASCII != 0, !text.isWordBeyondASCII(at: index) {
        index = markBeyondASCII(at: index)
      } else {
        index = word(at: index)
      }
    }
  }

  /// Adds a finding; says where to go on.
  @inline(__always)
  mutating func add(_ finding: Finding) -> Int {
    findings.append(finding)
    return finding.end
  }

  mutating func add(_ start: Int, _ end: Int, _ type: DataType) {
    if start < end { findings.append(Finding(start: start, end: end, type: type)) }
  }

  /// Passes a word; returns where to go on.
  @inline(__always)
  private mutating func word(at start: Int) -> Int {
    var kinds: UInt8 = 0
    var end = start
    while end < text.count {
      let kind = classes[Int(text.start[end])]
      if kind == 0 || kind & Self.beyondASCII != 0 && !text.isWordBeyondASCII(at: end) { break }
      kinds |= kind
      end += 1
    }
    if kinds == Self.digit { return number(start, end) }
    return letters(start, end, kinds)
  }

  // MARK: marks

  /// Looks at a byte that is no part of a word; returns where to go on.
  @inline(__always)
  private mutating func mark(_ byte: UInt8, at index: Int) -> Int {
    switch byte {
    case UInt8(ascii: "@"): return account(at: index)
    case UInt8(ascii: "-"): return dash(at: index)
    case UInt8(ascii: "/"): return slash(at: index)
    case UInt8(ascii: "\\"):
      if text[index + 1] == UInt8(ascii: "u") { hasEscapes = true }
      return slash(at: index)
    case UInt8(ascii: "%"):
      if isHex(text[index + 1]), isHex(text[index + 2]) { hasEscapes = true }
      return index + 1
    case UInt8(ascii: "&"):
      if DecodedText.isReference(text, at: index) { hasEscapes = true }
      return index + 1
    case UInt8(ascii: ":"):
      if text[index + 1] == UInt8(ascii: ":"),
        let (finding, next) = IPAddress.groups(text, at: index)
      {
        if let finding { findings.append(finding) }
        return max(next, index + 1)
      }
      return index + 1
    case UInt8(ascii: "+"):
      if isDigit(text[index + 1]), index >= context.referenceUntil,
        let phone = Phone.international(text, at: index)
      {
        return add(phone)
      }
      return index + 1
    case UInt8(ascii: "("): return parenthesis(at: index)
    case UInt8(ascii: "<"): return placeholder(at: index)
    case UInt8(ascii: "'"):
      if text[index + 1] == 0x20 || text[index + 1] == UInt8(ascii: ":") {
        quotedLogin(closing: index, 1)
      }
      return index + 1
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      enter(byte, at: index)
      if byte == UInt8(ascii: "[") {
        accessLogin(at: index)
        serverLogin(at: index)
        if let pair = Coordinates.pair(text, at: index + 1, decimals: 5) { return add(pair) }
      }
      return index + 1
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
      _ = parents.popLast()
      return index + 1
    case UInt8(ascii: "="):
      if let pair = Coordinates.pair(text, at: index + 1, decimals: 4), text[pair.start] != 0x2B {
        return add(pair)
      }
      return index + 1
    case UInt8(ascii: "."):
      if text.has(".atlasv1.", at: index), let key = ProviderKey.atlas(text, at: index) {
        return add(key)
      }
      return index + 1
    case UInt8(ascii: "~"):
      if text[index + 1] != UInt8(ascii: "/"), let home = HomeFolder.tilde(text, at: index) {
        return add(home)
      }
      return index + 1
    default: return index + 1
    }
  }

  /// `<`: what stands for a value is passed as the value would be.
  private mutating func placeholder(at index: Int) -> Int {
    guard let end = Value.placeholderEnd(text, at: index), !isElement(index, end) else {
      return index + 1
    }
    if text.has("PHONE", at: index + 1) { context.phone = Context.never }
    return end
  }

  /// Whether a name in angle brackets is an element of XML: its closing tag follows the next text.
  private func isElement(_ start: Int, _ end: Int) -> Bool {
    guard let close = text.find("<", from: end, limit: end + 1_024),
      text[close + 1] == UInt8(ascii: "/")
    else { return false }
    for offset in 1..<end - start where text[start + offset] != text[close + 1 + offset] {
      return false
    }
    return true
  }

  /// A blank or a mark beyond ASCII; `§` speaks of numbers with dots.
  private mutating func markBeyondASCII(at index: Int) -> Int {
    if text[index] == 0xC2, text[index + 1] == 0xA7 { context.version = index + 2 }
    if text.has("\u{2019}", at: index) { quotedLogin(closing: index, 3) }
    var next = index + 1
    while text[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }

  /// `@`: an address of mail, or an account on a host.
  private mutating func account(at index: Int) -> Int {
    guard index >= context.accountUntil else { return index + 1 }
    if context.command == .oracle, let (name, password) = RemoteAccount.slashed(text, at: index) {
      findings += [name, password]
      return index + 1
    }
    if let remote = RemoteAccount.find(text, at: index, follows: context.command) {
      findings.append(remote)
      return index + 1
    }
    if let email = Email.find(text, at: index) { return add(email) }
    // `/maps/@52.52000,13.40495,15z`
    if let pair = Coordinates.pair(text, at: index + 1, decimals: 4) { return add(pair) }
    if text[index + 1] == UInt8(ascii: "/"), text[index + 2] == UInt8(ascii: "/"),
      let (name, password) = RemoteAccount.slashed(text, at: index)
    {
      findings += [name, password]
    }
    if let quoted = RemoteAccount.quoted(text, at: index) { findings.append(quoted) }
    return index + 1
  }

  /// `-`: a private key, a flag.
  private mutating func dash(at index: Int) -> Int {
    if text[index + 1] == UInt8(ascii: "-"), text[index + 2] == UInt8(ascii: "-") {
      if let (key, isOpen) = PrivateKey.find(text, at: index) {
        opensKey = opensKey || isOpen
        return add(key)
      }
      var next = index
      while text[next + 5] == UInt8(ascii: "-") { next += 1 }
      return max(next, index + 1)
    }
    if isDigit(text[index + 1]),
      near(context.place, index) || near(context.weakPlace, index, within: 2),
      let pair = Coordinates.pair(text, at: index)
    {
      return add(pair)
    }
    if index == 0 || isBlank(text[index - 1]) || isQuote(text[index - 1]) {
      if text[index + 1] == UInt8(ascii: "r"), text[index + 10] == 0x20 || text[index + 11] == 0x20
      {
        fileOwner(at: index)
      }
      return flag(at: index)
    }
    return index + 1
  }

  /// `/` and `\`: folders of people, accounts in addresses of the web.
  private mutating func slash(at index: Int) -> Int {
    if text[index] == UInt8(ascii: "/"), text[index + 1] == UInt8(ascii: "/"),
      text[index - 1] == UInt8(ascii: ":"), index >= context.accountUntil
    {
      return userInfo(from: index + 2)
    }
    if isDigit(text[index + 1]), let login = tunnelLogin(at: index) { findings.append(login) }
    if let home = HomeFolder.find(text, at: index) { return add(home) }
    if let user = HomeFolder.resource(text, at: index) { return add(user) }
    if let webhook = ProviderKey.webhook(text, at: index) { return add(webhook) }
    return index + 1
  }

  private mutating func parenthesis(at index: Int) -> Int {
    enterCall(at: index)
    // After a word for places, fewer decimals are enough.
    let decimals = near(context.weakPlace, index) || text.has(" at ", at: index - 4) ? 4 : 5
    if let pair = Coordinates.pair(text, at: index + 1, decimals: decimals) { return add(pair) }
    if isDigit(text[index + 1]) {
      if let phone = Phone.northAmerican(text, at: index, allowsBlanks: true) {
        context.phone = Context.never
        return add(phone)
      }
      if near(context.phone, index), text.find(")", from: index, limit: index + 7) != nil,
        let phone = Phone.named(text, at: index)
      {
        return add(phone)
      }
    }
    if isQuote(text[index + 1]) { rows(at: index) }
    return loginInParentheses(at: index)
  }

  /// Whether a word that ended at `word` is near enough to speak of what is at `index`.
  @inline(__always)
  func near(_ word: Int, _ index: Int, within bytes: Int = 24) -> Bool { index - word <= bytes }

  // MARK: objects

  /// Notes what the key before a brace says of what is inside.
  private mutating func enter(_ brace: UInt8, at index: Int) {
    guard parents.count < 64 else { return }
    var end = index
    while end > 0, isBlank(text[end - 1]) { end -= 1 }
    guard text[end - 1] == UInt8(ascii: ":") || text[end - 1] == UInt8(ascii: "=") else {
      // `User { name: … }`
      let kind =
        brace == UInt8(ascii: "{") && isUpper(text[keyStart(end)]) ? keyKind(endingAt: end) : .none
      if kind == .user { return parents.append(kind) }
      parents.append(parents.last ?? .none)
      return
    }
    end -= 1
    while end > 0,
      isBlank(text[end - 1]) || isQuote(text[end - 1]) || text[end - 1] == UInt8(ascii: "\\")
    {
      end -= 1
    }
    parents.append(keyKind(endingAt: end))
  }

  /// Notes what the name before a parenthesis says: `User(name=…)`.
  private mutating func enterCall(at index: Int) {
    guard parents.count < 64 else { return }
    let kind = text.isWord(at: index - 1) ? keyKind(endingAt: index) : .none
    parents.append(kind == .none ? parents.last ?? .none : kind)
  }

  /// The kind of the key that ends at `end`.
  mutating func keyKind(endingAt end: Int) -> KeyKind {
    let start = keyStart(end)
    return start < end ? keys.kind(of: text.bytes(start, end)) : .none
  }

  /// Where the key that ends at `end` begins: names joined by `_`, `-` and `.`.
  func keyStart(_ end: Int) -> Int {
    var start = end
    while start > 0, end - start < 64 {
      let byte = text[start - 1]
      guard
        isWordASCII(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
          || byte >= 0x80 && text.isWord(at: start - 1)
      else { break }
      start -= 1
    }
    return start
  }
}
