import Templates

/// Reads the model of `lcluster` and saves what a run has learned since.
///
/// As long as nobody else saves the same model, what is saved is the run's whole state. When somebody does, it is what they
/// saved, joined with what this run has learned beyond the model that it had read: so nothing is lost, and nothing counted
/// twice.
package struct ClusterModelStore: Sendable {
  /// Why a model cannot be read or saved.
  package struct Failure: Error, CustomStringConvertible {
    /// The model, as the user named it.
    package let name: String
    package let reason: any Error

    package var description: String { "\(name): \(reason)" }
  }

  private let file: ModelFile
  private let lockTimeout: Int
  /// The end of the file, checksum included, as it was read or saved last; empty before there is one.
  private var lastSeen: [UInt8] = []
  /// Whether the file holds what others have learned and this run does not know.
  private var isShared = false

  /// - Parameters:
  ///   - name: The path of the model.
  ///   - milliseconds: How long a save waits for another one.
  /// - Throws: ``Failure`` when it could not be saved.
  package init(_ name: String, lockTimeout milliseconds: Int) throws {
    file = try Self.named(name) { try ModelFile(saving: name) }
    lockTimeout = milliseconds
  }

  /// The model of a name, read without saving ever.
  package static func frozen(_ name: String) throws -> MinerState {
    try named(name) { try ClusterModel.state(of: ModelFile.read(name)) }
  }

  /// The text of the model of a name, which is a model.
  package static func frozenText(_ name: String) throws -> [UInt8] {
    try named(name) {
      let text = try ModelFile.read(name)
      _ = try ClusterModel.state(of: text)
      return text
    }
  }

  /// Replaces a model by another one; a file that is no model stays as it is.
  package static func replace(
    _ name: String, with bytes: [UInt8], lockTimeout milliseconds: Int
  ) throws {
    try named(name) {
      try ModelFile(saving: name).replace(lockTimeout: milliseconds) { current in
        if let current { _ = try ClusterModel.state(of: current) }
        return bytes
      }
    }
  }

  /// The model as it is; nil when there is none yet.
  package mutating func load() throws -> MinerState? {
    try Self.named(file.name) {
      guard let bytes = try file.read() else { return nil }
      lastSeen = Self.end(bytes)
      return try ClusterModel.state(of: bytes)
    }
  }

  /// Saves what a run has learned.
  ///
  /// - Parameters:
  ///   - whole: All that it knows, what it has read included.
  ///   - news: What it has learned since the last save.
  ///   - limit: The most patterns of a model that several runs save.
  /// - Throws: ``Failure``; the file is then as it was.
  package mutating func save(
    whole: @autoclosure () -> MinerState, news: @autoclosure () -> MinerState, limit: Int
  ) throws {
    var saved: [UInt8] = []
    var isShared = isShared
    try Self.named(file.name) {
      try file.replace(lockTimeout: lockTimeout) { current in
        if let current, isShared || Self.end(current) != lastSeen {
          isShared = true
          saved = try Self.joined(current, news(), limit)
        } else {
          saved = ClusterModel.text(of: whole())
        }
        return saved
      }
    }
    lastSeen = Self.end(saved)
    self.isShared = isShared
  }

  private static func joined(_ current: [UInt8], _ news: MinerState, _ limit: Int) throws -> [UInt8]
  {
    guard var state = MinerState.joined([try ClusterModel.state(of: current), news]) else {
      throw ModelError.otherParameters
    }
    try state.trim(to: limit)
    return ClusterModel.text(of: state, patterns: try state.patterns())
  }

  private static func end(_ bytes: [UInt8]) -> [UInt8] {
    Array(bytes.suffix(ClusterModel.checksumSize))
  }

  private static func named<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      throw Failure(name: name, reason: error)
    }
  }
}
