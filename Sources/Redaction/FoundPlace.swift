/// One string or number of a record in which something was found.
struct FoundPlace {
  /// Its bytes in the line: of a string, those between the quotes.
  var start: Int
  var end: Int
  /// Whether it is the key of a member.
  var isKey: Bool
  /// Whether it stands between quotes.
  var isString: Bool
  /// Whether all of it is withheld.
  var isWithheld = false
  /// Where it stands in the record, as a JSON Pointer (RFC 6901).
  var field: [UInt8]
  /// What its base64 stands for; nil for text.
  var decoded: [UInt8]?
  /// The spans, in places of the decoded text.
  var spans: [Finding]
}
