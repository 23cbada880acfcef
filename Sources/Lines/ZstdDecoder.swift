import CZstd
import Platform

/// Decodes zstd data of any number of frames; skippable frames give nothing.
///
/// Memory: the window that a frame asks for, at most 128 MiB, and 256 KiB more.
struct ZstdDecoder: ~Copyable, BlockDecoder {
  private let context: OpaquePointer
  /// True from the first byte of a frame until its last is decoded and handed out.
  private var isInFrame = false

  /// What `zstd -d` also allows without `--long`.
  private static let largestWindowLog: Int32 = 27

  init() throws(InputError) {
    guard let context = ZSTD_createDCtx() else { throw .unreadable(errno: ENOMEM) }
    ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindowLog)
    self.context = context
  }

  deinit {
    ZSTD_freeDCtx(context)
  }

  mutating func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, atEnd: Bool
  ) -> DecodeStep {
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    var failure: InputError?

    // One call ends at the end of a frame at the latest. In a frame a call without input is right,
    // as output may be left over from the last one; between frames it would begin a frame.
    while target.pos < target.size, isInFrame || source.pos < source.size {
      let wanted = ZSTD_decompressStream(context, &target, &source)
      if ZSTD_isError(wanted) != 0 {
        failure = Self.failure(wanted)
        break
      }
      isInFrame = wanted != 0
      if isInFrame, source.pos == source.size { break }
    }
    if atEnd, failure == nil, target.pos < target.size, isInFrame {
      failure = .truncated(format: "zstd")
    }
    return DecodeStep(consumed: source.pos, produced: target.pos, failure: failure)
  }

  /// The reason in a result for which `ZSTD_isError` is true: the negated code of zstd_errors.h.
  private static func failure(_ result: Int) -> InputError {
    switch 0 &- result {
    case 16:  // ZSTD_error_frameParameter_windowTooLarge
      .unsupported(format: "zstd with a window above 128 MiB", hint: "zstd -dc --long=31")
    case 64:  // ZSTD_error_memory_allocation
      .unreadable(errno: ENOMEM)
    default:
      .corrupt(format: "zstd", detail: lowercasedFirst(String(cString: ZSTD_getErrorName(result))))
    }
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
