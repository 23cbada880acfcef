/// The model of `lcluster`: its form in a file, which `logline-model(5)` documents.
///
/// One JSON object, one pattern a line, always the same bytes for the same state. Numbers that are no counts are hexadecimal
/// strings, since JSON readers round integers beyond 2⁵³. The reader takes what the writer writes and nothing else: a
/// checksum holds the bytes together anyway, and 10,000 patterns are read in a few milliseconds that way.
package enum ClusterModel {
  /// The version that is written, and the newest that is read.
  package static let version = 1
  /// What the first key says.
  package static let kind = "cluster-model"

  static let checksumKey = "\"checksum\":\""
  /// The key, 16 digits, and what closes the object.
  static let checksumSize = checksumKey.utf8.count + 16 + "\"}\n".utf8.count
}
