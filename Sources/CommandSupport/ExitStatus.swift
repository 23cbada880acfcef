/// How a command ends; of several the first in this order applies.
public enum ExitStatus: Int32, Comparable, Sendable {
  /// The reader of the output went away.
  case outputClosed = 141
  /// Wrong usage, unreadable input, unusable model or configuration, failed write.
  case trouble = 2
  /// `--fail-on-event`, and there was one.
  case event = 3
  /// Done, but some input was rejected.
  case rejected = 1
  /// Done.
  case done = 0

  private var rank: Int {
    switch self {
    case .outputClosed: 4
    case .trouble: 3
    case .event: 2
    case .rejected: 1
    case .done: 0
    }
  }

  /// The status that yields to the other is the smaller.
  public static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rank < right.rank }
}
