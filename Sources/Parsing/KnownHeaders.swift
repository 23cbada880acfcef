import Lines

/// What must hold of a header with the bytes of a known one, its digits not counted, for it to have the tokens of a known one.
struct HeaderCheck {
  enum Kind: UInt8 {
    /// A stamp, of the form that is known in a place of the ``StampReader``.
    case stamp
    /// A stamp behind a level's letter.
    case letterStamp
    /// Digits that are no stamp.
    case number
    /// A byte that no mark begins with, and another one behind it.
    case word
    /// The priority of a syslog line.
    case priority
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Of a stamp: its place.
  var place = 0
  /// Of a stamp: what its token says of it; of a priority: its value.
  var bits: UInt32 = 0
  /// Of a stamp: whether all that the reader looks at behind it is compared, and is no digit; and what to give to
  /// ``StampReader/holds(_:_:_:at:)`` then.
  var isQuick = false
  var shape = UInt32.max
}

/// Headers read before, found again by their bytes, of which only digits may differ.
///
/// Most lines begin as an earlier one did, but for the time and some numbers of the same length. Such a header has the tokens
/// of the earlier one, in the same places, if its stamps are stamps still and its numbers numbers (``HeaderCheck``).
/// So neither the lexer nor the tree of ``HeaderMemory`` looks at it: 250 instructions a header
/// instead of 1,000 to 4,000.
///
/// What is compared is the beginning of a line: the header and what the grammar looked at behind it. Many beginnings share a
/// header. A beginning is learned when it comes the second time, so that lines that never repeat cost little.
///
/// Memory: ``maximumCount`` headers and ``maximumBeginnings`` beginnings of at most ``longest`` bytes; more are
/// learned after a pause (``PrefixFilter``), when all are forgotten.
struct KnownHeaders: ~Copyable {
  static let maximumCount = 512
  private static let maximumBeginnings = 4_096
  /// The most bytes that are compared, what the grammar looked at behind the header included.
  static let longest = 192
  /// How many beginnings may differ in what their digits mean alone.
  private static let maximumAlternatives = 4

  struct Header {
    /// The number of its form.
    var form: Int32
    /// Another header with the same bytes, whose digits mean something else; -1 for none.
    var other: Int32
    let tokens: UnsafeMutablePointer<HeaderToken>
    let count: Int
  }

  private struct Beginning {
    var header: Int32
    /// Another beginning with the same bytes, whose digits mean something else; -1 for none.
    var other: Int32
    /// Bytes that are compared.
    var span: Int
    /// Whether the last of them is the line's end.
    var endsLine: Bool
    let checks: UnsafeMutablePointer<HeaderCheck>
    let checkCount: Int
  }

  private var beginnings = PrefixTrie()
  private var prefixes = PrefixTrie()
  private let headers: UnsafeMutablePointer<Header>
  private var headerCount = 0
  private let entries: UnsafeMutablePointer<Beginning>
  private var entryCount = 0
  private var seen = PrefixFilter()
  /// How often all headers were forgotten: numbers of headers hold for one version.
  private(set) var version = 0

  init() {
    headers = .allocate(capacity: Self.maximumCount)
    entries = .allocate(capacity: Self.maximumBeginnings)
  }

  deinit {
    freeAll()
    headers.deallocate()
    entries.deallocate()
  }

  private func freeAll() {
    for index in 0..<headerCount { headers[index].tokens.deallocate() }
    for index in 0..<entryCount { entries[index].checks.deallocate() }
  }

  /// Forgets all headers.
  mutating func removeAll() {
    freeAll()
    headerCount = 0
    entryCount = 0
    version += 1
    beginnings.removeAll()
    prefixes.removeAll()
  }

  /// The number of the known header that a line begins with; -1 for none.
  @inline(__always)
  func find(
    _ text: UnsafePointer<UInt8>, count: Int, _ stamps: borrowing StampReader
  ) -> Int32 {
    var found = beginnings.find(text)
    while found >= 0 {
      let entry = entries + Int(found)
      if holds(entry, text, count, stamps) { return entry.pointee.header }
      found = entry.pointee.other
    }
    return -1
  }

  @inline(__always)
  subscript(_ number: Int32) -> UnsafeMutablePointer<Header> { headers + Int(number) }

  @inline(__always)
  private func holds(
    _ entry: UnsafeMutablePointer<Beginning>, _ text: UnsafePointer<UInt8>, _ count: Int,
    _ stamps: borrowing StampReader
  ) -> Bool {
    let span = entry.pointee.span
    guard entry.pointee.endsLine ? span == count &+ 1 : span <= count else { return false }
    var check = entry.pointee.checks
    let end = check + entry.pointee.checkCount
    while check < end {
      if check.pointee.shape != .max,
        stamps.holds(check.pointee.place, check.pointee.shape, text, at: check.pointee.start)
      {
        check += 1
        continue
      }
      if !check.pointee.holds(text, count, stamps) { return false }
      check += 1
    }
    return true
  }

