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

extension Reason {
  /// Fewer lines are told by their times rather than by their share.
  private static let few = 10

  /// `once at 10:28`, `3 times 10:28-10:31`; nil for what came more often.
  static func rare(_ lines: ClusterStatistics, _ clock: ClockText) -> String? {
    guard lines.count < few else { return nil }
    let times = lines.count == 1 ? "once" : "\(lines.count) times"
    guard let first = lines.first, let last = lines.last else { return times }
    return "\(times) \(clock.text(first, last))"
  }

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
    } else if let rare = Self.rare(pattern, clock) {
      course = rare
    } else {
      let windows = pattern.buckets.mask(scale).nonzeroBitCount
      if scale.count >= LoadProfile.leastWindows, windows * 2 >= scale.count { course = "steady" }
      share = "\(percentage(pattern.count, of: total)) of lines"
    }
  }
}
