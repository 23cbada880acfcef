/// A word or a typed value of a message, and what stands in front of it.
///
/// Blanks and punctuation are no tokens: they are the gaps between tokens, part of every template as
/// they stand.
struct Token {
  /// What a token is to the template.
  enum Role: UInt8 {
    /// A word; constant until there is evidence that it varies.
    case word
    /// A value whose shape says that it varies.
    case value
  }

  var start: Int32
  var end: Int32
  var role: Role
  /// For values; `.any` otherwise.
  var type: ValueType
  /// The hash of the word, or of the value's type.
  var hash: UInt64
  /// The hash of the gap in front; runs of blanks count as one blank.
  var gap: UInt64
}
