/// The names that the contract reserves at the top level of a record (`logline-record(5)`).
public enum FieldName: UInt8, CaseIterable, Sendable {
  case timestamp, level, service, host, version, region, message
  case traceID, spanID, parentSpanID
  case fields, format
  case clusterID, cluster, template, params
  case tokens, entities, features, vector, vectorKey, vectorModel
  case weight, repeats, first, last, why
  case timestampInferred, levelText, levelInferred, serviceInferred
  case truncated, continues, raw, source, redactions
  case event, kind, id

  /// The name as it stands in a record.
  public var text: StaticString {
    switch self {
    case .timestamp: "timestamp"
    case .level: "level"
    case .service: "service"
    case .host: "host"
    case .version: "version"
    case .region: "region"
    case .message: "message"
    case .traceID: "trace_id"
    case .spanID: "span_id"
    case .parentSpanID: "parent_span_id"
    case .fields: "fields"
    case .format: "format"
    case .clusterID: "cluster_id"
    case .cluster: "cluster"
    case .template: "template"
    case .params: "params"
    case .tokens: "tokens"
    case .entities: "entities"
    case .features: "features"
    case .vector: "vector"
    case .vectorKey: "vector_key"
    case .vectorModel: "vector_model"
    case .weight: "weight"
    case .repeats: "repeat"
    case .first: "first"
    case .last: "last"
    case .why: "why"
    case .timestampInferred: "timestamp_inferred"
    case .levelText: "level_text"
    case .levelInferred: "level_inferred"
    case .serviceInferred: "service_inferred"
    case .truncated: "truncated"
    case .continues: "continues"
    case .raw: "raw"
    case .source: "source"
    case .redactions: "redactions"
    case .event: "event"
    case .kind: "kind"
    case .id: "id"
    }
  }
}

extension FieldName {
  /// The names by their bytes.
  static func table() -> KeyTable {
    KeyTable(allCases.map { ($0.text, $0.rawValue) })
  }
}
