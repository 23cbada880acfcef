/// A piece of a message: a word, a typed value, or what stands between them.
struct Token {
  /// What a token is to the template.
  enum Role: UInt8 {
    /// Blanks and punctuation; part of every template as it stands.
    case separator
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
  /// Whether the shape of a word suggests a name: mixed case, or a place where names stand.
  var isNameLike = false
  var hash: UInt64
}
