import Lines
import Platform
import Records

/// Reads the header in front of a free-text message: stamp, level, thread, logger, process, host, in any usual order.
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
/// A line with neither stamp nor a leading level is no header line.
struct HeaderGrammar: ~Copyable {
  private static let maximumBracket = 160
  private static let maximumColumns = 5
  /// A power of two.
  private static let knownShapes = 16
  private let classes: UnsafeMutablePointer<ByteClass> = ByteClass.table()
  private var text: UnsafePointer<UInt8>
  private var end = 0

  // The header as far as it is read.
  /// The header read last.
  ///
  /// Large values are passed inout here: a borrowed one is copied for each call.
  var header = Header()
  private var stampReader = StampReader()
  /// The shapes of the last headers that were read part by part.
  private let shapes: UnsafeMutablePointer<HeaderShape>
  /// The shape that matched last.
  private var recent = 0
  /// The place that was filled last with a shape of new kinds.
  private var lastFilled = 0
  /// How many shapes were learnt.
  private var learnt = 0
  /// Whether the header at hand was filled in by that shape.
  private var isKnownShape = false
  private let usesShapes: Bool
  private var index = 0
  /// Parts before this one are proved, and the message begins at `provedEnd` at the earliest.
  private var provedCount = 0
  private var provedEnd = 0
  private var stamps = 0
  private var columns = 0
  private var brackets = 0
  private var hasName = false

  /// - Parameter usesShapes: False to read every header part by part; tests compare the two.
  init(usesShapes: Bool = true) {
    self.usesShapes = usesShapes
    shapes = .allocate(capacity: Self.knownShapes)
    for index in 0..<Self.knownShapes { (shapes + index).initialize(to: HeaderShape()) }
    text = UnsafePointer(UnsafeRawPointer(classes).assumingMemoryBound(to: UInt8.self))
  }

  deinit {
    classes.deallocate()
    shapes.deinitialize(count: Self.knownShapes)
    shapes.deallocate()
  }

  /// Reads the header of a line into ``header``; false when the line has none.
  @inline(__always)
  mutating func match(_ text: UnsafePointer<UInt8>, count: Int) -> Bool {
    for attempt in 0..<Self.knownShapes {
      let index = (recent &+ attempt) & (Self.knownShapes &- 1)
      if shapes[index].isUsable, shapes[index].firstByte == classes[Int(text[0])],
        shapes[index].match(text, count, &header, classes)
      {
        recent = index
        isKnownShape = true
        return true
      }
    }
    isKnownShape = false
    return read(text, count)
  }

  /// Reads the header part by part, and learns its shape.
  @inline(never)
  private mutating func read(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    self.text = text
    end = count
    header.removeAll()
    index = 0
    provedCount = 0
    provedEnd = 0
    stamps = 0
    columns = 0
    brackets = 0
    hasName = false
    while index < end, !(hasName && header.level != nil), readPart() {}
    skipSeparator()
    guard stamps > 0 || header.level != nil && provedCount > 0 else { return false }
    header.truncate(to: provedCount)
    header.message = messageStart(provedEnd)
    nameColumns()
    if usesShapes {
      recent = placeToLearn()
      learnt += 1
      shapes[recent].learn(header, text, count: count, serial: learnt, classes)
    }
    return true
  }

  /// Where the shape of the header at hand goes: in the place of one with the same kinds of parts, else the place after
  /// the last that was filled.
  private mutating func placeToLearn() -> Int {
    let kinds = header.shape
    for index in 0..<Self.knownShapes where shapes[index].kinds == kinds { return index }
    lastFilled = (lastFilled + 1) & (Self.knownShapes - 1)
    return lastFilled
  }

  /// The stamp of the header at hand, found in `text`.
  func stamp(_ text: UnsafePointer<UInt8>) -> Stamp? {
    guard header.hasStamp else { return nil }
    if header.datingStamp.place < 0 { return header.stamp }
    return isKnownShape
      ? shapes[recent].stamps.completed(header.datingStamp.place, text)
      : stampReader.completed(header.datingStamp.place, text)
  }

