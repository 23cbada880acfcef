/// Finds what is personal or secret in a text: by the built-in rules, in the text as it stands and decoded, and by a user's rules.
struct Recogniser: ~Copyable {
  /// Escapes within escapes are decoded so many times.
  private static let depth = 3

  private var scanner = TextScanner()
  private var decoded = DecodedText()
  private var inner = DecodedText()
  private let types: DataTypeSet
  private let rules: UserRules
  private let allowed: Allowed
  /// What was found: in order, without overlaps.
  private(set) var findings: [Finding] = []
  /// Whether a rule gave up on the text (its match limit): nothing of it may pass.
  private(set) var gaveUp = false
  /// Whether a private key that begins in the text goes on behind it.
  private(set) var opensKey = false

  init(types: DataTypeSet, rules: consuming UserRules, allowed: Allowed) {
    self.types = types
    self.rules = rules
    self.allowed = allowed
  }

  /// Looks through a text; the answers are in ``findings``, ``gaveUp`` and ``opensKey``.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - kind: What its key says of it.
  ///   - parent: What the key of the object around it says.
  mutating func find(in text: Text, kind: KeyKind = .none, parent: KeyKind = .none) {
    scanner.isDecoded = false
    scanner.scan(text, kind: kind, parent: parent)
    opensKey = scanner.opensKey && types.contains(.privateKey)
    gaveUp = false
    swap(&findings, &scanner.findings)
    if scanner.hasEscapes { findDecoded(text, kind, parent) }
    findings.removeAll { !types.contains($0.type) }
    if !rules.isEmpty { gaveUp = !rules.find(in: text, &findings) }
    if !findings.isEmpty { tidy(text) }
  }

  mutating func keyKind(_ key: UnsafeBufferPointer<UInt8>) -> KeyKind { scanner.keys.kind(of: key) }

  private mutating func tidy(_ text: Text) {
    if !allowed.isEmpty { findings.removeAll { allowed.contains(text, $0) } }
    findings.merge()
  }

  /// Looks through the text again with its escapes decoded, as often as there are any left.
  private mutating func findDecoded(_ text: Text, _ kind: KeyKind, _ parent: KeyKind) {
    guard decoded.decode(text) else { return }
    let authorities = scanner.authorities
    scanner.isDecoded = true
    take(kind, parent, authorities)
    for _ in 1..<Self.depth {
      guard scanner.hasEscapes else { return }
      let again = decoded.bytes.withUnsafeBufferPointer { bytes -> Bool in
        guard let start = bytes.baseAddress else { return false }
        let outer = Text(start: start, count: bytes.count)
        return inner.decode(outer)
      }
      guard again else { return }
      inner.rebase(on: decoded)
      swap(&inner, &decoded)
      take(kind, parent, authorities)
    }
  }

  private mutating func take(_ kind: KeyKind, _ parent: KeyKind, _ authorities: [Range<Int>]) {
    decoded.bytes.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      scanner.scan(Text(start: start, count: bytes.count), kind: kind, parent: parent)
    }
    opensKey = opensKey || scanner.opensKey && types.contains(.privateKey)
    for finding in scanner.findings {
      let place = Finding(
        start: decoded.place(finding.start), end: decoded.place(finding.end), type: finding.type)
      if !authorities.contains(where: { $0.contains(place.start) }) { findings.append(place) }
    }
  }
}
