/// A word or a value of a message, and what stands in front of it.
///
/// Blanks and punctuation are no tokens: they are the gaps between tokens, part of every template as
/// they stand.
struct Token {
  /// What a token is to the template.
  enum Role: UInt8 {
    /// A word; constant until there is evidence that it varies.
    case word
    /// A value whose shape or place says that it varies.
    case value
    /// A value that may be the same in all messages: the template shows it until another one comes.
    case option
    /// The place of a value where none stands: `()`, `key=`.
    case empty
  }

  var start: Int32
  var end: Int32
  var role: Role
  /// For values; `.any` otherwise.
  var type: ValueType
  /// The hash of the word or of the option's text; of other values the one of their type.
  var hash: UInt64
  /// The hash of the gap in front; runs of blanks count as one blank.
  var gap: UInt64

  /// What the token adds to the identity of its row: a word its text, all values the same.
  @inline(__always)
  var identity: UInt64 { role == .word ? hash : TokenHash.slot }
}
