import Lines

/// The text of a cluster that the hot path copies into each record, and the hashes that it compares before.
///
/// The invariant of the unsafe code: one allocation of `capacity` bytes holds the constants and behind them the text, which
/// both fit; nothing is kept of it when it is allocated anew.
struct RenderedMembers {
  /// Where the id's value begins in the text, its quote included, and where it ends.
  static let idRange = 14..<28
  /// Where the template's value begins, its quote included.
  static let templateStart = 40

  /// `,"cluster_id":"…","template":"…"`, the template escaped.
  private(set) var text: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  /// The places where all messages so far have the same text; see ``Cluster/constants``.
  private(set) var constants: UnsafeMutablePointer<(position: Int, hash: UInt64)>
  private(set) var constantCount = 0
  /// Bytes that are allocated.
  private(set) var capacity = 0
  private var memory: UnsafeMutableRawPointer

  /// Makes an empty one.
  init() {
    memory = .allocate(byteCount: 8, alignment: 8)
    text = memory.assumingMemoryBound(to: UInt8.self)
    constants = UnsafeMutablePointer(
      mutating: UnsafeRawPointer(memory).assumingMemoryBound(
        to: (position: Int, hash: UInt64).self))
  }

  func deallocate() { memory.deallocate() }

  /// Asks for its memory, up to `size` bytes, which is written soon.
  func prefetchMemory(_ size: Int) { prefetch(memory, count: min(size, capacity)) }

  /// Forgets what it holds; the memory stays for the next cluster.
  mutating func clear() {
    count = 0
    constantCount = 0
  }

  /// Takes other text and other constants.
  mutating func set(
    _ newText: UnsafeBufferPointer<UInt8>, _ newConstants: [(position: Int, hash: UInt64)]
  ) {
    let stride = MemoryLayout<(position: Int, hash: UInt64)>.stride
    let size = newText.count + newConstants.count * stride
    // Memory of a longer one is used again, but not much of it for little.
    if size > capacity || capacity > 2 * size + 64 {
      memory.deallocate()
      memory = .allocate(byteCount: size, alignment: 8)
      capacity = size
    }
    constants = memory.bindMemory(
      to: (position: Int, hash: UInt64).self, capacity: newConstants.count)
    for index in newConstants.indices { (constants + index).initialize(to: newConstants[index]) }
    constantCount = newConstants.count
    text = (memory + newConstants.count * stride).bindMemory(
      to: UInt8.self, capacity: newText.count)
    count = newText.count
    if let start = newText.baseAddress { text.initialize(from: start, count: count) }
  }
}

/// Renders clusters, in scratch space that is kept.
struct MemberRenderer: ~Copyable {
  private var template = OutputBuffer(descriptor: -1)
  private var text = OutputBuffer(descriptor: -1)

  /// Renders a cluster.
  ///
  /// - Parameters:
  ///   - cluster: The cluster.
  ///   - rendered: What was there before, whose memory may be used again.
  ///   - custom: The placeholders of ``ValueType/customTypes``.
  mutating func render(
    _ cluster: borrowing Cluster, into rendered: inout RenderedMembers, _ custom: [[UInt8]]
  ) {
    template.clear()
    cluster.write(to: &template, custom)
    text.clear()
    text.append(",\"cluster_id\":\"")
    let digits = cluster.id.digits
    for index in digits.indices { text.append(digits[index]) }
    text.append("\",\"template\":\"")
    let unescaped = template.pending
    if let start = unescaped.baseAddress { text.append(escaping: start, count: unescaped.count) }
    text.append(UInt8(ascii: "\""))
    rendered.set(text.pending, cluster.constants)
  }
}
