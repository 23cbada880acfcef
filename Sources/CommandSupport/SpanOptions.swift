import ArgumentParser
import Records

/// The options that keep the records of a span of time.
public struct SpanOptions: ParsableArguments {
  /// From then on.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Records of this time or later: RFC 3339, a date, 10:30, or 3h (back from now).",
      valueName: "time"), transform: Self.bound)
  public var since: TimeBound?

  /// Before then.
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Records before this time.", valueName: "time"), transform: Self.bound)
  public var until: TimeBound?

  /// All times.
  public init() {}

  /// The span that is meant.
  ///
  /// - Parameters:
  ///   - now: The time of the run.
  ///   - zone: The zone of times without one.
  /// - Returns: The span; nil where no option was given.
  public func range(now: Timestamp, zone: Zone) -> TimeRange? {
    if since == nil && until == nil { return nil }
    return TimeRange(
      since: since?.resolved(now: now, zone: zone), until: until?.resolved(now: now, zone: zone))
  }

  private static func bound(_ text: String) throws -> TimeBound {
    guard let bound = TimeBound(text) else {
      throw ValidationError(
        "no time '\(text)'; as in 2026-03-14T10:30:00Z, 2026-03-14, 10:30, or 3h for back from now")
    }
    return bound
  }
}

extension Session {
  /// Says what may be the reason when a span of time held no record.
  ///
  /// - Parameters:
  ///   - newest: The newest time among all records.
  ///   - now: The time of the run.
  public func sayNothingFound(newest: Timestamp?, now: Timestamp) {
    guard let newest else { return notice("nothing found; no record has a timestamp") }
    notice("nothing found; the newest record is \(Age(of: newest, at: now)), see --now")
  }
}

/// How long ago something was, for people.
private struct Age: CustomStringConvertible {
  let description: String

  init(of time: Timestamp, at now: Timestamp) {
    let (seconds, overflow) = (now.nanoseconds / 1_000_000_000)
      .subtractingReportingOverflow(time.nanoseconds / 1_000_000_000)
    let age = overflow ? 0 : abs(seconds)
    let units: [(String, Int64)] = [("days", 86_400), ("hours", 3_600), ("minutes", 60)]
    let unit = units.first { age >= 2 * $0.1 } ?? ("seconds", 1)
    description = "\(age / unit.1) \(unit.0) \(seconds < 0 ? "ahead of" : "before") now"
  }
}
