/// A thread of the process.
public struct Thread {
  private let id: pthread_t

  /// Bytes of a thread's stack, reserved and not used before they are needed: the C library's default is 8 MiB or 128 KiB.
  private static let stackSize = 2 << 20

  /// Starts a thread that runs `body`; nil when the system has none to give.
  public init?(_ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Darwin)
      var started: pthread_t?
    #else
      var started = pthread_t()
    #endif
    let failure = pthread_create(&started, &attributes, runWork, work.toOpaque())
    #if canImport(Darwin)
      guard failure == 0, let id = started else {
        work.release()
        return nil
      }
      self.id = id
    #else
      guard failure == 0 else {
        work.release()
        return nil
      }
      id = started
    #endif
  }

  /// Waits for the end of the thread; call it once.
  public func join() { pthread_join(id, nil) }

  /// Ends what call of the system the thread waits in: it takes the signal, which must be caught.
  public func interrupt(by signal: Int32) { pthread_kill(id, signal) }
}

/// What a thread is to do.
private final class Work {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
  private func runWork(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
    return nil
  }
#else
  private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
  }
#endif

/// How many processors are online; at least 1.
public func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
