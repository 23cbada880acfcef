import Records

/// How much of what stands around a selected record comes along, and whose.
public struct ContextOptions: Sendable {
  /// What the neighbours of a record share with it.
  public enum Scope: String, CaseIterable, Sendable {
    case file, trace, service
  }

  /// Records before it.
  public var before = 0
  /// Records behind it.
  public var after = 0
  /// Whose neighbours.
  public var scope = Scope.file

  /// None.
  public init() {}
}

/// A record that may be written later, as it would be written, with its time.
struct HeldRecord {
  var bytes: [UInt8]
  var time: Timestamp?
}

/// The last records of each file, trace or service that were not selected, and how many of the next come along.
///
/// Memory: ``maximumLanes`` traces or services with `before` records each; of more, the half that is longest without a record is
/// forgotten.
struct Surroundings {
  static let maximumLanes = 4_096

  private struct Lane {
    var held: [HeldRecord] = []
    /// The oldest of ``held`` when it is full.
    var oldest = 0
    /// How many further records come along.
    var following = 0
    var lastUse = 0
  }

  let options: ContextOptions
  private var lanes: [UInt64: Lane] = [:]
  private var uses = 0
  /// Lanes that wait for further records.
  private(set) var open = 0
  /// Lanes that were forgotten.
  private(set) var forgotten = 0

  init(_ options: ContextOptions) { self.options = options }

  /// Says that another file begins: neighbours in a file end with it.
  mutating func beginInput() {
    guard options.scope == .file else { return }
    lanes.removeAll()
    open = 0
  }

  /// Which lane a record is in; nil when it has no neighbours.
  func lane(of record: borrowing Record) -> UInt64? {
    switch options.scope {
    case .file: return 0
    case .service: return record.string(.service).map { Self.hash($0.decoded()) } ?? 0
    case .trace:
      guard let id = record[.traceID]?.decoded() else { return nil }
      return id.withUnsafeBufferPointer { TraceNumber($0) }?.low ?? Self.hash(id)
    }
  }

  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// The records before a selected one, which are held no longer; those behind it will come along.
  mutating func select(_ lane: UInt64) -> [HeldRecord] {
    var found = take(lane)
    let held = Array(found.held[found.oldest...] + found.held[..<found.oldest])
    if found.following == 0, options.after > 0 { open += 1 }
    found.following = options.after
    found.held.removeAll(keepingCapacity: true)
    found.oldest = 0
    lanes[lane] = found
    return held
  }

  /// Whether a record that was not selected comes along, behind one that was.
  mutating func follows(_ lane: UInt64) -> Bool {
    guard open > 0, let following = lanes[lane]?.following, following > 0 else { return false }
    lanes[lane]?.following = following - 1
    if following == 1 { open -= 1 }
    return true
  }

  /// Holds a record that was not selected.
  mutating func hold(_ record: HeldRecord, in lane: UInt64) {
    var found = take(lane)
    if found.held.count < options.before {
      found.held.append(record)
    } else {
      found.held[found.oldest] = record
      found.oldest = (found.oldest + 1) % options.before
    }
    lanes[lane] = found
  }

  /// The lane, out of the table, so that it can be changed where it lies.
  private mutating func take(_ lane: UInt64) -> Lane {
    uses += 1
    var found = lanes.removeValue(forKey: lane) ?? Lane()
    found.lastUse = uses
    if lanes.count >= Self.maximumLanes { forget() }
    return found
  }

  private mutating func forget() {
    let uses = lanes.values.map(\.lastUse).sorted()
    let bound = uses[uses.count / 2]
    forgotten += lanes.count
    lanes = lanes.filter { $0.value.lastUse > bound }
    forgotten -= lanes.count
    open = lanes.values.count { $0.following > 0 }
  }
}
