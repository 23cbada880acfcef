import ArgumentParser
import Records

/// A number of bytes as written on a command line: `4096`, `64K`, `10M`, `2G` (powers of 1024).
public struct ByteSize: ExpressibleByArgument, Sendable, CustomStringConvertible {
  /// The number of bytes; at least 1.
  public var bytes: Int

  /// Takes a number of bytes.
  public init(bytes: Int) { self.bytes = bytes }

  /// Reads digits with an optional unit; nil for anything else, for 0 and for what an `Int` cannot hold.
  public init?(argument: String) {
    var digits = Substring(argument)
    var scale = 1
    if let unit = digits.last, let power = ["K": 10, "M": 20, "G": 30][unit.uppercased()] {
      scale = 1 << power
      digits.removeLast()
    }
    guard digits.allSatisfy(\.isASCII), let number = Int(digits), number > 0 else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: scale)
    if overflow { return nil }
    self.bytes = bytes
  }

  /// The largest unit that gives a whole number.
  public var description: String {
    for (unit, power) in [("G", 30), ("M", 20), ("K", 10)] where bytes % (1 << power) == 0 {
      return "\(bytes >> power)\(unit)"
    }
    return "\(bytes)"
  }
}

/// A span of time as written on a command line: `90s`, `10m`, `2h`, `7d`.
public struct TimeSpan: ExpressibleByArgument, Sendable, CustomStringConvertible {
  /// Nanoseconds; at least a second.
  public var nanoseconds: Int64

  private static let units: [(name: Character, seconds: Int64)] = [
    ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
  ]

  /// Takes seconds.
  public init(seconds: Int64) { nanoseconds = seconds * 1_000_000_000 }

  /// Reads digits with a unit; nil for anything else, for 0, and for more than a century.
  public init?(argument: String) {
    guard let unit = Self.units.first(where: { $0.name == argument.last }),
      argument.dropLast().utf8.allSatisfy({ $0 &- 48 < 10 }),
      let number = Int64(argument.dropLast()), number > 0, number <= 3_200_000_000 / unit.seconds
    else { return nil }
    self.init(seconds: number * unit.seconds)
  }

  /// Milliseconds.
  public var milliseconds: Int { Int(nanoseconds / 1_000_000) }

  /// The largest unit that gives a whole number.
  public var description: String {
    let seconds = nanoseconds / 1_000_000_000
    for unit in Self.units where seconds % unit.seconds == 0 {
      return "\(seconds / unit.seconds)\(unit.name)"
    }
    return "\(seconds)s"
  }
}

/// A point in time as written on a command line: RFC 3339 with a zone.
public struct TimeArgument: ExpressibleByArgument, Sendable {
  /// The time.
  public var timestamp: Timestamp

  /// Reads RFC 3339; nil for anything else.
  public init?(argument: String) {
    var text = argument
    guard let time = text.withUTF8({ Timestamp(rfc3339: $0) }) else { return nil }
    timestamp = time
  }
}
