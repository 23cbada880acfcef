/// Keys that say themselves whose they are: each provider marks them with a prefix, so that they are found when they leak.
struct ProviderKey: ~Copyable {
  /// What may stand behind a prefix.
  private enum Alphabet {
    case base62, base64URL, dotted, hex, capitals
  }

  private struct Form {
    var prefix: StaticString
    var alphabet: Alphabet
    /// Characters behind the prefix, at least and at most.
    var least: Int
    var most: Int

    init(_ prefix: StaticString, _ alphabet: Alphabet, _ least: Int, _ most: Int = 1_000) {
      self.prefix = prefix
      self.alphabet = alphabet
      self.least = least
      self.most = most
    }
  }

  /// A bit for each beginning of two letters, the third for longer prefixes, so that most words are passed by at one look.
  private let firsts: UnsafeMutablePointer<UInt64>

  init() {
    firsts = .allocate(capacity: 1_024)
    firsts.initialize(repeating: 0, count: 1_024)
    for form in Self.forms {
      let start = form.prefix.utf8Start
      if form.prefix.utf8CodeUnitCount > 2 {
        note(Self.place(start[0], start[1], start[2]))
      } else {
        for third in 0...255 { note(Self.place(start[0], start[1], UInt8(third))) }
      }
    }
  }

  deinit { firsts.deallocate() }

  private func note(_ place: Int) { firsts[place >> 6] |= 1 << UInt64(place & 63) }

