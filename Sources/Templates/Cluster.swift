import Lines

/// One pattern of messages: its id, its template as it stands, and what the miner must know to change it.
struct Cluster {
  let id: ClusterID
  /// Tells this cluster from earlier ones in the same slot, and from what it was before a word became a variable.
  var serial: UInt32
  /// The text of the first message, values replaced by their placeholders.
  let text: [UInt8]
  /// The tokens; `start` and `end` are offsets into ``text``.
  var tokens: [Token]
  /// Which words became variables, by position in the row.
  var wildcards: Set<Int> = []
  /// The hash of the row, wildcards in place.
  var rowHash: UInt64
  /// Messages seen.
  var count = 0
  /// The number of the message that came last.
  var lastSeen = 0

  /// The template as it stands.
  var template: [UInt8] {
    var template: [UInt8] = []
    var copied = 0
    for position in wildcards.sorted() {
      template.append(contentsOf: text[copied..<Int(tokens[position].start)])
      template.append(contentsOf: "<*>".utf8)
      copied = Int(tokens[position].end)
    }
    template.append(contentsOf: text[copied...])
    return template
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
