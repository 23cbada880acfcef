import Lines

/// Which way a message came to its pattern.
enum Finding {
  /// No pattern had its row, and it made one.
  case new
  /// It made a pattern that proved a word to vary: so many patterns, which differed in that word, became one.
  case merged(patterns: Int, position: Int, needed: (names: Int, words: Int))
}

extension TemplateMiner {
  /// Appends why the message taken in last is in this cluster, as a JSON object.
  ///
  /// How it was cut into tokens; on which branch its pattern was found; and for a new pattern the nearest one, where they
  /// differ, and why that was not taken. For a few records: it looks at all patterns.
  ///
  /// - Parameters:
  ///   - slot: The slot that the message was given.
  ///   - message: The message.
  ///   - text: Where it goes.
  public func explain(
    _ slot: Int, _ message: UnsafePointer<UInt8>, to text: inout OutputBuffer
  ) {
    let tokens = tokensOfLastMessage
    let (branch, reason, nearest) = account(of: slot, tokens, message)
    text.append("{\"branch\":")
    text.append(quoting: branch.utf8)
    text.append(",\"reason\":")
    text.append(quoting: reason.utf8)
    text.append(",\"tokens\":[")
    for (position, token) in tokens.enumerated() {
      if position > 0 { text.append(UInt8(ascii: ",")) }
      write(token, isVariable: clusters[slot].wildcards.contains(position), message, &text)
    }
    text.append("]")
    if let nearest { write(nearest, of: slot, &text) }
    text.append(UInt8(ascii: "}"))
  }

  /// The same in one line.
  ///
  /// - Parameters:
  ///   - slot: The slot that the message was given.
  ///   - message: The message.
  /// - Returns: `new: word 'paused' differs; 3 of 24 words seen there; nearest (0.75): VM started in <DURATION>`.
  public func reason(_ slot: Int, _ message: UnsafePointer<UInt8>) -> String {
    let (branch, reason, nearest) = account(of: slot, tokensOfLastMessage, message)
    guard let nearest else { return "\(branch): \(reason)" }
    let hundredths = Int(nearest.similarity * 100 + 0.5)
    let share =
      hundredths >= 100 ? "1" : "0." + (hundredths < 10 ? "0" : "") + String(hundredths)
    let template = String(decoding: template(of: nearest.slot), as: UTF8.self)
    return "\(branch): \(reason); nearest (\(share)): \(template)"
  }

  /// The branch, the reason, and for a new pattern the nearest one.
  private func account(
    of slot: Int, _ tokens: [Token], _ message: UnsafePointer<UInt8>
  ) -> (branch: String, reason: String, nearest: NearestPattern?) {
    switch finding {
    case .new?:
      guard let nearest = nearest(to: slot) else {
        return ("new", "no pattern has a token of it in such a place", nil)
      }
      return ("new", reason(against: nearest, of: slot), nearest)
    case .merged(let patterns, let position, let needed)?:
      let word = Self.text(tokens[position], message)
      return (
        "merged",
        "\(patterns) patterns that differed in word '\(word)' alone are one; "
          + "\(needed.names) names or \(needed.words) words make it a variable", nil
      )
    case nil: break
    }
    let words = tokens.indices.filter { clusters[slot].wildcards.contains($0) }
      .map { "'\(Self.text(tokens[$0], message))'" }
    if words.isEmpty { return ("known", "a pattern has this row of words and places", nil) }
    return (
      "generalised",
      "a pattern has this row, with \(words.joined(separator: ", ")) where words are known to vary",
      nil
    )
  }

  private static func text(_ token: Token, _ message: UnsafePointer<UInt8>) -> String {
    String(
      decoding: UnsafeBufferPointer(
        start: message + Int(token.start), count: Int(token.end - token.start)), as: UTF8.self)
  }

  /// `{"at":5,"text":"5 ms","type":"<DURATION>"}`; words have the type `word`, or `variable` where words vary.
  private func write(
    _ token: Token, isVariable: Bool, _ message: UnsafePointer<UInt8>, _ text: inout OutputBuffer
  ) {
    text.append("{\"at\":")
    text.append(decimal: Int(token.start))
    text.append(",\"text\":\"")
    text.append(escaping: message + Int(token.start), count: Int(token.end - token.start))
    text.append("\",\"type\":\"")
    switch token.role {
    case .word: text.append(isVariable ? "variable" : "word")
    case .value: text.append(text: placeholder(of: token.type))
    case .option: text.append("option")
    case .empty: text.append("empty")
    }
    text.append("\"}")
  }

  /// `,"nearest":{"cluster_id":…,"template":…,"similarity":0.75,"differs":[{"token":3,"here":"a","there":"b"}]}`.
  private func write(_ nearest: NearestPattern, of slot: Int, _ text: inout OutputBuffer) {
    text.append(",\"nearest\":{\"cluster_id\":")
    text.append(idValue(of: nearest.slot))
    text.append(",\"template\":")
    text.append(templateValue(of: nearest.slot))
    text.append(",\"similarity\":")
    let hundredths = Int(nearest.similarity * 100 + 0.5)
    text.append(decimal: hundredths / 100)
    text.append(UInt8(ascii: "."))
    text.append(UInt64(hundredths % 100), width: 2)
    text.append(",\"differs\":[")
    let row = clusters[slot]
    let other = clusters[nearest.slot]
    for (index, difference) in nearest.differences.enumerated() {
      let gapDiffers =
        row.tokens[difference.position].gap != other.tokens[difference.other].gap
      text.append(index > 0 ? ",{\"token\":" : "{\"token\":")
      text.append(decimal: difference.position)
      text.append(",\"here\":")
      text.append(quoting: shown(difference.position, of: row, withGap: gapDiffers).utf8)
      text.append(",\"there\":")
      text.append(quoting: shown(difference.other, of: other, withGap: gapDiffers).utf8)
      text.append("}")
    }
    text.append("]}")
  }

  /// A word or constant as it is, `<*>` or the placeholder for what varies, with the text in front if that is wanted.
  private func shown(_ position: Int, of cluster: Cluster, withGap: Bool) -> String {
    let gap = withGap ? cluster.gap(position) : ""
    if cluster.wildcards.contains(position) { return gap + "<*>" }
    if cluster.tokens[position].role == .value {
      return gap + placeholder(of: cluster.tokens[position].type)
    }
    return gap + cluster.word(position)
  }
}
