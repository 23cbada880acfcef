/// What a header token is, as far as ``HeaderGrammar`` may know: lines whose tokens have equal classes have equal headers.
///
/// Bits, from the lowest: four for the kind, one for what stands before, four for what follows; the others depend on the
/// kind.
struct TokenClass: Hashable {
  enum Kind: UInt32 {
    /// The end of the line, or of the tokens that a header may have.
    case end
    /// Digits only.
    case number
    case word
    case stamp
    /// `[…]`.
    case bracket
    /// `(…)`.
    case parentheses
    /// A run of one of `- * # > : ,`.
    case mark
    case pipe
    /// A byte that begins no column: a quote, a brace, a bracket that is not closed.
    case other
    /// `<30>` in front of a syslog line.
    case priority
    /// `12#34:`, a process and a thread.
    case process
  }

  /// What stands behind a token.
  enum Follower: UInt32 {
    /// A blank, a tab, or the line's end.
    case blank
    /// Blanks, and behind them a `-` or `:` between blanks.
    case separator
    case pipe, comma
    /// A colon and a blank, or the end; the colon belongs to the token.
    case colon
    /// A colon and something else.
    case gluedColon
    case bracket, parenthesis, equals, closingBracket
    /// Anything else.
    case other
  }

  /// What stands in brackets or parentheses.
  enum Content: UInt32 {
    case empty, number, stamp, level
    /// No blanks in it.
    case word
    /// `pid 33`.
    case process
    case severalWords
  }

  var bits: UInt32

  @inline(__always) init(bits: UInt32) { self.bits = bits }

  @inline(__always)
  init(_ kind: Kind, isGlued: Bool = false, follower: Follower = .blank) {
    bits = kind.rawValue | (isGlued ? Self.gluedBit : 0) | follower.rawValue << 5
  }

  // MARK: every kind

  static let gluedBit: UInt32 = 1 << 4

  var kind: Kind { Kind(rawValue: bits & 15) ?? .end }
  /// Whether it stands behind another token without a blank between.
  var isGlued: Bool { bits & Self.gluedBit != 0 }
  var follower: Follower { Follower(rawValue: bits >> 5 & 15) ?? .other }
  /// Whether `=` follows.
  @inline(__always)
  var isKey: Bool { bits >> 5 & 15 == Follower.equals.rawValue }
  /// Whether a blank, a pipe, a comma or the line's end follows.
  var endsAtBoundary: Bool {
    switch follower {
    case .blank, .separator, .pipe, .comma: true
    default: false
    }
  }

  // MARK: words, and what is in brackets

  static let digit: UInt32 = 1 << 9
  static let upper: UInt32 = 1 << 10
  static let lower: UInt32 = 1 << 11
  /// A joint of names: `. _ - / $ @ # + ~ % \ & * ! ?`.
  static let joint: UInt32 = 1 << 12
  /// A byte of 0x80 and above.
  static let other: UInt32 = 1 << 13
  /// A joint of paths, or a capital behind a small letter.
  static let path: UInt32 = 1 << 14
  /// Begins with a letter or `_`.
  static let nameStart: UInt32 = 1 << 15
  static let single: UInt32 = 1 << 16
  private static let made = digit | upper | lower | joint | other

  func has(_ flag: UInt32) -> Bool { bits & flag != 0 }
  /// Whether it is made of these kinds of byte alone.
  func isOnly(_ flags: UInt32) -> Bool { bits & Self.made & ~flags == 0 }

  static let levelShift: UInt32 = 17
  /// The stated word is the level's own name, in any case.
  static let ownName: UInt32 = 1 << 20

  /// The raw value of the level that the word or the bracket states, and 1; 0 for none.
  ///
  /// A stamp's is that of a letter glued to its front.
  var levelCode: UInt32 { bits >> Self.levelShift & 7 }

  // MARK: brackets

  var content: Content { Content(rawValue: bits >> 21 & 7) ?? .severalWords }

  // MARK: stamps, alone and in brackets

  /// What the stamp leaves open: a raw value of ``Stamp/Gap``.
  var gapCode: UInt32 { bits >> 24 & 3 }
  var isEpoch: Bool { has(1 << 26) }
  var fractionDigits: Int { Int(bits >> 27 & 15) }

  static func stamp(_ gap: Stamp.Gap, isEpoch: Bool, fractionDigits: Int) -> UInt32 {
    gap.rawValue << 24 | (isEpoch ? 1 << 26 : 0) | UInt32(truncatingIfNeeded: fractionDigits) << 27
  }

  // MARK: marks and others

  /// The byte of a mark, or of another one.
  var character: UInt8 { UInt8(truncatingIfNeeded: bits >> 9) }
  /// How often the byte stands there; 4 for more than three times.
  var run: Int { Int(bits >> 17 & 7) }

  // MARK: priorities

  var priority: Int { Int(bits >> 9 & 255) }
}

/// A piece of a header between blanks or marks.
struct HeaderToken {
  var start = 0
  /// The byte behind its text.
  var end = 0
  /// What stands in the brackets; of `12#34:` the second number.
  var inner = Slice()
  /// Where the next token may begin.
  var next = 0
  /// Its stamp's place in the ``StampReader``.
  var place = 0
  var kind = TokenClass(bits: 0)
}
