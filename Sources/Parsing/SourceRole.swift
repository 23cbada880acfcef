import Records

/// What a key of somebody else's record means to us.
enum SourceRole: UInt8, CaseIterable {
  case time, level, message, service, host, version, region, traceID, spanID, parentSpanID

  /// The usual names of each role, the best one first.
  private var names: [StaticString] {
    switch self {
    case .time:
      [
        "timestamp", "time", "@timestamp", "ts", "t", "datetime", "date", "eventTime", "asctime",
        "Timestamp", "Time", "@t", "timeStamp", "TimeStamp", "_time", "event_time", "logged_at",
      ]
    case .level:
      [
        "level", "severity", "lvl", "log_level", "loglevel", "log.level", "levelname",
        "severity_text", "SeverityText", "severityText", "Level", "@l", "LEVEL", "logLevel",
      ]
    case .message:
      [
        "message", "msg", "MESSAGE", "body", "text", "@m", "Message", "Body", "log", "@mt",
        "short_message",
        "textPayload",
      ]
    case .service:
      [
        "service", "service.name", "service_name", "serviceName", "app", "application", "app_name",
        "appname", "SYSLOG_IDENTIFIER", "name", "component",
      ]
    case .host: ["host", "hostname", "host.name", "host_name", "_HOSTNAME"]
    case .version: ["version", "service.version", "app_version"]
    case .region: ["region", "cloud.region"]
    case .traceID:
      ["trace_id", "traceId", "traceID", "trace.id", "TraceId", "dd.trace_id", "traceid"]
    case .spanID: ["span_id", "spanId", "spanID", "span.id", "SpanId", "dd.span_id", "spanid"]
    case .parentSpanID: ["parent_span_id", "parentSpanId", "parent_id"]
    }
  }

  /// The roles by the bytes of their names: the code is `role | rank << 4`, a lower rank being the better name.
  static func table() -> KeyTable {
    var entries: [(key: StaticString, code: UInt8)] = []
    for role in allCases {
      for (rank, name) in role.names.enumerated() {
        entries.append((name, role.rawValue | UInt8(min(rank, 15)) << 4))
      }
    }
    return KeyTable(entries)
  }
}
