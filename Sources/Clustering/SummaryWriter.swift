import Lines
import Records

/// Writes one object a cluster (`--summary`).
///
///     {"cluster_id":…,"template":…,"count":…,"share":…,"importance":…,"reason":…,"first":…,"last":…,"levels":{…},
///      "services":{…},"window_seconds":…,"per_window":[…],"sample":…}
struct SummaryWriter: ~Copyable {
  private var timestamps = TimestampWriter()

  mutating func write(
    _ row: SummaryRow, total: Int, scale: WindowScale, to buffer: inout OutputBuffer
  ) {
    let statistics = row.statistics
    buffer.append("{")
    Self.pattern(row, &buffer)
    buffer.append(",\"share\":")
    Self.share(statistics.count, total, &buffer)
    Self.importance(row.importance, row.reason.text, &buffer)
    course(statistics, &buffer)
    services(statistics, &buffer)
    windows(statistics.buckets.values(scale), scale, &buffer)
    buffer.append(",\"sample\":")
    Self.string(statistics.sample, &buffer)
    buffer.append("}\n")
    buffer.commit()
  }

  /// Writes one object a service (`--summary --by service`).
  ///
  ///     {"service":…,"count":…,"share":…,"errors":…,"error_share":…,"importance":…,"reason":…,"first":…,"last":…,
  ///      "levels":{…},"patterns":…,"worst":{"cluster_id":…,"template":…,"count":…,"importance":…,"reason":…},
  ///      "window_seconds":…,"per_window":[…]}
  mutating func write(
    _ row: ServiceRow, total: Int, scale: WindowScale, to buffer: inout OutputBuffer
  ) {
    let statistics = row.statistics
    buffer.append("{\"service\":")
    if let service = row.service { Self.string(service, &buffer) } else { buffer.append("null") }
    buffer.append(",\"count\":")
    buffer.append(decimal: statistics.count)
    buffer.append(",\"share\":")
    Self.share(statistics.count, total, &buffer)
    buffer.append(",\"errors\":")
    buffer.append(decimal: row.errors)
    buffer.append(",\"error_share\":")
    Self.share(row.errors, statistics.count, &buffer)
    Self.importance(row.importance, row.reason, &buffer)
    course(statistics, &buffer)
    buffer.append(",\"patterns\":")
    buffer.append(decimal: row.patterns)
    if let worst = row.worst {
      buffer.append(",\"worst\":{")
      Self.pattern(worst, &buffer)
      Self.importance(worst.importance, worst.reason.text, &buffer)
      buffer.append("}")
    }
    windows(statistics.buckets.values(scale), scale, &buffer)
    buffer.append("}\n")
    buffer.commit()
  }

  private static func pattern(_ row: SummaryRow, _ buffer: inout OutputBuffer) {
    buffer.append("\"cluster_id\":\"")
    buffer.append(text: row.id)
    buffer.append("\",\"template\":")
    string(row.template, &buffer)
    buffer.append(",\"count\":")
    buffer.append(decimal: row.statistics.count)
  }

  /// When the lines came, and at which levels.
  private mutating func course(_ statistics: ClusterStatistics, _ buffer: inout OutputBuffer) {
    time("first", statistics.first, &buffer)
    time("last", statistics.last, &buffer)
    levels(statistics, &buffer)
  }

  /// A share of 1 with four decimals.
  static func share(_ part: Int, _ total: Int, _ buffer: inout OutputBuffer) {
    // In floating point, because a count times ten thousand may not fit an integer.
    let exact = total > 0 ? Double(part) / Double(total) * 10_000 : 0
    fraction(Int(exact.rounded()), &buffer)
  }

  private static func fraction(_ tenThousandths: Int, _ buffer: inout OutputBuffer) {
    buffer.append(decimal: tenThousandths / 10_000)
    buffer.append(UInt8(ascii: "."))
    buffer.append(UInt64(tenThousandths % 10_000), width: 4)
  }

  private static func importance(
    _ importance: Importance, _ reason: String, _ buffer: inout OutputBuffer
  ) {
    buffer.append(",\"importance\":")
    fraction(importance.tenThousandths, &buffer)
    buffer.append(",\"reason\":\"")
    buffer.append(text: reason)
    buffer.append("\"")
  }

  mutating func time(
    _ name: StaticString, _ value: Timestamp?, _ buffer: inout OutputBuffer
  ) {
    guard let value else { return }
    buffer.append(",\"")
    buffer.append(name)
    buffer.append("\":\"")
    let hasFraction = value.nanoseconds % 1_000_000_000 != 0
    timestamps.write(value, fractionDigits: hasFraction ? 3 : 0, to: &buffer)
    buffer.append("\"")
  }

  private func levels(_ statistics: ClusterStatistics, _ buffer: inout OutputBuffer) {
    buffer.append(",\"levels\":{")
    var isFirst = true
    for level in Level.allCases where statistics.levels[Int(level.rawValue)] > 0 {
      buffer.append(isFirst ? "\"" : ",\"")
      isFirst = false
      buffer.append(level.text)
      buffer.append("\":")
      buffer.append(decimal: statistics.levels[Int(level.rawValue)])
    }
    buffer.append("}")
  }

  private func services(_ statistics: ClusterStatistics, _ buffer: inout OutputBuffer) {
    buffer.append(",\"services\":{")
    let sorted = statistics.services.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }
    for (index, service) in sorted.enumerated() {
      if index > 0 { buffer.append(",") }
      Self.string(service.key, &buffer)
      buffer.append(":")
      buffer.append(decimal: service.value)
    }
    buffer.append("}")
    guard statistics.otherServices > 0 else { return }
    buffer.append(",\"other_services\":")
    buffer.append(decimal: statistics.otherServices)
  }

  private func windows(_ counts: [Int], _ scale: WindowScale, _ buffer: inout OutputBuffer) {
    guard !counts.isEmpty else { return }
    buffer.append(",\"window_seconds\":")
    buffer.append(decimal: Int(scale.width / 1_000_000_000))
    buffer.append(",\"per_window\":[")
    for (index, count) in counts.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append(decimal: count)
    }
    buffer.append("]")
  }

  /// A JSON string in which the control characters that JSON leaves alone (DEL, C1) are escapes too: a summary is
  /// read on terminals.
  static func string(_ text: [UInt8], _ buffer: inout OutputBuffer) {
    let padded = text + [UInt8](repeating: 0, count: 16)
    buffer.append("\"")
    padded.withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return }
      var written = 0
      for index in text.indices {
        let isSecond = index > 0 && text[index - 1] == 0xC2 && text[index] < 0xA0
        guard text[index] == 0x7F || isSecond else { continue }
        let from = isSecond ? index - 1 : index
        buffer.append(escaping: start + written, count: from - written)
        buffer.append("\\u00")
        buffer.append(hexDigit(text[index] >> 4))
        buffer.append(hexDigit(text[index] & 15))
        written = index + 1
      }
      buffer.append(escaping: start + written, count: text.count - written)
    }
    buffer.append("\"")
  }
}
