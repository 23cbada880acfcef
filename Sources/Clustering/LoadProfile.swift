/// How busy each window of a log was, and since when its services speak: what is usual within one log.
///
/// The load of a window is what the patterns that come in many windows have there: each pattern's lines of the window by
/// all its lines, weighed with the square of the share of windows in which it comes. So day and night are
/// in it, and the flood of an incident is not.
///
/// A service that begins late and then speaks in half of the windows is a log that begins there, not news: its patterns are
/// watched from there on. One that has few patterns, or speaks up and is silent again, is news.
struct LoadProfile {
  /// Shorter spans have no trends: everything is new in them.
  static let leastSeconds: Int64 = 60
  /// The fewest windows of a span that has trends.
  static let leastWindows = 20
  /// How much of a window's load is the same for all: nothing is expected of a window that was always quiet.
  private static let evenShare = 0.25
  private static let leastPatterns = 3

  let scale: WindowScale
  /// The load before each window, and of all.
  private var plain: [Double]
  private var mixed: [Double]
  private var starts: [[UInt8]: Int] = [:]

  /// Makes the profile of all patterns of a run; nil when it is too short.
  init?(_ patterns: some Sequence<ClusterStatistics>, _ scale: WindowScale) {
    let windows = scale.count
    let seconds = scale.width / 1_000_000_000 * Int64(windows)
    guard seconds >= Self.leastSeconds, windows >= Self.leastWindows else { return nil }
    self.scale = scale
    var load = [Double](repeating: 0, count: windows)
    var services: [[UInt8]: (windows: UInt64, patterns: Int)] = [:]
    for pattern in patterns {
      Self.add(pattern, scale, to: &load)
      let mask = pattern.buckets.mask(scale)
      for service in pattern.services.keys where mask != 0 {
        services[service, default: (0, 0)].windows |= mask
        services[service, default: (0, 0)].patterns += 1
      }
    }
    let total = load.reduce(0, +)
    plain = [0]
    mixed = [0]
    for window in load.indices {
      let even = 1 / Double(windows)
      let share = total > 0 ? load[window] / total : even
      plain.append(plain[window] + share)
      mixed.append(mixed[window] + share * (1 - Self.evenShare) + even * Self.evenShare)
    }
    for (service, spoken) in services where spoken.patterns >= Self.leastPatterns {
      let start = spoken.windows.trailingZeroBitCount
      if spoken.windows.nonzeroBitCount * 2 >= windows - start { starts[service] = start }
    }
  }

  private static func add(
    _ pattern: ClusterStatistics, _ scale: WindowScale, to load: inout [Double]
  ) {
    let counts = pattern.buckets.values(scale)
    let lines = Double(counts.reduce(0, +))
    guard lines > 0 else { return }
    let occupied = Double(counts.count { $0 > 0 }) / Double(counts.count)
    for (window, count) in counts.enumerated() where count > 0 {
      load[window] += occupied * occupied * Double(count) / lines
    }
  }

  /// The share of some windows in the load of those from `start` on, for patterns that come more often.
  func share(_ windows: Range<Int>, from start: Int) -> Double { share(windows, start, mixed) }

  /// The same for patterns that come less often: where nothing comes, nothing is missing.
  func plainShare(_ windows: Range<Int>, from start: Int) -> Double {
    share(windows, start, plain)
  }

  private func share(_ windows: Range<Int>, _ start: Int, _ sums: [Double]) -> Double {
    let whole = sums[sums.count - 1] - sums[start]
    return whole > 0 ? (sums[windows.upperBound] - sums[windows.lowerBound]) / whole : 1
  }

  /// The window from which on a pattern is watched: where the first of its services began.
  func start(of pattern: ClusterStatistics) -> Int {
    if pattern.otherServices > 0 { return 0 }
    return pattern.services.keys.map { start(ofService: $0) }.min() ?? 0
  }

  /// The window in which a service began, if it is a log that began late; else 0.
  func start(ofService service: [UInt8]) -> Int { starts[service] ?? 0 }
}
