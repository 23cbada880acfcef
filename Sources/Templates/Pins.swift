import Lines

/// Digits of a known message that another one has to have, too, to be cut into the same tokens.
///
/// Those of words and of values that are shown as they are; those in front of an `x`, since `0x1f` is a number of its own; and
/// those of what could be the name of a method or machine (`sha256`). Of all other digits only the places matter: no rule of
/// the lexer asks which digit it is.
struct Pins {
  private var first = ByteWindow()
  private var second = ByteWindow()

  /// Whether there are none.
  var isEmpty: Bool { first.isEmpty }

  /// Whether a message of the same bytes but for digits has them.
  @inline(__always)
  func hold(_ message: UnsafePointer<UInt8>) -> Bool {
    first.differs(message) | second.differs(message) == 0
  }

  /// The pins of the message that the lexer has cut; nil when they are too far apart, or too many.
  init?(_ message: UnsafePointer<UInt8>, _ lexer: borrowing MessageLexer) {
    var places = Self.places(message, lexer)
    first = ByteWindow(message, taking: &places)
    second = ByteWindow(message, taking: &places)
    if !places.isEmpty { return nil }
  }

  /// Where digits that matter stand, in order.
  private static func places(
    _ message: UnsafePointer<UInt8>, _ lexer: borrowing MessageLexer
  ) -> [Int] {
    var places: Set<Int> = []
    func pin(_ range: Range<Int>) {
      places.formUnion(range.filter { message[$0] &- 48 < 10 })
    }
    for index in 0..<lexer.count {
      let token = lexer[index]
      if token.role == .word || token.role == .option { pin(Int(token.start)..<Int(token.end)) }
    }
    var start = 0
    while start < lexer.size {
      guard isNamePart(message[start]) else {
        start += 1
        continue
      }
      var end = start
      while end < lexer.size, isNamePart(message[end]) { end += 1 }
      if Lexicon.mayBeTechnical(message + start, end - start) { pin(start..<end) }
      for index in start + 1..<max(start + 1, end) where message[index] | 0x20 == 0x78 {
        pin(index - 1..<index)
      }
      start = end
    }
    return places.sorted()
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 97 < 26 || byte &- 48 < 10
  }
}
