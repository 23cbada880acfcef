#if arch(x86_64)
  import CByteMasks
#endif

/// Asks the processor for memory that is used soon, so that it comes while other work is done.
///
/// Does nothing where the processor is not told such things.
///
/// - Parameters:
///   - start: Any address: none is read.
///   - count: Bytes from there on.
@inlinable @inline(__always)
public func prefetch(_ start: UnsafeRawPointer, count: Int = 1) {
  #if arch(x86_64)
    var offset = 0
    while offset < count {
      logline_prefetch(start + offset)
      offset &+= 64
    }
  #endif
}
