import Records

/// Reads what `kubectl get events -o json` prints: a list of events of the API `v1` or `events.k8s.io`, or one of them.
///
/// An audit log has objects of the kind `Event`, too, with another `apiVersion`: those are records like any other.
///
/// Source: the Kubernetes API reference, Event v1 core and Event v1 events.k8s.io; for the wordings of `ScalingReplicaSet`
/// the deployment controller (pkg/controller/deployment/sync.go).
enum KubernetesEvents {
  /// The kinds that later stages know, by the reasons that Kubernetes gives; other reasons are kinds of their own.
  private static let kinds: [String: String] = [
    "Killing": "restart", "BackOff": "restart", "SuccessfulRescale": "scale",
    "SandboxChanged": "restart", "Rebooted": "restart", "OOMKilling": "oom", "SystemOOM": "oom",
  ]

  /// Members whose content is told by other keys of the record.
  private static let told = ["apiVersion", "kind", "metadata", "message", "note"]

  /// The events of a line; nil when it is no such document.
  ///
  /// - Parameter record: A JSON object that has a `kind`.
  /// - Returns: At least one event, pointing into the line.
  static func read(_ record: borrowing Record) -> [InputEvent]? {
    guard let kind = record.string(.kind) else { return nil }
    let document = RawValue(bytes: record.bytes, isString: false)
    if kind.isText("Event") { return event(document).map { [$0] } }
    guard kind.isText("List") || kind.isText("EventList"), let items = document.member("items")
    else { return nil }
    var events: [InputEvent] = []
    var isAll = true
    NestedMembers.forEachElement(of: items) { item in
      if let event = event(item, inList: kind.isText("EventList")) {
        events.append(event)
      } else {
        isAll = false
      }
    }
    return isAll && !events.isEmpty ? events : nil
  }

  /// What an item says; nil when it is no event.
  ///
  /// In a list of events alone the items need not say what they are.
  private static func event(_ item: RawValue, inList: Bool = false) -> InputEvent? {
    let version = item.member("apiVersion")
    let isEvent = item.member("kind")?.isText("Event") ?? inList
    let isOurs =
      version.map { $0.isText("v1") || $0.isString && $0.text.hasPrefix("events.k8s.io/") }
      ?? inList
    guard isEvent, isOurs, let object = item.member("involvedObject") ?? item.member("regarding")
    else { return nil }
    var event = InputEvent()
    event.time = time(item)
    event.record.message = (item.member("message") ?? item.member("note"))?.sourceText
    event.record.level = item.member("type")?.isText("Warning") == true ? .warn : .info
    setSpeaker(object, item, &event)
    event.add("kind", word: kind(item))
    if let id = item.member("metadata")?.member("uid") { event.add("id", id) }
    if let metadata = item.member("metadata") {
      NestedMembers.forEach(of: metadata) { key, value in
        if key.elementsEqual("namespace".utf8) { event.addField(key, value) }
      }
    }
    NestedMembers.forEach(of: item) { key, value in
      if told.contains(where: { key.elementsEqual($0.utf8) })
        || value.bytes.elementsEqual("null".utf8)
      {
        return
      }
      event.addField(key, value)
    }
    return event
  }

  /// The workload and the host that an event is about.
  private static func setSpeaker(_ object: RawValue, _ item: RawValue, _ event: inout InputEvent) {
    let name = object.member("name")
    if object.member("kind")?.isText("Node") == true {
      event.record.host = name?.sourceText
    } else {
      event.record.service = name?.sourceText
      if object.member("kind")?.isText("ReplicaSet") == true, let name = name?.sourceText,
        let count = workloadLength(ofReplicaSet: name.bytes)
      {
        event.record.service?.count = count
      }
      event.record.host = item.member("source")?.member("host")?.sourceText
    }
  }

  /// When it was seen last: one event stands for all of its kind.
  private static func time(_ item: RawValue) -> SourceText? {
    let series = item.member("series")?.member("lastObservedTime")
    let places = [
      series, item.member("lastTimestamp"), item.member("deprecatedLastTimestamp"),
      item.member("eventTime"), item.member("firstTimestamp"),
      item.member("deprecatedFirstTimestamp"), item.member("metadata")?.member("creationTimestamp"),
    ]
    return places.lazy.compactMap { $0?.sourceText }.first
  }

  private static func kind(_ item: RawValue) -> String {
    let reason = item.member("reason")?.text ?? ""
    let message = (item.member("message") ?? item.member("note"))?.text ?? ""
    switch reason {
    case "ScalingReplicaSet": return isRollout(message) ? "deploy" : "scale"
    // Of an image that cannot be pulled nothing is started again.
    case "BackOff" where !message.contains("restart"): return "back_off"
    default: return kinds[reason] ?? words(of: reason)
    }
  }

  /// Whether a replica set is new, or had no pods: its number of pods is not stated before the new one, or was 0.
  private static func isRollout(_ message: String) -> Bool {
    guard message.hasPrefix("Scaled up") else { return false }
    let words = message.split(separator: " ")
    guard let from = words.firstIndex(of: "from"), from + 1 < words.count else { return true }
    return words[from + 1] == "0"
  }

  /// `FailedScheduling` as `failed_scheduling`; `other` where nothing is left.
  private static func words(of reason: String) -> String {
    var words = ""
    var followsSmall = false
    for scalar in reason.unicodeScalars.prefix(64) {
      let isCapital = ("A"..."Z").contains(scalar)
      if isCapital, followsSmall { words += "_" }
      followsSmall = ("a"..."z").contains(scalar)
      if isCapital || followsSmall || ("0"..."9").contains(scalar) {
        words += String(scalar).lowercased()
      }
    }
    return words.isEmpty ? "other" : words
  }
}
