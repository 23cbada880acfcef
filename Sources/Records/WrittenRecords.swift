import Lines
import Platform

/// Tells of records that a filter has written what has to be known to pick and order them.
public struct WrittenRecords: ~Copyable {
  private let scanner: UnsafeMutablePointer<JSONScanner>

  /// A reader of its own.
  public init() {
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }

  /// The time of a record, with which nearly every one begins; nil when it has none.
  ///
  /// - Parameter text: The record without its line end, 64 readable bytes behind it.
  /// - Returns: The time.
  @inline(__always)
  public mutating func time(of text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    let name: StaticString = #"{"timestamp":""#
    let size = name.utf8CodeUnitCount
    guard let start = text.baseAddress, text.count > size, memcmp(start, name.utf8Start, size) == 0,
      let end = memchr(start + size, Int32(UInt8(ascii: "\"")), text.count - size)
    else { return timeElsewhere(text) }
    let count = UnsafeRawPointer(start + size).distance(to: end)
    return Timestamp(rfc3339: UnsafeBufferPointer(start: start + size, count: count))
  }

  /// The time of a record that has its keys in another order.
  @inline(never)
  private mutating func timeElsewhere(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
    withRecord(text) { $0.timestamp } ?? nil
  }

  /// Whether a record is an event.
  @inline(never)
  public mutating func isEvent(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    withRecord(text) { $0.eventKind != nil } ?? false
  }

  private mutating func withRecord<Result>(
    _ text: UnsafeBufferPointer<UInt8>, _ body: (borrowing Record) -> Result
  ) -> Result? {
    guard let start = text.baseAddress, scanner.pointee.scan(start, count: text.count) == nil else {
      return nil
    }
    return body(Record(start: start, count: text.count, scanner: scanner))
  }
}
