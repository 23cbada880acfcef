import Lines
import Platform
import Records

/// Cuts the front of a line into tokens, as many as are asked for.
///
/// What a token is hangs on the bytes of the line alone, so that whoever knows the classes of all tokens knows all that
/// ``HeaderGrammar`` may use.
struct HeaderLexer: ~Copyable {
  /// The most tokens that a header may have; behind them the line ends for the grammar.
  static let maximumTokens = 28
  /// How many tokens behind the one at hand the grammar may look at: all of them are ends behind the last.
  private static let lookahead = 8
  private static let maximumBracket = 160
  private static let maximumWord = 400

  let tokens: UnsafeMutablePointer<HeaderToken>
  private(set) var text: UnsafePointer<UInt8>
  private(set) var end = 0
  /// How many tokens there are.
  private(set) var count = 0
  let stamps = StampReader()
  /// The place that the next stamp of a new form takes.
  private var nextPlace = 0
  private let levels = LevelMemory()
  /// Whether a name in the line might have begun a stamp if the digits behind it were others.
  private(set) var triedStamp = false

  init() {
    tokens = .allocate(capacity: Self.maximumTokens + Self.lookahead)
    tokens.initialize(repeating: HeaderToken(), count: Self.maximumTokens + Self.lookahead)
    text = UnsafePointer(UnsafeRawPointer(tokens).assumingMemoryBound(to: UInt8.self))
  }

  deinit { tokens.deallocate() }

  /// Turns to another line.
  @inline(__always)
  mutating func begin(_ text: UnsafePointer<UInt8>, count: Int) {
    self.text = text
    end = count
    self.count = 0
    triedStamp = false
  }

  /// Finds the next token.
  ///
  /// - Parameters:
  ///   - places: Where the stamps that stood here in other lines are known, four places of eight bits, the last one lowest.
  ///   - word: The word that stood here last.
  /// - Returns: Its class.
  @inline(__always)
  mutating func next(_ places: inout UInt32, _ word: inout KnownWord) -> TokenClass {
    precondition(count < Self.maximumTokens + Self.lookahead, "the grammar stops at the end")
    let token = tokens + count
    let from = count == 0 ? 0 : (token - 1).pointee.next
    var start = from
    while start < end, text[start] == 0x20 || text[start] == 0x09 { start &+= 1 }
    let isGlued = start == from && count > 0
    token.pointee.start = start
    let kind: TokenClass
    if start >= end || count >= Self.maximumTokens {
      token.pointee.end = start
      token.pointee.next = start
      kind = TokenClass(.end)
    } else if !isGlued, let known = word.match(text, start, end) {
      token.pointee.end = start &+ word.length
      token.pointee.next = start &+ word.span
      kind = known
    } else {
      kind = read(token, start, isGlued, &places)
      if kind.kind == .word {
        word.learn(text, token.pointee, kind, end, mayBeMonth: count == 0)
      }
    }
    token.pointee.kind = kind
    count &+= 1
    return kind
  }

  @inline(__always)
  private mutating func read(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool,
    _ places: inout UInt32
  ) -> TokenClass {
    let byte = text[start]
    if byte &- 48 < 10 { return readDigits(token, start, isGlued, &places) }
    if byte &- 65 < 26 {
      if mayBegin(token, isGlued) {
        if mayBeMonth(start) {
          let stamp = matchStamp(token, start, places) ?? readStamp(token, start, &places)
          if let stamp { return stamp }
        }
        if count == 0, let stamp = readGluedLevel(token, start) { return stamp }
      }
      return readWord(token, start, isGlued)
    }
    if byte &- 97 < 26 { return readWord(token, start, isGlued) }
    if byte == UInt8(ascii: "[") { return readBracket(token, start, isGlued, &places) }
    return readOther(token, start, byte, isGlued, &places)
  }

