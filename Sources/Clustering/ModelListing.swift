import Lines
import Models
import Records
import Templates
import Terminal

/// What is in a model, for people and for programs: its patterns, the most frequent first.
package struct ModelListing {
  private struct Row {
    var pattern: MinedPattern
    var count: Int
    var first: Timestamp?
    var last: Timestamp?
    var aliases: [ClusterID]
  }

  private let state: MinerState
  private let rows: [Row]
  private let lines: Int
  private let patterns: Int

  /// Lists a model.
  ///
  /// - Parameters:
  ///   - state: The model.
  ///   - top: How many patterns; 0 for all.
  /// - Throws: What is wrong with a mask of the model.
  package init(_ state: MinerState, top: Int) throws {
    self.state = state
    lines = state.lines
    var aliases: [ClusterID: Set<ClusterID>] = [:]
    for alias in state.aliases.keys { aliases[state.canonical(alias), default: []].insert(alias) }
    let rows = try state.patterns().map { pattern in
      let totals = state.totals(pattern)
      var others = aliases[pattern.id] ?? []
      for row in pattern.rows {
        others.insert(state.rows[row].id)
        others.formUnion(aliases[state.rows[row].id] ?? [])
      }
      others.remove(pattern.id)
      return Row(
        pattern: pattern, count: totals.count, first: totals.first, last: totals.last,
        aliases: others.sorted())
    }.sorted { ($1.count, $0.pattern.id) < ($0.count, $1.pattern.id) }
    patterns = rows.count
    self.rows = top > 0 ? Array(rows.prefix(top)) : rows
  }

  /// One object a pattern.
  package func records() -> [UInt8] {
    var buffer = OutputBuffer(descriptor: -1)
    var writer = SummaryWriter()
    for row in rows {
      buffer.append(text: "{\"cluster_id\":\"\(row.pattern.id.text)\",\"template\":")
      SummaryWriter.string(row.pattern.template, &buffer)
      buffer.append(",\"count\":")
      buffer.append(decimal: row.count)
      buffer.append(",\"share\":")
      SummaryWriter.share(row.count, lines, &buffer)
      writer.time("first", row.first, &buffer)
      writer.time("last", row.last, &buffer)
      let aliases = row.aliases.map { "\"\($0.text)\"" }.joined(separator: ",")
      buffer.append(text: aliases.isEmpty ? "}\n" : ",\"aliases\":[\(aliases)]}\n")
    }
    return Array(buffer.pending)
  }

  /// A table for a screen of `columns`, each line ending in `\n`.
  package func table(columns: Int?, palette: Palette, ascii: Bool) -> String {
    var table = Table(columns: [
      Table.Column("count", alignment: .right),
      Table.Column("share", alignment: .right, priority: 2),
      Table.Column("first", priority: 1),
      Table.Column("last", priority: 2),
      Table.Column("id"),
      Table.Column("template", isFlexible: true),
    ])
    var writer = TimestampWriter()
    for row in rows {
      let template = String(decoding: row.pattern.template, as: UTF8.self)
      table.append([
        Table.Cell(grouped(row.count)),
        Table.Cell(percentage(row.count, of: lines)),
        Table.Cell(minute(row.first, &writer), .dim),
        Table.Cell(minute(row.last, &writer), .dim),
        Table.Cell(row.pattern.id.text, .cyan),
        Table.Cell(TerminalText.safe(template, ascii: ascii)),
      ])
    }
    table.footer = footer
    return table.render(width: columns, palette: palette, ascii: ascii)
  }

  private var footer: String {
    var parts = ["\(quantity(lines, "line")), \(quantity(patterns, "pattern"))"]
    if patterns > rows.count {
      let hidden = lines - state.evictedLines - rows.reduce(0) { $0 + $1.count }
      parts.append(
        "\(quantity(hidden, "line")) in \(quantity(patterns - rows.count, "more pattern"))")
    }
    if state.evictedClusters > 0 {
      let evicted = quantity(state.evictedClusters, "evicted pattern")
      parts.append("\(quantity(state.evictedLines, "line")) in \(evicted)")
    }
    return parts.joined(separator: "; ")
  }

  /// `2026-03-14 10:00`; nothing for an unknown time.
  private func minute(_ time: Timestamp?, _ writer: inout TimestampWriter) -> String {
    guard let time else { return "" }
    var buffer = OutputBuffer(descriptor: -1)
    writer.write(time, fractionDigits: 0, to: &buffer)
    let text = String(decoding: buffer.pending.prefix(16), as: UTF8.self)
    return text.replacing("T", with: " ")
  }
}
