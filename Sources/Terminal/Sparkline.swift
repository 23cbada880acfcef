/// Counts over time as a row of small bars, `▁▂ █▅`.
public struct Sparkline: Sendable {
  /// The bars from lowest to highest.
  private let bars: [Character]

  /// Creates a sparkline of eight heights.
  ///
  /// - Parameter ascii: Whether to draw with `.:-=+*#@` and not with block elements.
  public init(ascii: Bool) {
    bars = Array(ascii ? ".:-=+*#@" : "▁▂▃▄▅▆▇█")
  }

  /// The row for some counts, scaled to its own maximum.
  ///
  /// Zero is a blank, so that silence can be seen; one event is at least the lowest bar. When there
  /// are more counts than columns, neighbours are summed: each cell covers equally many counts, so
  /// that a steady stream is drawn flat, and only the first cell may cover fewer. The row is then
  /// narrower than it might be.
  ///
  /// - Parameters:
  ///   - counts: Oldest first; below zero is taken as zero.
  ///   - columns: The widest that the row may be.
  /// - Returns: One character a cell, blanks at both ends included.
  public func render(_ counts: [Int], columns: Int) -> String {
    let cells = resampled(counts, columns: columns)
    guard let highest = cells.max() else { return "" }
    return String(
      cells.map { cell in
        if cell == 0 { return " " }
        // In floating point, because a count times eight may not fit an integer.
        let height = (Double(cell) / Double(highest) * Double(bars.count)).rounded(.up)
        return bars[min(bars.count, max(1, Int(height))) - 1]
      })
  }

  /// At most `columns` sums of neighbours; a sum that does not fit is the largest integer.
  private func resampled(_ counts: [Int], columns: Int) -> [Int] {
    guard columns > 0, !counts.isEmpty else { return [] }
    let group = (counts.count - 1) / columns + 1
    let first = (counts.count - 1) % group + 1
    let ends = stride(from: first, through: counts.count, by: group)
    return ends.map { end in
      counts[max(0, end - group)..<end].reduce(0) { sum, count in
        let (total, overflow) = sum.addingReportingOverflow(max(0, count))
        return overflow ? .max : total
      }
    }
  }
}
