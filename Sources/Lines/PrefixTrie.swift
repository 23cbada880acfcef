/// Finds which of the known prefixes a text begins with, all digits being alike.
///
/// Lines of one source begin alike but for their digits: the time, a process, a count. A prefix is cut into blocks of 16 bytes,
/// digits written as `0`; a text is compared block by block with the blocks that followed the ones before: first the
/// one found last, then the one that a hash of the text's block leads to, and at last those of each length that a block has
/// there are looked up. So a known prefix of 64 bytes costs some 50 instructions, and text that is none costs the blocks up to
/// the first difference and some look-ups, however many prefixes there are. (The hash took a third from what `lparse`
/// spends here on many sources side by side; look-ups instead of a list took half of all from lines with an id in their header.)
///
/// Memory: 48 bytes a block, ``maximumBlocks`` blocks, and 40 KiB for the hashes.
public struct PrefixTrie: ~Copyable {
  /// How many blocks are known at most.
  public static let maximumBlocks = 8_192

  /// A block of a prefix.
  ///
  /// Its digits are `0`, which differs from a digit, as bits, by 9 at most, and from all other bytes by more.
  @usableFromInline
  struct Node {
    @usableFromInline var block: BlindBlock
    /// The block in front of this one, and the one behind it that was found last; -1 for none.
    @usableFromInline var parent: Int16 = -1
    @usableFromInline var recent: Int16 = -1
    /// Which lengths the blocks behind it have: bit i stands for i + 1 bytes.
    var lengths: UInt16 = 0
    /// The value of a prefix that ends in it; -1 for none.
    @usableFromInline var value: Int32 = -1
  }

  private static let nothing = [UInt8](repeating: 0, count: 16).withUnsafeBufferPointer {
    BlindBlock($0.baseAddress.unsafelyUnwrapped, count: 16)
  }
  private static let jumpCount = 4_096
  private static let tableSize = 2 * maximumBlocks

  @usableFromInline let nodes: UnsafeMutablePointer<Node>
  /// Blocks by a hash of the one in front of them and the text where they were found last; 0 for none.
  private let jumps: UnsafeMutablePointer<Int16>
  /// Blocks by a hash of the one in front of them and of what they are, in the next place that was free; 0 for none.
  private let table: UnsafeMutablePointer<Int16>
  /// The first node stands for no block: it is in front of the first block of a text.
  private var count = 1
  /// The value that the prefix inserted last had before; -1 for none.
  public private(set) var replaced: Int32 = -1

  /// Knows no prefix.
  public init() {
    nodes = .allocate(capacity: Self.maximumBlocks + 1)
    nodes.initialize(to: Node(block: Self.nothing))
    jumps = .allocate(capacity: Self.jumpCount)
    jumps.initialize(repeating: 0, count: Self.jumpCount)
    table = .allocate(capacity: Self.tableSize)
    table.initialize(repeating: 0, count: Self.tableSize)
  }

  deinit {
    nodes.deallocate()
    jumps.deallocate()
    table.deallocate()
  }

  // MARK: finding

  /// The value of the known prefix that a text begins with; -1 for none.
  ///
  /// - Parameter text: At least 16 readable bytes more than it has in common with any prefix.
  /// - Returns: The value; where the text begins with several, that of any one.
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
    if guess.pointee.parent == index(parent), matches(guess, text) {
      parent.pointee.recent = jump.pointee
      return guess
    }
    var lengths = parent.pointee.lengths
    while lengths != 0 {
      let block = BlindBlock(text, count: lengths.trailingZeroBitCount &+ 1)
      let found = table[slot(index(parent), block)]
      if found > 0 {
        parent.pointee.recent = found
        jump.pointee = found
        return nodes + Int(found)
      }
      lengths &= lengths &- 1
    }
    return nil
  }

  @inline(__always)
  private func index(_ node: UnsafeMutablePointer<Node>) -> Int16 {
    Int16(truncatingIfNeeded: nodes.distance(to: node))
  }

  @inline(__always)
  private func jumpPlace(
    _ parent: UnsafeMutablePointer<Node>, _ text: UnsafePointer<UInt8>
  ) -> Int {
    let place = UInt64(UInt(bitPattern: nodes.distance(to: parent)))
    return Int(
      truncatingIfNeeded: (hashWithoutDigits(text) &+ place &* 0xD6E8_FEB8_6659_FD93) >> 52)
  }

  /// Where a block behind another one stands in the table, or would.
  private func slot(_ parent: Int16, _ block: BlindBlock) -> Int {
    var hash = UInt64(truncatingIfNeeded: parent)
    hash = (hash ^ block.bytes.0) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ block.bytes.1) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ block.limits.0) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ hash >> 32 ^ block.limits.1) &* 0x9E37_79B9_7F4A_7C15
    var slot = Int(truncatingIfNeeded: hash >> 32) & (Self.tableSize &- 1)
    while table[slot] > 0 {
      let node = nodes + Int(table[slot])
      if node.pointee.parent == parent, node.pointee.block.bytes == block.bytes,
        node.pointee.block.limits == block.limits
      {
        break
      }
      slot = (slot &+ 1) & (Self.tableSize &- 1)
    }
    return slot
  }

  // MARK: learning

  /// Forgets all prefixes.
  public mutating func removeAll() {
    nodes[0] = Node(block: Self.nothing)
    jumps.update(repeating: 0, count: Self.jumpCount)
    table.update(repeating: 0, count: Self.tableSize)
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
    let place = slot(index(parent), block)
    if table[place] > 0 { return nodes + Int(table[place]) }
    let node = nodes + count
    node.initialize(to: Node(block: block, parent: index(parent)))
    table[place] = index(node)
    parent.pointee.recent = index(node)
    parent.pointee.lengths |= 1 << UInt16(length - 1)
    count += 1
    return node
  }
}
