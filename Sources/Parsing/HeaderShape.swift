import Lines
import Platform
import Records

/// The header of an earlier line as a form to be filled in: what stands between its parts, and the kind of each part.
///
/// Neighbouring lines have headers of one shape. Where a line has the same bytes between its parts and parts that
/// ``HeaderGrammar`` would read as the same kinds, the grammar's answer is known without asking it. Each check here is one
/// that the grammar makes, on the same bytes; whatever the checks leave open (a level that could be a name, a
/// message that could continue the header) is left to the grammar, so that the answer is the same with and without this
/// memory. (Grammar 160 ns a line, a known shape 40 ns.)
struct HeaderShape: ~Copyable {
  /// How the grammar came to take a part, which is what must hold of the new text.
  private enum Check {
    /// A stamp.
    case stamp
    /// A level word between blanks or in brackets.
    case level
    /// A level letter.
    case letter
    /// A number between blanks, or in brackets.
    case number
    /// A name in brackets, without blanks.
    case bracketed
    /// A name with a colon, `[` or a lone separator behind it.
    case name
    /// A plain column: the same text as before, or one that can be nothing else.
    case column
  }

  /// The bytes between two parts.
  private struct Gap {
    var start = 0
    var length = 0
    /// Whether there are at most eight of them.
    var isShort = false
    /// They as a word, and which bits of the word are theirs.
    var word: UInt64 = 0
    var mask: UInt64 = 0
    /// Whether the last one is a blank, so that more blanks may follow.
    var endsInBlank = false
  }

  private struct Part {
    var check = Check.stamp
    var kind = HeaderPart.stamp
    /// The bytes in front of the part.
    var gap = Gap()
    /// The part's text in the line that made the shape.
    var textStart = 0
    var textEnd = 0
    /// Whether the level stands in front of the part.
    var isBehindLevel = false
    /// Whether the name holds a module in parentheses, `sshd(pam_unix)`.
    var hasModule = false
    /// Whether the text is digits, or begins with a letter: the grammar treats columns of other kinds otherwise.
    var isNumeric = false
    var isWord = false
    /// Whether the level is in capitals, or in small letters: the grammar trusts them differently.
    var isUpper = false
    var isLower = false
    /// What the stamp leaves open, and whether it is a count of seconds.
    var lacks = Stamp.Gap.none
    var isEpoch = false
  }

  private static let maximumBytes = 512

  /// The stamps of the lines of this shape.
  private(set) var stamps = StampReader()

  /// The header of the line that made the shape, and 16 bytes more.
  private let bytes: UnsafeMutablePointer<UInt8>
  private let parts: UnsafeMutablePointer<Part>
  private var count = 0
  /// The bytes between the last part and the message.
  private var tail = Gap()
  private var hasName = false
  private var hasLevel = false
  /// Whether the grammar reads no column behind the last part.
  private var endsHeader = false
  /// The class of the first byte of the lines.
  private(set) var firstByte = ByteClass.end
  /// The kinds of the parts; see ``Header/shape``.
  private(set) var kinds: UInt64 = 0
  /// The level of the line that made the shape.
  private var level: Level?
  private var stampCount = 0
  /// The stamp that dates the records.
  private var datingStamp = Header.DatingStamp()
  /// Tells this shape from all others that were learnt.
  private(set) var serial = 0
  private(set) var isUsable = false

  init() {
    bytes = .allocate(capacity: Self.maximumBytes + 16)
    bytes.initialize(repeating: 0, count: Self.maximumBytes + 16)
    parts = .allocate(capacity: Header.maximumParts)
    parts.initialize(repeating: Part(), count: Header.maximumParts)
  }

  deinit {
    bytes.deallocate()
    parts.deallocate()
  }

  // MARK: learning

