/// A range of bytes in a line.
struct Slice: Equatable {
  var start = 0
  var end = 0

  @inline(__always) var count: Int { end &- start }
  @inline(__always) var isEmpty: Bool { end <= start }
}
