import Lines

/// The template of a message at first sight, which its cluster's id is made of: all values alike, so that the types
/// that came first do not matter.
///
/// A run of blanks counts as one, as in the hash of a row, so that it does not matter which padding came first.
struct FirstSight: ~Copyable {
  private var text = OutputBuffer(descriptor: -1)
  private var last: UInt8 = 0

  /// Begins another one.
  mutating func clear() {
    text.clear()
    last = 0
  }

  /// Appends words and what stands between them.
  mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
    text.reserve(piece.count)
    for byte in piece where byte > 0x20 || last != 0x20 {
      last = max(byte, 0x20)
      text.append(last)
    }
  }

  /// Appends the place of a value.
  mutating func appendValue() {
    text.append("<*>")
    last = UInt8(ascii: ">")
  }

  /// The id.
  var id: ClusterID {
    let text = text.pending
    guard let start = text.baseAddress else { return ClusterID(value: 0) }
    let hash = TokenHash.bytes(start, count: text.count)
    return ClusterID(value: TokenHash.fold(hash, 0x1D8E_4E27_C47D_124F))
  }
}
