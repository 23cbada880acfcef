import Records

/// Reads what Prometheus answers to `query_range` and `query`, held against thresholds.
///
/// Each time that a series passes one is an event, its first value too if that is behind it already. That it came back is none.
/// A series is of the threshold of its name; one without a name, as every expression gives them, is of each threshold.
///
/// Source: the HTTP API of Prometheus, "Expression query result formats".
enum PrometheusAnswer {
  /// Labels that name the workload, best first; `pod` and `job` where there is none of them.
  private static let serviceLabels: [StaticString] = [
    "service", "app_kubernetes_io_name", "app", "deployment", "container", "pod", "job",
  ]

  /// The events of a line; nil when it is no such answer.
  ///
  /// - Parameters:
  ///   - record: A JSON object.
  ///   - thresholds: At least one.
  /// - Returns: The events, perhaps none, pointing into the line.
  static func read(_ record: borrowing Record, _ thresholds: [MetricThreshold]) -> [InputEvent]? {
    guard record.value(ofKey: Array("status".utf8))?.isText("success") == true,
      let data = record.value(ofKey: Array("data".utf8)), let type = data.member("resultType"),
      type.isText("matrix") || type.isText("vector"), let result = data.member("result")
    else { return nil }
    var events: [InputEvent] = []
    NestedMembers.forEachElement(of: result) { series in
      let name = series.member("metric")?.member("__name__")
      for threshold in thresholds where name.map({ $0.isText(threshold.metric) }) ?? true {
        events += passages(series, threshold)
      }
    }
    return events
  }

  private static func passages(_ series: RawValue, _ threshold: MetricThreshold) -> [InputEvent] {
    var events: [InputEvent] = []
    var wasPassed = false
    func take(_ sample: RawValue) {
      guard let time = NestedMembers.element(of: sample, at: 0), !time.isString,
        let value = NestedMembers.element(of: sample, at: 1), let number = Double(value.text)
      else { return }
      let isPassed = threshold.isPassed(by: number)
      if isPassed, !wasPassed { events.append(event(series, time, value, threshold)) }
      wasPassed = isPassed
    }
    if let values = series.member("values") {
      NestedMembers.forEachElement(of: values, take)
    } else if let value = series.member("value") {
      take(value)
    }
    return events
  }

  private static func event(
    _ series: RawValue, _ time: RawValue, _ value: RawValue, _ threshold: MetricThreshold
  ) -> InputEvent {
    var event = InputEvent()
    event.time = time.bytes.baseAddress.map { SourceText(start: $0, count: time.bytes.count) }
    event.message = Array(threshold.message(value.text).utf8)
    event.add("kind", word: "metric_threshold")
    event.add("metric", word: threshold.metric)
    // Prometheus spells numbers as strings; `+Inf` stays one.
    event.add("value", RawValue(bytes: value.bytes, isString: !isJSONNumber(value.bytes)))
    event.members += Array(",\"threshold\":\(threshold.limitText)".utf8)
    guard let labels = series.member("metric") else { return event }
    event.record.service = serviceLabels.lazy.compactMap { labels.member($0)?.sourceText }.first
    event.record.host = (labels.member("node") ?? labels.member("instance"))?.sourceText
    NestedMembers.forEach(of: labels) { key, value in
      if !key.elementsEqual("__name__".utf8) { event.addField(key, value) }
    }
    return event
  }
}