  /// The shape that filled in the header at hand; 0 when none did.
  @inline(__always)
  var shapeSerial: Int { isKnownShape ? shapes[recent].serial : 0 }

  /// Whether the day of the header's stamp is known as UTC, by what the year inference knew at `generation`.
  @inline(__always)
  func hasDay(_ generation: Int) -> Bool {
    isKnownShape && header.hasStamp && header.datingStamp.place >= 0
      && shapes[recent].stamps.hasDay(header.datingStamp.place, generation)
  }

  /// Puts down the day of the header's stamp, `yyyy-MM-ddT`, its clock showing UTC.
  func setDay(_ text: UnsafePointer<UInt8>, _ generation: Int) {
    guard isKnownShape, header.datingStamp.place >= 0 else { return }
    shapes[recent].stamps.setDay(text, header.datingStamp.place, generation)
  }

  /// Puts the header's stamp, whose day is known, as RFC 3339 in UTC: at most 30 bytes.
  @inline(__always)
  func putStamp(_ text: UnsafePointer<UInt8>, to output: inout OutputCursor) {
    shapes[recent].stamps.put(header.datingStamp.place, text, to: &output)
  }

  /// Reads one column or separator; false when the message has been reached.
  private mutating func readPart() -> Bool {
    let byte = text[index]
    switch byte {
    case 0x20, 0x09, UInt8(ascii: "|"):
      index += 1
      return true
    case UInt8(ascii: "["): return readBracket(closing: UInt8(ascii: "]"))
    case UInt8(ascii: "("):
      // Behind words that may be text already, parentheses are text, too.
      guard stamps > 0, !hasName, header.count == provedCount else { return false }
      return readBracket(closing: UInt8(ascii: ")"))
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: ">"),
      UInt8(ascii: ":"), UInt8(ascii: ","):
      return readSeparator()
    default:
      if byte &- 48 < 10 { return readNumber() }
      if classes[Int(byte)].contains(.end) { return false }
      return readWord()
    }
  }

  /// ` - ` or ` : ` behind the last part belongs to the header.
  private mutating func skipSeparator() {
    guard provedEnd == index, hasName, header.level != nil else { return }
    var next = index
    while next < end, text[next] == 0x20 || text[next] == 0x09 { next += 1 }
    guard next > index, next + 1 < end,
      text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: ":"),
      text[next + 1] == 0x20
    else { return }
    provedEnd = next + 1
  }

  // MARK: separators

  /// A run of `-`, `:`, `*`, `#`, `>` or `,` that stands alone.
  ///
  /// Behind a proved column it belongs to the header.
  private mutating func readSeparator() -> Bool {
    var next = index
    while next < end, text[next] == text[index] { next += 1 }
    if next < end, text[next] != 0x20, text[next] != 0x09 { return false }
    if next - index > 3 { return false }
    if stamps == 0 {
      // A lone `-` in front of the stamp is an empty column.
      index = next
      columns += 1
      return columns <= Self.maximumColumns
    }
    if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: ":") {
      proveColumnBeforeSeparator()
    }
    index = next
    return true
  }

  /// ` - ` behind a single name makes it the logger: `app.db - WARNING - slow query`.
  private mutating func proveColumnBeforeSeparator() {
    let unproved = header.count - provedCount
    guard unproved > 0 else {
      provedEnd = index
      skipProvedSeparator()
      return
    }
    let last = header.count - 1
    guard header.kind(at: last) == .column, !hasName, unproved == 1 || text[index] == 0x2D else {
      return
    }
    if unproved == 1, isName(header.slice(at: last)) {
      header.setKind(nameKind(header.slice(at: last)), at: last)
      hasName = true
    }
    if unproved == 1 || text[index + 1] == 0x2D {
      prove(index)
      skipProvedSeparator()
    }
  }

  private mutating func skipProvedSeparator() {
    var next = index
    while next < end, text[next] == text[index] { next += 1 }
    provedEnd = next
  }

  // MARK: brackets

  /// `[…]`: a stamp, a level, a process number, or a name without blanks (thread, context).
  private mutating func readBracket(closing: UInt8) -> Bool {
    guard brackets < 4, let close = closingBracket(closing) else { return false }
    if hasName, header.level != nil { return false }
    var inner = Slice(start: index + 1, end: close)
    while !inner.isEmpty, text[inner.start] == 0x20 { inner.start += 1 }
    while !inner.isEmpty, text[inner.end - 1] == 0x20 { inner.end -= 1 }
    brackets += 1
    if stamps < 3, stampReader.match(text, count: end, at: inner.start, ordinal: stamps),
      stampReader.end == inner.end
    {
      addStamp(stampReader.completed(stampReader.place, text), inner, place: stampReader.place)
      index = close + 1
      prove(index)
      return true
    }
    guard readBracketed(inner, close) else { return false }
    index = close + 1
    if index < end, text[index] == UInt8(ascii: ":") { index += 1 }
    if stamps > 0 || header.level != nil { prove(index) }
    return true
  }

  private mutating func readBracketed(_ inner: Slice, _ close: Int) -> Bool {
    // What is glued to the bracket is text: `[a]b`, `[0]->x`.
    if close + 1 < end, !isBoundary(text[close + 1]), text[close + 1] != UInt8(ascii: ":") {
      return false
    }
    if inner.isEmpty {
      return stamps > 0
    }
    if header.level == nil, let level = bracketedLevel(inner) {
      header.level = level
      header.add(.level, inner)
      return true
    }
    // Behind `name:` the message has begun.
    if hasName { return false }
    if stamps == 0 && header.level == nil { return addColumn(inner) }
    if isNumber(inner) {
      header.add(header.first(.pid) == nil ? .pid : .tid, inner)
      return true
    }
    if let pid = labelledNumber(inner) {
      header.add(.pid, pid)
      return true
    }
    for position in inner.start..<inner.end where text[position] == 0x20 { return false }
    header.add(header.first(.thread) == nil ? .thread : .id, inner)
    return true
  }

  /// `notice`, or the last word of `core:notice`.
  private func bracketedLevel(_ inner: Slice) -> Level? {
    if inner.count == 1 { return Level(letter: text[inner.start]) }
    if let level = Level(word: bytes(inner)) { return level }
    var start = inner.end
    while start > inner.start, text[start - 1] != UInt8(ascii: ":") { start -= 1 }
    return start > inner.start ? Level(word: bytes(Slice(start: start, end: inner.end))) : nil
  }

  /// The number of `pid 33` or `pid 33:tid 140`.
  private func labelledNumber(_ inner: Slice) -> Slice? {
    guard inner.count > 4, text[inner.start] == UInt8(ascii: "p"),
      text[inner.start + 1] == UInt8(ascii: "i"), text[inner.start + 2] == UInt8(ascii: "d"),
      text[inner.start + 3] == 0x20
    else { return nil }
    var number = Slice(start: inner.start + 4, end: inner.start + 4)
    while number.end < inner.end, text[number.end] &- 48 < 10 { number.end += 1 }
    return number.isEmpty ? nil : number
  }

  /// The bracket that closes the one at `index`, inner pairs skipped.
  private func closingBracket(_ closing: UInt8) -> Int? {
    let opening = text[index]
    var depth = 0
    var position = index
    let limit = min(end, index + Self.maximumBracket)
    while position < limit {
      if text[position] == opening { depth += 1 }
      if text[position] == closing {
        depth -= 1
        if depth == 0 { return position }
      }
      position += 1
    }
    return nil
  }

  // MARK: numbers and stamps

  private mutating func readNumber() -> Bool {
    var next = index
    while next < end, text[next] &- 48 < 10 { next &+= 1 }
    if stamps < 3, mayBeStamp(next &- index, next),
      stampReader.match(text, count: end, at: index, ordinal: stamps)
    {
      return readStamp(stampReader.completed(stampReader.place, text))
    }
    let number = Slice(start: index, end: next)
    if next < end, !isBoundary(text[next]) {
      if text[next] == UInt8(ascii: "#") { return readProcessAndThread(number) }
      return readWord()
    }
    // A number is a process or thread only right behind the stamp or the level.
    guard stamps > 0 || columns > 0 || header.level != nil, !hasName else {
      return stamps == 0 && addColumn(number, at: next)
    }
    return addColumn(number, at: next)
  }

  /// False when a run of digits that ends at `next` begins no stamp for sure.
  @inline(__always)
  private func mayBeStamp(_ run: Int, _ next: Int) -> Bool {
    guard next < end else { return run >= 10 }
    if text[next] == 0x20 {
      // A day before a month's name, a compact date before the clock, or a count of seconds.
      if run <= 2 { return next &+ 1 < end && (text[next &+ 1] | 0x20) &- 97 < 26 }
      return run == 6 || run == 8 || run >= 10
    }
    return run <= 2 || run == 4 || run == 6 || run >= 8
  }

  /// `12#34:` as nginx has it.
  private mutating func readProcessAndThread(_ process: Slice) -> Bool {
    var next = process.end + 1
    while next < end, text[next] &- 48 < 10 { next += 1 }
    guard stamps > 0, !hasName, next > process.end + 1, next < end, text[next] == UInt8(ascii: ":")
    else {
      return false
    }
    header.add(.pid, process)
    header.add(.tid, Slice(start: process.end + 1, end: next))
    index = next + 1
    prove(index)
    return false
  }

  private mutating func readStamp(_ stamp: Stamp) -> Bool {
    // A date alone, or a bare count of seconds, dates a line only beside or in front of other columns.
    let isWeak = stamp.gap == .time || stamp.epoch != nil
    if stamps > 0, header.level != nil || hasName { return false }
    let slice = Slice(start: index, end: stamp.end)
    // A clock behind other columns may belong to a date that is none (`2026-02-30 10:00:00`).
    let isLate = stamp.gap == .date && columns > 0
    if isLate || isWeak && (stamps > 0 || stamp.gap == .time) {
      guard addColumn(slice, at: stamp.end) else { return false }
      return true
    }
    addStamp(stamp, slice, place: stampReader.place)
    index = stamp.end
    prove(index)
    return true
  }

  private mutating func addStamp(_ stamp: Stamp, _ slice: Slice, place: Int) {
    header.add(.stamp, slice)
    stamps += 1
    header.take(stamp, place: place)
  }

  // MARK: words

  private mutating func readWord() -> Bool {
    if stamps < 3, mayBeMonth(),
      stampReader.match(text, count: end, at: index, ordinal: stamps)
    {
      return readStamp(stampReader.completed(stampReader.place, text))
    }
    var next = index
    var seen: ByteClass = []
    while next < end {
      let kind = classes[Int(text[next])]
      if kind.contains(.end) { break }
      seen.formUnion(kind)
      next += 1
    }
    let word = Slice(start: index, end: next)
    if let result = readLevel(word, seen) { return result }
    if let result = readGluedLevel(word) { return result }
    if next < end, text[next] == UInt8(ascii: "[") || text[next] == UInt8(ascii: "("),
      let result = readProcess(word)
    {
      return result
    }
    if next < end, text[next] == UInt8(ascii: ":") { return readColonName(word, seen) }
    if next < end, !isBoundary(text[next]) { return readOddColumn(next) }
    return readPlainColumn(word, seen)
  }

  /// Whether a word of three letters, one of them a capital, stands here, as the names of months and days do.
  @inline(__always)
  private func mayBeMonth() -> Bool {
    index &+ 4 < end && text[index] &- 65 < 26 && text[index &+ 1] &- 97 < 26
      && text[index &+ 2] &- 97 < 26 && (text[index &+ 3] == 0x20 || text[index &+ 3] == 0x2C)
  }

  /// A level word or, between columns, a level letter.
  private mutating func readLevel(_ word: Slice, _ seen: ByteClass) -> Bool? {
    guard header.level == nil, !hasName || stamps > 0 else { return nil }
    let next = word.end < end ? text[word.end] : 0x20
    let level: Level?
    if word.count == 1 {
      level = stamps > 0 && isBoundary(next) ? Level(letter: text[word.start]) : nil
    } else if seen.isSubset(of: .letter) {
      level = Level(word: bytes(word))
    } else {
      level = nil
    }
    guard let level else { return nil }
    // In front of everything only capitals state a level: "Error: no such file" is a message.
    if stamps == 0, seen != .upper || columns > 0 { return nil }
    // Behind words that could be text, too; and behind a name the message has begun.
    if seen == .lower, header.count > provedCount || hasName { return nil }
    if hasName, seen != .upper { return nil }
    header.level = level
    header.add(.level, word)
    index = word.end
    while index < end, text[index] == UInt8(ascii: ":") || text[index] == UInt8(ascii: ",") {
      index += 1
      if stamps == 0 { break }
    }
    prove(index)
    return true
  }

  /// `I0214 01:02:03.000004`: a level letter glued to month and day (glog, klog).
  private mutating func readGluedLevel(_ word: Slice) -> Bool? {
    guard header.count == 0, word.count == 5, let level = Level(letter: text[word.start]),
      word.end < end, text[word.end] == 0x20
    else { return nil }
    let clock = StampGrammar(text, count: end).match(at: word.end + 1)
    guard var stamp = clock, stamp.gap == .date else { return nil }
    var date = 0
    for position in word.start + 1..<word.end {
      guard text[position] &- 48 < 10 else { return nil }
      date = date * 10 + Int(text[position] &- 48)
    }
    stamp.gap = .year
    stamp.civil.year = 2000
    stamp.civil.month = date / 100
    stamp.civil.day = date % 100
    guard stamp.civil.isValid else { return nil }
    header.level = level
    header.add(.level, Slice(start: word.start, end: word.start + 1))
    addStamp(stamp, Slice(start: word.start + 1, end: stamp.end), place: -1)
    index = stamp.end
    prove(index)
    return true
  }

  /// `name[pid]:` or `name(module)[pid]:`.
  private mutating func readProcess(_ word: Slice) -> Bool? {
    guard stamps > 0, !hasName else { return nil }
    var name = word
    var position = word.end
    if text[position] == UInt8(ascii: "(") {
      while position < end, text[position] != UInt8(ascii: ")"), position - word.end < 40 {
        if text[position] == 0x20 { return nil }
        position += 1
      }
      guard position + 1 < end, text[position] == UInt8(ascii: ")") else { return nil }
      position += 1
      name.end = position
      if text[position] == UInt8(ascii: ":") { return finishProcess(name, nil, position + 1) }
      guard text[position] == UInt8(ascii: "[") else { return nil }
    }
    var pid = Slice(start: position + 1, end: position + 1)
    while pid.end < end, text[pid.end] &- 48 < 10 { pid.end += 1 }
    guard !pid.isEmpty, pid.end < end, text[pid.end] == UInt8(ascii: "]") else { return nil }
    let next = pid.end + 1
    if next == end || isBoundary(text[next]) { return finishProcess(name, pid, next) }
    guard text[next] == UInt8(ascii: ":") else { return nil }
    return finishProcess(name, pid, next + 1)
  }

  private mutating func finishProcess(_ name: Slice, _ pid: Slice?, _ next: Int) -> Bool {
    header.add(.service, name)
    if let pid { header.add(.pid, pid) }
    hasName = true
    index = next
    prove(index)
    return true
  }

  /// `name:` with a blank behind it is a logger; `LEVEL:name:text` has none.
  private mutating func readColonName(_ word: Slice, _ seen: ByteClass) -> Bool {
    let next = word.end + 1
    let isGlued = next < end && !isBoundary(text[next])
    let followsLevelColon =
      stamps == 0 && header.level != nil && text[word.start - 1] == UInt8(ascii: ":")
    if isGlued, !followsLevelColon { return !hasName && readOddColumn(word.end) }
    // `AH00094:` and `STATEMENT:` are codes and labels of the message.
    guard !hasName, stamps > 0 || followsLevelColon, isName(word), seen.contains(.lower) else {
      return false
    }
    // Behind the level a plain word is as likely the message's own: `LOG: duration: 12 ms`.
    if header.level != nil, stamps > 0, seen == .lower { return false }
    return finishName(word, next)
  }

  private mutating func finishName(_ word: Slice, _ next: Int) -> Bool {
    header.add(nameKind(word), word)
    hasName = true
    index = next
    prove(index)
    return true
  }

  /// A column with brackets, colons or equals signs inside: `R02-M1-N0-C:J12-U11`, `main.go:10]`.
  private mutating func readOddColumn(_ from: Int) -> Bool {
    var next = from
    var hasDigit = false
    for position in index..<from where text[position] &- 48 < 10 { hasDigit = true }
    while next < end, text[next] != 0x20, text[next] != 0x09, next - index < 80 {
      hasDigit = hasDigit || text[next] &- 48 < 10
      next += 1
    }
    guard hasDigit, next < end, text[next - 1] > 0x20 else { return false }
    if text[next - 1] == UInt8(ascii: "]"), stamps > 0, header.level != nil, !hasName {
      header.add(.origin, Slice(start: index, end: next - 1))
      hasName = true
      index = next
      prove(index)
      return false
    }
    // Behind `name:` the message has begun.
    guard header.level == nil, !hasName else { return false }
    return addColumn(Slice(start: index, end: next), at: next)
  }

  /// A word between blanks: a host, a node, a facility; or the first word of the message.
  private mutating func readPlainColumn(_ word: Slice, _ seen: ByteClass) -> Bool {
    // Behind the level a name counts only in front of ` - ` or ` : `.
    if header.level != nil {
      guard !hasName, isName(word), separatorFollows(word.end) else { return false }
    } else if hasName {
      return false
    }
    return addColumn(word, at: word.end)
  }

  private func separatorFollows(_ start: Int) -> Bool {
    var next = start
    while next < end, text[next] == 0x20 { next += 1 }
    guard next > start, next + 1 < end, text[next + 1] == 0x20 else { return false }
    return text[next] == UInt8(ascii: "-") || text[next] == UInt8(ascii: ":")
  }

  private mutating func addColumn(_ slice: Slice, at next: Int? = nil) -> Bool {
    guard columns < Self.maximumColumns, !header.isFull else { return false }
    columns += 1
    header.add(.column, slice)
    if let next { index = next }
    return true
  }

  // MARK: the end

  /// Everything up to `position` is header.
  private mutating func prove(_ position: Int) {
    provedCount = header.count
    provedEnd = position
    columns = 0
  }

  /// The first byte of the message: blanks and one separator behind the last column belong to the header.
  private func messageStart(_ proved: Int) -> Int {
    var start = proved
    while start < end, text[start] == 0x20 || text[start] == 0x09 || text[start] == 0x7C {
      start += 1
    }
    return start
  }

  /// Says what the plain columns are: numbers are processes and threads, the name before `service[pid]:` a host.
  private mutating func nameColumns() {
    for position in 0..<header.count where header.kind(at: position) == .column {
      let slice = header.slice(at: position)
      if isNumber(slice), position > 0 {
        let kind: HeaderPart = header.first(.pid) == nil ? .pid : .tid
        if header.first(kind) == nil { header.setKind(kind, at: position) }
      } else if position + 1 < header.count, header.kind(at: position + 1) == .service,
        header.first(.host) == nil
      {
        header.setKind(.host, at: position)
      }
    }
  }

  /// A class or module path is a logger; a plain name is the service that speaks.
  private func nameKind(_ slice: Slice) -> HeaderPart {
    for position in slice.start..<slice.end {
      let byte = text[position]
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "/") {
        return .logger
      }
      if position > slice.start, byte &- 65 < 26, text[position - 1] &- 97 < 26 { return .logger }
    }
    return .service
  }

  private func isName(_ slice: Slice) -> Bool {
    classes[Int(text[slice.start])].isSubset(of: .letter) || text[slice.start] == 0x5F
  }

  private func isNumber(_ slice: Slice) -> Bool {
    for position in slice.start..<slice.end where text[position] &- 48 > 9 { return false }
    return !slice.isEmpty
  }

  private func bytes(_ slice: Slice) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + slice.start, count: slice.count)
  }

  @inline(__always)
  private func isBoundary(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ",")
  }
}
