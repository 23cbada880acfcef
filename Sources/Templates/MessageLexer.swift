import Lines
import Platform

/// Cuts a message into words and values; what stands between them are the gaps.
///
///     Failed password for root from 10.0.0.7 port 51966 (3 attempts)
///     word   word     ...  value    value    ... value  gap " (", value, word, gap ")"
///
/// Words end at blanks and delimiters (``ByteKind``); a value may run over them (`12:30:45`, `9.6 KB`,
/// `http://a/b?c=d`), and a list of values of one kind is one value. Two masks of 64 bytes say where words end and which of
/// them hold letters and joints alone; those are done in a few instructions, all others go to the ``ValueReader``.
struct MessageLexer: ~Copyable {
  /// The most tokens of one message; what follows is one value.
  static let maximumTokens = 512
  /// The most bytes of a message that are cut into tokens; what follows is one value.
  static let maximumBytes = 16_384
  /// Longer texts in quotes are read word by word.
  static let maximumQuoted = 400
  /// No name is longer than this; a longer word is a value.
  static let maximumWord = 256

  private let kinds: UnsafeMutablePointer<UInt16>
  private let values: ValueReader
  private let lexicon = Lexicon()
  private let tokens: UnsafeMutablePointer<Token>
  /// What each token has added to ``identity``, once that was asked for.
  let placements: UnsafeMutablePointer<UInt64>
  private let ends: UnsafeMutablePointer<UInt64>
  private let tellings: UnsafeMutablePointer<UInt64>
  /// Quotes before this byte belong to a pair whose inside has been decided.
  private var quotesDecided = 0
  /// How far ``isEndless(_:_:)`` has walked.
  private var addressEnd = 0
  private var queryEnd = 0
  /// What the word in front means for the next one.
  private var cue = Lexicon.Meaning.none
  private var text: UnsafePointer<UInt8>
  private(set) var size = 0
  /// Tokens of the message at hand.
  private(set) var count = 0
  /// Tells rows with other words, gaps, or kinds of values apart; options of any text are the same.
  private(set) var hash: UInt64 = 0
  /// The hash of the gap behind the last token.
  private(set) var lastGap: UInt64 = 0

  private var masks: UserMasks
  /// The next of the masks' spans, and where it begins; behind the message when there is none.
  private var span = 0
  private var spanStart = Int.max
  /// Hashes of words that are never a value.
  let keptWords: Set<UInt64>
  /// Whether there are any.
  private let keepsWords: Bool

  /// - Parameters:
  ///   - masks: The user's own values.
  ///   - keptWords: Words that are never a value.
  ///   - allowsJIT: False to ask the patterns for every value, and by the interpreter of PCRE2.
  /// - Throws: What is wrong with a mask of the user's.
  init(
    masks: [(name: String, pattern: String)] = [], keptWords: [String] = [],
    allowsJIT: Bool = true
  ) throws {
    let values = try ValueReader(allowsJIT: allowsJIT)
    let masks = try UserMasks(masks)
    self.values = values
    self.masks = masks
    keepsWords = !keptWords.isEmpty
    self.keptWords = Set(
      keptWords.map { word in
        let bytes = Array(word.utf8) + [UInt8](repeating: 0, count: 8)
        return bytes.withUnsafeBufferPointer {
          TokenHash.bytes($0.baseAddress.unsafelyUnwrapped, count: word.utf8.count)
        }
      })
    kinds = ByteKind.table()
    tokens = .allocate(capacity: Self.maximumTokens + 4)
    placements = .allocate(capacity: Self.maximumTokens + 4)
    ends = .allocate(capacity: Self.maximumBytes / 64 + 2)
    tellings = .allocate(capacity: Self.maximumBytes / 64 + 2)
    text = UnsafePointer(UnsafeRawPointer(kinds).assumingMemoryBound(to: UInt8.self))
  }

  deinit {
    kinds.deallocate()
    tokens.deallocate()
    placements.deallocate()
    ends.deallocate()
    tellings.deallocate()
  }

