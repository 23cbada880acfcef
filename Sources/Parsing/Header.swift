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
  /// Whether there is a stamp that dates the record.
  private(set) var hasStamp = false
  /// Its place in the ``StampReader``, of several stamps the one that says most; -1: it is in ``stamp``.
  private(set) var stampPlace = -1
  private(set) var stamp: Stamp?
  /// What it leaves open.
  private(set) var gap = Stamp.Gap.none
  /// Digits of its fraction.
  private(set) var fractionDigits = 0
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
    hasStamp = false
    gap = .none
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

  /// Whether a stamp says more than the one taken before: a full one before one with gaps, then the finer one.
  @inline(__always)
  private func saysMore(_ gap: Stamp.Gap, _ digits: Int) -> Bool {
    !hasStamp || gap == .none && (self.gap != .none || digits > fractionDigits)
  }

  /// Takes a stamp, of several the one that says most.
  ///
  /// - Parameters:
  ///   - new: The stamp.
  ///   - place: Its place in the ``StampReader``; -1 when it is not as it was read there.
  mutating func take(_ new: Stamp, place: Int) {
    guard saysMore(new.gap, new.fractionDigits) else { return }
    hasStamp = true
    gap = new.gap
    fractionDigits = new.fractionDigits
    stamp = place < 0 ? new : nil
    stampPlace = place
  }

  /// Takes the stamp that the reader has in a place.
  @inline(__always)
  mutating func take(place: Int, _ reader: borrowing StampReader) {
    let newGap = reader.gap(place)
    let digits = reader.fractionDigits(place)
    guard saysMore(newGap, digits) else { return }
    hasStamp = true
    gap = newGap
    fractionDigits = digits
    stampPlace = place
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
