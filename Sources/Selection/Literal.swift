import Platform
import Records

/// What a value of a record is compared with.
enum Literal: Equatable, Sendable {
  case number(Double)
  /// A whole number that a double need not hold.
  case integer(Int64)
  /// Nanoseconds.
  case duration(Double)
  case text([UInt8])
  /// A text that is a point in time.
  case time(Timestamp, [UInt8])
  /// `true`, `false` or `null`.
  case word([UInt8])

  /// A text, which may be a point in time.
  init(text: [UInt8]) {
    if let time = text.withUnsafeBufferPointer({ Timestamp(rfc3339: $0) }) {
      self = .time(time, text)
    } else {
      self = .text(text)
    }
  }
}

/// How two values stand to each other.
enum Order {
  case less, equal, greater
  /// They are of kinds that have no order.
  case none

  /// Of two comparable values.
  init<Value: Comparable>(_ left: Value, _ right: Value) {
    self = left < right ? .less : left == right ? .equal : .greater
  }
}

/// An operator between a key and a literal.
enum Comparison: Sendable {
  case equal, unequal, less, atMost, greater, atLeast

  /// Whether values that stand so satisfy it; values without an order are unequal and nothing else.
  func holds(_ order: Order) -> Bool {
    switch (self, order) {
    case (.equal, .equal), (.unequal, .less), (.unequal, .greater), (.unequal, .none): true
    case (.less, .less), (.atMost, .less), (.atMost, .equal): true
    case (.greater, .greater), (.atLeast, .greater), (.atLeast, .equal): true
    default: false
    }
  }
}

extension Literal {
  /// How a value of a record stands to the literal.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - unit: Nanoseconds that a number of this key stands for, for a literal with a unit; nil when the key does not say.
  /// - Returns: The order.
  func order(of value: RawValue, unit: Double?) -> Order {
    if value.hasEscapes {
      var text = value.decoded()
      let count = text.count
      text.append(0)
      return text.withUnsafeBufferPointer {
        order(UnsafeBufferPointer(rebasing: $0[..<count]), isString: true, unit)
      }
    }
    return order(value.bytes, isString: value.isString, unit)
  }

  /// The same for a value without escapes; the byte behind it belongs to no number.
  private func order(
    _ text: UnsafeBufferPointer<UInt8>, isString: Bool, _ unit: Double?
  ) -> Order {
    switch self {
    case .number(let number): return Number(text).map { Order($0.double, number) } ?? .none
    case .integer(let integer):
      switch Number(text) {
      case .integer(let value): return Order(value, integer)
      case .double(let value): return Order(value, Double(integer))
      case nil: return .none
      }
    case .duration(let duration):
      if !isString {
        guard let unit, let number = Number(text) else { return .none }
        return Order(number.double * unit, duration)
      }
      return Self.duration(text).map { Order($0, duration) } ?? .none
    case .time(let time, let wanted):
      if let value = Timestamp(rfc3339: text) { return Order(value, time) }
      return isString ? Self.order(text, wanted) : .none
    case .text(let wanted):
      if isString { return Self.order(text, wanted) }
      return text.elementsEqual(wanted) ? .equal : .none
    case .word(let word): return text.elementsEqual(word) ? .equal : .none
    }
  }

  /// The order of texts is that of their bytes.
  private static func order(_ text: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Order {
    let shared = min(text.count, wanted.count)
    let sign = wanted.withUnsafeBufferPointer { wanted in
      guard shared > 0, let left = text.baseAddress, let right = wanted.baseAddress else {
        return Int32(0)
      }
      return memcmp(left, right, shared)
    }
    return sign == 0 ? Order(text.count, wanted.count) : Order(sign, 0)
  }

  /// Nanoseconds of a text like `5176ms`, `1.5 s` or `1h2m3s`; nil for other texts.
  static func duration(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var total = 0.0
    var index = 0
    repeat {
      let start = index
      while index < text.count, text[index] &- 48 < 10 || text[index] == UInt8(ascii: ".") {
        index += 1
      }
      guard index > start, index < text.count,
        let number = Number(UnsafeBufferPointer(rebasing: text[start..<index]))
      else { return nil }
      if text[index] == 0x20, start == 0 { index += 1 }
      let unitStart = index
      while index < text.count, text[index] &- 48 > 9 { index += 1 }
      guard let unit = unit(text[unitStart..<index]) else { return nil }
      total += number.double * unit
    } while index < text.count
    return total
  }

  /// Nanoseconds of a unit of time.
  static func unit(_ name: some Collection<UInt8>) -> Double? {
    let units: [(StaticString, Double)] = [
      ("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9),
      ("h", 3_600e9), ("d", 86_400e9),
    ]
    for (unit, nanoseconds) in units where unit.utf8CodeUnitCount == name.count {
      let bytes = UnsafeBufferPointer(start: unit.utf8Start, count: unit.utf8CodeUnitCount)
      if name.elementsEqual(bytes) { return nanoseconds }
    }
    return nil
  }
}

/// A number as text spells it.
enum Number {
  case integer(Int64)
  case double(Double)

  /// Its value, rounded.
  var double: Double {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    }
  }

  /// Reads all of a text as JSON writes numbers; nil for other texts.
  ///
  /// The byte behind the text must be readable and belong to no number.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress, text.count > 0, text.count <= 64 else { return nil }
    var index = text[0] == UInt8(ascii: "-") ? 1 : 0
    let firstDigit = index
    var value: Int64 = 0
    while index < text.count, text[index] &- 48 < 10, index < 18 {
      value = value * 10 + Int64(text[index] &- 48)
      index += 1
    }
    guard index > firstDigit else { return nil }
    if index == text.count {
      self = .integer(firstDigit == 1 ? -value : value)
      return
    }
    for byte in text[index...] {
      let isPart =
        byte &- 48 < 10 || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      if !isPart { return nil }
    }
    if text.count <= 20, text[firstDigit...].allSatisfy({ $0 &- 48 < 10 }) {
      let digits = String(decoding: text, as: UTF8.self)
      if let whole = Int64(digits) {
        self = .integer(whole)
        return
      }
    }
    var end: UnsafeMutablePointer<CChar>?
    let read = start.withMemoryRebound(to: CChar.self, capacity: text.count) { start -> Double? in
      let value = strtod(start, &end)
      guard let end, UnsafePointer(end) == start + text.count else { return nil }
      return value
    }
    guard let read else { return nil }
    self = .double(read)
  }
}
