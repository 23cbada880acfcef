/// The tokens at the front of a line.
protocol HeaderTokens {
  /// The class of a token, which is `.end` behind the last one.
  mutating func token(_ index: Int) -> TokenClass
}

/// Decides what the tokens at the front of a line are: stamp, level, thread, logger, process, host, in any usual order.
///
/// The header is a row of columns. Some prove themselves: a stamp, a level word, `name[pid]:`, `[thread]`, `name:` or
/// `name -` behind a stamp. Others could as well be the first words of the message (a number, a host,
/// a node); they count only when a column that proves itself follows. So the line is read left to right, and the
/// message begins behind the last proof:
///
///     03-17 16:13:38.811  1702  2395 D WindowManager: lights on
///     stamp!              ?     ?    level! logger!   message     (?: kept since level! follows)
///
///     2022/02/01 01:04:14 12 files read
///     stamp!              ?  no proof follows: `12` belongs to the message
///
/// Some proofs are weak: behind a stamp alone, `it failed: no such file` has the shape of `web1 app: no such file`. Such a line is a
/// tie. It has a reading with the columns and one without; ``HeaderTies`` knows which of the two earlier lines
/// speak for, and where they say nothing the shape of the words decides. A strong proof behind it (a level, `name[pid]:`) ends
/// all doubt.
///
/// A line with neither stamp nor a leading level is no header line. The grammar sees classes of tokens and no
/// bytes, so that ``HeaderMemory`` may answer in its place.
struct HeaderGrammar<Tokens: HeaderTokens> {
  private let maximumColumns = 5

  /// A tie that has been read as if it were header.
  private struct Doubt {
    var tie: HeaderTie
    /// What was proved before it.
    var before: (parts: Int, tokens: Int)
    /// What is proved with it.
    var after: (parts: Int, tokens: Int)
    /// Whether it was read as if it were message.
    var isLeftOut = false
  }

  private var tokens: Tokens
  private let ties: HeaderTies
  private var form = HeaderForm()
  private var index = 0
  /// Parts before this one are proved, and the message begins behind `provedTokens` tokens at the earliest.
  private var provedCount = 0
  private var provedTokens = 0
  private var stamps = 0
  private var columns = 0
  private var brackets = 0
  private var hasName = false
  private var doubts: [Doubt] = []

  /// The form of the header of a line; nil when it has none.
  static func form(_ tokens: inout Tokens, _ ties: HeaderTies) -> HeaderForm? {
    var grammar = HeaderGrammar(tokens: tokens, ties: ties)
    defer { tokens = grammar.tokens }
    return grammar.read()
  }

  private init(tokens: Tokens, ties: HeaderTies) {
    self.tokens = tokens
    self.ties = ties
  }

  private mutating func token(_ index: Int) -> TokenClass { tokens.token(index) }

  private var hasLevel: Bool { form.level != 0 }

  private mutating func read() -> HeaderForm? {
    if token(0).kind == .priority {
      form.priority = token(0).priority
      index = 1
    }
    while !(hasName && hasLevel), readPart() {}
    skipSeparator()
    guard stamps > 0 || hasLevel && provedCount > 0 else { return nil }
    settle()
    form.parts.removeSubrange(provedCount...)
    form.tokenCount = provedTokens
    nameColumns()
    return form
  }

  /// Reads one column or separator; false when the message has been reached.
  private mutating func readPart() -> Bool {
    let kind = token(index)
    switch kind.kind {
    case .end, .other, .priority: return false
    case .pipe:
      index += 1
      return true
    case .bracket: return readBracket(kind)
    case .parentheses:
      // Behind words that may be text already, parentheses are text, too.
      guard stamps > 0, !hasName, form.parts.count == provedCount else { return false }
      return readBracket(kind)
    case .mark: return readMark(kind)
    case .stamp: return readStamp(kind)
    case .number:
      if kind.endsAtBoundary { return readNumber() }
      return readWord(kind)
    case .process: return readPair()
    case .word: return readWord(kind)
    }
  }

