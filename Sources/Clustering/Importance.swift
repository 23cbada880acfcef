import Platform
import Records

/// How much a pattern deserves to be looked at: 0 to 1.
///
///     importance = severity × (0.2 + 0.8 × unusual) × (0.7 + 0.2 × volume + 0.1 × breadth)
///
///     severity   FATAL 1, ERROR 0.9, WARN 0.6, INFO or no level 0.35, DEBUG 0.25, TRACE 0.2
///     unusual    0 (as ever) to 1 (new), see `Departure/degree`
///     volume     log(1 + lines of the pattern) / log(1 + lines of the run)
///     breadth    log2(services) / 5, at most 1
///
/// The factors are multiplied so that each can sink a pattern: an error that comes as often as ever (0.18 at most) stands below a
/// new message that is no error (0.35), and a frequent message of a healthy program (0.07) below both. Volume and
/// breadth only order what is equally bad and equally unusual. A pattern without times, in a run without a model, has no
/// `unusual`: then errors come first, and the frequent ones of each level before the rare ones.
struct Importance: Equatable, Comparable {
  /// In ten thousandths, so that what looks equal is equal.
  let tenThousandths: Int

  /// - Parameters:
  ///   - level: The level of the pattern.
  ///   - unusual: 0 to 1.
  ///   - lines: Its lines.
  ///   - total: Those of the run.
  ///   - services: How many services it comes from.
  init(level: Level?, unusual: Double, lines: Int, of total: Int, services: Int) {
    let volume = total > 0 ? log(1 + Double(lines)) / log(1 + Double(total)) : 0
    let breadth = min(1, log2(Double(max(1, services))) / 5)
    let value =
      Self.severity(level) * (0.2 + 0.8 * unusual) * (0.7 + 0.2 * volume + 0.1 * breadth)
    tenThousandths = Int((value * 10_000).rounded())
  }

  static func < (left: Importance, right: Importance) -> Bool {
    left.tenThousandths < right.tenThousandths
  }

  private static func severity(_ level: Level?) -> Double {
    switch level {
    case .fatal: 1
    case .error: 0.9
    case .warn: 0.6
    case .info, nil: 0.35
    case .debug: 0.25
    case .trace: 0.2
    }
  }
}