  /// The placeholders of the user's own types.
  var customPlaceholders: [[UInt8]] { masks.placeholders }

  /// Whether the masks run as machine code.
  var usesJIT: Bool { values.usesJIT }

  /// The token at `index`, below ``count``.
  subscript(index: Int) -> Token {
    @inline(__always) get { tokens[index] }
  }

  /// The tokens.
  var row: UnsafeBufferPointer<Token> { UnsafeBufferPointer(start: tokens, count: count) }

  /// The tokens' hash at `index`, below ``count``.
  @inline(__always)
  func hash(at index: Int) -> UInt64 { tokens[index].hash }

  /// The hash of the row in which all values are the same.
  var identity: UInt64 {
    mutating get {
      var identity = TokenHash.placed(0, gap: lastGap, at: count)
      for index in 0..<count {
        let placed = TokenHash.placed(tokens[index].identity, gap: tokens[index].gap, at: index)
        placements[index] = placed
        identity &+= placed
      }
      return identity
    }
  }

  /// Cuts a message; the tokens are then to be read until the next call.
  ///
  /// - Parameters:
  ///   - text: Well-formed UTF-8 with 64 readable bytes behind it.
  ///   - size: Bytes of it.
  mutating func lex(_ text: UnsafePointer<UInt8>, count size: Int) {
    self.text = text
    self.size = min(size, Self.maximumBytes)
    count = 0
    hash = 0x243F_6A88_85A3_08D3
    quotesDecided = 0
    addressEnd = 0
    queryEnd = 0
    cue = .none
    scan()
    if !masks.isEmpty { findSpans() }
    var gap: UInt64 = 0
    var index = 0
    while index < self.size, count < Self.maximumTokens {
      index = lexPlain(index, &gap)
      if index >= self.size || count >= Self.maximumTokens { break }
      if index >= spanStart {
        index = readSpan(index, &gap)
      } else if kinds[Int(text[index])] & ByteKind.separator != 0 {
        index = readGap(index, &gap)
      } else {
        index = readToken(index, &gap)
      }
    }
    if index < size { append(index, size, .value, .any, ValueType.any.hash, &gap) }
    lastGap = gap
    hash = TokenHash.fold(hash ^ gap, 0x1319_8A2E_0370_7344)
  }

  /// Finds the values of the user's masks; their bytes are none of any word.
  private mutating func findSpans() {
    masks.find(text, count: size)
    for span in masks.spans {
      for index in span.start..<span.end { ends[index >> 6] |= 1 << UInt64(index & 63) }
    }
    span = 0
    spanStart = masks.spans.first?.start ?? .max
  }

  /// Reads the value of a user's mask at `index`; one that another value has run over is left out.
  private mutating func readSpan(_ index: Int, _ gap: inout UInt64) -> Int {
    let found = masks.spans[span]
    span += 1
    spanStart = span < masks.spans.count ? masks.spans[span].start : .max
    guard found.end > index else { return index }
    appendValue(index, found.end, found.type, &gap)
    return found.end
  }