  /// ` - ` or ` : ` behind the last part belongs to the header.
  private mutating func skipSeparator() {
    guard provedTokens == index, index > 0, hasName, hasLevel,
      token(index - 1).follower == .separator
    else { return }
    // The mark is a token, too.
    _ = token(index)
    provedTokens = index + 1
  }

  // MARK: separators

  /// A run of `-`, `:`, `*`, `#`, `>` or `,` that stands alone.
  ///
  /// Behind a proved column it belongs to the header.
  private mutating func readMark(_ mark: TokenClass) -> Bool {
    guard mark.follower == .blank, mark.run <= 3 else { return false }
    if stamps == 0 {
      // A lone `-` in front of the stamp is an empty column.
      index += 1
      columns += 1
      return columns <= maximumColumns
    }
    // `host -- name[pid]:` of login(1).
    if mark.run == 2, form.gap == .year { return skip() }
    if mark.character == UInt8(ascii: "-") || mark.character == UInt8(ascii: ":") {
      if endsWithBracket {
        extend(index + 1)
        return false
      }
      proveColumn(before: mark)
    }
    return skip()
  }

  private mutating func skip() -> Bool {
    index += 1
    return true
  }

  /// Whether the level is known and the last token was a thread: behind ` - ` only the message can follow.
  private var endsWithBracket: Bool {
    guard hasLevel, provedTokens == index, let last = form.parts.last, last.extent == .inner else {
      return false
    }
    return last.kind == .thread || last.kind == .id
  }

  /// ` - ` behind a single name makes it the logger: `app.db - WARNING - slow query`.
  private mutating func proveColumn(before mark: TokenClass) {
    let unproved = form.parts.count - provedCount
    guard unproved > 0 else {
      provedTokens = index + 1
      return
    }
    let last = form.parts[form.parts.count - 1]
    let isDash = mark.character == UInt8(ascii: "-")
    guard last.kind == .column, !hasName, unproved == 1 || isDash else { return }
    if unproved == 1 {
      let name = token(last.first)
      if name.has(TokenClass.nameStart) {
        form.parts[form.parts.count - 1].kind = nameKind(last)
        hasName = true
      }
      if hasName, name.has(TokenClass.path) {
        prove(index + 1, showing: isDash ? .dash : .name)
      } else {
        doubt(isDash ? .dash : .name, true, index + 1)
      }
    } else if mark.run > 1 {
      extend(index + 1)
    } else if unproved <= 3, !hasLevel, doubts.isEmpty {
      // `chrome.exe *64 - closed`, where other lines have `chrome.exe - closed`.
      leaveOut(.dash, index + 1)
    }
  }

  // MARK: brackets

  private mutating func readBracket(_ bracket: TokenClass) -> Bool {
    guard brackets < 4 else { return false }
    if hasName, hasLevel { return false }
    brackets += 1
    if stamps < 3, bracket.content == .stamp {
      addStamp(bracket, .inner)
      index += 1
      prove(index)
      return true
    }
    let columns = form.parts.count - provedCount
    let hadLevel = hasLevel
    guard readContent(bracket) else { return false }
    index += 1
    if hasLevel, !hadLevel {
      prove(index)
    } else if columns > 0, stamps > 0, !hasLevel {
      let isHost = columns == 1 && form.gap == .year
      doubt(HeaderTie.Column(columns: columns), isHost || !hasPlainWord(columns), index)
    } else if stamps > 0 || hasLevel {
      extend(index)
    }
    return true
  }

  private mutating func readContent(_ bracket: TokenClass) -> Bool {
    // What is glued to the bracket is text: `[a]b`, `[0]->x`.
    guard bracket.endsAtBoundary || bracket.follower == .colon else { return false }
    if bracket.content == .empty { return stamps > 0 }
    if !hasLevel, bracket.content == .level {
      setLevel(bracket)
      add(.level, .inner)
      return true
    }
    // Behind `name:` the message has begun.
    if hasName { return false }
    if stamps == 0 && !hasLevel { return addColumn(.inner) }
    switch bracket.content {
    case .number: add(form.first(.pid) == nil ? .pid : .tid, .inner)
    case .process: add(.pid, .labelled)
    case .severalWords:
      guard hasLevel, bracket.follower == .separator else { return false }
      add(form.first(.thread) == nil ? .thread : .id, .inner)
    default: add(form.first(.thread) == nil ? .thread : .id, .inner)
    }
    return true
  }

