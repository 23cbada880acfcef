/// Rows of text under headers, two blanks between the columns and none at the end of a line.
///
/// Into a limited width a table fits in three steps: optional columns go, lowest priority first,
/// until the flexible column has at least ``Table/leastFlexibleWidth`` columns (or all that its
/// text needs); the flexible column takes what is left; what still stands out is cut. So no line
/// is ever wider than asked for, which a table that is redrawn in place depends on.
///
/// Texts, headers and footer must be safe for a terminal already: see ``TerminalText``.
///
/// ```
/// COUNT  SHARE  TEMPLATE
/// 1,204  37.4%  Accepted password for <*> from <…
///    96   3.0%  Connection closed by <*>
/// ```
public struct Table: Sendable {
  /// Columns that a flexible column gets before an optional column is shown.
  public static let leastFlexibleWidth = 20

  /// How one column looks.
  public struct Column: Sendable {
    /// What stands above the column.
    public var header: String
    /// The side at which header and texts stand.
    public var alignment: Alignment
    /// The width below which the column does not shrink.
    public var minimumWidth: Int
    /// Whether the column is the one that is cut to fit the table.
    public var isFlexible: Bool
    /// How long the column is kept where space is short, nil: always.
    public var priority: Int?

    /// Creates a column, one that is as wide as its widest text and always shown by default.
    public init(
      _ header: String, alignment: Alignment = .left, minimumWidth: Int = 0,
      isFlexible: Bool = false, priority: Int? = nil
    ) {
      self.header = header
      self.alignment = alignment
      self.minimumWidth = minimumWidth
      self.isFlexible = isFlexible
      self.priority = priority
    }
  }

  /// One text of a row.
  public struct Cell: Sendable {
    /// What is shown, without escape sequences.
    public var text: String
    /// How it is painted, nil: plain.
    public var style: Style?

    /// Creates a cell, plain by default.
    public init(_ text: String, _ style: Style? = nil) {
      self.text = text
      self.style = style
    }
  }

  /// A line below the rows, cut to the width of the table.
  public var footer: String?

  private let columns: [Column]
  private var rows: [[Cell]] = []

  /// Creates a table without rows.
  ///
  /// - Parameter columns: From left to right; at most one is flexible.
  public init(columns: [Column]) {
    precondition(columns.count(where: \.isFlexible) <= 1, "a table has one flexible column at most")
    self.columns = columns
  }

  /// Adds a row below the others.
  ///
  /// - Parameter row: From left to right; cells that are missing at its end are empty.
  public mutating func append(_ row: [Cell]) {
    precondition(row.count <= columns.count, "a row has a cell a column at most")
    rows.append(row)
  }

  /// Draws the table for a terminal of so many columns.
  ///
  /// - Parameters:
  ///   - width: The columns of the terminal; nil shows everything.
  ///   - palette: Paints the cells; the header is bold, the footer dim.
  ///   - ascii: Whether a cut text ends in `...` and not in `…`.
  /// - Returns: Lines, each with a line feed at its end.
  public func render(width: Int?, palette: Palette, ascii: Bool) -> String {
    let ellipsis = ascii ? "..." : "…"
    let layout = layout(width: width)
    var result = ""
    for row in [columns.map { Cell($0.header, .bold) }] + rows {
      var line = TableLine(limit: width, palette: palette, ellipsis: ellipsis)
      for place in layout where place.column < row.count {
        line.append(row[place.column], columns: place.width, columns[place.column].alignment)
      }
      result += line.text + "\n"
    }
    if let footer {
      var line = TableLine(limit: width, palette: palette, ellipsis: ellipsis)
      line.append(Cell(footer, .dim), columns: displayWidth(footer), .left)
      result += line.text + "\n"
    }
    return result
  }

  /// The columns that are shown, and how wide.
  private func layout(width: Int?) -> [(column: Int, width: Int)] {
    var widths = naturalWidths()
    guard let width else { return widths.enumerated().map { ($0, $1) } }
    let wanted = columns.indices.map { index in
      let least = max(Self.leastFlexibleWidth, columns[index].minimumWidth)
      return columns[index].isFlexible ? min(widths[index], least) : widths[index]
    }
    var shown = Array(columns.indices)
    while total(wanted, of: shown) > width, let victim = leastImportant(of: shown) {
      shown.removeAll { $0 == victim }
    }
    if let flexible = shown.first(where: { columns[$0].isFlexible }) {
      let left = width - (total(widths, of: shown) - widths[flexible])
      widths[flexible] = max(columns[flexible].minimumWidth, min(widths[flexible], left))
    }
    return shown.map { ($0, widths[$0]) }
  }

  /// The width at which no text of a column is cut.
  private func naturalWidths() -> [Int] {
    var widths = columns.map { max($0.minimumWidth, displayWidth($0.header)) }
    for row in rows {
      for (index, cell) in row.enumerated() {
        widths[index] = max(widths[index], displayWidth(cell.text))
      }
    }
    return widths
  }

  /// The width of some columns with the blanks between them.
  private func total(_ widths: [Int], of shown: [Int]) -> Int {
    shown.reduce(0) { $0 + widths[$1] } + TableLine.gap * max(0, shown.count - 1)
  }

  /// The column to drop next, the rightmost of equals; nil when none is optional.
  private func leastImportant(of shown: [Int]) -> Int? {
    let optional = shown.reversed().compactMap { index in
      columns[index].priority.map { (index: index, priority: $0) }
    }
    return optional.min { $0.priority < $1.priority }?.index
  }
}

/// One line of a table under construction.
private struct TableLine {
  /// Blanks between two columns.
  static let gap = 2

  /// What is written so far, without blanks at its end.
  private(set) var text = ""

  private let limit: Int
  private let palette: Palette
  private let ellipsis: String
  /// Where the next column begins.
  private var position = 0
  /// Blanks that are due, written only when more text follows.
  private var blanks = 0

  init(limit: Int?, palette: Palette, ellipsis: String) {
    self.limit = limit ?? .max
    self.palette = palette
    self.ellipsis = ellipsis
  }

  /// Appends a cell, cut to its column and to the end of the line, and the gap after it.
  mutating func append(_ cell: Table.Cell, columns: Int, _ alignment: Alignment) {
    let room = max(0, min(columns, limit - position))
    let cut = truncated(cell.text, toColumns: room, ellipsis: ellipsis)
    let padding = room - displayWidth(cut)
    if alignment == .right { blanks += padding }
    write(cut, cell.style)
    if alignment == .left { blanks += padding }
    blanks += Self.gap
    position += room + Self.gap
  }

  /// Writes the blanks that are due and a text; blanks at its end become due in their turn.
  private mutating func write(_ cut: String, _ style: Style?) {
    let trailing = cut.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    let visible = String(cut.dropLast(trailing))
    if !visible.isEmpty {
      text += String(repeating: " ", count: blanks)
      text += style.map { palette.paint(visible, $0) } ?? visible
      blanks = 0
    }
    blanks += trailing
  }
}
