import Platform

/// Memory that ends where a line and what may be read behind it end: to read further ends the process.
public struct GuardedLine: ~Copyable {
  /// What the contract of `Line` lets a reader look at behind the byte that ends a line.
  private static let slack = 64
  private let start: UnsafeMutablePointer<UInt8>
  private let size: Int

  /// Makes room for lines of up to `capacity` bytes.
  public init(capacity: Int) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    size = (capacity + 1 + Self.slack + page - 1) / page * page
    let memory = mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { broken("no memory") }
    expect(mprotect(memory + size, page, PROT_NONE) == 0, "no guard")
    start = memory.assumingMemoryBound(to: UInt8.self)
  }

  /// Puts a line there, with `end` and rubbish behind it that goes on with the text if it is looked at.
  public func place(
    _ bytes: UnsafeBufferPointer<UInt8>, end: UInt8 = UInt8(ascii: "\n")
  ) -> UnsafePointer<UInt8> {
    expect(bytes.count + 1 + Self.slack <= size, "longer than -max_len")
    let target = start + (size - Self.slack - 1 - bytes.count)
    if let source = bytes.baseAddress { target.update(from: source, count: bytes.count) }
    target[bytes.count] = end
    let rubbish = Array("0.1\"aZ<9:=>ms%/x@}],{\u{7F}".utf8)
    for index in 0..<Self.slack {
      target[bytes.count + 1 + index] = rubbish[index % rubbish.count]
    }
    return UnsafePointer(target)
  }
}
