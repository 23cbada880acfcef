/// One line of input: bytes of the reader's buffer, valid until the next call of the reader.
///
/// `start[count]` is always readable and is `\n`, or `\r` of a CRLF, or a sentinel `\n` after the last
/// line and where a line was cut; behind it at least 64 more bytes may be read (their values mean
/// nothing). Only the pieces of a line longer than the limit have no such end: see ``part``.
public struct Line {
  /// How much of a line this is.
  public enum Part: UInt8 {
    /// All of it.
    case whole
    /// The first piece of a line longer than the limit; more pieces follow.
    case first
    /// A further piece, not the last.
    case middle
    /// The last piece; it may be empty.
    case last
  }

  /// The first byte.
  public var start: UnsafePointer<UInt8>
  /// Bytes without the line end.
  public var count: Int
  /// Bytes as they came, without `\n` but with the `\r` of a CRLF.
  public var rawCount: Int
  /// 1 for the first line of an input.
  public var number: Int
  /// Whether this is a piece of a line that is longer than the limit.
  public var part: Part
  /// True when the line was longer than the limit and this is its beginning, the rest being dropped.
  public var isCut: Bool
  /// True when the whole block was checked to be UTF-8; false says nothing, so check the line.
  public var isKnownUTF8: Bool
  /// False when no ESC byte is in the line's block; true says nothing.
  public var mayHoldEscapes: Bool

  /// The bytes without the line end.
  public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

  /// Describes a line that stands at `start`, for use without a reader.
  ///
  /// - Parameters:
  ///   - start: The first byte; `start[count]` must be readable and a control character, with 64
  ///     readable bytes behind it.
  ///   - count: Bytes of the line.
  ///   - number: 1 for the first line of an input.
  @inlinable @inline(__always)
  public init(start: UnsafePointer<UInt8>, count: Int, number: Int) {
    self.start = start
    self.count = count
    self.rawCount = count
    self.number = number
    self.part = .whole
    self.isCut = false
    self.isKnownUTF8 = false
    self.mayHoldEscapes = true
  }
}