  @inline(__always)
  private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
    let letters = Int(first) | Int(second) << 8 | Int(third) << 16
    return letters &* 0x9E37_79B1 >> 12 & 0xFFFF
  }

  /// Whether a key may begin with the word at `start`.
  @inline(__always)
  func mayBegin(_ text: Text, _ start: Int) -> Bool {
    let place = Self.place(text[start], text[start + 1], text[start + 2])
    return firsts[place >> 6] >> UInt64(place & 63) & 1 == 1
  }

  /// A key that begins at `start`; one character again and again is an example's.
  func find(_ text: Text, at start: Int) -> Finding? {
    for form in Self.forms where text.has(form.prefix, at: start) {
      let body = start + form.prefix.utf8CodeUnitCount
      // Looked at before the whole run is passed, so that many beginnings in one run cost no more than their number.
      var end = body
      while end - body < 64, Self.contains(form.alphabet, text[end]) { end += 1 }
      guard
        isGenuine(text, start) || Self.isVaried(text, body, end) && !Value.isMasked(text, body, end)
      else { continue }
      while Self.contains(form.alphabet, text[end]) { end += 1 }
      // What ends a sentence is no part of a key.
      while end > body, !isAlphanumeric(text[end - 1]), text[end - 1] != UInt8(ascii: "_") {
        end -= 1
      }
      guard (form.least...form.most).contains(end - body), !text.isWord(at: end) else { continue }
      return Finding(start: start, end: end, type: .apiKey)
    }
    return nil
  }

  /// Whether a token of GitHub has the checksum that it ends with: 30 characters, then their CRC-32 in six of base62.
  ///
  /// Those made up for tests have none, and count as keys by their look.
  private func isGenuine(_ text: Text, _ start: Int) -> Bool {
    guard text[start] == UInt8(ascii: "g"), text[start + 3] == UInt8(ascii: "_"),
      start + 40 <= text.count
    else { return false }
    var checksum: UInt32 = .max
    for index in start + 4..<start + 34 {
      checksum ^= UInt32(text[index])
      for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    var rest = ~checksum
    for place in stride(from: start + 39, through: start + 34, by: -1) {
      let digit = UInt8(rest % 62)
      let letter = digit < 10 ? 48 + digit : digit < 36 ? 55 + digit : 61 + digit
      guard text[place] == letter else { return false }
      rest /= 62
    }
    return rest == 0
  }

  /// Whether at least five different characters stand there.
  private static func isVaried(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    var seen: (UInt64, UInt64) = (0, 0)
    for index in start..<end {
      let byte = text[index] & 0x7F
      if byte < 64 { seen.0 |= 1 << UInt64(byte) } else { seen.1 |= 1 << UInt64(byte - 64) }
    }
    return seen.0.nonzeroBitCount + seen.1.nonzeroBitCount >= 5
  }

  private static func contains(_ alphabet: Alphabet, _ byte: UInt8) -> Bool {
    switch alphabet {
    case .base62: isAlphanumeric(byte)
    case .base64URL: isWordASCII(byte) || byte == UInt8(ascii: "-")
    case .dotted:
      isWordASCII(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
        || byte == UInt8(ascii: "=")
    case .hex: isHex(byte)
    case .capitals: isUpper(byte) || isDigit(byte)
    }
  }

  private static let forms: [Form] = [
    // Amazon: the id of a key, of a role, of a user.
    Form("AKIA", .capitals, 16, 16), Form("ASIA", .capitals, 16, 16),
    Form("ABIA", .capitals, 16, 16),
    Form("ACCA", .capitals, 16, 16),
    // GitHub, GitLab, Bitbucket and Atlassian.
    Form("ghp_", .base62, 30, 255), Form("gho_", .base62, 30, 255), Form("ghu_", .base62, 30, 255),
    Form("ghs_", .base62, 30, 255), Form("ghr_", .base62, 30, 255),
    Form("github_pat_", .base64URL, 50),
    Form("glpat-", .dotted, 20), Form("glptt-", .base64URL, 20), Form("gldt-", .base64URL, 20),
    Form("glrt-", .dotted, 20), Form("glcbt-", .base64URL, 20), Form("glsoat-", .base64URL, 20),
    Form("glft-", .base64URL, 20), Form("glimt-", .base64URL, 20), Form("glagent-", .base64URL, 20),
    Form("GR1348941", .base64URL, 20), Form("ATATT3", .dotted, 50), Form("ATBB", .base62, 24),
    Form("ATCTT3", .dotted, 50),
    // Slack, Discord, Telegram and mail.
    Form("xoxb-", .base64URL, 10), Form("xoxp-", .base64URL, 10), Form("xoxa-", .base64URL, 10),
    Form("xoxr-", .base64URL, 10), Form("xoxs-", .base64URL, 10), Form("xoxo-", .base64URL, 10),
    Form("xoxe-", .base64URL, 10), Form("xoxe.xox", .dotted, 10), Form("xapp-", .base64URL, 10),
    Form("xoxc-", .base64URL, 10), Form("xoxd-", .base64URL, 10),
    Form("SG.", .dotted, 40), Form("key-", .hex, 32, 32), Form("SK", .hex, 32, 32),
    Form("xkeysib-", .base64URL, 60),
    Form("xsmtpsib-", .base64URL, 60),
    // Payments and shops.
    Form("sk_live_", .base62, 10), Form("sk_test_", .base62, 10), Form("rk_live_", .base62, 10),
    Form("rk_test_", .base62, 10), Form("whsec_", .base62, 24), Form("sq0atp-", .base64URL, 20),
    Form("sq0csp-", .base64URL, 20), Form("sq0idp-", .base64URL, 20),
    Form("EAAA", .base64URL, 58, 64),
    Form("shpat_", .hex, 32, 32), Form("shpca_", .hex, 32, 32), Form("shppa_", .hex, 32, 32),
    Form("shpss_", .hex, 32, 32), Form("access_token$production$", .base64URL, 40),
    Form("rzp_live_", .base62, 14), Form("rzp_test_", .base62, 14), Form("FLWSECK", .base64URL, 20),
    // Google, clouds and hosts.
    Form("AIza", .base64URL, 30, 45), Form("ya29.", .dotted, 20), Form("GOCSPX-", .base64URL, 20),
    Form("1//0", .base64URL, 30), Form("dop_v1_", .hex, 64, 64), Form("doo_v1_", .hex, 64, 64),
    Form("dor_v1_", .hex, 64, 64), Form("hvs.", .base64URL, 20), Form("hvb.", .base64URL, 20),
    Form("hvr.", .base64URL, 20), Form("dapi", .hex, 32, 34), Form("HRKU-", .base64URL, 30),
    Form("tskey-", .base64URL, 16), Form("fio-u-", .base64URL, 32),
    Form("LTAI", .base62, 12, 26), Form("AGE-SECRET-KEY-1", .capitals, 58, 58),
    Form("nvapi-", .base64URL, 40), Form("dckr_pat_", .base64URL, 20),
    Form("pul-", .hex, 40, 40), Form("CFPAT-", .base64URL, 40), Form("nfp_", .base62, 30),
    Form("flyv1_", .dotted, 40), Form("rnd_", .base62, 28),
    // Packages.
    Form("npm_", .base62, 30), Form("pypi-AgE", .base64URL, 40), Form("oy2", .base62, 43, 43),
    Form("rubygems_", .hex, 48, 48),
    // Models of language.
    Form("sk-", .base64URL, 20), Form("hf_", .base62, 30), Form("gsk_", .base62, 40),
    Form("r8_", .base62, 36), Form("xai-", .base62, 60), Form("pplx-", .base62, 40),
    // Watching and building.
    Form("glsa_", .base64URL, 36), Form("glc_", .dotted, 40), Form("NRAK-", .capitals, 27, 27),
    Form("NRII-", .base64URL, 30), Form("sntrys_", .dotted, 40), Form("sntryu_", .hex, 60),
    Form("dp.pt.", .base62, 40), Form("dp.st.", .dotted, 40), Form("lin_api_", .base62, 40),
    Form("PMAK-", .base64URL, 50), Form("figd_", .base64URL, 40), Form("sbp_", .hex, 40, 40),
    Form("ntn_", .base62, 40), Form("secret_", .base62, 43, 43), Form("pat-na1-", .base64URL, 36),
    Form("pat-eu1-", .base64URL, 36), Form("bkua_", .hex, 40, 40), Form("sonar_", .base62, 30),
    Form("squ_", .hex, 40, 40), Form("sqp_", .hex, 40, 40), Form("ops_eyJ", .base64URL, 100),
    Form("pscale_tkn_", .dotted, 32), Form("pscale_pw_", .dotted, 32),
    Form("duffel_live_", .base64URL, 40),
  ]

  /// A token of Terraform's services: its id, `.atlasv1.`, and the secret.
  static func atlas(_ text: Text, at dot: Int) -> Finding? {
    var start = dot
    while isAlphanumeric(text[start - 1]), dot - start < 24 { start -= 1 }
    var end = dot + 9
    while isAlphanumeric(text[end]) { end += 1 }
    return dot - start >= 10 && end - dot >= 40
      ? Finding(start: start, end: end, type: .apiKey) : nil
  }

  /// The token of a Telegram bot: its number, a colon, 35 characters that begin with `AA`.
  static func telegram(_ text: Text, _ word: Int, _ end: Int) -> Finding? {
    var start = end
    while start > word, isDigit(text[start - 1]) { start -= 1 }
    guard (8...10).contains(end - start), text.has(":AA", at: end) else { return nil }
    var last = end + 1
    while isWordASCII(text[last]) || text[last] == UInt8(ascii: "-") { last += 1 }
    return last - end >= 34 && last - end <= 38
      ? Finding(start: start, end: last, type: .apiKey) : nil
  }

  /// The secret path of a webhook: `hooks.slack.com/services/T…/B…/…`, `/api/webhooks/ID/TOKEN`.
  static func webhook(_ text: Text, at slash: Int) -> Finding? {
    let start: Int
    if text.has("/services/T", at: slash) {
      start = slash + 10
    } else if text.has("/api/webhooks/", at: slash), isDigit(text[slash + 14]) {
      var index = slash + 14
      while isDigit(text[index]) { index += 1 }
      start = index + 1
    } else {
      return nil
    }
    var end = start
    while isWordASCII(text[end]) || text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: "-")
    {
      end += 1
    }
    guard end - start >= 30 else { return nil }
    // The secret is the last part of the path.
    var secret = end
    while secret > start, text[secret - 1] != UInt8(ascii: "/") { secret -= 1 }
    return end - secret >= 16 ? Finding(start: secret, end: end, type: .apiKey) : nil
  }
}
