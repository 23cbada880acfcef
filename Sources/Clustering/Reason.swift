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
    } else if pattern.count == 1 {
      course = pattern.first.map { "once at \(clock.text($0))" } ?? "once"
    } else {
      let windows = pattern.buckets.mask(scale).nonzeroBitCount
      if scale.count >= LoadProfile.leastWindows, windows * 2 >= scale.count { course = "steady" }
      share = "\(percentage(pattern.count, of: total)) of lines"
    }
  }
}
