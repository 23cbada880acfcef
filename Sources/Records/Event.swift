/// What the stages tell each other between the records (`logline-record(5)`, "Events").
public enum EventKind: String, CaseIterable, Sendable {
  case anomaly, incident, drift, guardEvent = "guard", merge, tick
}

extension Record {
  /// The kind of event that this record is; nil for data.
  ///
  /// An object is an event when `event` is one of the list and it has `kind` and `id` too; any
  /// other `event` key is data.
  @inline(__always)
  public var eventKind: EventKind? {
    guard has(.event), has(.kind), has(.id), let event = string(.event) else { return nil }
    return EventKind(rawValue: event.text)
  }
}
