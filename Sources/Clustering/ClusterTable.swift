import Records
import Terminal

/// Draws the table of patterns: count, share, trend, level, reason, template.
public struct ClusterTable: Sendable {
  /// The colours.
  public var palette: Palette
  /// Draw with ASCII only.
  public var ascii: Bool

  /// Columns of a template that are worth more than a trend beside it.
  static let leastWidth = 28

  /// Takes the form of the table.
  public init(palette: Palette, ascii: Bool) {
    self.palette = palette
    self.ascii = ascii
  }

  /// The table for a screen of `columns`, each line ending in `\n`.
  func draw(
    _ listing: SummaryListing, _ rows: [SummaryRow], _ summary: ClusterSummary, evicted: Int,
    columns: Int?
  ) -> String {
    var table = Table(columns: [
      Table.Column("count", alignment: .right),
      Table.Column("share", alignment: .right),
      Table.Column("trend", priority: 1),
      Table.Column("level", priority: 3),
      Table.Column("reason", priority: 2),
      Table.Column("template", minimumWidth: Self.leastWidth, isFlexible: true),
    ])
    let shown = listing.shown(rows)
    for row in shown { table.append(cells(row, summary)) }
    table.footer = footer(rows, shown.count, summary, evicted)
    return table.render(width: columns, palette: palette, ascii: ascii)
  }

  private func cells(_ row: SummaryRow, _ summary: ClusterSummary) -> [Table.Cell] {
    let statistics = row.statistics
    let level = statistics.level
    return [
      Table.Cell(grouped(statistics.count)),
      Table.Cell(percentage(statistics.count, of: summary.total)),
      trend(statistics, summary),
      Table.Cell(level?.text.description ?? "", level.flatMap { Style(severity: $0.rawValue) }),
      Table.Cell(row.reason.brief),
      text(row.template),
    ]
  }

  /// When the lines came.
  func trend(_ statistics: ClusterStatistics, _ summary: ClusterSummary) -> Table.Cell {
    let values = statistics.buckets.values(summary.scale)
    return Table.Cell(Sparkline(ascii: ascii).render(values, columns: 15), .cyan)
  }

  /// Text of the log, as a terminal may have it.
  func safe(_ bytes: [UInt8]) -> String {
    TerminalText.safe(String(decoding: bytes, as: UTF8.self), ascii: ascii)
  }

  /// As much of a line as there is room for.
  func cut(_ line: String, _ columns: Int?) -> String {
    columns.map { truncated(line, toColumns: $0, ellipsis: ascii ? "..." : "…") } ?? line
  }

  /// Text of the log.
  func text(_ bytes: [UInt8]) -> Table.Cell {
    Table.Cell(safe(bytes))
  }

  /// What the rows leave out, and of how much they are.
  private func footer(
    _ rows: [SummaryRow], _ shown: Int, _ summary: ClusterSummary, _ evicted: Int
  ) -> String {
    var parts = ["\(quantity(summary.total, "line")), \(quantity(rows.count, "pattern"))"]
    if let rest = rest(rows, shown, "more pattern") { parts.append(rest) }
    if evicted > 0 {
      parts.append(
        "\(grouped(summary.evictedLines)) lines in \(grouped(evicted)) evicted patterns (--max-clusters)"
      )
    }
    return parts.joined(separator: "; ")
  }

  /// The lines of the rows that are not shown; nil when all are.
  func rest(_ rows: [some Listed], _ shown: Int, _ noun: String) -> String? {
    let hidden = rows.dropFirst(shown).reduce(0) { $0 + $1.lines }
    guard hidden > 0 else { return nil }
    return "\(quantity(hidden, "line")) in \(quantity(rows.count - shown, noun))"
  }
}
