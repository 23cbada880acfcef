/// A span of time, half-open; an end that is nil is open.
public struct TimeRange: Equatable, Sendable {
  /// The first instant in it.
  public var since: Timestamp?
  /// The first instant behind it.
  public var until: Timestamp?

  /// Takes the ends.
  public init(since: Timestamp? = nil, until: Timestamp? = nil) {
    self.since = since
    self.until = until
  }

  /// Whether `time` is in the span.
  @inline(__always)
  public func contains(_ time: Timestamp) -> Bool {
    if let since, time < since { return false }
    if let until, time >= until { return false }
    return true
  }
}
