/// Finds which of the known prefixes a text begins with, all digits being alike.
///
/// Lines of one source begin alike but for their digits: the time, a process, a count. A prefix is cut into blocks of 16 bytes,
/// digits written as `0`; a text is compared block by block with the blocks that followed the ones before: first the
/// one found last, then the one that a hash of the text's block leads to, then all of them, the one found last that way first. So a known
/// prefix of 64 bytes costs some 50 instructions, and text that is none costs the blocks up to the first difference, times
/// the ``width`` of the trie at most. (The hash took a third from what `lparse` spends here on many sources side by side.)
///
/// Memory: 48 bytes a block, ``maximumBlocks`` blocks, and 40 KiB for the hashes.
public struct PrefixTrie: ~Copyable {
  /// How many blocks are known at most.
  public static let maximumBlocks = 8_192
  /// How many blocks may follow one block; of more the one that was not found for longest is forgotten.
  public static let width = 256

  /// A block of a prefix.
  ///
  /// Its digits are `0`, which differs from a digit, as bits, by 9 at most, and from all other bytes by more.
  @usableFromInline
  struct Node {
    @usableFromInline var block: BlindBlock
    /// The block in front of this one; -1 for a forgotten one.
    @usableFromInline var parent: Int16 = -1
    /// The next block that may stand in this one's place, the first block behind it, the one behind it that was
    /// found last, and the value of a prefix that ends in it; -1 for none.
    @usableFromInline var sibling: Int16 = -1
    @usableFromInline var child: Int16 = -1
    @usableFromInline var recent: Int16 = -1
    /// How many blocks stand behind it.
    @usableFromInline var children: Int16 = 0
    @usableFromInline var value: Int32 = -1
  }

  private static let nothing = [UInt8](repeating: 0, count: 16).withUnsafeBufferPointer {
    BlindBlock($0.baseAddress.unsafelyUnwrapped, count: 16)
  }
  private static let jumpCount = 4_096

  @usableFromInline let nodes: UnsafeMutablePointer<Node>
  /// Blocks by a hash of the one in front of them and the text where they were found last; 0 for none.
  private let jumps: UnsafeMutablePointer<Int16>
  /// Blocks by a hash of the one in front of them and of what they are, in the next place that was free; 0 for none.
  private let blocks: UnsafeMutablePointer<Int16>
  /// The first node stands for no block: its child is the first block of a text.
  @usableFromInline var count = 1
  /// The value that the prefix inserted last had before; -1 for none.
  public private(set) var replaced: Int32 = -1

  /// Knows no prefix.
  public init() {
    nodes = .allocate(capacity: Self.maximumBlocks + 1)
    nodes.initialize(to: Node(block: Self.nothing))
    jumps = .allocate(capacity: Self.jumpCount)
    jumps.initialize(repeating: 0, count: Self.jumpCount)
    blocks = .allocate(capacity: 2 * Self.maximumBlocks)
    blocks.initialize(repeating: 0, count: 2 * Self.maximumBlocks)
  }

  deinit {
    nodes.deallocate()
    jumps.deallocate()
    blocks.deallocate()
  }

  /// The value of the known prefix that a text begins with; -1 for none.
  ///
  /// - Parameter text: At least 16 readable bytes more than it has in common with any prefix.
  /// - Returns: The value.
  @inlinable @inline(__always)
  public func find(_ text: UnsafePointer<UInt8>) -> Int32 {
    var parent = nodes
    var text = text
    while true {
      let recent = parent.pointee.recent
      guard recent >= 0 else { return -1 }
      var node = nodes + Int(recent)
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
    return isWithin(text, of: block, block + 16)
  }

  /// The block behind `parent` that a text begins with; it is tried first from now on.
  @usableFromInline
  func findSibling(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<Node>? {
    let jump = jumps + jumpPlace(parent, text)
    let guess = nodes + Int(jump.pointee)
    if guess.pointee.parent == Int16(truncatingIfNeeded: nodes.distance(to: parent)),
      matches(guess, text)
    {
      parent.pointee.recent = jump.pointee
      return guess
    }
    guard let node = findInOrder(parent, text) else { return nil }
    parent.pointee.recent = Int16(truncatingIfNeeded: nodes.distance(to: node))
    jump.pointee = parent.pointee.recent
    return node
  }

  @inline(__always)
  private func jumpPlace(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>
  ) -> Int {
    let place = UInt64(UInt(bitPattern: nodes.distance(to: parent)))
    return Int(
      truncatingIfNeeded: (hashWithoutDigits(text) &+ place &* 0xD6E8_FEB8_6659_FD93) >> 52)
  }

  /// Looks at all blocks behind `parent`; the one that is found comes first from now on.
  private func findInOrder(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>
  ) -> UnsafeMutablePointer<Node>? {
    var before: UnsafeMutablePointer<Node>?
    var index = parent.pointee.child
    while index >= 0 {
      let node = nodes + Int(index)
      if matches(node, text) {
        if let before {
          before.pointee.sibling = node.pointee.sibling
          node.pointee.sibling = parent.pointee.child
          parent.pointee.child = index
        }
        return node
      }
      before = node
      index = node.pointee.sibling
    }
    return nil
  }

  /// Forgets all prefixes.
  public mutating func removeAll() {
    nodes[0] = Node(block: Self.nothing)
    jumps.update(repeating: 0, count: Self.jumpCount)
    blocks.update(repeating: 0, count: 2 * Self.maximumBlocks)
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
    let block = BlindBlock(text, count: length)
    let place = Int16(truncatingIfNeeded: nodes.distance(to: parent))
    var slot = self.slot(place, block)
    while blocks[slot] > 0 {
      let node = nodes + Int(blocks[slot])
      if node.pointee.parent == place, node.pointee.block.bytes == block.bytes,
        node.pointee.block.limits == block.limits
      {
        return node
      }
      slot = (slot + 1) & (2 * Self.maximumBlocks - 1)
    }
    if Int(parent.pointee.children) == Self.width { forgetLast(parent) }
    blocks[slot] = Int16(count)
    let node = nodes + count
    node.initialize(
      to: Node(block: block, parent: place, sibling: parent.pointee.child))
    parent.pointee.child = Int16(count)
    parent.pointee.recent = Int16(count)
    parent.pointee.children += 1
    count += 1
    return node
  }

  private func slot(_ parent: Int16, _ block: BlindBlock) -> Int {
    var hash = UInt64(truncatingIfNeeded: parent)
    for part in [block.bytes.0, block.bytes.1, block.limits.0, block.limits.1] {
      hash = (hash ^ part) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return Int(truncatingIfNeeded: hash) & (2 * Self.maximumBlocks - 1)
  }

  /// Forgets the last block behind `parent`.
  private func forgetLast(_ parent: UnsafeMutablePointer<Node>) {
    var before: UnsafeMutablePointer<Node>?
    var last = nodes + Int(parent.pointee.child)
    while last.pointee.sibling >= 0 {
      before = last
      last = nodes + Int(last.pointee.sibling)
    }
    before?.pointee.sibling = -1
    last.pointee.parent = -1
    parent.pointee.children -= 1
  }
}
