/// How far ahead of UTC the clocks of a place are: always the same, or by the rules of an IANA zone.
///
/// A civil time is one instant but around a change of the clocks. Where they are put forward, times that no clock showed
/// count as if it had not happened: 02:30 is the 03:30 of that night. Where they are put back, times that clocks
/// showed twice are the first of the two. So no time is ever refused, and one line's time does not hang on others.
/// (java.time and ECMAScript's Temporal, "compatible", have it so too. The live alternative, to tell the two apart by
/// the order of lines, gives one line in a thousand a better time and makes each line's time hang on
/// all before it.)
public struct Zone: Sendable {
  /// Greenwich, all year.
  public static let utc = Zone(offset: 0)

  /// One offset, and where it begins.
  struct Span: Equatable, Sendable {
    /// Seconds since the epoch, in UTC.
    var start: Int
    /// Seconds ahead of UTC.
    var offset: Int
  }

  /// Seconds ahead of UTC before the first span.
  private let first: Int
  private let spans: [Span]
  /// The civil times, in seconds, from which the spans count; ascending.
  private let civilStarts: [Int]

  /// A zone that is always as far ahead of UTC.
  ///
  /// - Parameter offset: Seconds.
  public init(offset: Int) { self.init(first: offset, spans: []) }

  /// A zone whose offset changes.
  ///
  /// - Parameters:
  ///   - first: Seconds ahead of UTC before all spans.
  ///   - spans: By ascending start.
  init(first: Int, spans: [Span]) {
    self.first = first
    self.spans = spans
    var starts: [Int] = []
    var before = first
    for span in spans {
      let start = span.start + max(before, span.offset)
      starts.append(max(start, starts.last ?? start))
      before = span.offset
    }
    civilStarts = starts
  }

  /// Seconds ahead of UTC of a zone that never changes; nil for one that does.
  public var fixedOffset: Int? { spans.isEmpty ? first : nil }

  /// Seconds ahead of UTC at an instant.
  public func offset(at time: Timestamp) -> Int {
    let (seconds, _) = time.nanoseconds.flooredDivision(by: 1_000_000_000)
    return offset(after: spans.partitioningIndex { $0.start > Int(seconds) })
  }

  /// Seconds ahead of UTC of the clocks that show a civil time; O(log of the changes).
  @inline(__always)
  public func offset(of civil: CivilTime) -> Int {
    spans.isEmpty ? first : changingOffset(of: civil)
  }

  @inline(never)
  private func changingOffset(of civil: CivilTime) -> Int {
    let days = CivilTime.daysSinceEpoch(year: civil.year, month: civil.month, day: civil.day)
    let clock = civil.hour * 3_600 + civil.minute * 60 + civil.second
    // A leap second is the last one of its minute: it changes with it.
    let seconds = days * 86_400 + clock - (civil.second == 60 ? 1 : 0)
    return offset(after: civilStarts.partitioningIndex { $0 > seconds })
  }

  private func offset(after index: Int) -> Int { index == 0 ? first : spans[index - 1].offset }
}

extension CivilTime {
  /// The timestamp of this time in a zone; nil outside the years that ``Timestamp`` covers.
  public func timestamp(in zone: Zone) -> Timestamp? { timestamp(offset: zone.offset(of: self)) }

  /// The time of a timestamp on the clocks of a zone.
  public init(_ timestamp: Timestamp, in zone: Zone) {
    let shift = Int64(zone.offset(at: timestamp)) * 1_000_000_000
    let (local, overflow) = timestamp.nanoseconds.addingReportingOverflow(shift)
    self.init(overflow ? timestamp : Timestamp(nanoseconds: local))
  }
}

extension Array {
  /// The first index whose element satisfies `isBehind`, which no element before and every one behind it does; else the end.
  fileprivate func partitioningIndex(where isBehind: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