  // MARK: numbers and stamps

  /// A number is a process or thread only right behind the stamp or the level.
  private mutating func readNumber() -> Bool {
    guard stamps == 0 || !hasName else { return false }
    return addColumn()
  }

  private mutating func readPair() -> Bool {
    guard stamps > 0, !hasName else { return false }
    add(.pid)
    add(.tid, .inner)
    index += 1
    prove(index)
    return false
  }

  private mutating func readStamp(_ stamp: TokenClass) -> Bool {
    if stamps > 2 { return readWord(stamp) }
    if stamp.levelCode != 0 {
      guard form.parts.isEmpty else { return false }
      setLevel(stamp)
      add(.level, .letter)
      addStamp(stamp, .behindLetter)
      index += 1
      prove(index)
      return true
    }
    // A date alone, or a bare count of seconds, dates a line only beside or in front of other columns.
    let lacksTime = stamp.gapCode == Stamp.Gap.time.rawValue
    if stamps > 0, hasLevel || hasName { return false }
    // A clock behind other columns may belong to a date that is none (`2026-02-30 10:00:00`).
    let isLate = stamp.gapCode == Stamp.Gap.date.rawValue && columns > 0
    if isLate || lacksTime || stamp.isEpoch && stamps > 0 { return addColumn() }
    addStamp(stamp, .whole)
    index += 1
    prove(index)
    return true
  }

  private mutating func addStamp(_ stamp: TokenClass, _ extent: HeaderForm.Extent) {
    add(.stamp, extent)
    stamps += 1
    let gap = Stamp.Gap(rawValue: stamp.gapCode) ?? .none
    // Of several stamps the one that says most: a full one before one with gaps, then the finer one.
    let isFuller = form.gap != .none && gap == .none
    let isFiner = gap == .none && stamp.fractionDigits > form.fractionDigits
    guard form.datingToken < 0 || isFuller || isFiner else { return }
    form.datingToken = index
    form.gap = gap
    form.fractionDigits = stamp.fractionDigits
  }

  // MARK: words

  private mutating func readWord(_ word: TokenClass) -> Bool {
    if readLevel(word) { return true }
    if word.follower == .bracket || word.follower == .parenthesis, let result = readProcess(word) {
      return result
    }
    if word.follower == .colon || word.follower == .gluedColon { return readColonName(word) }
    if !word.endsAtBoundary { return readOddColumn() }
    return readPlainColumn(word)
  }

  /// A level word or, between columns, a level letter.
  private mutating func readLevel(_ word: TokenClass) -> Bool {
    guard word.kind == .word, word.levelCode != 0, !hasLevel, !hasName || stamps > 0 else {
      return false
    }
    if word.has(TokenClass.single) {
      guard stamps > 0, word.endsAtBoundary else { return false }
    }
    let isUpper = word.isOnly(TokenClass.upper)
    // In front of everything only capitals state a level: "Error: no such file" is a message.
    if stamps == 0, !isUpper || columns > 0 { return false }
    // Behind words that could be text, too; and behind a name the message has begun.
    let isLower = word.isOnly(TokenClass.lower)
    if isLower, form.parts.count > provedCount || hasName { return false }
    if hasName, !isUpper { return false }
    // What a syslog process says begins with its name's colon: `logrotate: ALERT exited`.
    if hasName, form.gap == .year, word.follower == .blank { return false }
    setLevel(word)
    add(.level)
    index += 1
    skipMarksBehindLevel(word)
    prove(index)
    return true
  }

