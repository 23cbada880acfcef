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
struct Header {
  /// The most parts a header can have; further columns belong to the message.
  static let maximumParts = 12

  private(set) var count = 0
  private var kinds: InlineArray<12, HeaderPart> = InlineArray(repeating: .stamp)
  private var slices: InlineArray<12, Slice> = InlineArray(repeating: Slice())
  /// The stamp that dates the record, of several the one that says most.
  var stamp: Stamp?
  /// The stated level.
  var level: Level?
  /// Where the message begins.
  var message = 0

  var isFull: Bool { count == Self.maximumParts }

  /// The parts as a number, four bits each: equal for headers of one shape.
  var shape: UInt64 {
    var shape: UInt64 = 0
    for index in 0..<count { shape = shape << 4 | UInt64(kinds[index].rawValue) }
    return shape
  }

  mutating func add(_ kind: HeaderPart, _ slice: Slice) {
    guard count < Self.maximumParts else { return }
    kinds[count] = kind
    slices[count] = slice
    count += 1
  }

  mutating func setKind(_ kind: HeaderPart, at index: Int) { kinds[index] = kind }

  func kind(at index: Int) -> HeaderPart { kinds[index] }
  func slice(at index: Int) -> Slice { slices[index] }

  /// Takes back the parts from `count` on.
  mutating func truncate(to count: Int) { self.count = count }

  /// The first part of a kind.
  func first(_ kind: HeaderPart) -> Slice? {
    for index in 0..<count where kinds[index] == kind { return slices[index] }
    return nil
  }
}