  // MARK: learning

  /// Learns how the line that the lexer has read begins, if it was seen before.
  ///
  /// - Parameters:
  ///   - lexer: Has the line's tokens.
  ///   - form: The number of its header's form.
  ///   - size: The tokens of its header.
  @inline(never)
  mutating func learn(_ lexer: UnsafeMutablePointer<HeaderLexer>, form: Int32, size: Int) {
    guard seen.isOpen(), let (span, endsLine) = lexer.pointee.examined, span <= Self.longest,
      seen.hasSeen(lexer.pointee.text, count: span), var checks = lexer.pointee.checks()
    else { return }
    if seen.startsAnew() { removeAll() }
    if entryCount == Self.maximumBeginnings || headerCount == Self.maximumCount {
      return seen.full()
    }
    let text = lexer.pointee.text
    // A line without a header still has a first token, of which it is asked whether it is a key.
    guard let header = header(lexer, form, max(size, 1)) else { return seen.full() }
    useStamps(of: header, &checks)
    let places = checks.filter { $0.kind == .stamp }.map(\.place)
    // A place can say what one stamp of a line is.
    if Set(places).count < places.count { return }
    if !beginnings.insert(text, count: span, value: Int32(entryCount)) { return seen.full() }
    let entry = Beginning(
      header: header, other: other(beginnings.replaced, span), span: span, endsLine: endsLine,
      checks: .allocate(capacity: checks.count), checkCount: checks.count)
    for (index, check) in checks.enumerated() {
      (entry.checks + index).initialize(to: check)
      entry.checks[index].isQuick = check.kind == .stamp && check.isCovered(text, span)
    }
    (entries + entryCount).initialize(to: entry)
    entryCount += 1
  }

  /// The number of the header that the lexer's first tokens are, made if there is none; nil when there is no room.
  private mutating func header(
    _ lexer: UnsafeMutablePointer<HeaderLexer>, _ form: Int32, _ size: Int
  ) -> Int32? {
    let tokens = lexer.pointee.tokens
    let first = prefixes.find(lexer.pointee.text)
    var known = first
    while known >= 0 {
      let header = headers[Int(known)]
      if header.form == form, header.count == size,
        (0..<size).allSatisfy({ header.tokens[$0].isLike(tokens[$0]) })
      {
        return known
      }
      known = header.other
    }
    let length = max(tokens[size - 1].next, 1)
    guard prefixes.insert(lexer.pointee.text, count: length, value: Int32(headerCount)) else {
      return nil
    }
    let copy = UnsafeMutablePointer<HeaderToken>.allocate(capacity: size)
    copy.initialize(from: tokens, count: size)
    (headers + headerCount).initialize(
      to: Header(form: form, other: prefixes.replaced, tokens: copy, count: size))
    headerCount += 1
    return Int32(headerCount - 1)
  }

  /// Lets the checks of stamps in the header look in the places that its tokens name.
  private func useStamps(of header: Int32, _ checks: inout [HeaderCheck]) {
    let header = headers[Int(header)]
    for index in 0..<header.count {
      let token = header.tokens[index]
      for check in checks.indices where checks[check].kind == .stamp {
        if checks[check].start >= token.start, checks[check].end <= token.end {
          checks[check].place = token.place
        }
      }
    }
  }

  /// The beginnings with the same bytes as a new one, -1 for none; too many are left out.
  private func other(_ replaced: Int32, _ span: Int) -> Int32 {
    var length = 0
    var entry = replaced
    while entry >= 0 {
      guard entries[Int(entry)].span == span, length < Self.maximumAlternatives else { return -1 }
      length += 1
      entry = entries[Int(entry)].other
    }
    return replaced
  }
}

extension HeaderCheck {
  /// Whether the digits of a line with the bytes of the known header mean the same.
  @inline(__always)
  mutating func holds(
    _ text: UnsafePointer<UInt8>, _ count: Int, _ stamps: borrowing StampReader
  ) -> Bool {
    switch kind {
    case .stamp:
      if stamps.match(place, text, at: start, count: count) == end, stamps.kind(place) == bits {
        if isQuick { shape = stamps.shape(place) }
        return true
      }
      return stamps.read(place, text, at: start, count: count) == end && stamps.kind(place) == bits
    case .number:
      return !mayBeStamp(text, start, end, count: count)
        || StampGrammar(text, count: count).match(at: start) == nil
    case .word: return text[start] > UInt8(ascii: ":") && start &+ 1 < count
    case .letterStamp:
      let stamp = StampGrammar(text, count: count).matchGlog(at: start)
      return stamp.map { $0.end == end && $0.kindBits == bits } ?? false
    case .priority:
      return SyslogPriority(text, count: count).map { $0.value == bits } ?? false
    }
  }
}

extension HeaderCheck {
  /// Whether the two bytes behind the stamp are among the first `span` of a line, and the first of them tells no more than
  /// that it is no digit.
  fileprivate func isCovered(_ text: UnsafePointer<UInt8>, _ span: Int) -> Bool {
    end + 3 <= span && text[end] &- 48 > 9 && text[end + 1] &- 48 > 9
  }
}

extension HeaderLexer {
  /// How many bytes of the line its tokens hang on, and whether the line's end is one of them; nil when that is not for
  /// sure.
  var examined: (span: Int, endsLine: Bool)? {
    let last = tokens[count - 1]
    var span = end
    if last.kind.kind != .end {
      span = last.next + 1
      if !wordFollows, mayHoldMore(last.next) {
        // What follows is told by the next byte behind blanks and the one behind it.
        var next = last.next
        while next < end, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
        span = max(last.next + 4, next + 3)
      }
    } else if last.start < end {
      return nil
    }
    if looksThroughRun(beyond: span) { return nil }
    if span < end { return (span, false) }
    return text[end] == UInt8(ascii: "\n") ? (end + 1, true) : nil
  }

