/// Bytes of a text that are personal data or a secret.
struct Finding: Equatable {
  /// The first byte.
  var start: Int
  /// The byte behind the last one.
  var end: Int
  /// What they are.
  var type: DataType

  var count: Int { end - start }
}

extension [Finding] {
  /// Puts the findings in order and makes one of those that overlap.
  ///
  /// What is covered stays covered: a recogniser that is added never uncovers what another one found. The longer of two
  /// names the whole; of equally long ones, the more specific kind.
  mutating func merge() {
    guard count > 1 else { return }
    sort { ($0.start, $1.end, $0.type.index) < ($1.start, $0.end, $1.type.index) }
    var last = 0
    for index in 1..<count {
      let next = self[index]
      if next.start >= self[last].end {
        last += 1
        self[last] = next
        continue
      }
      if next.count > self[last].count
        || next.count == self[last].count && next.type.index < self[last].type.index
      {
        self[last].type = next.type
      }
      self[last].end = Swift.max(self[last].end, next.end)
    }
    removeSubrange((last + 1)...)
  }
}