  @inline(never)
  private mutating func readOther(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ byte: UInt8, _ isGlued: Bool,
    _ places: inout UInt32
  ) -> TokenClass {
    switch byte {
    case UInt8(ascii: "("): return readBracket(token, start, isGlued, &places)
    case UInt8(ascii: "|"):
      return finish(token, start &+ 1, TokenClass(.pipe, isGlued: isGlued))
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "#"):
      return readMark(token, start, isGlued) ?? readWord(token, start, isGlued)
    case UInt8(ascii: ">"), UInt8(ascii: ":"), UInt8(ascii: ","):
      return readMark(token, start, isGlued) ?? readSingle(token, start, isGlued)
    default:
      if byte == UInt8(ascii: "<"), count == 0, start == 0,
        let priority = SyslogPriority(text, count: end)
      {
        let bits = TokenClass(.priority).bits | priority.value << 9
        return finish(token, priority.end, TokenClass(bits: bits))
      }
      if wordEndMask(text + start) & 1 != 0 { return readSingle(token, start, isGlued) }
      return readWord(token, start, isGlued)
    }
  }

  @inline(__always)
  private func finish(
    _ token: UnsafeMutablePointer<HeaderToken>, _ end: Int, _ kind: TokenClass
  ) -> TokenClass {
    token.pointee.end = end
    token.pointee.next = end
    return kind
  }

  private func readSingle(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool
  ) -> TokenClass {
    var next = start + 1
    let follower = text[start] == UInt8(ascii: "]") ? follower(&next) : .other
    let bits =
      TokenClass(.other, isGlued: isGlued, follower: follower).bits | UInt32(text[start]) << 9
    return finish(token, start + 1, TokenClass(bits: bits))
  }

  /// A run of one byte that stands in front of a blank; a colon or a comma also in front of other things.
  private func readMark(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool
  ) -> TokenClass? {
    let byte = text[start]
    var next = start
    while next < end, text[next] == byte { next += 1 }
    let follower = follower(&next)
    let isFree = follower == .blank || follower == .separator
    guard isFree || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",") else { return nil }
    let run = min(next - start, 4)
    let bits =
      TokenClass(.mark, isGlued: isGlued, follower: isFree ? .blank : .other).bits
      | UInt32(byte) << 9 | UInt32(run) << 17
    return finish(token, next, TokenClass(bits: bits))
  }

  // MARK: numbers and stamps

  @inline(__always)
  private mutating func readDigits(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool,
    _ places: inout UInt32
  ) -> TokenClass {
    let mayBegin = mayBegin(token, isGlued)
    if mayBegin, let stamp = matchStamp(token, start, places) { return stamp }
    var next = start
    var run = 0
    repeat {
      run = (~digitMask(text + next)).trailingZeroBitCount
      next &+= min(run, 16)
    } while run >= 16
    next = min(next, end)
    if mayBegin, mayBeStamp(text, start, next, count: end),
      let stamp = readStamp(token, start, &places)
    {
      return stamp
    }
    guard wordEndMask(text + next) & 1 != 0 else {
      if text[next] == UInt8(ascii: "#"), let pair = readPair(token, start, next, isGlued) {
        return pair
      }
      return readWord(token, start, isGlued)
    }
    token.pointee.end = next
    let follower = follower(&next)
    token.pointee.next = next
    let kind = TokenClass(.number, isGlued: isGlued, follower: follower)
    return TokenClass(bits: kind.bits | TokenClass.digit)
  }

  /// Whether a stamp may begin at a token: behind a blank or a mark.
  @inline(__always)
  private func mayBegin(_ token: UnsafeMutablePointer<HeaderToken>, _ isGlued: Bool) -> Bool {
    guard isGlued else { return true }
    switch (token - 1).pointee.kind.kind {
    case .pipe, .priority, .mark: return true
    default: return false
    }
  }

  /// Whether a word of three letters, the first of them a capital, stands here, as the short names of months and days do, or, as
  /// the first token of a line, a long one of these.
  @inline(__always)
  private func mayBeMonth(_ start: Int) -> Bool {
    guard start &+ 4 < end, text[start &+ 1] &- 97 < 26, text[start &+ 2] &- 97 < 26 else {
      return false
    }
    let next = text[start &+ 3]
    if next == 0x20 || next == 0x2C { return true }
    return count == 0 && next &- 97 < 26 && StampGrammar(text, count: end).hasLongName(at: start)
  }

  /// A stamp of a form that stood here in the line before.
  @inline(__always)
  private func matchStamp(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ places: UInt32
  ) -> TokenClass? {
    let place = Int(places & 0xFF)
    let end = stamps.match(place, text, at: start, count: self.end)
    return end < 0 ? nil : stamp(token, place, end)
  }

  @inline(__always)
  private func stamp(
    _ token: UnsafeMutablePointer<HeaderToken>, _ place: Int, _ end: Int
  ) -> TokenClass {
    token.pointee.place = place
    return finish(token, end, TokenClass(bits: TokenClass(.stamp).bits | stamps.kind(place)))
  }

  /// A stamp of any form.
  @inline(never)
  private mutating func readStamp(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ places: inout UInt32
  ) -> TokenClass? {
    // The first place has been looked at.
    for rank: UInt32 in 1..<4 {
      let place = Int(places >> (rank * 8) & 0xFF)
      let end = stamps.match(place, text, at: start, count: self.end)
      guard end >= 0 else { continue }
      let above: UInt32 = rank == 3 ? 0 : .max << (rank * 8 + 8)
      let below: UInt32 = (1 << (rank * 8)) - 1
      places = places & above | (places & below) << 8 | UInt32(place)
      return stamp(token, place, end)
    }
    // The stamps of one line need a place each.
    while (0..<count).contains(where: { tokens[$0].place == nextPlace }) { movePlace() }
    let end = stamps.read(nextPlace, text, at: start, count: self.end)
    guard end >= 0 else {
      if StampGrammar(text, count: self.end).mayBeginByName(at: start) { triedStamp = true }
      return nil
    }
    let place = nextPlace
    movePlace()
    places = places << 8 | UInt32(place)
    return stamp(token, place, end)
  }

  private mutating func movePlace() { nextPlace = (nextPlace + 1) & (StampReader.places - 1) }

  /// `I0214 01:02:03.000004`: a level letter glued to month and day (glog, klog).
  private mutating func readGluedLevel(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int
  ) -> TokenClass? {
    guard let level = Level(letter: text[start]), text[start + 1] &- 48 < 10 else { return nil }
    guard let stamp = StampGrammar(text, count: end).matchGlog(at: start + 1) else {
      triedStamp = true
      return nil
    }
    token.pointee.place = -1
    let bits =
      TokenClass(.stamp).bits
      | stamp.kindBits
      | (UInt32(level.rawValue) + 1) << TokenClass.levelShift
    return finish(token, stamp.end, TokenClass(bits: bits))
  }

  /// `12#34:` as nginx has it.
  private func readPair(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ first: Int, _ isGlued: Bool
  ) -> TokenClass? {
    var next = first + 1
    while next < end, text[next] &- 48 < 10 { next += 1 }
    guard next > first + 1, next < end, text[next] == UInt8(ascii: ":") else { return nil }
    token.pointee.inner = Slice(start: first + 1, end: next)
    token.pointee.end = first
    token.pointee.next = next + 1
    return TokenClass(.process, isGlued: isGlued)
  }

  // MARK: words

  @inline(__always)
  private mutating func readWord(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool
  ) -> TokenClass {
    var flags: UInt32 = 0
    var next = start
    var carry: UInt32 = 0
    let limit = min(end, start &+ Self.maximumWord)
    while next < limit {
      let masks = WordMasks(text + next)
      let inside = masks.end == 0 ? 0xFFFF : (masks.end & (0 &- masks.end)) &- 1
      flags |= Self.flags(masks, inside, carry)
      carry = masks.lower &>> 15
      if masks.end != 0 {
        next &+= masks.end.trailingZeroBitCount
        break
      }
      next &+= 16
    }
    next = min(next, limit)
    let first = text[start]
    if (first | 0x20) &- 97 < 26 || first == UInt8(ascii: "_") { flags |= TokenClass.nameStart }
    let size = next &- start
    if size == 1 { flags |= TokenClass.single }
    if flags & (TokenClass.digit | TokenClass.joint | TokenClass.other) == 0 {
      flags |= levels.code(text, Slice(start: start, end: next))
    }
    token.pointee.end = next
    let follower = follower(&next)
    token.pointee.next = next
    return TokenClass(
      bits: TokenClass(.word, isGlued: isGlued, follower: follower).bits | flags)
  }

  /// The flags of the bytes inside a word; `carry` says that the byte before them is a small letter.
  @inline(__always)
  private static func flags(_ masks: WordMasks, _ inside: UInt32, _ carry: UInt32) -> UInt32 {
    var flags: UInt32 = 0
    let letters = masks.upper | masks.lower
    let joints = ~(letters | masks.digit | masks.other) & inside
    let humps = masks.upper & (masks.lower &<< 1 | carry)
    if masks.digit & inside != 0 { flags |= TokenClass.digit }
    if masks.upper & inside != 0 { flags |= TokenClass.upper }
    if masks.lower & inside != 0 { flags |= TokenClass.lower }
    if joints != 0 { flags |= TokenClass.joint }
    if masks.other & inside != 0 { flags |= TokenClass.other }
    if (masks.path | humps) & inside != 0 { flags |= TokenClass.path }
    return flags
  }

  /// What stands at `next`; behind a colon that belongs to the token `next` is moved.
  @inline(__always)
  private func follower(_ next: inout Int) -> TokenClass.Follower {
    guard next < end else { return .blank }
    let byte = text[next]
    if byte == 0x20 {
      // The colon is the last of the bytes that may follow.
      guard next &+ 2 < end, text[next &+ 1] <= UInt8(ascii: ":") else { return .blank }
      return separatorFollows(next &+ 1) ? .separator : .blank
    }
    if byte == UInt8(ascii: ":") {
      let behind = next &+ 1 < end ? text[next &+ 1] : 0x20
      guard Self.isBoundary(behind) else { return .gluedColon }
      next &+= 1
      return .colon
    }
    switch byte {
    case 0x09: return separatorFollows(next) ? .separator : .blank
    case UInt8(ascii: "|"): return .pipe
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: "["): return .bracket
    case UInt8(ascii: "("): return .parenthesis
    case UInt8(ascii: "="): return .equals
    case UInt8(ascii: "]"): return .closingBracket
    default: return .other
    }
  }

  private func separatorFollows(_ start: Int) -> Bool {
    var next = start
    while next < end, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
    guard next + 1 < end, text[next + 1] == 0x20 || text[next + 1] == 0x09 else { return false }
    return text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: ":")
  }

  @inline(__always)
  private static func isBoundary(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",")
  }

  // MARK: brackets

  /// `[…]` or `(…)`: a stamp, a level, a process number, a name without blanks (thread, context), or text.
  @inline(__always)
  private mutating func readBracket(
    _ token: UnsafeMutablePointer<HeaderToken>, _ start: Int, _ isGlued: Bool,
    _ places: inout UInt32
  ) -> TokenClass {
    var hasBlank = false
    let close = closingBracket(start, &hasBlank)
    guard close > 0 else { return readSingle(token, start, isGlued) }
    var inner = Slice(start: start &+ 1, end: close)
    if hasBlank {
      while inner.start < inner.end, text[inner.start] == 0x20 { inner.start &+= 1 }
      while inner.start < inner.end, text[inner.end &- 1] == 0x20 { inner.end &-= 1 }
      hasBlank = memchr(text + inner.start, 0x20, inner.count) != nil
    }
    token.pointee.inner = inner
    var bits = content(token, inner, hasBlank, &places)
    var next = close &+ 1
    var follower = follower(&next)
    if follower == .gluedColon {
      next &+= 1
      follower = .colon
    }
    token.pointee.end = close &+ 1
    token.pointee.next = next
    let kind = text[start] == UInt8(ascii: "[") ? TokenClass.Kind.bracket : .parentheses
    bits |= TokenClass(kind, isGlued: isGlued, follower: follower).bits
    return TokenClass(bits: bits)
  }

  /// The bracket that closes the one at `start`, inner pairs skipped; -1 for none.
  @inline(__always)
  private func closingBracket(_ start: Int, _ hasBlank: inout Bool) -> Int {
    let opening = text[start]
    let closing = opening == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: ")")
    let limit = min(end, start &+ Self.maximumBracket)
    var depth = 1
    var index = start &+ 1
    while index < limit {
      var ends = wordEndMask(text + index)
      while ends != 0 {
        let position = index &+ ends.trailingZeroBitCount
        if position >= limit { return -1 }
        if text[position] == closing {
          depth &-= 1
          if depth == 0 { return position }
        } else if text[position] == opening {
          depth &+= 1
        } else if text[position] == 0x20 {
          hasBlank = true
        }
        ends &= ends &- 1
      }
      index &+= 16
    }
    return -1
  }

  @inline(__always)
  private mutating func content(
    _ token: UnsafeMutablePointer<HeaderToken>, _ inner: Slice, _ hasBlank: Bool,
    _ places: inout UInt32
  ) -> UInt32 {
    func of(_ content: TokenClass.Content) -> UInt32 { content.rawValue << 21 }
    if inner.isEmpty { return of(.empty) }
    let first = text[inner.start]
    var mayBegin = mayBeMonth(inner.start) && first &- 65 < 26
    if first &- 48 < 10 {
      var next = inner.start
      while text[next] &- 48 < 10 { next &+= 1 }
      if next == inner.end, next &- inner.start < 6 { return of(.number) | TokenClass.digit }
      mayBegin = mayBeStamp(text, inner.start, next, count: end)
    }
    if mayBegin {
      let stamp = matchStamp(token, inner.start, places) ?? readStamp(token, inner.start, &places)
      if let stamp, token.pointee.end == inner.end {
        return of(.stamp) | stamp.bits & (.max << 24)
      }
      if stamp != nil { triedStamp = true }
    }
    return plainContent(inner, hasBlank: hasBlank)
  }

  @inline(__always)
  private func plainContent(_ inner: Slice, hasBlank: Bool) -> UInt32 {
    var anyDigit: UInt32 = 0
    var isNumber = true
    var index = inner.start
    while index < inner.end {
      let left = inner.end &- index
      let inside = left < 16 ? (1 &<< UInt32(truncatingIfNeeded: left)) &- 1 : 0xFFFF
      let digits = digitMask(text + index) & inside
      anyDigit |= digits
      if digits != inside { isNumber = false }
      index &+= 16
    }
    if isNumber { return TokenClass.Content.number.rawValue << 21 | TokenClass.digit }
    if (text[inner.end &- 1] | 0x20) &- 97 < 26 {
      let level = bracketedLevel(inner)
      if level != 0 { return level | TokenClass.Content.level.rawValue << 21 }
    }
    var content = TokenClass.Content.word
    if hasBlank { content = labelledNumber(inner) == nil ? .severalWords : .process }
    // Of text in brackets nothing else is asked than whether digits are in it.
    return content.rawValue << 21 | (anyDigit == 0 ? 0 : TokenClass.digit)
  }

  /// The code of `notice`, or of the last word of `core:notice`.
  private func bracketedLevel(_ inner: Slice) -> UInt32 {
    var word = inner
    if inner.count > 1 {
      while word.end > inner.start, (text[word.end - 1] | 0x20) &- 97 < 26 { word.end -= 1 }
      word = Slice(start: word.end, end: inner.end)
      if word.start > inner.start, text[word.start - 1] != UInt8(ascii: ":") { return 0 }
      if word.count < 2 { return 0 }
    }
    guard (text[word.start] | 0x20) &- 97 < 26 else { return 0 }
    let code = levels.code(text, word)
    return word == inner ? code : code & ~TokenClass.ownName
  }

  /// The number of `pid 33` or `pid 33:tid 140`.
  func labelledNumber(_ inner: Slice) -> Slice? {
    guard inner.count > 4, text[inner.start] == UInt8(ascii: "p"),
      text[inner.start + 1] == UInt8(ascii: "i"), text[inner.start + 2] == UInt8(ascii: "d"),
      text[inner.start + 3] == 0x20
    else { return nil }
    var number = Slice(start: inner.start + 4, end: inner.start + 4)
    while number.end < inner.end, text[number.end] &- 48 < 10 { number.end += 1 }
    return number.isEmpty ? nil : number
  }
}