  private mutating func skipMarksBehindLevel(_ word: TokenClass) {
    guard word.follower == .gluedColon || word.follower == .comma || word.follower == .colon else {
      return
    }
    if stamps == 0, word.follower == .colon { return }
    while token(index).isGlued, token(index).kind == .mark,
      token(index).character == UInt8(ascii: ":") || token(index).character == UInt8(ascii: ",")
    {
      index += 1
      if stamps == 0 { break }
    }
  }

  private mutating func setLevel(_ token: TokenClass) {
    form.level = token.levelCode
    form.isOwnName = token.has(TokenClass.ownName)
  }

  /// `name[pid]:` or `name(module)[pid]:`; nil for others.
  private mutating func readProcess(_ word: TokenClass) -> Bool? {
    guard stamps > 0, !hasName else { return nil }
    var last = index
    if word.follower == .parenthesis {
      let module = token(index + 1)
      guard module.kind == .parentheses, module.content != .severalWords,
        module.content != .process
      else { return nil }
      last += 1
      if module.follower == .colon { return finishProcess(last, hasProcess: false) }
      guard module.follower == .bracket else { return nil }
    }
    let process = token(last + 1)
    guard process.kind == .bracket, process.content == .number,
      process.endsAtBoundary || process.follower == .colon
    else { return nil }
    return finishProcess(last, hasProcess: true)
  }

  private mutating func finishProcess(_ last: Int, hasProcess: Bool) -> Bool {
    form.parts.append(HeaderForm.Part(kind: .service, first: index, last: last))
    index = last + 1
    if hasProcess {
      add(.pid, .inner)
      index += 1
    }
    hasName = true
    prove(index)
    return true
  }

  /// `name:` with a blank behind it is a logger; `LEVEL:name:text` has none.
  private mutating func readColonName(_ word: TokenClass) -> Bool {
    let followsLevelColon =
      stamps == 0 && hasLevel && word.isGlued && token(index - 1).kind == .mark
      && token(index - 1).character == UInt8(ascii: ":")
    if word.follower == .gluedColon, !followsLevelColon { return !hasName && readOddColumn() }
    if isVersion(word) { return finishVersion() }
    let columns = form.parts.count - provedCount
    // `AH00094:` and `STATEMENT:` are codes and labels of the message; what is in front of a label is not.
    if columns == 1, stamps > 0, !hasLevel, !hasName, word.follower == .colon,
      word.isOnly(TokenClass.upper)
    {
      doubt(.one, !hasPlainWord(1), index)
      return false
    }
    guard !hasName, stamps > 0 || followsLevelColon, word.has(TokenClass.nameStart),
      word.has(TokenClass.lower)
    else { return false }
    let part = HeaderForm.Part(kind: .column, first: index, last: index)
    form.parts.append(HeaderForm.Part(kind: nameKind(part), first: index, last: index))
    hasName = true
    index += 1
    if word.follower == .gluedColon, token(index).kind == .mark { index += 1 }
    proveName(word, behind: columns)
    return true
  }

  /// Proves `name:`, as far as its shape goes.
  private mutating func proveName(_ word: TokenClass, behind columns: Int) {
    if stamps == 0 || columns == 1 && form.gap == .year {
      prove(index)
    } else if columns > 0 {
      doubt(HeaderTie.Column(columns: columns), !hasPlainWord(columns), index)
    } else if word.has(TokenClass.path) {
      prove(index, showing: .name)
    } else {
      // Behind the level a plain word is as likely the message's own: `LOG: duration: 12 ms`.
      doubt(.name, !hasLevel || !word.isOnly(TokenClass.lower), index)
    }
  }

  /// Whether one of the `count` columns in front of the last part is made of letters alone, as the words of a message are.
  private mutating func hasPlainWord(_ count: Int) -> Bool {
    (provedCount..<provedCount + count).contains { position in
      let word = token(form.parts[position].first)
      return word.kind == .word && word.isOnly(TokenClass.upper | TokenClass.lower)
        && !word.has(TokenClass.path)
    }
  }

