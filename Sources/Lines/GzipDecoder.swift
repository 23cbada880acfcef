import CZlib
import Platform

/// Decodes gzip data of any number of members.
///
/// As with gzip(1), zero bytes after the last member are ignored (tape padding); unlike there, any
/// other bytes after it are an error. Memory: about 40 KiB, whatever the data say.
struct GzipDecoder: ~Copyable, BlockDecoder {
  private enum Position {
    case inMember
    case betweenMembers
    case inPadding
  }

  /// On the heap because zlib keeps the address of its stream and checks it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var position = Position.inMember

  /// Window of 32 KiB; 16 more asks zlib for the gzip wrapper with its checksum.
  private static let windowBits: Int32 = 15 + 16

  init() throws(InputError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, size) == Z_OK else {
      stream.deallocate()
      throw .unreadable(errno: ENOMEM)
    }
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  mutating func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, atEnd: Bool
  ) -> DecodeStep {
    // zlib takes bytes of either kind by mutable pointer; it does not write to its input.
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
    stream.pointee.avail_in = uInt(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    stream.pointee.avail_out = uInt(clamping: output.count)
    let room = Int(stream.pointee.avail_out)

    var step = DecodeStep()
    step.failure = decodeMembers()
    step.consumed = input.count - Int(stream.pointee.avail_in)
    step.produced = room - Int(stream.pointee.avail_out)
    if atEnd, step.failure == nil, step.produced < room, case .inMember = position {
      step.failure = .truncated(format: "gzip")
    }
    return step
  }

  /// Runs over the members in `stream` until input or output is used up.
  private mutating func decodeMembers() -> InputError? {
    while true {
      switch position {
      case .inMember:
        switch inflate(stream, Z_NO_FLUSH) {
        case Z_STREAM_END: position = .betweenMembers
        case Z_OK, Z_BUF_ERROR: return nil
        case Z_MEM_ERROR: return .unreadable(errno: ENOMEM)
        default: return damage(stream.pointee.msg.map { String(cString: $0) })
        }
      case .betweenMembers:
        guard stream.pointee.avail_in > 0 else { return nil }
        switch stream.pointee.next_in.pointee {
        case 0x1f:
          inflateReset(stream)
          position = .inMember
        case 0: position = .inPadding
        default: return damage("other bytes follow its last member")
        }
      case .inPadding:
        while stream.pointee.avail_in > 0 {
          guard stream.pointee.next_in.pointee == 0 else {
            return damage("other bytes follow the zeros after its last member")
          }
          stream.pointee.next_in += 1
          stream.pointee.avail_in -= 1
        }
        return nil
      }
    }
  }

  private func damage(_ detail: String?) -> InputError {
    .corrupt(format: "gzip", detail: detail ?? "invalid data")
  }
}
