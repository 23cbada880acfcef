import Lines

/// The template of a message at first sight, which its cluster's id is made of: all values alike, so that the types
/// that came first do not matter.
///
/// A run of blanks counts as one, as in the hash of a row, so that it does not matter which padding came first.
struct FirstSight: ~Copyable {
  private var text: UnsafeMutablePointer<UInt8>
  private var capacity = 1_024
  private var count = 0
  /// The invariant of the unsafe code: `count <= capacity`, and each append is covered by a `reserve`; the hash reads seven
  /// bytes more.
  private static let slack = 8

  /// Makes an empty one.
  init() { text = .allocate(capacity: capacity + Self.slack) }

  deinit { text.deallocate() }

  /// Begins another one.
  mutating func clear() { count = 0 }

  /// Appends words and what stands between them.
  mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
    reserve(piece.count)
    var end = count
    var last = end == 0 ? 0 : text[end &- 1]
    for byte in piece {
      let shown = max(byte, 0x20)
      // Written in any case, and kept unless it is a further blank of a run.
      text[end] = shown
      end &+= shown == 0x20 && last == 0x20 ? 0 : 1
      last = shown
    }
    count = end
  }

  /// Appends the place of a value.
  mutating func appendValue() {
    reserve(3)
    text[count] = UInt8(ascii: "<")
    text[count &+ 1] = UInt8(ascii: "*")
    text[count &+ 2] = UInt8(ascii: ">")
    count &+= 3
  }

  @inline(__always)
  private mutating func reserve(_ bytes: Int) {
    if count &+ bytes > capacity { grow(bytes) }
  }

  @inline(never)
  private mutating func grow(_ bytes: Int) {
    let larger = max(2 * capacity, count + bytes)
    let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: larger + Self.slack)
    grown.initialize(from: text, count: count)
    text.deallocate()
    text = grown
    capacity = larger
  }

  /// The id.
  var id: ClusterID {
    mutating get {
      ClusterID(value: TokenHash.fold(TokenHash.bytes(text, count: count), 0x1D8E_4E27_C47D_124F))
    }
  }
}
