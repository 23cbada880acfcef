/// What kind of value stands in a template's place; one vocabulary with the redaction placeholders.
public enum ValueType: UInt8, CaseIterable, Sendable {
  case any, number, ip, host, port, url, email, path, uuid, mac, hex, time, duration, size, id,
    text,
    boolean, version, percent

  /// Stands for the value in the hash of a row.
  @inline(__always)
  var hash: UInt64 { 0x9E6C_63D0_876A_9A47 &* (UInt64(rawValue) &+ 1) }

  /// The placeholder as it stands in a template.
  public var placeholder: StaticString {
    switch self {
    case .any: "<*>"
    case .number, .port: "<NUM>"
    case .ip: "<IP>"
    case .host: "<HOST>"
    case .url: "<URL>"
    case .email: "<EMAIL>"
    case .path: "<PATH>"
    case .uuid: "<UUID>"
    case .mac: "<MAC>"
    case .hex: "<HEX>"
    case .time: "<TIME>"
    case .duration: "<DURATION>"
    case .size: "<SIZE>"
    case .id: "<ID>"
    case .text: "<STR>"
    case .boolean: "<BOOL>"
    case .version: "<VERSION>"
    case .percent: "<PERCENT>"
    }
  }
}
