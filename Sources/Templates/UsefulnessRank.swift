/// How useful a cluster is: the one of more messages, then the one that was seen last.
struct UsefulnessRank: Comparable {
  let count: Int
  let lastSeen: Int
  let slot: Int

  static func < (left: UsefulnessRank, right: UsefulnessRank) -> Bool {
    (left.count, left.lastSeen, left.slot) < (right.count, right.lastSeen, right.slot)
  }
}

extension Array where Element: Comparable {
  /// Moves the `count` least elements to the front, in any order.
  ///
  /// Hoare's selection: linear, where sorting 10,000 clusters to drop an eighth of them cost a microsecond for each new
  /// one. Should the pivots be bad ones, it sorts.
  mutating func moveLeastToFront(_ count: Int) {
    var low = 0
    var high = self.count - 1
    var steps = 0
    while low < high {
      steps += 1
      if steps > 64 { return self[low...high].sort() }
      let pivot = median(self[low], self[(low + high) / 2], self[high])
      var left = low
      var right = high
      while left <= right {
        while self[left] < pivot { left += 1 }
        while pivot < self[right] { right -= 1 }
        if left > right { break }
        swapAt(left, right)
        left += 1
        right -= 1
      }
      if count <= right {
        high = right
      } else if count > left {
        low = left
      } else {
        return
      }
    }
  }

  private func median(_ one: Element, _ two: Element, _ three: Element) -> Element {
    Swift.max(Swift.min(one, two), Swift.min(Swift.max(one, two), three))
  }
}