/// False when the digits from `start` to `next` begin no stamp for sure, in a line of `count` bytes.
@inline(__always)
func mayBeStamp(_ text: UnsafePointer<UInt8>, _ start: Int, _ next: Int, count: Int) -> Bool {
  let run = next &- start
  let first = text[start]
  if run >= 9 {
    // A count of seconds and its like, or a compact date and time.
    return run == 10 || run == 13 || run == 16 || run == 19
      ? first &- 49 < 3 : (run == 12 || run == 14) && mayBeDate(text, start, run)
  }
  let follower = next < count ? text[next] : 0
  if run <= 2 {
    // A day before a month's name, or the first part of a date or a clock.
    if follower == 0x20 { return next &+ 1 < count && (text[next &+ 1] | 0x20) &- 97 < 26 }
    return follower &- 45 < 3 || follower == UInt8(ascii: ":")
  }
  if run == 4 { return follower &- 45 < 3 }
  return (run == 6 || run == 8) && mayBeDate(text, start, run)
}

/// Whether `yyMMdd` or `yyyyMMdd` could be a date, by the first digits of month and day.
@inline(__always)
private func mayBeDate(_ text: UnsafePointer<UInt8>, _ start: Int, _ run: Int) -> Bool {
  let month = start &+ (run == 8 || run == 14 ? 4 : 2)
  return text[month] < UInt8(ascii: "2") && text[month &+ 2] < UInt8(ascii: "4")
}