  /// Whether `1.4.1:` stands behind a host and a name, as syslogd(8) writes of itself.
  private mutating func isVersion(_ word: TokenClass) -> Bool {
    guard word.kind == .word, word.isOnly(TokenClass.digit | TokenClass.joint), !hasName,
      form.parts.count == provedCount + 2, let name = form.parts.last
    else { return false }
    return stamps > 0 && name.last == index - 1 && token(name.first).has(TokenClass.nameStart)
  }

  private mutating func finishVersion() -> Bool {
    form.parts[form.parts.count - 1].kind = .service
    add(.column)
    hasName = true
    index += 1
    prove(index)
    return true
  }

  /// A column with brackets, colons or equals signs inside: `R02-M1-N0-C:J12-U11`, `main.go:10]`.
  private mutating func readOddColumn() -> Bool {
    var next = index
    var hasDigit = false
    repeat {
      let part = token(next)
      if part.kind == .bracket || part.kind == .parentheses, part.content == .severalWords {
        return false
      }
      let mayHaveDigit = part.kind == .word || part.kind == .number || part.kind == .bracket
      hasDigit = hasDigit || mayHaveDigit && part.has(TokenClass.digit)
      next += 1
    } while token(next).isGlued && token(next).kind != .end && next < index + 16
    if endsWithSeparator(next) {
      form.parts.append(HeaderForm.Part(kind: .logger, first: index, last: next - 1))
      hasName = true
      index = next
      return true
    }
    guard hasDigit, !token(next).isGlued, token(next).kind != .end else { return false }
    let last = token(next - 1)
    if last.kind == .other, last.character == UInt8(ascii: "]"), stamps > 0, hasLevel, !hasName {
      form.parts.append(HeaderForm.Part(kind: .origin, first: index, last: next - 2))
      hasName = true
      index = next
      prove(index)
      return false
    }
    // Behind `name:` the message has begun.
    guard !hasLevel, !hasName else { return false }
    return addColumn(through: next - 1)
  }

  /// A word between blanks: a host, a node, a facility; or the first word of the message.
  private mutating func readPlainColumn(_ word: TokenClass) -> Bool {
    // Behind the level a name counts only in front of ` - ` or ` : `.
    if hasLevel {
      guard !hasName, word.has(TokenClass.nameStart), word.follower == .separator else {
        return false
      }
    } else if hasName {
      return false
    }
    return addColumn()
  }

  /// Whether the tokens up to `next` are a class name with whatever in it, and ` : ` stands behind them:
  /// `o.a.c.C.[localhost].[/]    : started`.
  private mutating func endsWithSeparator(_ next: Int) -> Bool {
    guard hasLevel, !hasName, token(index).has(TokenClass.path),
      token(index).has(TokenClass.nameStart),
      token(next - 1).follower == .separator, token(next).kind == .mark
    else { return false }
    provedCount = form.parts.count + 1
    provedTokens = next
    columns = 0
    return true
  }

  private mutating func addColumn(
    _ extent: HeaderForm.Extent = .whole, through last: Int? = nil
  ) -> Bool {
    guard columns < maximumColumns, form.parts.count < HeaderForm.maximumParts else {
      return false
    }
    columns += 1
    let last = last ?? index
    form.parts.append(HeaderForm.Part(kind: .column, first: index, last: last, extent: extent))
    // The caller moves on behind brackets.
    if extent == .whole { index = last + 1 }
    return true
  }

  private mutating func add(_ kind: HeaderPart, _ extent: HeaderForm.Extent = .whole) {
    guard form.parts.count < HeaderForm.maximumParts else { return }
    form.parts.append(HeaderForm.Part(kind: kind, first: index, last: index, extent: extent))
  }

  // MARK: the end

  /// Everything in front of the token at `next` is header, beyond doubt.
  ///
  /// - Parameters:
  ///   - next: The token.
  ///   - column: What such a line shows to stand behind its leading parts; nil: its plain columns.
  private mutating func prove(_ next: Int, showing column: HeaderTie.Column? = nil) {
    let columns = form.parts[provedCount...].count { $0.kind == .column && $0.extent == .whole }
    if let tie = doubts.first?.tie {
      vote(tie.place, tie.column)
    } else if provedCount > 0 {
      if let column {
        vote(place, column)
      } else if columns > 0 {
        vote(place, HeaderTie.Column(columns: columns))
      }
    }
    doubts = []
    extend(next)
  }

