import Records

/// What a summary says of one cluster.
struct ClusterStatistics {
  /// The services that are counted by name; those beyond are counted together.
  static let maximumServices = 32

  var count = 0
  var levels: InlineArray<6, Int> = InlineArray(repeating: 0)
  var services: [[UInt8]: Int] = [:]
  var otherServices = 0
  var first: Timestamp?
  var last: Timestamp?
  var buckets = TimeBuckets()
  /// The first message, decoded; at most ``maximumSample`` bytes.
  var sample: [UInt8] = []
  static let maximumSample = 1_024

  /// The beginning of a message, not cut within a character.
  static func sample(of message: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var end = min(message.count, maximumSample)
    while end > 0, end < message.count, message[end] & 0xC0 == 0x80 { end -= 1 }
    return Array(message[..<end])
  }

  /// The most severe level that a tenth of the lines or more have; nil when none has so many.
  var level: Level? {
    let least = max(1, (count + 9) / 10)
    return Level.allCases.last { levels[Int($0.rawValue)] >= least }
  }

  /// Lines that have no service.
  var linesWithoutService: Int { services.values.reduce(count - otherServices, -) }

  mutating func add(
    _ weight: Int, level: Level?, service: [UInt8]?, time: Timestamp?, window: Int64?,
    _ scale: WindowScale
  ) {
    count += weight
    if let level { levels[Int(level.rawValue)] += weight }
    if let service { add(service: service, weight) }
    if let time {
      first = min(first ?? time, time)
      last = max(last ?? time, time)
    }
    if let window { buckets.add(weight, window: window, scale) }
  }

  private mutating func add(service: [UInt8], _ weight: Int) {
    if services.count < Self.maximumServices || services[service] != nil {
      services[service, default: 0] += weight
    } else {
      otherServices += weight
    }
  }

  mutating func merge(_ other: ClusterStatistics, _ scale: WindowScale) {
    count += other.count
    for index in levels.indices { levels[index] += other.levels[index] }
    for service in other.services.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      add(service: service.key, service.value)
    }
    otherServices += other.otherServices
    if let time = other.first { first = min(first ?? time, time) }
    if let time = other.last { last = max(last ?? time, time) }
    buckets.merge(other.buckets, scale)
    if sample.isEmpty { sample = other.sample }
  }
}