  /// Takes over the shape of a header that the grammar found in `text`, a line of `size` bytes.
  mutating func learn(
    _ header: borrowing Header, _ text: UnsafePointer<UInt8>, count size: Int, serial: Int,
    _ classes: UnsafePointer<ByteClass>
  ) {
    isUsable = false
    guard header.count > 0, header.message <= Self.maximumBytes, header.kind(at: 0) != .level
    else { return }
    bytes.update(from: text, count: header.message)
    count = header.count
    hasName = false
    hasLevel = header.level != nil
    level = header.level
    kinds = header.shape
    firstByte = classes[Int(text[0])]
    self.serial = serial
    var sawLevel = false
    var end = 0
    for index in 0..<count {
      let slice = header.slice(at: index)
      guard slice.start >= end, slice.end <= header.message,
        let check = check(header.kind(at: index), slice, header)
      else { return }
      parts[index] = Part(
        check: check, kind: header.kind(at: index), gap: makeGap(end, slice.start),
        textStart: slice.start, textEnd: slice.end, isBehindLevel: sawLevel,
        hasModule: check == .name && bytes[slice.end - 1] == UInt8(ascii: ")"))
      setSpelling(index, slice)
      if check == .name { hasName = true }
      if check == .level || check == .letter { sawLevel = true }
      end = slice.end
    }
    tail = makeGap(end, header.message)
    // Behind `12#34:` the grammar looks for no further column.
    let final = parts[count - 1]
    endsHeader = final.kind == .tid && bytes[final.textStart - 1] == UInt8(ascii: "#")
    guard tail.length > 0 else { return }
    // A separator at the line's end is one only there.
    let last = bytes[header.message - 1]
    guard last == 0x20 || last == 0x09 || last == UInt8(ascii: "|") else { return }
    isUsable = learnStamps(text, size)
  }

  /// Says of what bytes the text of a part is made.
  private func setSpelling(_ index: Int, _ slice: Slice) {
    let text = UnsafeBufferPointer(start: bytes + slice.start, count: slice.count)
    parts[index].isNumeric = text.allSatisfy { $0 &- 48 < 10 }
    parts[index].isWord = (bytes[slice.start] | 0x20) &- 97 < 26
    parts[index].isUpper = text.allSatisfy { $0 & 0x20 == 0 }
    parts[index].isLower = text.allSatisfy { $0 & 0x20 != 0 }
  }

  private func makeGap(_ start: Int, _ end: Int) -> Gap {
    var gap = Gap(start: start, length: end - start)
    gap.isShort = end - start <= 8
    guard end > start, gap.isShort else { return gap }
    gap.mask = end - start == 8 ? .max : 1 << UInt64((end - start) * 8) - 1
    gap.word = word(bytes + start) & gap.mask
    gap.endsInBlank = bytes[end - 1] == 0x20
    return gap
  }

  @inline(__always)
  private func word(_ text: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
  }

  /// Reads the header's stamps, so that those of the next lines are known forms.
  private mutating func learnStamps(_ text: UnsafePointer<UInt8>, _ size: Int) -> Bool {
    var ordinal = 0
    for index in 0..<count where parts[index].check == .stamp {
      guard stamps.match(text, count: size, at: parts[index].textStart, ordinal: ordinal),
        stamps.end == parts[index].textEnd
      else { return false }
      parts[index].lacks = stamps.gap(ordinal)
      parts[index].isEpoch = stamps.isEpoch(ordinal)
      stampCount = ordinal + 1
      ordinal += 1
    }
    findDatingStamp()
    return true
  }

  private func check(_ kind: HeaderPart, _ slice: Slice, _ header: borrowing Header) -> Check? {
    let isBracketed = slice.start > 0 && bytes[slice.start - 1] == UInt8(ascii: "[")
    switch kind {
    case .stamp: return .stamp
    case .level:
      for index in slice.start..<slice.end where (bytes[index] | 0x20) &- 97 > 25 { return nil }
      return slice.count == 1 ? .letter : .level
    case .pid, .tid:
      for index in slice.start..<slice.end where bytes[index] &- 48 > 9 { return nil }
      let behind = bytes[slice.end]
      let isPair = behind == UInt8(ascii: "#") || bytes[slice.start - 1] == UInt8(ascii: "#")
      return behind == 0x20 || behind == UInt8(ascii: "]") || isPair ? .number : nil
    case .thread, .id: return isBracketed ? .bracketed : nil
    case .logger, .service:
      // `a(1) -` is a name for its digit.
      let hasModule =
        bytes[slice.end] == UInt8(ascii: "[") || bytes[slice.end] == UInt8(ascii: ":")
      return bytes[slice.end - 1] == UInt8(ascii: ")") && !hasModule ? nil : .name
    case .host, .column: return isBracketed ? nil : .column
    case .origin: return nil
    }
  }

