import Lines

/// One step of a pipe of records.
///
/// `consume` takes one record and writes zero or more; `advance` says that time has passed (a tick);
/// `picture` draws for a person; `finish` writes what was held back, once, after
/// the last record. A stage accounts for each record it takes: written, suppressed or consumed.
///
/// The stage writes to its output itself rather than through an `emit` closure: the spliced bytes go
/// straight from the input block to the output block, one copy, and nothing is captured per line.
public protocol Stage: ~Copyable {
  /// Says that the records of another input follow.
  mutating func beginInput(name: String?)
  /// Takes one record, which is valid during the call.
  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput)
  /// Takes an event, which it passes on.
  mutating func pass(_ event: borrowing Record, to output: inout RecordOutput)
  /// Says that the time is now `time` although no record came.
  mutating func advance(to time: Timestamp, output: inout RecordOutput)
  /// True when no further record can change what is written: the rest of the input need not be read.
  var isDone: Bool { get }
  /// Writes what was held back.
  mutating func finish(to output: inout RecordOutput)
  /// The picture as it stands, for a stage that draws; each line ends in `\n`.
  ///
  /// - Parameter columns: The width of the screen; nil for no limit.
  /// - Returns: The picture; nil when nothing is drawn.
  mutating func picture(columns: Int?) -> String?
  /// Saves what the stage keeps between runs, if there is anything new (`--model`).
  mutating func save() throws
  /// Adds the stage's own counters.
  func report(to counters: inout Counters)
}

extension Stage where Self: ~Copyable {
  /// It does not matter where a record comes from.
  public mutating func beginInput(name: String?) {}
  /// Every record counts.
  public var isDone: Bool { false }
  /// Events go on as they came.
  public mutating func pass(_ event: borrowing Record, to output: inout RecordOutput) {
    output.passEvent(event)
  }
  /// Nothing hangs on time.
  public mutating func advance(to time: Timestamp, output: inout RecordOutput) {}
  /// Nothing was held back.
  public mutating func finish(to output: inout RecordOutput) {}
  /// Nothing is drawn.
  public mutating func picture(columns: Int?) -> String? { nil }
  /// Nothing is kept.
  public mutating func save() throws {}
  /// Nothing to add.
  public func report(to counters: inout Counters) {}
}

/// What a command does with the lines of its inputs; ``RecordFilter`` makes one of a ``Stage``.
public protocol LineFilter: ~Copyable {
  /// Says that the lines of another input follow.
  mutating func beginInput(name: String?)
  /// Takes one line, which is valid during the call.
  ///
  /// - Returns: Why the line is rejected; nil when it is not.
  mutating func consume(_ line: Line, to output: inout RecordOutput) -> Rejection?
  /// True when no further line can change what is written: the rest of the input need not be read.
  var isDone: Bool { get }
  /// Writes what was held back.
  mutating func finish(to output: inout RecordOutput)
  /// The picture as it stands, for a command that draws; each line ends in `\n`.
  ///
  /// - Parameter columns: The width of the screen; nil for no limit.
  /// - Returns: The picture; nil when nothing is drawn.
  mutating func picture(columns: Int?) -> String?
  /// One line that says what was decided, for a person at a terminal; nil when there is nothing to say.
  var summary: String? { get }
  /// Saves what the filter keeps between runs, if there is anything new (`--model`).
  mutating func save() throws
  /// Adds the filter's own counters.
  func report(to counters: inout Counters)
}

extension LineFilter where Self: ~Copyable {
  /// Every line counts.
  public var isDone: Bool { false }
  /// Nothing is kept.
  public mutating func save() throws {}
}

/// Why a line was not taken.
///
/// Three words without a reference: each line returns one or none, and that goes through registers.
public struct Rejection {
  /// What is wrong with the line as a whole, or what was expected; constant text.
  private let text: UnsafePointer<UInt8>
  private let count: Int32
  /// The byte that was found instead; ``end`` for the end of the line.
  private let found: Int32
  private let place: Int

  private static let end: Int32 = -1

  /// Says what is wrong with a line as a whole.
  public init(_ text: StaticString) {
    self.text = text.utf8Start
    count = Int32(text.utf8CodeUnitCount)
    found = Self.end
    place = -1
  }

  /// Words a fault of the scanner: what was expected, what stands there.
  init(_ fault: JSONScanner.Fault, in line: UnsafeBufferPointer<UInt8>) {
    text = fault.expected.utf8Start
    count = Int32(fault.expected.utf8CodeUnitCount)
    found = fault.offset < line.count ? Int32(line[fault.offset]) : Self.end
    place = fault.offset
  }

  /// The offset of the byte that is wrong; nil when it is the line as a whole.
  public var offset: Int? { place < 0 ? nil : place }

  /// What was expected, or what is wrong with the line as a whole, without a byte of the line.
  public var expectation: String {
    let text = String(
      decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
    return place < 0 ? text : "expected \(text)"
  }

  /// What is wrong: `expected ':' after the key, found 'x'`; made when it is asked for, since most rejections are only
  /// counted.
  public var message: String {
    place < 0 ? expectation : "\(expectation), found \(Self.words(for: UInt8(exactly: found)))"
  }

  private static func words(for found: UInt8?) -> String {
    switch found {
    case nil: "the end of the line"
    case let byte? where byte > 0x20 && byte < 0x7F: "'\(Character(Unicode.Scalar(byte)))'"
    case let byte? where byte >= 0x80: "a character that is not ASCII"
    case let byte?: "byte 0x" + String(byte, radix: 16)
    }
  }
}
