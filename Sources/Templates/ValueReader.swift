/// Tells whether a token is a value, of which type, and where it ends, by its shape alone.
///
/// Whole numbers, decimals, IPv4 addresses and numbers with a unit are read here; what else holds a digit or has a telling
/// shape goes to the patterns of the ``Masker``; what they do not know is judged by the rules below.
struct ValueReader: ~Copyable {
  /// A value of `type` that ends before `end`.
  typealias Value = (type: ValueType, end: Int)

  private let kinds: UnsafeMutablePointer<UInt16>
  private let masker: Masker

  init(allowsJIT: Bool = true) throws {
    masker = try Masker(allowsJIT: allowsJIT)
    kinds = ByteKind.table()
  }

  deinit { kinds.deallocate() }

  /// Whether the patterns run as machine code.
  var usesJIT: Bool { masker.usesJIT }

  /// The value that begins at `start`; nil when the token is a word.
  ///
  /// - Parameters:
  ///   - text: The message.
  ///   - start: Where the token begins.
  ///   - end: Where the next separator stands.
  ///   - size: Bytes of the message.
  ///   - seen: The kinds of the token's bytes.
  ///   - isAssigned: Whether the token is the value of `key=value`, which varies whatever it is.
  /// - Returns: The value, which may run over the separator.
  @inline(__always)
  func read(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16,
    isAssigned: Bool
  ) -> Value? {
    if seen & ~(ByteKind.digit | ByteKind.dot) == 0,
      let value = plainNumber(text, start, end, size, seen)
    {
      return isAssigned ? (.any, value.end) : value
    }
    return isAssigned ? assigned(text, start, end, size, seen) : typed(text, start, end, size, seen)
  }

  // MARK: plain numbers

  /// A whole number, a decimal, an IPv4 address, or a number with its unit; nil for other digits and dots.
  @inline(__always)
  private func plainNumber(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Value? {
    var number = end
    if seen & ByteKind.dot != 0 {
      if text[number &- 1] == UInt8(ascii: ".") { number &-= 1 }
      var dots = 0
      for index in start..<max(start, number) where text[index] == UInt8(ascii: ".") { dots &+= 1 }
      if dots == 3, isAddress(text, start, number) { return (.ip, number) }
      guard dots <= 1, number > start, text[start] != UInt8(ascii: ".") else { return nil }
      if number < end { return (.number, number) }
    }
    if number < size {
      if let unit = Unit(text, number, size) { return (unit.type, unit.end) }
      guard isNumberEnd(text, number, size) else { return nil }
    }
    return (.number, number)
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
    if mayBeNumeric(text, start, boundary, next, seen, first),
      let value = masker.numeric(text, count: size, from: start), value.end >= end
    {
      return value
    }
    if mayBeShaped(text, start, boundary, size, next, seen, first),
      let value = masker.shaped(text, count: size, from: start), value.end >= end
    {
      return value
    }
    if seen & ByteKind.telling != 0, isPath(text, start, end) { return (.path, end) }
    if seen & ByteKind.dot != 0, isHost(text, start, end, seen) { return (.host, end) }
    if hasDigit, !isProduct(text, start, end), Masker.isIdentifier(text + start, end - start) {
      return (.id, end)
    }
    return isTruthValue(text, start, end) ? (.boolean, end) : nil
  }

  /// The value of `key=value`: one slot, whatever stands there (`trace_id=4bf9…`, `trace_id=-`).
  @inline(never)
  private func assigned(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ size: Int, _ seen: UInt16
  ) -> Value? {
    var word = end
    while word > start + 1, isSentenceEnd(text[word - 1]) { word -= 1 }
    if seen & ByteKind.digit != 0, let value = masker.numeric(text, count: size, from: start),
      value.end >= word
    {
      return (.any, value.end)
    }
    if let value = masker.shaped(text, count: size, from: start), value.end >= word {
      return (.any, value.end)
    }
    return (.any, word)
  }

  /// What begins with a letter and holds one that is no hexadecimal digit is no number, address or hash; `v1.2.3` is a
  /// version.
  @inline(__always)
  private func mayBeNumeric(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ next: UInt8, _ seen: UInt16,
    _ first: UInt16
  ) -> Bool {
    if seen & ByteKind.digit != 0 {
      return first & ByteKind.letter == 0 || seen & ByteKind.wordLetter == 0
        || text[start] | 0x20 == UInt8(ascii: "v")
    }
    return first & ByteKind.hexLetter != 0 && next == UInt8(ascii: ":") && end - start <= 4
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
    return end - start >= 3 && end - start <= 4 && first & ByteKind.upper != 0
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
    return slashes >= 2 || slashes == 1 && marks > 0 && !isProduct(text, start, end)
  }

  /// `HTTP/1.1`: letters, a slash and a version.
  private func isProduct(_ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
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
    return
      !(equals(text + start, "org.") || equals(text + start, "com.")
      || equals(text + start, "net."))
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