  /// Cuts words of letters and joints and whole numbers, behind blanks and delimiters that only part words, which is what most of a
  /// message is; returns where something else begins.
  @inline(__always)
  private mutating func lexPlain(_ from: Int, _ gapBefore: inout UInt64) -> Int {
    var index = from
    var gap = gapBefore
    var count = self.count
    var hash = self.hash
    defer {
      self.count = count
      self.hash = hash
      gapBefore = gap
    }
    while index < size, count < Self.maximumTokens {
      var start = index
      var next = gap
      if text[index] <= 0x20 {
        start = index &+ 1
        next = TokenHash.extended(gap, 0x20)
      }
      let block = start &>> 6
      let offset = UInt64(start & 63)
      var bits = ends[block] &>> offset
      if bits & 1 != 0 {
        // Another delimiter, or the end.
        if start == spanStart, start > index { return index }
        guard start < size, start < spanStart, isPlainDelimiter(start) else { return index }
        gap = TokenHash.extended(next, text[start])
        cue = .none
        index = start &+ 1
        continue
      }
      var telling = tellings[block] &>> offset
      if offset != 0 {
        bits |= ends[block &+ 1] &<< (64 &- offset)
        telling |= tellings[block &+ 1] &<< (64 &- offset)
      }
      if bits == 0 { return index }
      let length = bits.trailingZeroBitCount
      let end = start &+ length
      if next == Self.equals {
        // A number is what it is behind any key.
        if text[start] &- 48 > 9 || continues(end) { return index }
      }
      // A word of letters and joints, or one mark by itself.
      if telling & ((1 &<< UInt64(length)) &- 1) == 0 || length == 1 && isSentenceEnd(text[start]) {
        if colonTells(end, length) { return index }
        if start > 0, text[start &- 1] == UInt8(ascii: "="), !isLetters(start, end) { return index }
        var key: UInt64 = 0
        if length <= 8 {
          key = packedWord(text + start, count: length)
          if cue != .none || lexicon.meaning(key) != .none { return index }
          key = TokenHash.short(key, length)
        } else {
          if cue != .none { return index }
          key = TokenHash.bytes(text + start, count: length)
        }
        tokens[count] = Token(
          start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
          role: .word, type: .any, hash: key, gap: next)
        hash = Self.mixed(hash, key, next)
      } else {
        guard text[start] &- 48 < 10, length < 16, cue == .none, !keepsWords,
          (~digitMask(text + start)).trailingZeroBitCount == length, isNumberEnd(end)
        else { return index }
        tokens[count] = Token(
          start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end),
          role: .value, type: .number, hash: ValueType.number.hash, gap: next)
        hash = Self.mixed(hash, ValueType.number.hash, next)
      }
      count &+= 1
      gap = 0
      index = end
    }
    return index
  }

  /// Whether a delimiter only parts words: no value stands behind it, or none where one could.
  @inline(__always)
  private func isPlainDelimiter(_ index: Int) -> Bool {
    let kind = kinds[Int(text[index])]
    if kind & ByteKind.parting != 0 { return true }
    guard kind & ByteKind.opening != 0, index &+ 1 < size else { return false }
    let next = kinds[Int(text[index &+ 1])]
    if next & ByteKind.separator == 0 {
      // Names of placeholders are of capitals; a star is one, too.
      return text[index] != UInt8(ascii: "<")
        || next & (ByteKind.digit | ByteKind.dot) != 0
        || next & (ByteKind.letter | ByteKind.upper) == ByteKind.letter
    }
    return next & ByteKind.blank != 0 && text[index] != UInt8(ascii: "=")
  }

  /// Whether a value of `key=value` may go on behind its first delimiter.
  @inline(__always)
  private func continues(_ end: Int) -> Bool {
    if end >= size { return false }
    let byte = text[end]
    return byte == UInt8(ascii: ":") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "(")
  }

  /// Whether nothing behind a whole number could belong to it: no unit, no further part of a date or a clock.
  @inline(__always)
  private func isNumberEnd(_ end: Int) -> Bool {
    if end &+ 1 >= size { return true }
    let byte = text[end]
    if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",") {
      return kinds[Int(text[end &+ 1])] & ByteKind.separator != 0 && text[end &+ 1] != byte
    }
    guard byte == 0x20 else { return true }
    let next = text[end &+ 1]
    // Units begin with one of these, names of months with a capital.
    let first = (next | 0x20) &- 97
    return first > 25 && next < 0x80
      || first < 26 && next >= 97 && Self.unitLetters &>> UInt32(first) & 1 == 0
  }

  /// The small letters that units begin with, `g h k m n s u`, with `a` in the lowest bit; see ``Unit``.
  @inline(__always)
  private static var unitLetters: UInt32 { 0b1_0100_0011_0100_1100_0000 }

  @inline(__always)
  private static func mixed(_ hash: UInt64, _ token: UInt64, _ gap: UInt64) -> UInt64 {
    TokenHash.fold(hash ^ token ^ (gap &* 3), 0xA409_3822_299F_31D1)
  }

  /// Finds the ends of words; behind the message all bytes are ends.
  @inline(never)
  private mutating func scan() {
    var block = 0
    var start = 0
    repeat {
      let found = WordBlock(text + start)
      ends[block] = found.end
      tellings[block] = found.telling
      block &+= 1
      start &+= 64
    } while start < size
    let behind = size & 63
    if behind != 0 { ends[block &- 1] |= UInt64.max &<< UInt64(behind) }
    ends[block] = .max
  }

  /// The first byte from `index` on that ends a word.
  @inline(__always)
  private func wordEnd(_ index: Int) -> Int {
    var block = index &>> 6
    var bits = ends[block] &>> UInt64(index & 63)
    if bits != 0 { return index &+ bits.trailingZeroBitCount }
    repeat {
      block &+= 1
      bits = ends[block]
    } while bits == 0
    return block &<< 6 &+ bits.trailingZeroBitCount
  }

  /// Whether the word from `start` to `end` is made of letters alone.
  private func isLetters(_ start: Int, _ end: Int) -> Bool {
    kinds(start, end) & ~ByteKind.anyLetter == 0
  }

  // MARK: tokens

  @inline(__always)
  private mutating func append(
    _ start: Int, _ end: Int, _ role: Token.Role, _ type: ValueType, _ hash: UInt64,
    _ gap: inout UInt64
  ) {
    tokens[count] = Token(
      start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), role: role,
      type: type, hash: hash, gap: gap)
    count &+= 1
    let known = role == .option ? TokenHash.option : hash
    self.hash = Self.mixed(self.hash, known, gap)
    gap = 0
  }

  /// Appends a value; one of a kind that stands in lists goes on with the value before it.
  private mutating func appendValue(
    _ start: Int, _ end: Int, _ type: ValueType, _ gap: inout UInt64
  ) {
    cue = .none
    if count > 0, type.standsInLists, gap == TokenHash.blank || gap == Self.commaBlank,
      tokens[count &- 1].role == .value, tokens[count &- 1].type == type
    {
      tokens[count &- 1].end = Int32(truncatingIfNeeded: end)
      gap = 0
      return
    }
    append(start, end, .value, type, type.hash, &gap)
  }

  private static let commaBlank = TokenHash.extended(
    TokenHash.extended(0, UInt8(ascii: ",")), 0x20)

  /// Reads the token at `start`; returns the byte behind it and its full stop.
  private mutating func readToken(_ start: Int, _ gap: inout UInt64) -> Int {
    let end = wordEnd(start)
    let length = end &- start
    if keepsWords {
      let hash = TokenHash.bytes(text + start, count: length)
      if keptWords.contains(hash) {
        cue = .none
        append(start, end, .word, .any, hash, &gap)
        return end
      }
    }
    if length <= 8, isLetters(start, end), gap != Self.equals, !colonTells(end, length) {
      let key = packedWord(text + start, count: length)
      if let next = readMeaning(start, end, lexicon.meaning(key), key, &gap) { return next }
    }
    if let next = readMarks(start, end, &gap) { return next }
    return readOther(start, end, &gap)
  }

  /// Reads a mark or two with or without a letter, `.` and `a.`, which no value is and no neighbour says anything of; nil
  /// for others.
  ///
  /// ``readOther(_:_:_:)`` would find the same.
  @inline(__always)
  private mutating func readMarks(_ start: Int, _ end: Int, _ gap: inout UInt64) -> Int? {
    guard end &- start <= 2, cue == .none, text[end] != UInt8(ascii: ":"),
      start == 0 || text[start &- 1] != UInt8(ascii: "=")
    else { return nil }
    let seen = kinds(start, end)
    guard seen & (ByteKind.digit | ByteKind.telling) == 0,
      seen & (ByteKind.joint | ByteKind.dot) != 0
    else { return nil }
    let word = withoutSentenceEnd(start, end)
    append(start, word, .word, .any, TokenHash.bytes(text + start, count: word &- start), &gap)
    return word == end ? end : finish(word, end, &gap)
  }

  /// Whether the colon behind a word makes it a scheme, or a part of an IPv6 address.
  @inline(__always)
  private func colonTells(_ end: Int, _ length: Int) -> Bool {
    guard end &+ 1 < size, text[end] == UInt8(ascii: ":") else { return false }
    return length <= 4 || text[end &+ 1] == UInt8(ascii: "/")
  }

  /// The gap that is an equals sign alone.
  private static let equals = TokenHash.extended(0, UInt8(ascii: "="))

  /// Reads a short word of letters that says something of its neighbours, or of which they say something; nil for the
  /// beginnings of dates.
  @inline(never)
  private mutating func readMeaning(
    _ start: Int, _ end: Int, _ meaning: Lexicon.Meaning, _ key: UInt64, _ gap: inout UInt64
  ) -> Int? {
    let isBehindCue = gap == TokenHash.blank
    let cue = isBehindCue ? self.cue : .none
    self.cue = .none
    if meaning == .calendar { return nil }
    if meaning == .truth {
      appendValue(start, end, .boolean, &gap)
      return end
    }
    if cue == .user || cue == .account || meaning == .account && cue != .none {
      appendValue(start, end, .user, &gap)
      return end
    }
    if meaning == .user {
      self.cue =
        cue != .none || nameFollows(end, " from ") || nameFollows(end, " logged ")
        ? .user : .none
    } else if meaning == .purpose {
      self.cue = nameFollows(end, " from ") ? .account : .purpose
    } else if meaning != .account {
      self.cue = meaning
    }
    append(start, end, .word, .any, TokenHash.short(key, end - start), &gap)
    return end
  }

  /// Whether one word and then another one follow: ` from ` behind `password for alice`.
  private mutating func nameFollows(_ end: Int, _ next: StaticString) -> Bool {
    guard end + 1 < size, text[end] == 0x20, kinds[Int(text[end + 1])] & ByteKind.separator == 0
    else { return false }
    let name = wordEnd(end + 1)
    guard name + next.utf8CodeUnitCount <= size else { return false }
    return memcmp(text + name, next.utf8Start, next.utf8CodeUnitCount) == 0
  }

  /// Reads a token that holds other bytes than letters, or stands in a telling place.
  @inline(never)
  private mutating func readOther(_ start: Int, _ wordEnd: Int, _ gap: inout UInt64) -> Int {
    let cue = self.cue
    self.cue = .none
    let isAssigned =
      start >= 2 && text[start &- 1] == UInt8(ascii: "=") && isKeyEnd(text[start &- 2])
    if isAssigned { return readAssigned(start, wordEnd, &gap) }
    if let value = redacted(start, wordEnd) {
      appendValue(start, value.end, value.type, &gap)
      return value.end
    }
    var end = wordEnd
    let seen = look(start, &end)
    if cue == .user, gap == TokenHash.blank {
      let word = withoutSentenceEnd(start, end)
      appendValue(start, word, .user, &gap)
      return finish(word, end, &gap)
    }
    let value = values.read(text, start, end, isEndless(start, end) ? end : size, seen)
    if cue == .account, gap == TokenHash.blank, mayBeAccount(value, start) {
      let word = withoutSentenceEnd(start, end)
      appendValue(start, word, .user, &gap)
      return finish(word, end, &gap)
    }
    if let value {
      if value.start > start {
        let word = value.start - 1
        append(start, word, .word, .any, TokenHash.bytes(text + start, count: word - start), &gap)
        gap = TokenHash.extended(gap, text[word])
      }
      let valueEnd = endWithPlaceholders(value.end, value.type)
      appendValue(value.start, valueEnd, value.type, &gap)
      if valueEnd < end { return finish(valueEnd, end, &gap) }
      var behind = valueEnd
      if behind > end { while behind < size, isSentenceEnd(text[behind]) { behind &+= 1 } }
      return finish(valueEnd, behind, &gap)
    }
    // A full stop or a mark at the end of a sentence is not part of the word.
    let word = withoutSentenceEnd(start, end)
    if word - start <= Self.maximumWord {
      append(start, word, .word, .any, TokenHash.bytes(text + start, count: word - start), &gap)
    } else {
      append(start, word, .value, .any, ValueType.any.hash, &gap)
    }
    return finish(word, end, &gap)
  }

  /// Whether an address or the query of a path begins that is longer than the patterns look, and so is none.
  ///
  /// The text is walked through once for all that begin in it: without this `http://a|http://a|…` was looked at from each
  /// of them again, as far as the patterns look.
  private mutating func isEndless(_ start: Int, _ end: Int) -> Bool {
    guard size &- start > Masker.window else { return false }
    if text[end] == UInt8(ascii: ":"), text[end &+ 1] == UInt8(ascii: "/") {
      addressEnd = max(addressEnd, start)
      while addressEnd < size, Masker.mayStandInAddress(text[addressEnd]) { addressEnd &+= 1 }
      return addressEnd &- start > Masker.window
    }
    guard (start..<end).contains(where: { text[$0] == UInt8(ascii: "?") }) else { return false }
    queryEnd = max(queryEnd, start)
    while queryEnd < size, Masker.mayStandInQuery(text[queryEnd]) { queryEnd &+= 1 }
    return queryEnd &- start > Masker.window
  }

  /// Whether what stands where a name is due has no other shape than that of a name: `x.young`, `mallory7`, `erin.12`.
  private func mayBeAccount(_ value: ValueReader.Value?, _ start: Int) -> Bool {
    guard let value else { return true }
    return value.type == .id || value.start > start
  }

  /// A value of which redaction has left the front: `/<IP>`, as Java writes addresses, and `hdfs://<IP>:9000/data`.
  private mutating func redacted(_ start: Int, _ end: Int) -> (type: ValueType, end: Int)? {
    if end == start + 1, text[start] == UInt8(ascii: "/"), text[end] == UInt8(ascii: "<") {
      return placeholder(end)
    }
    guard text[end] == UInt8(ascii: ":"), end + 3 < size, text[end + 1] == UInt8(ascii: "/"),
      text[end + 2] == UInt8(ascii: "/"), text[end + 3] == UInt8(ascii: "<"),
      placeholder(end + 3) != nil
    else { return nil }
    return (.url, endWithPlaceholders(end + 3, .url))
  }

  /// The end of an address in which redaction has replaced a part: `https://<USER>@shop.example`.
  private mutating func endWithPlaceholders(_ start: Int, _ type: ValueType) -> Int {
    var end = start
    switch type {
    case .url, .path, .email, .host:
      while end < size, text[end] == UInt8(ascii: "<"), let inside = placeholder(end) {
        end = wordEnd(inside.end)
        while end + 1 < size, let next = continuation(end) { end = next }
      }
    default: break
    }
    return end
  }

  /// The kinds of the bytes of a word, which ends in front of two dots; they belong to the gap behind it.
  private mutating func look(_ start: Int, _ end: inout Int) -> UInt16 {
    var seen: UInt16 = 0
    var index = start
    while index < end {
      let kind = kinds[Int(text[index])]
      seen |= kind
      if kind & ByteKind.dot != 0, index > start, index &+ 1 < end,
        text[index &+ 1] == UInt8(ascii: ".")
      {
        end = index
        while end < size, text[end] == UInt8(ascii: ".") { end &+= 1 }
        return seen
      }
      index &+= 1
    }
    return seen
  }

  /// The kinds of some bytes.
  @inline(__always)
  private func kinds(_ start: Int, _ end: Int) -> UInt16 {
    var seen: UInt16 = 0
    var index = start
    while index < end {
      seen |= kinds[Int(text[index])]
      index &+= 1
    }
    return seen
  }

  @inline(__always)
  private mutating func withoutSentenceEnd(_ start: Int, _ end: Int) -> Int {
    var word = end
    while word > start + 1, isSentenceEnd(text[word - 1]) { word -= 1 }
    return word
  }

  /// Takes the marks between a token and `end` into the next gap.
  private mutating func finish(_ tokenEnd: Int, _ end: Int, _ gap: inout UInt64) -> Int {
    for index in tokenEnd..<max(tokenEnd, end) { gap = TokenHash.extended(gap, text[index]) }
    return max(tokenEnd, end)
  }

  @inline(__always)
  private func isKeyEnd(_ byte: UInt8) -> Bool {
    kinds[Int(byte)] & (ByteKind.letter | ByteKind.digit) != 0 || byte == UInt8(ascii: "]")
  }

  @inline(__always)
  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  // MARK: assigned values

  /// Reads the value of `key=value`: all of it up to a blank or a delimiter of lists.
  private mutating func readAssigned(_ start: Int, _ wordEnd: Int, _ gap: inout UInt64) -> Int {
    var end = wordEnd
    while end + 1 < size, let next = continuation(end) { end = next }
    let bare = withoutSentenceEnd(start, end)
    let seen = kinds(start, bare)
    let limit = isEndless(start, end) ? end : size
    if let value = values.read(text, start, wordEnd, limit, seen), value.start == start,
      value.end >= bare
    {
      appendValue(start, value.end, value.type, &gap)
      return value.end
    }
    let isName = seen & (ByteKind.digit | ByteKind.telling) == 0 && end == wordEnd
    // What a name in front of brackets holds is a structure: `bounds=Rect(0, 0)`.
    let opens = bare < size && (text[bare] == UInt8(ascii: "(") || text[bare] == UInt8(ascii: "{"))
    if isName, opens || !hasVariableKey(start - 1) {
      let hash = TokenHash.bytes(text + start, count: bare - start)
      append(start, bare, opens ? .word : .option, .any, hash, &gap)
    } else {
      append(start, bare, .value, .any, ValueType.any.hash, &gap)
    }
    return finish(bare, end, &gap)
  }

  /// The end of what belongs to a value behind a delimiter at `end`: `a:b`, `Name{12}`; nil when it ends there.
  private mutating func continuation(_ end: Int) -> Int? {
    switch text[end] {
    case UInt8(ascii: ":"):
      let next = text[end + 1]
      return kinds[Int(next)] & ByteKind.separator == 0 ? wordEnd(end + 1) : nil
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("):
      let closing: UInt8 =
        text[end] == UInt8(ascii: "(") ? UInt8(ascii: ")") : text[end] + 2
      var index = end + 1
      while index < size, index - end < 64, kinds[Int(text[index])] & ByteKind.blank == 0 {
        if text[index] == closing { return index + 1 }
        index += 1
      }
      return nil
    default: return nil
    }
  }

  /// Whether the name in front of the equals sign says that its value varies.
  private mutating func hasVariableKey(_ equals: Int) -> Bool {
    var start = equals
    while start > 0, equals - start < 40, kinds[Int(text[start - 1])] & ByteKind.separator == 0 {
      start -= 1
    }
    return Lexicon.isVariableKey(text, start, equals)
  }

  // MARK: gaps

  /// Reads delimiters and blanks up to the next word, and the values that they enclose or stand for; returns the byte behind.
  @inline(never)
  private mutating func readGap(_ from: Int, _ gap: inout UInt64) -> Int {
    var index = from
    while index < size {
      let byte = text[index]
      let kind = kinds[Int(byte)]
      if kind & ByteKind.separator == 0 || index >= spanStart { return index }
      if kind & ByteKind.blank != 0 {
        // Blanks are equal whatever their number: padding is not meaning.
        index &+= 1
        while index < size, kinds[Int(text[index])] & ByteKind.blank != 0 { index &+= 1 }
        gap = TokenHash.extended(gap, 0x20)
        continue
      }
      cue = .none
      if byte == UInt8(ascii: "<"), let value = placeholder(index) {
        appendValue(index, value.end, value.type, &gap)
        // As behind any value, what ends a sentence is no word.
        var behind = value.end
        while behind < size, isSentenceEnd(text[behind]) { behind &+= 1 }
        return finish(value.end, behind, &gap)
      }
      gap = TokenHash.extended(gap, byte)
      index &+= 1
      if byte == UInt8(ascii: "\""), index > quotesDecided, let end = quotedValue(index) {
        appendQuoted(index, end, &gap)
        return end
      }
      if isPlaceOfNone(byte, index) {
        append(index, index, .empty, .any, TokenHash.empty, &gap)
      }
    }
    return index
  }

  /// Whether a value could stand at `index`, behind `byte`, and none does: `()`, `[]`, `key=,`.
  @inline(__always)
  private func isPlaceOfNone(_ byte: UInt8, _ index: Int) -> Bool {
    guard count < Self.maximumTokens else { return false }
    let next = index < size ? text[index] : 0x20
    switch byte {
    case UInt8(ascii: "("): return next == UInt8(ascii: ")")
    case UInt8(ascii: "["): return next == UInt8(ascii: "]")
    case UInt8(ascii: "="):
      guard index >= 2, isKeyEnd(text[index &- 2]) else { return false }
      return next <= 0x20 || next == UInt8(ascii: ",") || next == UInt8(ascii: ";")
        || next == UInt8(ascii: ")") || next == UInt8(ascii: "}")
    default: return false
    }
  }

  /// `<EMAIL>` or the pseudonym `<EMAIL:3fa9>`, as lredact writes them, and `<*>`, as templates have it.
  private mutating func placeholder(_ start: Int) -> (type: ValueType, end: Int)? {
    if start + 2 < size, text[start + 1] == UInt8(ascii: "*"), text[start + 2] == UInt8(ascii: ">")
    {
      return (.any, start + 3)
    }
    var name = start + 1
    while name < size, name - start < 20, text[name] &- 65 < 26 || text[name] == 0x5F { name += 1 }
    var end = name
    if end < size, text[end] == UInt8(ascii: ":") {
      end += 1
      while end < size, end - name < 40, kinds[Int(text[end])] & ByteKind.separator == 0 {
        end += 1
      }
    }
    guard end < size, text[end] == UInt8(ascii: ">"), name > start + 1,
      let type = ValueType(
        name: UnsafeBufferPointer(start: text + start + 1, count: name - start - 1))
    else { return nil }
    return (type, end + 1)
  }

  /// Appends what stands in quotes: a value, or a name that may always be the same.
  private mutating func appendQuoted(_ start: Int, _ end: Int, _ gap: inout UInt64) {
    if start == end { return append(start, end, .empty, .any, TokenHash.empty, &gap) }
    for index in start..<end {
      let kind = kinds[Int(text[index])]
      let isNamePart = kind & (ByteKind.letter | ByteKind.dot) != 0 || text[index] == 0x5F
      if !isNamePart { return append(start, end, .value, .text, ValueType.text.hash, &gap) }
    }
    let hash = TokenHash.bytes(text + start, count: end - start)
    append(start, end, .option, .text, hash, &gap)
  }

  /// The closing quote of a value whose opening quote stands before `start`; nil for quotes that are read word by word.
  ///
  /// Those are quotes that do not close, a request line (`"GET /a HTTP/1.1"`), and quotes that begin the
  /// message: there they hold what the line says, not a value.
  private mutating func quotedValue(_ start: Int) -> Int? {
    var end = start
    while end < size, text[end] != UInt8(ascii: "\"") {
      if text[end] == UInt8(ascii: "\\") { end += 1 }
      end += 1
    }
    // Each quote is looked for once: of a pair that is no value the second opens nothing.
    quotesDecided = end + 1
    guard end < size, end - start < Self.maximumQuoted else { return nil }
    var verb = start
    while verb < end, kinds[Int(text[verb])] & ByteKind.upper != 0 { verb += 1 }
    let isRequest =
      verb - start > 2 && verb + 1 < end && text[verb] == 0x20
      && text[verb + 1] == UInt8(ascii: "/")
    return isRequest || start == 1 ? nil : end
  }
}
