import Lines
import Records
import Templates

extension ClusterModel {
  /// The file of a state in which no rows prove to be one, such as a miner's.
  package static func text(of state: MinerState) -> [UInt8] {
    let names = UserMask.ownNames(state.masks)
    return text(
      of: state,
      patterns: state.rows.indices.map {
        MinedPattern(
          id: state.rows[$0].id, template: state.rows[$0].template(names), rows: [$0])
      })
  }

  /// The file of a state and of its patterns; those of several rows list them.
  package static func text(of state: MinerState, patterns: [MinedPattern]) -> [UInt8] {
    var writer = ModelWriter(names: UserMask.ownNames(state.masks))
    writer.write(state, patterns)
    return writer.finished()
  }
}

/// Writes the text of a model.
private struct ModelWriter: ~Copyable {
  private var buffer = OutputBuffer(descriptor: -1, capacity: 1 << 16)
  private var timestamps = TimestampWriter()
  private let names: [String]

  init(names: [String]) { self.names = names }

  /// The text with its checksum.
  consuming func finished() -> [UInt8] {
    let sum = Checksum.text(buffer.pending)
    buffer.append(text: ClusterModel.checksumKey)
    sum.withUnsafeBufferPointer { buffer.append($0) }
    buffer.append("\"}\n")
    return Array(buffer.pending)
  }

  mutating func write(_ state: MinerState, _ patterns: [MinedPattern]) {
    buffer.append(
      text: "{\"logline\":\"\(ClusterModel.kind)\",\"version\":\(ClusterModel.version),\n")
    list("masks", state.masks) { writer, mask in
      writer.buffer.append("[")
      writer.string(mask.name)
      writer.buffer.append(",")
      writer.string(mask.pattern)
      writer.buffer.append("]")
    }
    list("keep_words", state.keptWords) { $0.string($1) }
    buffer.append("\"messages\":")
    buffer.append(decimal: state.messages)
    buffer.append(",\"evicted_clusters\":")
    buffer.append(decimal: state.evictedClusters)
    buffer.append(",\"evicted_lines\":")
    buffer.append(decimal: state.evictedLines)
    time("trained_until", state.trainedUntil)
    buffer.append(",\n")
    list("clusters", patterns) { $0.pattern($1, state) }
    list("aliases", state.aliases.sorted { $0.key < $1.key }) { writer, alias in
      writer.buffer.append(text: "[\"\(alias.key.text)\",\"\(alias.value.text)\"]")
    }
    list("variables", state.evidence.variables.sorted()) { $0.hexadecimal([$1]) }
    list("words", state.evidence.words.sorted { $0.key < $1.key }) {
      $0.hexadecimal([$1.key] + $1.value.sorted())
    }
  }

  /// A list, one element a line.
  private mutating func list<Element>(
    _ key: StaticString, _ elements: [Element],
    _ write: (inout ModelWriter, Element) -> Void
  ) {
    buffer.append("\"")
    buffer.append(key)
    buffer.append("\":[")
    for (index, element) in elements.enumerated() {
      buffer.append(index > 0 ? ",\n" : "\n")
      write(&self, element)
    }
    buffer.append(elements.isEmpty ? "],\n" : "\n],\n")
  }

  private mutating func pattern(_ pattern: MinedPattern, _ state: MinerState) {
    if pattern.rows.count == 1, state.rows[pattern.rows[0]].id == pattern.id {
      return row(state.rows[pattern.rows[0]], pattern.template)
    }
    let totals = state.totals(pattern)
    head(pattern.id, pattern.template, totals.count, totals.first, totals.last)
    buffer.append(",\"members\":[")
    for (index, member) in pattern.rows.enumerated() {
      buffer.append(index > 0 ? ",\n " : "\n ")
      row(state.rows[member], state.rows[member].template(names))
    }
    buffer.append("]}")
  }

  private mutating func row(_ row: PatternRow, _ template: [UInt8]) {
    head(row.id, template, row.count, row.first, row.last)
    buffer.append(",\"last_seen\":")
    buffer.append(decimal: row.lastSeen)
    buffer.append(",\"row\":[")
    for position in row.parts.indices {
      string(row.gap(position))
      buffer.append(",")
      place(row, position)
      buffer.append(",")
    }
    string(row.gap(row.parts.count))
    buffer.append("]}")
  }

  private mutating func head(
    _ id: ClusterID, _ template: [UInt8], _ count: Int, _ first: Timestamp?, _ last: Timestamp?
  ) {
    buffer.append("{\"id\":\"")
    buffer.append(text: id.text)
    buffer.append("\",\"template\":")
    string(template[...])
    buffer.append(",\"count\":")
    buffer.append(decimal: count)
    time("first", first)
    time("last", last)
  }

  private mutating func place(_ row: PatternRow, _ position: Int) {
    switch row.parts[position].place {
    case .word: string(row.word(position))
    case .variable: buffer.append("null")
    case .empty: buffer.append("[]")
    case .values(let type): buffer.append(text: "[\"\(type.name(names))\"]")
    case .constant(let type):
      buffer.append(text: "[\"\(type.name(names))\",")
      string(row.word(position))
      buffer.append("]")
    }
  }

  // MARK: values

  private mutating func time(_ key: StaticString, _ value: Timestamp?) {
    guard let value else { return }
    buffer.append(",\"")
    buffer.append(key)
    buffer.append("\":\"")
    let digits = [0, 3, 6].first { digits in
      var scale: Int64 = 1_000_000_000
      for _ in 0..<digits { scale /= 10 }
      return value.nanoseconds % scale == 0
    }
    timestamps.write(value, fractionDigits: digits ?? 9, to: &buffer)
    buffer.append("\"")
  }

  /// Hashes of 16 hexadecimal digits, blanks between.
  private mutating func hexadecimal(_ hashes: [UInt64]) {
    for (index, hash) in hashes.enumerated() {
      buffer.append(index > 0 ? " " : "\"")
      for shift in stride(from: 60, through: 0, by: -4) {
        buffer.append(hexDigit(UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 15))
      }
    }
    buffer.append("\"")
  }

  private mutating func string(_ text: String) { string(Array(text.utf8)[...]) }

  private mutating func string(_ text: ArraySlice<UInt8>) {
    if text.count == 1, text.first == 0x20 {
      buffer.append("\" \"")
    } else {
      buffer.append(quoting: text)
    }
  }
}