  /// Everything in front of the token at `next` is header if what is in doubt before it is.
  private mutating func extend(_ next: Int) {
    provedCount = form.parts.count
    provedTokens = next
    columns = 0
  }

  /// The unproved parts could as well be text.
  private mutating func doubt(
    _ column: HeaderTie.Column, _ looksLikeHeader: Bool, _ next: Int
  ) {
    leaveOut(column, next)
    doubts[doubts.count - 1].isLeftOut = false
    doubts[doubts.count - 1].tie.looksLikeHeader = looksLikeHeader
    extend(next)
  }

  /// The unproved parts look like text, but could be header.
  private mutating func leaveOut(_ column: HeaderTie.Column, _ next: Int) {
    let tie = HeaderTie(
      column: column, place: place, token: form.parts[provedCount].first, looksLikeHeader: false)
    doubts.append(
      Doubt(
        tie: tie, before: (provedCount, provedTokens), after: (form.parts.count, next),
        isLeftOut: true))
  }

  /// The leading parts, as far as they are proved: their kinds, and what the stamp leaves open.
  private var place: UInt32 {
    var hash: UInt32 = 2_166_136_261
    func add(_ value: UInt32) { hash = (hash ^ value) &* 16_777_619 }
    add(form.gap.rawValue << 1 | (form.fractionDigits > 0 ? 1 : 0))
    for part in form.parts[..<provedCount] {
      add(UInt32(part.kind.rawValue) << 3 | UInt32(part.extent.rawValue))
    }
    return hash
  }

  private mutating func vote(_ place: UInt32, _ column: HeaderTie.Column?) {
    let vote = HeaderVote(place: place, column: column)
    if form.votes.count < 3, !form.votes.contains(vote) { form.votes.append(vote) }
  }

  /// Settles the ties, from left to right: what one leaves to the message is not asked about again.
  private mutating func settle() {
    if doubts.isEmpty { return votePlain() }
    for doubt in doubts {
      let tie = ties.settle(doubt.tie)
      form.tie = form.tie ?? tie
      if tie.looksLikeHeader { vote(tie.place, tie.column) }
      if doubt.isLeftOut {
        guard tie.isHeader, doubt.after.tokens > provedTokens else { continue }
        (provedCount, provedTokens) = doubt.after
      } else if !tie.isHeader {
        form.tie = tie
        (provedCount, provedTokens) = doubt.before
        break
      }
    }
  }

  /// A line whose message begins with a word in front of a blank shows that no further column follows.
  private mutating func votePlain() {
    guard stamps > 0, !hasName else { return }
    let next = token(provedTokens)
    let isWord = next.kind == .word || next.kind == .number
    if isWord, next.follower == .blank || next.follower == .comma { vote(place, nil) }
  }

  /// Says what the plain columns are: numbers are processes and threads, the name before `service[pid]:` a host.
  private mutating func nameColumns() {
    for position in form.parts.indices where form.parts[position].kind == .column {
      let part = form.parts[position]
      let isNumber =
        part.first == part.last
        && (token(part.first).kind == .number
          || token(part.first).kind == .bracket && token(part.first).content == .number)
      if isNumber, position > 0 {
        let kind: HeaderPart = form.first(.pid) == nil ? .pid : .tid
        if form.first(kind) == nil { form.parts[position].kind = kind }
      } else if position + 1 < form.parts.count, form.parts[position + 1].kind == .service,
        form.first(.host) == nil
      {
        form.parts[position].kind = .host
      }
    }
  }

  /// A class or module path is a logger; a plain name is the service that speaks.
  private mutating func nameKind(_ part: HeaderForm.Part) -> HeaderPart {
    token(part.first).has(TokenClass.path) ? .logger : .service
  }
}