  // MARK: matching

  /// Fills `header` in from a line of this shape; false leaves it to the grammar.
  @inline(__always)
  mutating func match(
    _ text: UnsafePointer<UInt8>, _ end: Int, _ header: inout Header,
    _ classes: UnsafePointer<ByteClass>
  ) -> Bool {
    var index = 0
    var ordinal = 0
    var level = self.level
    for position in 0..<count {
      let part = parts + position
      let start = skip(part.pointee.gap, text, index, end)
      if start < 0 { return false }
      index = start
      switch part.pointee.check {
      case .stamp:
        guard
          stamps.rematch(text, count: end, at: start, ordinal: ordinal)
            || rereadStamp(text, end, start, ordinal, part)
        else { return false }
        index = stamps.end
        ordinal &+= 1
      case .level: index = readLevel(text, start, end, part, &level)
      case .letter:
        guard let letter = Level(letter: text[start]) else { return false }
        level = letter
        index = start &+ 1
      case .number:
        while index < end, text[index] &- 48 < 10 { index &+= 1 }
        guard isNumber(index &- start) else { return false }
      case .bracketed: index = Self.readBracketed(text, start, end, part.pointee.isBehindLevel)
      case .name: index = readName(text, start, end, part, classes)
      case .column:
        index = readColumn(text, start, end, part, classes)
      }
      if index < 0 { return false }
      header.set(position, Slice(start: start, end: index))
    }
    let message = skip(tail, text, index, end)
    guard message >= 0, message < end, beginsMessage(text, message, end, classes)
    else { return false }
    if header.filledBy != serial { fillKinds(&header) }
    header.finish(level, message, datingStamp)
    return true
  }

  /// Reads a stamp of another day or year of the same form.
  @inline(never)
  private mutating func rereadStamp(
    _ text: UnsafePointer<UInt8>, _ end: Int, _ start: Int, _ ordinal: Int,
    _ part: UnsafeMutablePointer<Part>
  ) -> Bool {
    guard mayBeStamp(text + start, like: part),
      stamps.match(text, count: end, at: start, ordinal: ordinal)
    else { return false }
    guard stamps.gap(ordinal) == part.pointee.lacks,
      stamps.isEpoch(ordinal) == part.pointee.isEpoch
    else {
      stamps.forget(ordinal)
      return false
    }
    if stampCount == 1 {
      datingStamp.fractionDigits = stamps.fractionDigits(ordinal)
    } else {
      findDatingStamp()
    }
    return true
  }

  /// Finds the stamp that dates the record among those of the shape.
  private mutating func findDatingStamp() {
    var header = Header()
    var ordinal = 0
    for index in 0..<count where parts[index].check == .stamp {
      header.take(place: ordinal, stamps)
      ordinal += 1
    }
    datingStamp = header.datingStamp
  }

  @inline(never)
  private func fillKinds(_ header: inout Header) {
    header.removeAll()
    for position in 0..<count { header.add(parts[position].kind, header.uncheckedSlice(position)) }
    header.filledBy = serial
  }

  /// The byte behind the gap, whose bytes must be the shape's; runs of blanks may differ in length.
  ///
  /// -1 for other bytes.
  @inline(__always)
  private func skip(
    _ gap: borrowing Gap, _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    let next = start &+ gap.length
    if (word(text + start) ^ gap.word) & gap.mask == 0, next < end, gap.isShort,
      !gap.endsInBlank || text[next] != 0x20
    {
      return next
    }
    return Self.skipSlowly(bytes + gap.start, gap.length, text, start, end)
  }

