import Records

/// Counts what was found where: by kind, service and field.
///
/// Never holds a value.
public struct RedactionReport {
  /// A line of the report.
  public struct Row: Equatable {
    /// The name of the kind; `WITHHELD` where a rule gave up.
    public var type: String
    /// The service of the records; empty for records without.
    public var service: String
    /// The key, or a JSON Pointer with `*` for the elements of arrays.
    public var field: String
    /// How many values.
    public var count: Int
  }

  private struct Key: Hashable {
    var type: UInt8
    var service: String
    var field: [UInt8]
  }

  /// Rows beyond the first so many are counted in one.
  private static let most = 10_000
  private static let withheld: UInt8 = 255

  private let names: [String]
  private let keepsRows: Bool
  private var counts: [Key: Int] = [:]
  private var byType: [Int]
  private var withheldCount = 0

  /// - Parameters:
  ///   - names: The names of the kinds.
  ///   - keepsRows: Whether services and fields are told apart; the sums by kind are always kept.
  init(names: [String], keepsRows: Bool) {
    self.names = names
    self.keepsRows = keepsRows
    byType = [Int](repeating: 0, count: names.count)
  }

  mutating func count(_ place: FoundPlace, service: String) {
    let field = keepsRows ? Self.general(place.field) : []
    if place.isWithheld {
      withheldCount += 1
      add(Key(type: Self.withheld, service: service, field: field))
    }
    for span in place.spans {
      byType[Int(span.type.index)] += 1
      add(Key(type: span.type.index, service: service, field: field))
    }
  }

  private mutating func add(_ key: Key, _ count: Int = 1) {
    guard keepsRows else { return }
    if counts[key] == nil, counts.count >= Self.most {
      counts[Key(type: key.type, service: "…", field: Array("…".utf8)), default: 0] += count
    } else {
      counts[key, default: 0] += count
    }
  }

  /// Adds what another report has counted, which begins anew.
  mutating func take(_ other: inout RedactionReport) {
    for (key, count) in other.counts { add(key, count) }
    for index in byType.indices { byType[index] += other.byType[index] }
    withheldCount += other.withheldCount
    other = RedactionReport(names: names, keepsRows: keepsRows)
  }

  /// The field with `*` for numbers of elements.
  private static func general(_ field: [UInt8]) -> [UInt8] {
    guard field.first == UInt8(ascii: "/") else { return field }
    let parts = field.split(separator: UInt8(ascii: "/"))
    return parts.flatMap { part in
      [UInt8(ascii: "/")] + (part.allSatisfy(isDigit) ? [UInt8(ascii: "*")] : Array(part))
    }
  }

  /// The rows: the most frequent first, then by kind, service and field.
  public var rows: [Row] {
    counts.map { key, count in
      Row(
        type: key.type == Self.withheld ? "WITHHELD" : names[Int(key.type)], service: key.service,
        field: String(decoding: key.field, as: UTF8.self), count: count)
    }
    .sorted {
      ($1.count, $0.type, $0.service, $0.field) < ($0.count, $1.type, $1.service, $1.field)
    }
  }

  /// Adds the counts of the kinds.
  func report(to counters: inout Counters) {
    counters.own.append(("redacted", byType.reduce(0, +)))
    counters.own.append(("withheld", withheldCount))
    for (name, count) in zip(names, byType) where count > 0 { counters.own.append((name, count)) }
  }
}
