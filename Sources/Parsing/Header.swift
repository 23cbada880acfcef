import Lines
import Records

/// A range of bytes in a line.
struct Slice: Equatable {
  var start = 0
  var end = 0

  @inline(__always) var count: Int { end &- start }
  @inline(__always) var isEmpty: Bool { end <= start }
}

/// The kinds of part that a header is made of; their names, joined by `-`, name the format.
enum HeaderPart: UInt8, CaseIterable {
  case stamp = 1
  case level, host, service, logger, thread, pid, tid, id, column, origin

  var text: StaticString {
    switch self {
    case .stamp: "stamp"
    case .level: "level"
    case .host: "host"
    case .service: "service"
    case .logger: "logger"
    case .thread: "thread"
    case .pid: "pid"
    case .tid: "tid"
    case .id: "id"
    case .column: "column"
    case .origin: "origin"
    }
  }
}

/// What a header says: slices of the line, by part, in the order in which they stand.
///
/// The parts are in memory of their own: an `InlineArray` here was copied as a whole for each part read (20 calls of
/// memcpy(3) a line).
struct Header: ~Copyable {
  /// The most parts a header can have; further columns belong to the message.
  static let maximumParts = 12

  private(set) var count = 0
  /// The kinds present; bit i stands for the part with the raw value i.
  private var present: UInt16 = 0
  private let kinds: UnsafeMutablePointer<HeaderPart>
  private let slices: UnsafeMutablePointer<Slice>
  /// The stamp that dates the record, of several the one that says most; meaningless without ``hasStamp``.
  private(set) var stamp = Stamp()
  private(set) var hasStamp = false
  /// The stated level.
  var level: Level?
  /// Where the message begins.
  var message = 0

  init() {
    kinds = .allocate(capacity: Self.maximumParts)
    kinds.initialize(repeating: .stamp, count: Self.maximumParts)
    slices = .allocate(capacity: Self.maximumParts)
    slices.initialize(repeating: Slice(), count: Self.maximumParts)
  }

  deinit {
    kinds.deallocate()
    slices.deallocate()
  }

  var isFull: Bool { count == Self.maximumParts }

  /// The parts as a number, four bits each: equal for headers of one shape.
  @inline(__always)
  var shape: UInt64 {
    var shape: UInt64 = 0
    for index in 0..<count { shape = shape &<< 4 | UInt64(kinds[index].rawValue) }
    return shape
  }

  /// Forgets everything.
  @inline(__always)
  mutating func removeAll() {
    count = 0
    present = 0
    hasStamp = false
    level = nil
    message = 0
  }

  @inline(__always)
  mutating func add(_ kind: HeaderPart, _ slice: Slice) {
    guard count < Self.maximumParts else { return }
    kinds[count] = kind
    slices[count] = slice
    present |= 1 &<< UInt16(kind.rawValue)
    count &+= 1
  }

  /// Takes a stamp; of several the one that says most dates the record: a full one, then the finer one.
  @inline(__always)
  mutating func take(_ new: Stamp) {
    if hasStamp {
      let isFuller = stamp.gap != .none && new.gap == .none
      let isFiner = new.gap == .none && new.fractionDigits > stamp.fractionDigits
      if !isFuller && !isFiner { return }
    }
    hasStamp = true
    stamp = new
  }

  /// Digits of the stamp's fraction.
  @inline(__always) var fractionDigits: Int { stamp.fractionDigits }

  /// What the stamp leaves open.
  @inline(__always) var gap: Stamp.Gap { hasStamp ? stamp.gap : .none }

  /// Says that the part at `index`, below ``count``, is of another kind.
  mutating func setKind(_ kind: HeaderPart, at index: Int) {
    kinds[index] = kind
    present |= 1 &<< UInt16(kind.rawValue)
  }

  @inline(__always)
  func kind(at index: Int) -> HeaderPart {
    precondition(index < count)
    return kinds[index]
  }

  @inline(__always)
  func slice(at index: Int) -> Slice {
    precondition(index < count)
    return slices[index]
  }

  /// Stamp without a year, host, name: what RFC 3164 describes.
  var isSyslog: Bool {
    count >= 3 && kinds[0] == .stamp && kinds[1] == .host && kinds[2] == .service
      && gap == .year
  }

  /// Takes back the parts from `count` on.
  mutating func truncate(to count: Int) { self.count = count }

  /// The first part of a kind.
  @inline(__always)
  func first(_ kind: HeaderPart) -> Slice? {
    present &>> UInt16(kind.rawValue) & 1 == 0 ? nil : find(kind)
  }

  /// Whether there may be columns without a name.
  @inline(__always)
  var mayHaveColumns: Bool { present &>> UInt16(HeaderPart.column.rawValue) & 1 == 1 }

  private func find(_ kind: HeaderPart) -> Slice? {
    for index in 0..<count where kinds[index] == kind { return slices[index] }
    return nil
  }
}