  @inline(never)
  private static func skipSlowly(
    _ gap: UnsafePointer<UInt8>, _ length: Int, _ text: UnsafePointer<UInt8>, _ start: Int,
    _ end: Int
  ) -> Int {
    var index = start
    var position = 0
    while position < length {
      let byte = gap[position]
      guard index < end, text[index] == byte else { return -1 }
      index &+= 1
      position &+= 1
      if byte == 0x20 {
        while position < length, gap[position] == 0x20 { position &+= 1 }
        while index < end, text[index] == 0x20 { index &+= 1 }
      }
    }
    return index
  }

  /// Numbers of these lengths could be stamps.
  @inline(__always)
  private func isNumber(_ digits: Int) -> Bool {
    digits > 0 && (digits < 6 && digits > 2 || digits == 7 || digits == 9 || digits <= 2)
  }

  /// A level word; the byte behind it, -1 for none.
  @inline(__always)
  private func readLevel(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ part: UnsafeMutablePointer<Part>,
    _ level: inout Level?
  ) -> Int {
    let same = start &+ part.pointee.textEnd &- part.pointee.textStart
    if same < end, isSame(text + start, part), (text[same] | 0x20) &- 97 > 25 { return same }
    var index = start
    var common: UInt8 = 0x20
    var any: UInt8 = 0
    while index < end, (text[index] | 0x20) &- 97 < 26 {
      common &= text[index]
      any |= text[index]
      index &+= 1
    }
    guard (common & 0x20 != 0) == part.pointee.isLower,
      (any & 0x20 == 0) == part.pointee.isUpper
    else { return -1 }
    guard let other = Level(word: Self.bytes(text, Slice(start: start, end: index))) else {
      return -1
    }
    level = other
    return index
  }

  /// Whether the part's text in the line that made the shape stands at `text`, too.
  @inline(__always)
  private func isSame(
    _ text: UnsafePointer<UInt8>, _ part: UnsafeMutablePointer<Part>
  ) -> Bool {
    let size = part.pointee.textEnd &- part.pointee.textStart
    var index = 0
    while index < size {
      var good = sameMask(text + index, bytes + part.pointee.textStart + index)
      let rest = size &- index
      if rest < 16 { good |= ~((1 &<< UInt32(truncatingIfNeeded: rest)) &- 1) }
      if good & 0xFFFF != 0xFFFF { return false }
      index &+= 16
    }
    return true
  }

  /// A name up to the closing bracket: no blank, nothing that is a stamp, a number or a level.
  ///
  /// -1 for others.
  @inline(__always)
  private static func readBracketed(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ isBehindLevel: Bool
  ) -> Int {
    let limit = min(end, start &+ 150)
    guard start < limit, text[start] &- 48 > 9 else { return -1 }
    var isWord = true
    var depth = 0
    var index = start
    while index < limit {
      let byte = text[index]
      if byte <= 0x20 { return -1 }
      if byte == UInt8(ascii: "]") {
        if depth == 0 { break }
        depth &-= 1
      } else if byte == UInt8(ascii: "[") {
        depth &+= 1
      }
      // The last word behind a colon could be a level, as in `core:notice`.
      if byte == UInt8(ascii: ":"), !isBehindLevel { return -1 }
      if (byte | 0x20) &- 97 > 25 { isWord = false }
      index &+= 1
    }
    if index >= limit || index &- start < 2 { return -1 }
    if isBehindLevel || !isWord { return index }
    return Level(word: Self.bytes(text, Slice(start: start, end: index))) == nil ? index : -1
  }

  /// A name of the same kind (logger or service); what follows it is the next gap's to check.
  ///
  /// -1 for others.
  @inline(__always)
  private func readName(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ part: UnsafeMutablePointer<Part>,
    _ classes: UnsafePointer<ByteClass>
  ) -> Int {
    let same = start &+ part.pointee.textEnd &- part.pointee.textStart
    if same < end, text[same] == bytes[part.pointee.textEnd], isSame(text + start, part) {
      return same
    }
    return Self.readOtherName(text, start, end, part, classes)
  }