  /// Whether a byte that is a token of its own stands in a run of its like that ends behind the first `span` bytes of the line:
  /// whether the run is one mark hangs on what follows it.
  private func looksThroughRun(beyond span: Int) -> Bool {
    (0..<count).contains { index in
      let token = tokens[index]
      guard token.kind.kind == .other, token.end < end, text[token.end] == text[token.start] else {
        return false
      }
      var next = token.end
      while next + 3 <= span, text[next] == text[token.start] { next += 1 }
      return next + 3 > span
    }
  }

  /// Whether a blank and something that is no mark stand behind the last token.
  private var wordFollows: Bool {
    let next = tokens[count - 1].next
    return next + 3 < end && text[next] == 0x20 && text[next + 1] > UInt8(ascii: ":")
  }

  private func mayHoldMore(_ next: Int) -> Bool {
    text[next] == 0x20 || text[next] == 0x09 || text[next] == UInt8(ascii: ":")
  }

  /// What must hold of another line with equal bytes for its tokens to be the same; nil when too much hangs on
  /// them.
  func checks() -> [HeaderCheck]? {
    if triedStamp { return nil }
    var checks: [HeaderCheck] = []
    for index in 0..<count {
      let token = tokens[index]
      switch token.kind.kind {
      case .stamp where token.place < 0:
        checks.append(
          HeaderCheck(
            kind: .letterStamp, start: token.start + 1, end: token.end,
            bits: token.kind.bits & (.max << 24)))
      case .stamp:
        checks.append(
          HeaderCheck(
            kind: .stamp, start: token.start, end: token.end, place: token.place,
            bits: stamps.kind(token.place)))
      case .bracket, .parentheses:
        if token.kind.content == .stamp {
          checks.append(
            HeaderCheck(
              kind: .stamp, start: token.inner.start, end: token.inner.end, place: token.place,
              bits: stamps.kind(token.place)))
        } else {
          addNumber(at: token.inner.start, &checks)
        }
      case .priority:
        checks.append(
          HeaderCheck(kind: .priority, start: 0, end: token.end, bits: UInt32(token.kind.priority)))
      // A bracket that is not closed was looked for in all of the line.
      case .other where token.kind.character == UInt8(ascii: "["): return nil
      case .other where token.kind.character == UInt8(ascii: "("): return nil
      case .other where token.kind.character == UInt8(ascii: "<") && index == 0: return nil
      default: addNumber(at: token.start, &checks)
      }
    }
    if wordFollows {
      let next = tokens[count - 1].next + 1
      checks.append(HeaderCheck(kind: .word, start: next, end: next + 1))
    }
    return checks
  }

  /// Adds that the digits at `start`, if there are any, are no stamp.
  private func addNumber(at start: Int, _ checks: inout [HeaderCheck]) {
    var next = start
    while next < end, text[next] &- 48 < 10 { next += 1 }
    if next > start, hangsOnDigits(next - start) || mayBeStamp(text, start, next, count: end) {
      checks.append(HeaderCheck(kind: .number, start: start, end: next))
    }
  }

  /// Whether it hangs on the digits whether a run of so many of them may be a stamp; see `mayBeStamp`.
  private func hangsOnDigits(_ run: Int) -> Bool {
    switch run {
    case 6, 8, 10, 12, 13, 14, 16, 19: true
    default: false
    }
  }
}

extension HeaderToken {
  /// Whether it is the same token but for digits, and where its stamp is known.
  fileprivate func isLike(_ other: HeaderToken) -> Bool {
    start == other.start && end == other.end && inner == other.inner && next == other.next
      && kind.bits == other.kind.bits
  }
}
