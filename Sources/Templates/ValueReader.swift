/// Tells whether a token is a value, of which type, and where it ends, by its shape alone.
///
/// Whole numbers, decimals, IPv4 addresses and numbers with a unit are read here; what else holds a digit or has a telling
/// shape goes to the patterns of the ``Masker``; what they do not know is judged by the rules below.
struct ValueReader: ~Copyable {
  /// A value of `type`, from `start` to before `end`.
  typealias Value = (type: ValueType, start: Int, end: Int)

  private let kinds: UnsafeMutablePointer<UInt16>
  private let masker: Masker

  /// Whether usual values are told without the patterns.
  private let usesShortCuts: Bool

  /// - Parameter allowsJIT: False to ask the patterns for every value, and by the interpreter (tests compare the two).
  /// - Throws: The error of PCRE2 if the patterns do not compile, which is a fault of this package.
  init(allowsJIT: Bool = true) throws {
    masker = try Masker(allowsJIT: allowsJIT)
    kinds = ByteKind.table()
    usesShortCuts = allowsJIT
  }

  deinit { kinds.deallocate() }

  /// Whether the patterns run as machine code.
  var usesJIT: Bool { masker.usesJIT }

  /// The value in the token at `start`; nil when the token is a word.
  ///
  /// - Parameters:
  ///   - text: The message.
  ///   - start: Where the token begins.
  ///   - end: Where the next separator stands.
  ///   - size: Bytes of the message.
  ///   - seen: The kinds of the token's bytes.
  /// - Returns: The value, which may run over the separator, and may begin behind a name: `core.1165`.
  @inline(__always)
  func read(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Value? {
    if seen & ~(ByteKind.digit | ByteKind.dot) == 0,
      let value = plainNumber(text, start, end, size, seen)
    {
      return value
    }
    // Names of letters and joints, and of classes and methods: most words that hold more than letters.
    if seen & (ByteKind.digit | ByteKind.telling) == 0,
      seen & ByteKind.dot == 0 || seen & ByteKind.upper != 0,
      seen & (ByteKind.joint | ByteKind.dot) != 0
    {
      return nil
    }
    return typed(text, start, end, size, seen)
  }

  // MARK: plain numbers

  /// A whole number, a decimal, an IPv4 address, or a number with its unit; nil for other digits and dots.
  @inline(__always)
  private func plainNumber(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Value? {
    var number = end
    if seen & ByteKind.dot != 0 {
      while number > start &+ 1, text[number &- 1] == UInt8(ascii: ".") { number &-= 1 }
      var dots = 0
      for index in start..<max(start, number) where text[index] == UInt8(ascii: ".") { dots &+= 1 }
      if dots == 3, isAddress(text, start, number) { return (.ip, start, number) }
      guard dots <= 1, number > start, text[start] != UInt8(ascii: ".") else { return nil }
      if number < end { return (.number, start, number) }
    }
    if number < size {
      if let unit = Unit(text, number, size) { return (unit.type, start, unit.end) }
      guard isNumberEnd(text, number, size) else { return nil }
    }
    return (.number, start, number)
  }

  /// Whether a number ends here for sure: no further part of a date or a clock can follow.
  @inline(__always)
  private func isNumberEnd(_ text: UnsafePointer<UInt8>, _ end: Int, _ size: Int) -> Bool {
    let byte = text[end]
    if byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",") {
      // A clock, an IPv6 address or thousands could go on.
      let next = end &+ 1 < size ? text[end &+ 1] : 0
      return next != byte && kinds[Int(next)] & (ByteKind.digit | ByteKind.hexLetter) == 0
    }
    // `14 Mar 2026` is a date.
    guard byte == 0x20, end &+ 3 < size else { return true }
    return kinds[Int(text[end &+ 1])] & ByteKind.upper == 0
      || kinds[Int(text[end &+ 2])] & ByteKind.upper != 0
  }

  /// Four numbers of one to three digits.
  @inline(__always)
  private func isAddress(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var run = 0
    for index in start..<end {
      if text[index] == UInt8(ascii: ".") {
        if run == 0 { return false }
        run = 0
      } else {
        run &+= 1
        if run > 3 { return false }
      }
    }
    return run > 0
  }

  // MARK: other shapes

  @inline(never)
  private func typed(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Value? {
    let first = kinds[Int(text[start])]
    let hasDigit = seen & ByteKind.digit != 0
    let next = end < size ? text[end] : 0x20
    let boundary = end
    // The marks at the end of a sentence are no part of the value.
    var end = end
    while end > start + 1, isSentenceEnd(text[end - 1]) { end -= 1 }
    if usesShortCuts, next != UInt8(ascii: ":"), let type = usual(text, start, end, seen) {
      return (type, start, end)
    }
    if mayBeNumeric(text, start, end, boundary, next, seen, first),
      let value = masker.numeric(text, count: size, from: start), value.end >= end
    {
      return (value.type, start, value.end)
    }
    if mayBeShaped(text, start, boundary, size, next, seen, first),
      let value = masker.shaped(text, count: size, from: start), value.end >= end
    {
      return (value.type, start, value.end)
    }
    if seen & ByteKind.telling != 0, isPath(text, start, end) { return (.path, start, end) }
    if seen & ByteKind.dot != 0 {
      if isHost(text, start, end, seen) { return (.host, start, end) }
      if isPackage(text, start, end, seen) { return (.id, start, end) }
    }
    if hasDigit, let number = numberBehindName(text, start, end, seen) {
      return (.number, number, end)
    }
    if hasDigit, !isProduct(text, start, end, seen), Masker.isIdentifier(text + start, end - start)
    {
      return (.id, start, end)
    }
    return isTruthValue(text, start, end) ? (.boolean, start, end) : nil
  }

  /// Where the number of `core.1165` or `CPU#0` begins: letters, one joint, and digits to the end.
  private func numberBehindName(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> Int? {
    guard seen & (ByteKind.dot | ByteKind.joint) != 0, (text[start] | 0x20) &- 97 < 26 else {
      return nil
    }
    var joint = start
    while joint < end, kinds[Int(text[joint])] & ByteKind.letter != 0 { joint += 1 }
    guard joint < end, text[joint] == UInt8(ascii: ".") || text[joint] == UInt8(ascii: "#") else {
      return nil
    }
    var index = end
    while index > start, text[index - 1] &- 48 < 10 { index -= 1 }
    guard index < end, index > start + 1,
      text[index - 1] == UInt8(ascii: ".") || text[index - 1] == UInt8(ascii: "#")
    else { return nil }
    return index == joint + 1 ? index : nil
  }

  /// `com.acme.shop`: the name of a program, the domain of who made it turned round.
  private func isPackage(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> Bool {
    guard seen & (ByteKind.upper | ByteKind.telling) == 0, hasPackageRoot(text, start, end) else {
      return false
    }
    var dots = 0
    for index in start..<end where text[index] == UInt8(ascii: ".") { dots += 1 }
    return dots >= 2 && text[end - 1] != UInt8(ascii: ".")
  }

  private func hasPackageRoot(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end - start > 4 else { return false }
    return equals(text + start, "org.") || equals(text + start, "com.")
      || equals(text + start, "net.") || equals(text + start, "io.")
      || equals(text + start, "dev.")
  }

  /// The type of the most usual values that the patterns know, told without them: an absolute path, `0x1f`, a hash.
  ///
  /// The patterns would say the same of each (a test holds the two against each other).
  @inline(__always)
  private func usual(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> ValueType? {
    guard end - start < Masker.window else { return nil }
    if text[start] == UInt8(ascii: "/") { return isPlainPath(text, start, end) ? .path : nil }
    guard seen & ByteKind.digit != 0 else { return nil }
    var letters = 0
    var exponents = 0
    let isPrefixed =
      text[start] == UInt8(ascii: "0") && end > start + 2 && text[start + 1] == UInt8(ascii: "x")
    for index in (isPrefixed ? start + 2 : start)..<end {
      let kind = kinds[Int(text[index])]
      guard kind & (ByteKind.digit | ByteKind.hexLetter) != 0 else { return nil }
      if kind & ByteKind.hexLetter != 0 { letters &+= 1 }
      if text[index] | 0x20 == UInt8(ascii: "e") { exponents &+= 1 }
    }
    if isPrefixed { return .hex }
    // `12e7` is a number.
    return end - start >= 6 && letters > exponents ? .hex : nil
  }

  /// A path of ASCII names without `?`, whose first byte behind the slash is no digit, as that of an address would be.
  private func isPlainPath(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard end > start + 1, text[start + 1] &- 48 > 9 else { return false }
    var last = text[start]
    for index in start + 1..<end {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "/"): if last == UInt8(ascii: "/") { return false }
      case UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "@"), UInt8(ascii: "%"),
        UInt8(ascii: "+"), UInt8(ascii: "~"), UInt8(ascii: "#"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        break
      default:
        if byte >= 0x80 || kinds[Int(byte)] & (ByteKind.letter | ByteKind.digit) == 0 {
          return false
        }
      }
      last = byte
    }
    return true
  }

  /// Whether the token could be a number, an address or a hash.
  ///
  /// What begins with a letter and holds one that is no hexadecimal digit is none; `v1.2.3` is a version. None ends in
  /// a joint but for `%`, and in an address a colon is followed by a digit or another one.
  @inline(__always)
  private func mayBeNumeric(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ boundary: Int, _ next: UInt8,
    _ seen: UInt16, _ first: UInt16
  ) -> Bool {
    if seen & ByteKind.digit != 0 {
      if usesShortCuts, kinds[Int(text[end &- 1])] & ByteKind.joint != 0,
        text[end &- 1] != UInt8(ascii: "%")
      {
        return false
      }
      return first & ByteKind.letter == 0 || seen & ByteKind.wordLetter == 0
        || text[start] | 0x20 == UInt8(ascii: "v")
    }
    guard first & ByteKind.hexLetter != 0, next == UInt8(ascii: ":"), boundary - start <= 4 else {
      return false
    }
    let behind = text[boundary + 1]
    return !usesShortCuts || behind == next
      || kinds[Int(behind)] & (ByteKind.digit | ByteKind.hexLetter) != 0
  }

  /// Whether the token could be a URL, an address of mail, a path, or the name of a month.
  @inline(__always)
  private func mayBeShaped(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ next: UInt8,
    _ seen: UInt16, _ first: UInt16
  ) -> Bool {
    if seen & ByteKind.telling != 0 { return true }
    if next == UInt8(ascii: ":"), end + 1 < size {
      if text[end + 1] == UInt8(ascii: "/") || text[end + 1] == UInt8(ascii: "\\") { return true }
    }
    return end - start >= 3 && end - start <= 8 && first & ByteKind.upper != 0
      && seen & ~ByteKind.anyLetter == 0
  }

  private func isSentenceEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }

  /// `a/b/c`, `lib/x.so`: two slashes, or one with a dot or a digit beside it; `and/or` and `HTTP/1.1` are words.
  private func isPath(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var slashes = 0
    var marks = 0
    for index in start..<end {
      if text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "\\") { slashes += 1 }
      if kinds[Int(text[index])] & (ByteKind.digit | ByteKind.dot) != 0 { marks += 1 }
    }
    guard end - start > 3 else { return false }
    return slashes >= 2
      || slashes == 1 && marks > 0
        && !isProduct(text, start, end, ByteKind.telling)
  }

  /// `HTTP/1.1`: letters, a slash and a version.
  private func isProduct(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> Bool {
    guard seen & ByteKind.telling != 0 else { return false }
    var index = start
    while index < end, kinds[Int(text[index])] & ByteKind.letter != 0 { index += 1 }
    guard index > start, index + 1 < end, text[index] == UInt8(ascii: "/") else { return false }
    for position in index + 1..<end
    where kinds[Int(text[position])] & (ByteKind.digit | ByteKind.dot) == 0 { return false }
    return true
  }

  /// A host name: lower-case labels and two dots at least, no class or package path.
  private func isHost(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ seen: UInt16
  ) -> Bool {
    guard seen & ByteKind.upper == 0, end - start > 4 else { return false }
    var dots = 0
    var label = start
    for index in start..<end {
      let byte = text[index]
      if byte == UInt8(ascii: ".") {
        if index == label { return false }
        dots += 1
        label = index + 1
      } else if kinds[Int(byte)] & (ByteKind.letter | ByteKind.digit) == 0,
        byte != UInt8(ascii: "-")
      {
        return false
      }
    }
    guard dots >= 2, end - label >= 2, end - label <= 6 else { return false }
    for index in label..<end where kinds[Int(text[index])] & ByteKind.letter == 0 { return false }
    // Packages begin where host names end: `org.acme.db`.
    if hasPackageRoot(text, start, end) { return false }
    // Names of settings are made of words: `job.task.id`, `java.home.dir`.
    let isNumbered = seen & (ByteKind.digit | ByteKind.joint) != 0
    return isNumbered || Lexicon.isTopLevelDomain(text, label, end)
  }

  private func isTruthValue(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    switch end - start {
    case 4: equals(text + start, "true") || equals(text + start, "null")
    case 5: equals(text + start, "false")
    default: false
    }
  }

  private func equals(_ text: UnsafePointer<UInt8>, _ word: StaticString) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where text[index] != word.utf8Start[index] {
      return false
    }
    return true
  }
}
