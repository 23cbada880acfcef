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
  /// The first part of each kind that is present.
  private let firsts: UnsafeMutablePointer<UInt8>
  private let kinds: UnsafeMutablePointer<HeaderPart>
  private let slices: UnsafeMutablePointer<Slice>
  /// The stamp that dates the record, of several the one that says most.
  struct DatingStamp {
    var exists = false
    /// Its place in the ``StampReader``; -1: it is in ``Header/stamp``.
    var place = -1
    /// What it leaves open.
    var gap = Stamp.Gap.none
    /// Digits of its fraction.
    var fractionDigits = 0
  }

  private(set) var datingStamp = DatingStamp()
  private(set) var stamp: Stamp?
  /// The number of the ``HeaderShape`` whose kinds the parts have; 0 for none.
  var filledBy = 0
  /// The stated level.
  var level: Level?
  /// Where the message begins.
  var message = 0

  init() {
    kinds = .allocate(capacity: Self.maximumParts)
    kinds.initialize(repeating: .stamp, count: Self.maximumParts)
    firsts = .allocate(capacity: 16)
    firsts.initialize(repeating: 0, count: 16)
    slices = .allocate(capacity: Self.maximumParts)
    slices.initialize(repeating: Slice(), count: Self.maximumParts)
  }

  deinit {
    kinds.deallocate()
    firsts.deallocate()
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
    filledBy = 0
    datingStamp = DatingStamp()
    level = nil
    message = 0
  }

  @inline(__always)
  mutating func add(_ kind: HeaderPart, _ slice: Slice) {
    guard count < Self.maximumParts else { return }
    kinds[count] = kind
    slices[count] = slice
    let bit: UInt16 = 1 &<< UInt16(kind.rawValue)
    if present & bit == 0 { firsts[Int(kind.rawValue)] = UInt8(truncatingIfNeeded: count) }
    present |= bit
    count &+= 1
  }

  /// Whether there is a stamp that dates the record.
  @inline(__always) var hasStamp: Bool { datingStamp.exists }

  /// What it leaves open.
  @inline(__always) var gap: Stamp.Gap { datingStamp.gap }

  /// Takes a stamp if it says more than the one taken before: a full one before one with gaps, then the finer one.
  private mutating func take(_ new: DatingStamp) -> Bool {
    let isFuller = datingStamp.gap != .none && new.gap == .none
    let isFiner = new.gap == .none && new.fractionDigits > datingStamp.fractionDigits
    guard !datingStamp.exists || isFuller || isFiner else { return false }
    datingStamp = new
    return true
  }

  /// Takes a stamp, of several the one that says most.
  ///
  /// - Parameters:
  ///   - new: The stamp.
  ///   - place: Its place in the ``StampReader``; -1 when it is not as it was read there.
  mutating func take(_ new: Stamp, place: Int) {
    let dating = DatingStamp(
      exists: true, place: place, gap: new.gap, fractionDigits: new.fractionDigits)
    if take(dating) { stamp = place < 0 ? new : nil }
  }

  /// Takes the stamp that the reader has in a place.
  mutating func take(place: Int, _ reader: borrowing StampReader) {
    _ = take(
      DatingStamp(
        exists: true, place: place, gap: reader.gap(place),
        fractionDigits: reader.fractionDigits(place)))
  }

  // MARK: filled in by a shape

  /// Puts the slice of a part, whose kind is known, below ``maximumParts``.
  @inline(__always)
  mutating func set(_ index: Int, _ slice: Slice) { slices[index] = slice }

  /// The slice put at `index`, below ``maximumParts``.
  func uncheckedSlice(_ index: Int) -> Slice { slices[index] }

  /// Says what the slices put before belong to.
  @inline(__always)
  mutating func finish(_ level: Level?, _ message: Int, _ stamp: DatingStamp) {
    self.level = level
    self.message = message
    datingStamp = stamp
  }

  /// Says that the part at `index`, below ``count``, is of another kind.
  mutating func setKind(_ kind: HeaderPart, at index: Int) {
    kinds[index] = kind
    reindex()
  }

  /// Finds the first part of each kind anew.
  private mutating func reindex() {
    present = 0
    for index in (0..<count).reversed() {
      present |= 1 &<< UInt16(kinds[index].rawValue)
      firsts[Int(kinds[index].rawValue)] = UInt8(truncatingIfNeeded: index)
    }
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
  mutating func truncate(to count: Int) {
    self.count = count
    reindex()
  }

  /// The first part of a kind.
  @inline(__always)
  func first(_ kind: HeaderPart) -> Slice? {
    present &>> UInt16(kind.rawValue) & 1 == 0
      ? nil : slices[Int(firsts[Int(kind.rawValue)])]
  }

  /// Whether there may be columns without a name.
  @inline(__always)
  var mayHaveColumns: Bool { present &>> UInt16(HeaderPart.column.rawValue) & 1 == 1 }
}