  @inline(never)
  private static func readOtherName(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ part: UnsafeMutablePointer<Part>,
    _ classes: UnsafePointer<ByteClass>
  ) -> Int {
    guard start < end, (text[start] | 0x20) &- 97 < 26 else { return -1 }
    if part.pointee.kind == .logger, let end = pathEnd(text, start, end, classes) { return end }
    var seen: UInt8 = 0
    var last: UInt8 = 0
    var humps: UInt8 = 0
    var index = start
    while index < end {
      let kind = classes[Int(text[index])].rawValue
      if kind & ByteClass.end.rawValue != 0 { break }
      seen |= kind
      // A capital behind a small letter: upper is 2, lower 4.
      humps |= kind & (last &>> 1)
      last = kind
      index &+= 1
    }
    // Words of letters alone could be levels or names of months.
    let isWord = seen & ~ByteClass.letter.rawValue == 0
    if isWord, Level(word: Self.bytes(text, Slice(start: start, end: index))) != nil { return -1 }
    if part.pointee.hasModule { return readModule(text, index, end) }
    if index &- start == 3, classes[Int(text[start])] == .upper { return -1 }
    if part.pointee.isBehindLevel, seen == ByteClass.lower.rawValue { return -1 }
    let isPath = (seen & ByteClass.path.rawValue) | (humps & ByteClass.upper.rawValue) != 0
    let isKind = isPath == (part.pointee.kind == .logger)
    return seen & ByteClass.lower.rawValue != 0 && isKind ? index : -1
  }

  /// The end of a name with a joint of a path in it and a small letter in front, 16 bytes a step; nil for others.
  @inline(__always)
  private static func pathEnd(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ classes: UnsafePointer<ByteClass>
  ) -> Int? {
    guard classes[Int(text[start])] == .lower else { return nil }
    var index = start
    var joints: UInt32 = 0
    while index < end {
      let ends = wordEndMask(text + index)
      let inside = ends == 0 ? 0xFFFF : (ends & (0 &- ends)) &- 1
      // ` and ^ end a name, too, but no word of a message.
      joints |= pathJointMask(text + index) & inside
      if ends != 0 {
        index &+= ends.trailingZeroBitCount
        break
      }
      index &+= 16
    }
    guard joints != 0, index < end, memchr(text + start, 0x60, index &- start) == nil,
      memchr(text + start, 0x5E, index &- start) == nil
    else { return nil }
    return index
  }

  /// `(pam_unix)` behind a name; the gap behind it says that a process number follows.
  private static func readModule(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard start < end, text[start] == UInt8(ascii: "(") else { return -1 }
    let limit = min(end, start &+ 40)
    var index = start
    while index < limit, text[index] != UInt8(ascii: ")") {
      if text[index] == 0x20 { return -1 }
      index &+= 1
    }
    return index < limit ? index &+ 1 : -1
  }

  /// The same text as before, or a word with a digit, dash or dot in it that begins with a letter.
  ///
  /// -1 for others.
  @inline(__always)
  private func readColumn(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ part: UnsafeMutablePointer<Part>,
    _ classes: UnsafePointer<ByteClass>
  ) -> Int {
    if part.pointee.isNumeric { return Self.readNumericColumn(text, start, end) }
    let same = start &+ part.pointee.textEnd &- part.pointee.textStart
    if same < end, text[same] == 0x20, isSame(text + start, part) { return same }
    guard part.pointee.isWord else { return -1 }
    return Self.readOtherColumn(text, start, end, part, classes)
  }

  @inline(never)
  private static func readOtherColumn(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ part: UnsafeMutablePointer<Part>,
    _ classes: UnsafePointer<ByteClass>
  ) -> Int {
    guard start < end, (text[start] | 0x20) &- 97 < 26 else { return -1 }
    var hasDigit = false
    var hasColon = false
    var index = start
    while index < end, text[index] != 0x20 {
      let byte = text[index]
      if byte == UInt8(ascii: ":") {
        hasColon = true
      } else if classes[Int(byte)].contains(.end) {
        return -1
      }
      if byte &- 48 < 10 { hasDigit = true }
      index &+= 1
    }
    let size = index &- start
    if !hasDigit {
      guard !part.pointee.isBehindLevel, size > 3, !hasColon else { return -1 }
      return Level(word: Self.bytes(text, Slice(start: start, end: index))) == nil ? index : -1
    }
    guard size < 80, size > 5 else { return -1 }
    if !hasColon { return index }
    // The word in front of the colon could be a level.
    var word = Slice(start: start, end: start)
    while (text[word.end] | 0x20) &- 97 < 26 { word.end &+= 1 }
    if Level(word: Self.bytes(text, word)) != nil { return -1 }
    return text[index &- 1] != UInt8(ascii: ":") && !part.pointee.isBehindLevel ? index : -1
  }

