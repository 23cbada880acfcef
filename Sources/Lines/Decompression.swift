/// How the bytes of an input are packed, by its first bytes.
public enum Encoding: Sendable, CustomStringConvertible {
  /// As they are; a UTF-8 byte order mark is dropped.
  case plain
  /// One or more members (RFC 1952).
  case gzip
  /// One or more frames (RFC 8878).
  case zstd
  /// UTF-16 with the low byte first.
  case utf16LE
  /// UTF-16 with the high byte first.
  case utf16BE

  /// The usual name, as in `UTF-16LE`.
  public var description: String {
    switch self {
    case .plain: "plain"
    case .gzip: "gzip"
    case .zstd: "zstd"
    case .utf16LE: "UTF-16LE"
    case .utf16BE: "UTF-16BE"
    }
  }
}

/// What one call of a decoder did.
struct DecodeStep {
  /// Bytes of the input that are used up.
  var consumed = 0
  /// Bytes of the output that are written.
  var produced = 0
  /// Why decoding cannot go on; what was produced before is good.
  var failure: InputError?
}

/// A transformation of bytes to bytes that keeps its state between calls.
protocol BlockDecoder: ~Copyable {
  /// Decodes until `output` is full or `input` can give no more.
  ///
  /// - Parameters:
  ///   - input: The bytes that follow those consumed before; may be empty.
  ///   - output: Where decoded bytes go; not empty.
  ///   - atEnd: Nothing follows `input`; what is unfinished is a failure or is replaced.
  /// - Returns: What was done; less than `output.count` produced means that input is lacking.
  mutating func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, atEnd: Bool
  ) -> DecodeStep
}

/// The first bytes that give a format away.
struct Signature: Sendable {
  /// What stands behind a signature.
  enum Meaning: Equatable {
    case encoded(Encoding)
    /// Text after a byte order mark that says nothing new.
    case markedUTF8
    case unsupported(format: String, hint: String)
  }

  /// What the first bytes of an input say so far.
  enum Verdict: Equatable {
    case found(Meaning, markLength: Int)
    /// All bytes so far begin a signature that is longer.
    ///
    /// No signature holds a line feed, so a complete line of text is never kept waiting by this.
    case undecided
    case nothing
  }

  /// The values that each byte may have.
  let bytes: [ClosedRange<UInt8>]
  let meaning: Meaning
  /// Bytes to drop before decoding: the length of a byte order mark.
  let markLength: Int

  /// Bytes that are always enough to decide.
  static let longest = 10

  /// The containers that `DecodingReader` takes apart, or names and refuses.
  static let containers = [
    Signature([0x1f, 0x8b], .encoded(.gzip)),
    Signature([0x28, 0xb5, 0x2f, 0xfd], .encoded(.zstd)),
    // A skippable frame, as pzstd and zstd's seekable format put before the data.
    Signature(ranges: [0x50...0x5f] + exactly([0x2a, 0x4d, 0x18]), .encoded(.zstd)),
    Signature(
      [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], .unsupported(format: "xz", hint: "xz -dc")),
    Signature(
      ranges: exactly(Array("BZh".utf8)) + [0x31...0x39] + exactly(Array("1AY&SY".utf8)),
      .unsupported(format: "bzip2", hint: "bzip2 -dc")),
    Signature([0x04, 0x22, 0x4d, 0x18], .unsupported(format: "lz4", hint: "lz4 -dc")),
  ]

  /// The byte order marks.
  static let byteOrderMarks = [
    Signature([0xef, 0xbb, 0xbf], .markedUTF8, markLength: 3),
    Signature([0xff, 0xfe], .encoded(.utf16LE), markLength: 2),
    Signature([0xfe, 0xff], .encoded(.utf16BE), markLength: 2),
  ]

  private init(ranges: [ClosedRange<UInt8>], _ meaning: Meaning, markLength: Int = 0) {
    self.bytes = ranges
    self.meaning = meaning
    self.markLength = markLength
  }

  private init(_ bytes: [UInt8], _ meaning: Meaning, markLength: Int = 0) {
    self.init(ranges: Self.exactly(bytes), meaning, markLength: markLength)
  }

  private static func exactly(_ bytes: [UInt8]) -> [ClosedRange<UInt8>] {
    bytes.map { $0...$0 }
  }

  /// Compares the first bytes of an input with `signatures`.
  static func verdict(of head: UnsafeRawBufferPointer, among signatures: [Signature]) -> Verdict {
    var verdict = Verdict.nothing
    for signature in signatures
    where zip(signature.bytes, head).allSatisfy({ $0.contains($1) }) {
      if head.count >= signature.bytes.count {
        return .found(signature.meaning, markLength: signature.markLength)
      }
      verdict = .undecided
    }
    return verdict
  }
}

extension Encoding {
  /// The decoder that undoes this encoding; nil for plain bytes.
  ///
  /// - Throws: `InputError.unreadable` with `ENOMEM`.
  func makeDecoder() throws(InputError) -> (any BlockDecoder & ~Copyable)? {
    switch self {
    case .plain: nil
    case .gzip: try GzipDecoder()
    case .zstd: try ZstdDecoder()
    case .utf16LE: UTF16Decoder(bigEndian: false)
    case .utf16BE: UTF16Decoder(bigEndian: true)
    }
  }
}
