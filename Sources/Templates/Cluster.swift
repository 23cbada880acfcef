import Lines

/// One pattern of messages: its id, its template as it stands, and what the miner must know to change it.
struct Cluster {
  let id: ClusterID
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
        if let index = ValueType.customTypes.firstIndex(of: type) {
          custom[index].withUnsafeBufferPointer { template.append($0) }
        } else {
          template.append(type.placeholder)
        }
      }
      for position in tokens.indices {
        if wildcards.contains(position) {
          write(.any, of: tokens[position])
        } else if tokens[position].role == .value {
          write(tokens[position].type, of: tokens[position])
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
  var constantWords: Int {
    var words = 0
    for (position, token) in tokens.enumerated()
    where token.role == .word && !wildcards.contains(position) {
      words += 1
    }
    return words
  }
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

extension MessageLexer {
  /// Copies the row of the message at hand.
  ///
  /// - Parameters:
  ///   - message: The message.
  ///   - size: Bytes of it.
  ///   - text: Becomes its text without values, but for options. What it held is lost, its memory is used again.
  ///   - tokens: Become its tokens, `start` and `end` in that text; as above.
  func copyRow(
    of message: UnsafePointer<UInt8>, _ size: Int, to text: inout [UInt8],
    _ tokens: inout [Token]
  ) {
    var kept = size
    for position in 0..<count where self[position].role == .value {
      kept -= Int(self[position].end - self[position].start)
    }
    // Memory of a longer row is used again, but not much of it for little.
    text.removeAll(keepingCapacity: text.capacity <= 2 * kept + 64)
    text.reserveCapacity(kept)
    tokens.removeAll(keepingCapacity: tokens.capacity <= 2 * count + 4)
    tokens.reserveCapacity(count)
    var copied = 0
    for position in 0..<count {
      var token = self[position]
      let length = token.role == .value ? 0 : token.end - token.start
      let end = Int(token.start + length)
      text.append(contentsOf: UnsafeBufferPointer(start: message + copied, count: end - copied))
      copied = Int(token.end)
      token.end = Int32(text.count)
      token.start = token.end - length
      tokens.append(token)
    }
    text.append(contentsOf: UnsafeBufferPointer(start: message + copied, count: size - copied))
  }
}