  /// Whether the first bytes are of the kinds of the shape's stamp: another day or year of the same form.
  @inline(__always)
  private func mayBeStamp(
    _ text: UnsafePointer<UInt8>, like part: UnsafeMutablePointer<Part>
  ) -> Bool {
    let known = bytes + part.pointee.textStart
    for offset in 0..<6 where text[offset] != known[offset] {
      let areDigits = text[offset] &- 48 < 10 && known[offset] &- 48 < 10
      let areLetters =
        (text[offset] | 0x20) &- 97 < 26 && (known[offset] | 0x20) &- 97 < 26
        && (text[offset] ^ known[offset]) & 0x20 == 0
      // The day of a month may be padded with a blank.
      let isPadded = offset == 4 && (text[offset] &- 48 < 10 || text[offset] == 0x20)
      if !areDigits && !areLetters && !isPadded { return false }
    }
    return true
  }

  /// A number that is a column of its own, being no stamp.
  ///
  /// -1 for others.
  @inline(never)
  private static func readNumericColumn(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int
  ) -> Int {
    var index = start
    while index < end, text[index] &- 48 < 10 { index &+= 1 }
    guard index > start, index < end, text[index] == 0x20 else { return -1 }
    return StampGrammar(text, count: end).match(at: start) == nil ? index : -1
  }

  /// Whether the grammar would stop at the first word of the message.
  @inline(__always)
  private func beginsMessage(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ classes: UnsafePointer<ByteClass>
  ) -> Bool {
    if endsHeader {
      return text[start] > 0x20 && text[start] != UInt8(ascii: "|")
    }
    // A quote or a brace is no column.
    if classes[Int(text[start])] == .end, Self.endsColumns(text[start]) { return true }
    if hasName, hasLevel {
      // One more separator could belong to the header.
      switch text[start] {
      case 0x20, 0x09, UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "-"):
        return false
      default: return true
      }
    }
    let first = classes[Int(text[start])]
    if hasName {
      // Only a level in capitals could follow.
      if first == .lower || first == .digit { return true }
      return first == .upper && start &+ 1 < end && classes[Int(text[start &+ 1])] == .lower
    }
    guard hasLevel, first == .lower || first == .upper else { return false }
    var index = start
    while index < end, !classes[Int(text[index])].contains(.end) { index &+= 1 }
    if index == end { return true }
    if text[index] == UInt8(ascii: "(") { return Self.endsAsCall(text, index, end) }
    guard text[index] == 0x20, !mayBeStamp(text, start, end) else { return false }
    while index < end, text[index] == 0x20 { index &+= 1 }
    return index == end || text[index] != UInt8(ascii: "-") && text[index] != UInt8(ascii: ":")
  }

  /// Whether the grammar stops at a byte that ends a word, having no rule for it.
  @inline(__always)
  private static func endsColumns(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: "<")
      || byte == UInt8(ascii: "'")
  }

  /// Whether `(…)` is text, as in `init() done`, and no module of a process.
  private static func endsAsCall(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, text[index] != 0x20 {
      let byte = text[index]
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") {
        return false
      }
      index &+= 1
    }
    return true
  }

  /// A capital, two letters and a blank could be a month.
  @inline(__always)
  private func mayBeStamp(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    start &+ 3 < end && text[start] &- 65 < 26
      && (text[start &+ 3] == 0x20 || text[start &+ 3] == UInt8(ascii: ","))
  }

  @inline(__always)
  private static func bytes(
    _ text: UnsafePointer<UInt8>, _ slice: Slice
  ) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text + slice.start, count: slice.count)
  }
}
