import Lines

/// One pattern of messages: its id, its template as it stands, and what the miner must know to change it.
struct Cluster {
  private(set) var id: ClusterID
  /// Tells this cluster from earlier ones in the same slot, and from what it was before a word became a variable.
  var serial: UInt32
  /// Its text and tokens.
  var row = RowMemory()
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

  /// The text of the first message without its values, but for those that stand in the template as constants.
  @inline(__always)
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(row.text) }

  /// The tokens, each that is no word as what stands in its place (``Place``); `start` and `end` are offsets into ``text``, where
  /// other values are empty.
  @inline(__always)
  var tokens: UnsafeMutableBufferPointer<Token> { row.tokens }

  /// Bytes of it and of what it points to, about.
  var size: Int { MemoryLayout<Cluster>.stride + 32 + row.capacity }

  /// Appends the template as it stands, unescaped.
  ///
  /// - Parameters:
  ///   - template: Where it goes.
  ///   - custom: The placeholders of ``ValueType/customTypes``.
  func write(to template: inout OutputBuffer, _ custom: [[UInt8]]) {
    let (text, tokens) = (text, tokens)
    var copied = 0
    func copy(to end: Int) {
      guard let start = text.baseAddress else { return }
      template.append(short: start + copied, count: end - copied)
    }
    func write(_ type: ValueType, of token: Token) {
      copy(to: Int(token.start))
      copied = Int(token.end)
      if let index = type.customIndex {
        custom[index].withUnsafeBufferPointer { template.append($0) }
      } else {
        template.append(type.placeholder)
      }
    }
    let hasWildcards = !wildcards.isEmpty
    for position in tokens.indices {
      if tokens[position].role == .value {
        write(tokens[position].type, of: tokens[position])
      } else if hasWildcards, wildcards.contains(position) {
        write(.any, of: tokens[position])
      }
    }
    copy(to: text.count)
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
  init() { self.init(id: ClusterID(value: 0), serial: 0, rowHash: 0) }

  /// Stands for a new pattern from now on; the memory of the old one is used again.
  mutating func become(_ row: RowView, id: ClusterID, serial: UInt32, messages: Int) {
    self.id = id
    self.serial = serial
    wildcards = row.wildcards
    rowHash = row.hash
    count = 0
    lastSeen = messages
  }

  /// Takes the row of a message over.
  ///
  /// - Parameters:
  ///   - lexer: Has cut the message.
  ///   - message: The message.
  ///   - size: Bytes of it.
  mutating func copyRow(
    _ lexer: borrowing MessageLexer, of message: UnsafePointer<UInt8>, _ size: Int
  ) {
    let read = lexer.row
    var kept = size
    for token in read where token.role == .value { kept &-= Int(token.end &- token.start) }
    row.resize(tokens: read.count, text: kept)
    let (tokens, text) = (row.tokens, row.text)
    var copied = 0
    var gone: Int32 = 0
    func copy(to end: Int) {
      guard let start = text.baseAddress else { return }
      copyShort(message + copied, count: end &- copied, to: start + (copied &- Int(gone)))
    }
    for position in read.indices {
      var token = read[position]
      let (start, end) = (token.start, token.end)
      token.start = start &- gone
      if token.role == .value {
        copy(to: Int(start))
        copied = Int(end)
        gone &+= end &- start
      }
      token.end = end &- gone
      tokens[position] = token
    }
    copy(to: size)
  }
}
