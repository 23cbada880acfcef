import Records

/// Which of several inputs has the earliest record: a binary heap.
struct MergeOrder {
  /// Bytes read of an input at a time: there may be many.
  static let chunk = 1 << 16

  private struct Entry {
    var index: Int
    var time: Timestamp

    static func < (left: Entry, right: Entry) -> Bool {
      (left.time, left.index) < (right.time, right.index)
    }
  }

  private var entries: [Entry] = []

  /// The input with the earliest record; nil when none has any.
  var first: Int? { entries.first?.index }

  /// Adds an input.
  mutating func insert(_ index: Int, _ time: Timestamp) {
    entries.append(Entry(index: index, time: time))
    var place = entries.count - 1
    while place > 0, entries[place] < entries[(place - 1) / 2] {
      entries.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  /// Says what the first input has next; nil for nothing.
  mutating func replaceFirst(_ time: Timestamp?) {
    if let time {
      entries[0].time = time
    } else {
      entries[0] = entries[entries.count - 1]
      entries.removeLast()
    }
    sink()
  }

  private mutating func sink() {
    var place = 0
    while place < entries.count {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < entries.count {
        if entries[child] < entries[least] { least = child }
      }
      if least == place { return }
      entries.swapAt(place, least)
      place = least
    }
  }
}
