import Records

/// The counts of every service of a run.
///
/// Memory: at most ``maximumServices`` services, some 4 KB each; the lines of those beyond are counted together.
struct ServiceSummary {
  static let maximumServices = 1_000

  /// What is counted of one service.
  struct Counts {
    /// Its lines; services and sample are not used.
    var lines = ClusterStatistics()
    /// Those of them that are errors; levels are not used either.
    var errors = ClusterStatistics()
  }

  /// By name; nil for records without a service.
  private(set) var services: [[UInt8]?: Counts] = [:]
  /// Lines of services beyond the most.
  private(set) var otherLines = 0

  mutating func add(
    _ weight: Int, level: Level?, service: [UInt8]?, time: Timestamp?, window: Int64?,
    _ scale: WindowScale
  ) {
    guard services.count < Self.maximumServices || services[service] != nil else {
      otherLines += weight
      return
    }
    services[service, default: Counts()].lines.add(
      weight, level: level, service: nil, time: time, window: window, scale)
    guard let level, level >= .error else { return }
    services[service]?.errors.add(
      weight, level: nil, service: nil, time: time, window: window, scale)
  }
}

/// One row of a summary by service.
struct ServiceRow: Listed {
  /// Nil for records without a service.
  var service: [UInt8]?
  var statistics: ClusterStatistics
  /// Patterns that the service has lines of.
  var patterns: Int
  /// Its most important pattern; nil when all of its patterns are gone.
  var worst: SummaryRow?
  /// How it compares with the model, else with itself in the rest of the log.
  var reason: String

  /// Lines that are ERROR or FATAL.
  var errors: Int {
    statistics.levels[Int(Level.error.rawValue)] + statistics.levels[Int(Level.fatal.rawValue)]
  }

  /// A service is as important as its most important pattern.
  var importance: Importance {
    worst?.importance ?? Importance(level: nil, unusual: 0, lines: 0, of: 0, services: 1)
  }

  var lines: Int { statistics.count }
  var firstTime: Timestamp? { statistics.first }
  var lastTime: Timestamp? { statistics.last }
  var name: String { service.map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
