import Records
import Terminal

/// Draws the table of patterns: count, share, trend, level, template.
public struct ClusterTable: Sendable {
  /// How many rows; 0 for all.
  public var top: Int
  /// The colours.
  public var palette: Palette
  /// Draw with ASCII only.
  public var ascii: Bool

  /// Takes the form of the table.
  public init(top: Int, palette: Palette, ascii: Bool) {
    self.top = top
    self.palette = palette
    self.ascii = ascii
  }

  /// The table for a screen of `columns`, each line ending in `\n`.
  func draw(_ rows: [SummaryRow], _ summary: ClusterSummary, evicted: Int, columns: Int?) -> String
  {
    var table = Table(columns: [
      Table.Column("count", alignment: .right),
      Table.Column("share", alignment: .right),
      Table.Column("trend", priority: 1),
      Table.Column("level", priority: 2),
      Table.Column("template", isFlexible: true),
    ])
    let shown = top > 0 ? rows.prefix(top) : rows[...]
    for row in shown { table.append(cells(row, summary)) }
    table.footer = footer(rows, shown.count, summary, evicted)
    return table.render(width: columns, palette: palette, ascii: ascii)
  }

  private func cells(_ row: SummaryRow, _ summary: ClusterSummary) -> [Table.Cell] {
    let statistics = row.statistics
    let level = statistics.level
    let trend = Sparkline(ascii: ascii).render(
      statistics.buckets.values(summary.scale), columns: 20)
    let template = TerminalText.safe(String(decoding: row.template, as: UTF8.self), ascii: ascii)
    return [
      Table.Cell(grouped(statistics.count)),
      Table.Cell(percentage(statistics.count, of: summary.total)),
      Table.Cell(trend, .cyan),
      Table.Cell(level?.text.description ?? "", level.flatMap { Style(severity: $0.rawValue) }),
      Table.Cell(template),
    ]
  }

  /// What the rows leave out, and of how much they are.
  private func footer(
    _ rows: [SummaryRow], _ shown: Int, _ summary: ClusterSummary, _ evicted: Int
  ) -> String {
    var parts = ["\(quantity(summary.total, "line")), \(quantity(rows.count, "pattern"))"]
    let hidden = rows.dropFirst(shown).reduce(0) { $0 + $1.statistics.count }
    if hidden > 0 {
      let more = rows.count - shown
      parts.append(
        "\(quantity(hidden, "line")) in \(quantity(more, "more pattern"))")
    }
    if evicted > 0 {
      parts.append(
        "\(grouped(summary.evictedLines)) lines in \(grouped(evicted)) evicted patterns (--max-clusters)"
      )
    }
    return parts.joined(separator: "; ")
  }
}
