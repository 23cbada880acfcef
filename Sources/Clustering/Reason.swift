import Records
import Terminal

/// Why a pattern stands where it stands, in a few words.
struct Reason: Equatable {
  /// The level, where it is WARN or above.
  var level = ""
  /// How it departs from what is usual; else how it came.
  var course = ""
  /// Its share of the lines, where that is not in the course.
  var share = ""
  /// `12 services`; empty for one.
  var breadth = ""

  /// `ERROR, new since 10:28, 12 services`.
  var text: String {
    [level, share.isEmpty ? course : course.isEmpty ? share : "\(course) \(share)", breadth]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// The same beside a level and a share.
  var brief: String { [course, breadth].filter { !$0.isEmpty }.joined(separator: ", ") }
}

extension ClusterStatistics {
  /// `at 10:28`, `10:28-10:31`; nil without times.
  fileprivate func times(_ clock: ClockText) -> String? {
    guard let first, let last else { return nil }
    return clock.text(first, last)
  }
}

extension Reason {
  /// Fewer lines are told by their times rather than by their share.
  private static let few = 10

  /// What there is to say of a pattern.
  init(
    _ pattern: ClusterStatistics, _ departure: Departure, of total: Int, _ scale: WindowScale
  ) {
    if let stated = pattern.level, stated >= .warn { level = "\(stated.text)" }
    let services = pattern.services.count
    if services > 1 {
      breadth = "\(services)\(pattern.otherServices > 0 ? "+" : "") services"
    }
    let clock = ClockText(scale)
    if let text = departure.text(clock) {
      course = text
    } else if pattern.count < Self.few {
      let times = pattern.count == 1 ? "once" : "\(pattern.count) times"
      course = [times, pattern.times(clock)].compactMap { $0 }.joined(separator: " ")
    } else {
      let windows = pattern.buckets.mask(scale).nonzeroBitCount
      if scale.count >= LoadProfile.leastWindows, windows * 2 >= scale.count { course = "steady" }
      share = "\(percentage(pattern.count, of: total)) of lines"
    }
  }
}
