import Terminal

extension ClusterTable {
  /// The table of services for a screen of `columns`: lines, share, trend, errors, against usual, worst pattern.
  func draw(
    _ listing: SummaryListing, _ rows: [ServiceRow], _ summary: ClusterSummary, columns: Int?
  ) -> String {
    var table = Table(columns: [
      Table.Column("service"),
      Table.Column("lines", alignment: .right),
      Table.Column("share", alignment: .right, priority: 2),
      Table.Column("trend", priority: 1),
      Table.Column("errors", alignment: .right),
      Table.Column("against usual", priority: 3),
      Table.Column("worst pattern", minimumWidth: Self.leastWidth, isFlexible: true),
    ])
    let shown = listing.shown(rows)
    for row in shown { table.append(cells(row, summary)) }
    var parts = ["\(quantity(summary.total, "line")), \(quantity(rows.count, "service"))"]
    if let rest = rest(rows, shown.count, "more service") { parts.append(rest) }
    if let other = summary.services?.otherLines, other > 0 {
      let most = grouped(ServiceSummary.maximumServices)
      parts.append("\(quantity(other, "line")) of services beyond the \(most) that are counted")
    }
    table.footer = parts.joined(separator: "; ")
    return table.render(width: columns, palette: palette, ascii: ascii)
  }

  private func cells(_ row: ServiceRow, _ summary: ClusterSummary) -> [Table.Cell] {
    var name = row.service.map(text) ?? Table.Cell("-", .dim)
    name.text = truncated(name.text, toColumns: 24, ellipsis: ascii ? "..." : "…")
    let errors = percentage(row.errors, of: row.lines)
    return [
      name,
      Table.Cell(grouped(row.lines)),
      Table.Cell(percentage(row.lines, of: summary.total)),
      trend(row.statistics, summary),
      Table.Cell(errors, row.errors > 0 ? .red : nil),
      Table.Cell(row.reason),
      row.worst.map { text($0.template) } ?? Table.Cell(""),
    ]
  }
}
