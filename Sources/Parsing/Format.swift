/// The formats that a user can ask for and that a record can name.
///
/// Header lines are named after their parts instead: `stamp-level-thread-logger`.
public enum Format: String, CaseIterable, Sendable {
  case json, logfmt, csv, tsv
  case rfc3164 = "syslog-rfc3164"
  case rfc5424 = "syslog-rfc5424"
  case header
  case kubernetesEvents = "kubernetes-event"
  case rolloutHistory = "rollout-history"
  case prometheus, raw

  /// The name as it stands in a record.
  var text: StaticString {
    switch self {
    case .json: "json"
    case .logfmt: "logfmt"
    case .csv: "csv"
    case .tsv: "tsv"
    case .rfc3164: "syslog-rfc3164"
    case .rfc5424: "syslog-rfc5424"
    case .header: "header"
    case .kubernetesEvents: "kubernetes-event"
    case .rolloutHistory: "rollout-history"
    case .prometheus: "prometheus"
    case .raw: "raw"
    }
  }

  /// The position in the list of formats.
  var index: Int {
    switch self {
    case .json: 0
    case .logfmt: 1
    case .csv: 2
    case .tsv: 3
    case .rfc3164: 4
    case .rfc5424: 5
    case .header: 6
    case .raw: 10
    case .kubernetesEvents: 7
    case .rolloutHistory: 8
    case .prometheus: 9
    }
  }

  /// Whether `name` is one that lparse gives: a format, or parts of a header joined by `-`.
  static func isKnown(_ name: String) -> Bool {
    if Format(rawValue: name) != nil { return true }
    let parts = Set(HeaderPart.allCases.map { $0.text.description })
    return !name.isEmpty
      && name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy {
        parts.contains(String($0))
      }
  }
}
