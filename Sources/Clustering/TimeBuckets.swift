import Records

/// The width of the time windows that all clusters of a run share: it doubles until the run fits into 60 of them.
struct WindowScale {
  static let windows = 60
  /// Nanoseconds a window; a second to begin with.
  private(set) var width: Int64 = 1_000_000_000
  /// The first window's number since 1970.
  private(set) var first: Int64 = 0
  private(set) var last: Int64 = 0
  private(set) var isEmpty = true
  /// Counts the changes of width, so that counts of an older width can be told.
  private(set) var doublings = 0

  /// The windows from the first to the last.
  var count: Int { isEmpty ? 0 : Int(last - first) + 1 }

  /// The time at which a window begins, counted from the first.
  func start(ofWindow window: Int) -> Timestamp {
    let (time, overflow) = (first + Int64(window)).multipliedReportingOverflow(by: width)
    // Windows may begin before, and end behind, the times that there are.
    return Timestamp(nanoseconds: overflow ? (first < 0 ? .min : .max) : time)
  }

  /// The number of the window of a time, after widening the windows as far as needed.
  mutating func window(of time: Timestamp) -> Int64 {
    var window = time.nanoseconds.flooredQuotient(width)
    if isEmpty {
      isEmpty = false
      first = window
      last = window
      return window
    }
    while max(last, window) - min(first, window) >= Int64(Self.windows) {
      width *= 2
      doublings += 1
      first = first.flooredQuotient(2)
      last = last.flooredQuotient(2)
      window = window.flooredQuotient(2)
    }
    first = min(first, window)
    last = max(last, window)
    return window
  }
}

/// The counts of one cluster a window.
struct TimeBuckets {
  private var counts: [Int64: Int] = [:]
  private var doublings = 0

  /// Adds to the window that `scale` just gave.
  mutating func add(_ weight: Int, window: Int64, _ scale: WindowScale) {
    catchUp(scale)
    counts[window, default: 0] += weight
  }

  /// Adds another cluster's counts.
  mutating func merge(_ other: TimeBuckets, _ scale: WindowScale) {
    var other = other
    catchUp(scale)
    other.catchUp(scale)
    for (window, count) in other.counts { counts[window, default: 0] += count }
  }

  /// Folds windows together until their width is the run's.
  private mutating func catchUp(_ scale: WindowScale) {
    while doublings < scale.doublings {
      var folded: [Int64: Int] = [:]
      for (window, count) in counts { folded[window.flooredQuotient(2), default: 0] += count }
      counts = folded
      doublings += 1
    }
  }

  /// The windows that have a count; some of them may be one window by now.
  var occupied: Int { counts.count }

  /// One bit for each window of the run that has a count, the first window's the lowest.
  func mask(_ scale: WindowScale) -> UInt64 {
    counts.keys.reduce(0) { $0 | 1 << UInt64(index($1, scale)) }
  }

  /// The count of each window of the run, first to last.
  func values(_ scale: WindowScale) -> [Int] {
    var values = [Int](repeating: 0, count: scale.count)
    for (window, count) in counts { values[index(window, scale)] += count }
    return values
  }

  /// The place among the run's windows of one of these, which may be narrower.
  private func index(_ window: Int64, _ scale: WindowScale) -> Int {
    Int((window >> Int64(scale.doublings - doublings)) - scale.first)
  }
}

extension Int64 {
  /// The quotient rounded towards minus infinity.
  fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
