/// A filter of which several may share the inputs of a run, each taking whole ones (`--jobs`).
///
/// What it makes of an input's lines hangs on the input, and on what the inputs before it tell: its ``History``. It does not
/// hang on what else the same filter has read, and nothing is held back at the end of an input or of the run.
public protocol SharedFilter: LineFilter, SendableMetatype, ~Copyable {
  /// What earlier inputs tell a later one; small.
  associatedtype History: Equatable, Sendable

  /// The history of the first input.
  static var noHistory: History { get }

  /// Says that the history of the next input is to be asked for; called before each ``beginInput(name:)``, or before
  /// none where one filter reads all inputs in turn.
  ///
  /// - Parameter ask: Gives the history, when the inputs before this one have been read; so call it only when something
  ///   hangs on it, and once.
  mutating func expectHistory(from ask: @escaping () -> History)

  /// What the input that was read last makes of its history.
  func historyChange() -> @Sendable (History) -> History

  /// Adds to its own what another filter has counted since it began, or since this was last done; that one begins anew.
  mutating func takeCounts(from other: inout Self)
}

/// What inputs tell each other that have nothing to tell.
public struct NoHistory: Equatable, Sendable {
  /// There is one of them.
  public init() {}
}

/// A stage that deals with each record alone, and holds none back: several may share the inputs of a run.
public protocol RecordwiseStage: Stage, ~Copyable {
  /// Adds to its own what another stage has counted since it began, or since this was last done; that one begins anew.
  mutating func takeCounts(from other: inout Self)
}

extension RecordFilter: SharedFilter where StageType: RecordwiseStage & ~Copyable {
  public static var noHistory: NoHistory { NoHistory() }

  public mutating func expectHistory(from ask: @escaping () -> NoHistory) {}

  public func historyChange() -> @Sendable (NoHistory) -> NoHistory { { $0 } }

  public mutating func takeCounts(from other: inout RecordFilter<StageType>) {
    stage.takeCounts(from: &other.stage)
  }
}
