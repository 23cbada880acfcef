import Lines

/// One pattern of messages: its id, its template as it stands, and what the miner must know to change it.
struct Cluster {
  private(set) var id: ClusterID
  /// Tells this cluster from earlier ones in the same slot, and from what it was before a word became a variable.
  var serial: UInt32
  /// The text of the first message without its values, but for those that stand in the template as constants.
  var text: [UInt8]
  /// The tokens, each that is no word as what stands in its place (``Place``); `start` and `end` are offsets into ``text``, where other values are empty.
  var tokens: [Token]
  /// Which words became variables, by position in the row.
  var wildcards: Set<Int> = []
  /// The hash of the row, wildcards in place.
  var rowHash: UInt64
  /// Messages seen.
  var count = 0
  /// The number of the message that came last.
  var lastSeen = 0

  /// Bytes of memory, with its rendered text; 0 until that is there.
  var footprint = 0

  /// Bytes of what it points to, about.
  var size: Int {
    MemoryLayout<Cluster>.stride + 64 + text.capacity
      + tokens.capacity * MemoryLayout<Token>.stride
  }

  /// Appends the template as it stands, unescaped.
  ///
  /// - Parameters:
  ///   - template: Where it goes.
  ///   - custom: The placeholders of ``ValueType/customTypes``.
  func write(to template: inout OutputBuffer, _ custom: [[UInt8]]) {
    text.withUnsafeBufferPointer { text in
      var copied = 0
      func write(_ type: ValueType, of token: Token) {
        let start = Int(token.start)
        template.append(UnsafeBufferPointer(rebasing: text[copied..<start]))
        copied = Int(token.end)
        if let index = type.customIndex {
          custom[index].withUnsafeBufferPointer { template.append($0) }
        } else {
          template.append(type.placeholder)
        }
      }
      tokens.withUnsafeBufferPointer { tokens in
        for position in tokens.indices {
          if tokens[position].role == .value {
            write(tokens[position].type, of: tokens[position])
          } else if !wildcards.isEmpty, wildcards.contains(position) {
            write(.any, of: tokens[position])
          }
        }
      }
      template.append(UnsafeBufferPointer(rebasing: text[copied...]))
    }
  }

  /// Whether the template has a placeholder for the token at a position.
  func isVariable(_ position: Int) -> Bool {
    tokens[position].role == .value || wildcards.contains(position)
  }

  /// The places where all messages have the same text, and the hash of that.
  var constants: [(position: Int, hash: UInt64)] {
    var constants: [(position: Int, hash: UInt64)] = []
    for position in tokens.indices where tokens[position].role == .option {
      constants.append((position, tokens[position].hash))
    }
    return constants
  }

  /// How many words of the row are still constant.
  var constantWords: Int { tokens.count { $0.role == .word } - wildcards.count }
}

extension Cluster {
  /// Takes in the values of a message that was cut into such a row.
  ///
  /// - Returns: Whether that changed how a place is shown.
  mutating func join(_ message: borrowing MessageLexer) -> Bool {
    var isChanged = false
    for position in tokens.indices where message[position].role != .word {
      guard let place = Place(tokens[position]) else { continue }
      let joined = place.joined(message[position])
      if joined == place { continue }
      tokens[position].become(joined)
      isChanged = true
    }
    return isChanged
  }

  /// Takes in what has stood in the places of another cluster of such a row.
  mutating func join(_ other: Cluster) {
    for position in other.tokens.indices where position < tokens.count {
      guard var place = Place(tokens[position]), let second = Place(other.tokens[position])
      else { continue }
      place.join(second)
      tokens[position].become(place)
    }
  }
}

extension Cluster {
  /// An empty one, which ``become(_:id:serial:messages:)`` makes a pattern.
  init() {
    self.init(id: ClusterID(value: 0), serial: 0, text: [], tokens: [], rowHash: 0)
  }

  /// Asks for its memory, which ``MessageLexer/copyRow(of:_:to:)`` fills soon.
  ///
  /// That of a cluster that was evicted is in no cache any more: half of the time of a new pattern was spent waiting.
  func prefetchMemory(tokens count: Int, text size: Int) {
    tokens.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      prefetch(UnsafeRawPointer(start) - 32, count: 32 + count * MemoryLayout<Token>.stride)
    }
    text.withUnsafeBufferPointer {
      guard let start = $0.baseAddress else { return }
      prefetch(UnsafeRawPointer(start) - 32, count: 32 + size)
    }
  }

  /// Stands for a new pattern from now on; the memory of the old one is used again.
  mutating func become(_ row: RowView, id: ClusterID, serial: UInt32, messages: Int) {
    self.id = id
    self.serial = serial
    wildcards = row.wildcards
    rowHash = row.hash
    count = 0
    lastSeen = messages
  }
}

extension MessageLexer {
  /// Copies the row of the message at hand.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - size: Bytes of it.
  ///   - cluster: Gets its text without values, but for options, and its tokens, `start` and `end` in that text. What it held
  ///     is lost, its memory is used again.
  func copyRow(of message: UnsafePointer<UInt8>, _ size: Int, to cluster: inout Cluster) {
    var kept = size
    for position in 0..<count where self[position].role == .value {
      kept -= Int(self[position].end - self[position].start)
    }
    // Memory of a longer row is used again, but not much of it for little.
    cluster.text.removeAll(keepingCapacity: cluster.text.capacity <= 2 * kept + 64)
    cluster.text.reserveCapacity(kept)
    cluster.tokens.removeAll(keepingCapacity: cluster.tokens.capacity <= 2 * count + 4)
    cluster.tokens.reserveCapacity(count)
    cluster.tokens.append(contentsOf: row)
    var copied = 0
    cluster.tokens.withUnsafeMutableBufferPointer { tokens in
      var gone: Int32 = 0
      for position in tokens.indices {
        let (start, end) = (tokens[position].start, tokens[position].end)
        tokens[position].start = start &- gone
        if tokens[position].role == .value {
          cluster.text.append(
            contentsOf: UnsafeBufferPointer(
              start: message + copied, count: Int(start) &- copied))
          copied = Int(end)
          gone &+= end &- start
        }
        tokens[position].end = end &- gone
      }
    }
    cluster.text.append(
      contentsOf: UnsafeBufferPointer(start: message + copied, count: size &- copied))
  }
}
