/// Finds which of the known prefixes a text begins with, all digits being alike.
///
/// Lines of one source begin alike but for their digits: the time, a process, a count. A prefix is cut into blocks of 16 bytes,
/// digits written as `0`; a text is compared block by block with the blocks that followed the ones before, the
/// one found last first. So a known prefix of 64 bytes costs some 60 instructions, and text that is none costs the
/// blocks up to the first difference, times the ``width`` of the trie at most.
///
/// Memory: 32 bytes a block, ``maximumBlocks`` blocks.
public struct PrefixTrie: ~Copyable {
  /// How many blocks are known at most.
  public static let maximumBlocks = 8_192
  /// How many blocks may follow one block; of more the one that was not found for longest is forgotten.
  public static let width = 256

  @usableFromInline
  struct Node {
    @usableFromInline var block = SIMD16<UInt8>()
    /// The bits of the bytes that count.
    @usableFromInline var need: UInt32 = 0
    /// The next block that may stand in this one's place, the first block behind it, and the value of a
    /// prefix that ends in it; -1 for none.
    @usableFromInline var sibling: Int32 = -1
    @usableFromInline var child: Int32 = -1
    @usableFromInline var value: Int32 = -1
  }

  @usableFromInline let nodes: UnsafeMutablePointer<Node>
  /// The first node stands for no block: its child is the first block of a text.
  @usableFromInline var count = 1
  /// The value that the prefix inserted last had before; -1 for none.
  public private(set) var replaced: Int32 = -1

  /// Knows no prefix.
  public init() {
    nodes = .allocate(capacity: Self.maximumBlocks + 1)
    nodes.initialize(to: Node())
  }

  deinit { nodes.deallocate() }

  /// The value of the known prefix that a text begins with; -1 for none.
  ///
  /// - Parameter text: At least 16 readable bytes more than it has in common with any prefix.
  /// - Returns: The value.
  @inlinable @inline(__always)
  public func find(_ text: UnsafePointer<UInt8>) -> Int32 {
    var parent = nodes
    var text = text
    while true {
      let first = parent.pointee.child
      guard first >= 0 else { return -1 }
      var node = nodes + Int(first)
      if !matches(node, text) {
        guard let found = findSibling(parent, text) else { return -1 }
        node = found
      }
      if node.pointee.value >= 0 { return node.pointee.value }
      parent = node
      text += 16
    }
  }

  @inlinable @inline(__always)
  func matches(_ node: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>) -> Bool {
    let block = UnsafeRawPointer(node).assumingMemoryBound(to: UInt8.self)
    return ~sameButDigitsMask(text, block) & node.pointee.need == 0
  }

  /// The block behind `parent` that a text begins with, the first one left out; it comes first from now on.
  @usableFromInline
  func findSibling(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<Node>? {
    var before = nodes + Int(parent.pointee.child)
    while before.pointee.sibling >= 0 {
      let index = before.pointee.sibling
      let node = nodes + Int(index)
      if matches(node, text) {
        before.pointee.sibling = node.pointee.sibling
        node.pointee.sibling = parent.pointee.child
        parent.pointee.child = index
        return node
      }
      before = node
    }
    return nil
  }

  /// Forgets all prefixes.
  public mutating func removeAll() {
    nodes[0] = Node()
    count = 1
  }

  /// Adds a prefix, or gives a known one another value.
  ///
  /// - Parameters:
  ///   - text: The prefix, with 16 readable bytes behind it.
  ///   - length: Bytes of it, at least 1.
  ///   - value: What ``find(_:)`` is to answer, 0 or more.
  /// - Returns: False, with nothing added, when there is no room.
  public mutating func insert(
    _ text: UnsafePointer<UInt8>, count length: Int, value: Int32
  ) -> Bool {
    guard count + (length + 15) / 16 <= Self.maximumBlocks else { return false }
    var node = nodes
    var start = 0
    while start < length {
      node = child(node, text + start, min(16, length - start))
      start += 16
    }
    replaced = node.pointee.value
    node.pointee.value = value
    return true
  }

  /// The block behind `parent` that is equal to `length` bytes of a text, made if there is none.
  private mutating func child(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>, _ length: Int
  ) -> UnsafeMutablePointer<Node> {
    let need = UInt32.max >> UInt32(32 - length)
    var index = parent.pointee.child
    var before: UnsafeMutablePointer<Node>?
    var rank = 1
    while index >= 0 {
      let node = nodes + Int(index)
      if node.pointee.need == need, matches(node, text) { return node }
      rank += 1
      if rank > Self.width, let before {
        before.pointee.sibling = -1
        break
      }
      before = node
      index = node.pointee.sibling
    }
    let node = nodes + count
    node.initialize(
      to: Node(block: withoutDigits(load16(text)), need: need, sibling: parent.pointee.child))
    parent.pointee.child = Int32(count)
    count += 1
    return node
  }
}
