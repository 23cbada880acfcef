import Lines

/// Reads stamps like ``StampGrammar``, and those of the same form and day as an earlier one in a tenth of the time.
///
/// Neighbouring lines have stamps of one form that differ in the clock only. So the texts of the last stamps are kept, one
/// for each place in the order of a line's stamps: where a new stamp has the same bytes everywhere but in the digits of clock and
/// fraction, and digits there, the grammar would read it the same way. Its digits are read only when somebody
/// asks (``completed(_:_:)``): once a stamp's day is known in UTC, ``put(_:_:to:)`` copies them from text to text.
struct StampReader: ~Copyable {
  private static let longest = 48
  private static let places = 4

  /// A stamp read before.
  private struct Known {
    var stamp = Stamp()
    /// Where the stamp found last begins and ends.
    var start = 0
    var end = 0
    /// Bytes of it; 0 for none.
    var length = 0
    /// Bytes that may differ if they are digits; bit i stands for byte i.
    var free: UInt64 = 0
    /// The byte behind it, which told the grammar that it had ended.
    var follower: UInt8 = 0
    var clock = 0
    /// From the hour to the minute, and from there to the second.
    var step = 2
    var fraction = 0
    /// What the year inference knew when the day was put down; -1 when it has not been.
    var generation = -1
  }

  private let known: UnsafeMutablePointer<Known>
  /// The texts of the known stamps, ``longest`` + 16 bytes each.
  private let texts: UnsafeMutablePointer<UInt8>
  /// The texts of their days, 16 bytes each.
  private let days: UnsafeMutablePointer<UInt8>
  /// The place of the stamp found last.
  private(set) var place = 0

  init() {
    known = .allocate(capacity: Self.places)
    known.initialize(repeating: Known(), count: Self.places)
    texts = .allocate(capacity: Self.places * (Self.longest + 16))
    texts.initialize(repeating: 0, count: Self.places * (Self.longest + 16))
    days = .allocate(capacity: Self.places * 16)
    days.initialize(repeating: 0, count: Self.places * 16)
  }

  deinit {
    known.deallocate()
    texts.deallocate()
    days.deallocate()
  }

  /// Where the stamp found last ends.
  @inline(__always)
  var end: Int { known[place].end }

  /// Looks for a stamp at `start`, the line's `ordinal`th; ``place`` and ``end`` then tell of it.
  @inline(__always)
  mutating func match(
    _ text: UnsafePointer<UInt8>, count: Int, at start: Int, ordinal: Int
  ) -> Bool {
    rematch(text, count: count, at: start, ordinal: ordinal) || read(text, count, start)
  }

  /// Looks for a stamp of the known form and day at `start` only.
  @inline(__always)
  mutating func rematch(
    _ text: UnsafePointer<UInt8>, count: Int, at start: Int, ordinal: Int
  ) -> Bool {
    place = ordinal & (Self.places - 1)
    let length = known[place].length
    guard length > 0, start &+ length < count, isSameForm(text + start, count &- start),
      isInRange(text + start)
    else { return false }
    known[place].start = start
    known[place].end = start &+ length
    return true
  }

  /// What the stamp in a place leaves open.
  @inline(__always)
  func gap(_ place: Int) -> Stamp.Gap { known[place].stamp.gap }

  /// Forgets the form of the stamp in a place.
  mutating func forget(_ place: Int) { known[place].length = 0 }

  /// Whether it is a count of seconds.
  func isEpoch(_ place: Int) -> Bool { known[place].stamp.epoch != nil }

  /// The digits of its fraction.
  @inline(__always)
  func fractionDigits(_ place: Int) -> Int { known[place].stamp.fractionDigits }

  /// Whether the bytes are the known stamp's but for digits of the clock, and end like it.
  @inline(__always)
  private func isSameForm(_ text: UnsafePointer<UInt8>, _ left: Int) -> Bool {
    let last = texts + place &* (Self.longest + 16)
    let length = known[place].length
    let free = known[place].free
    var index = 0
    while index < length {
      var good = sameMask(text + index, last + index)
      good |=
        digitMask(text + index) & UInt32(truncatingIfNeeded: (free &>> UInt64(index)) & 0xFFFF)
      let rest = length &- index
      if rest < 16 { good |= ~((1 &<< UInt32(truncatingIfNeeded: rest)) &- 1) }
      if good & 0xFFFF != 0xFFFF { return false }
      index &+= 16
    }
    let follower = known[place].follower
    guard text[length] == follower else { return false }
    guard length &+ 1 < left else { return true }
    let next = text[length &+ 1]
    // `,123` would be a fraction, `-0700` a zone.
    if follower != 0x20 { return next &- 48 > 9 }
    // Behind the blank a zone, a half of the day or a year may follow: the grammar looks.
    let second = length &+ 2 < left ? text[length &+ 2] : 0
    switch next {
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return second &- 48 > 9
    case UInt8(ascii: "U"): return second != UInt8(ascii: "T")
    case UInt8(ascii: "G"): return second != UInt8(ascii: "M")
    case UInt8(ascii: "A"), UInt8(ascii: "P"), UInt8(ascii: "a"), UInt8(ascii: "p"):
      return second | 0x20 != UInt8(ascii: "m")
    case UInt8(ascii: "1")...UInt8(ascii: "2"): return known[place].stamp.gap != .year
    default: return true
    }
  }

  /// Whether the digits are an hour, a minute and a second; a leap second is for the grammar.
  @inline(__always)
  private func isInRange(_ text: UnsafePointer<UInt8>) -> Bool {
    let step = known[place].step
    let clock = text + known[place].clock
    return pair(clock) < 24 && pair(clock + step) < 60 && pair(clock + 2 &* step) < 60
  }

  /// The stamp in a place with the digits that stand in `text`, the line that it was found in.
  func completed(_ place: Int, _ text: UnsafePointer<UInt8>) -> Stamp {
    let entry = known + place
    guard entry.pointee.length > 0 else { return entry.pointee.stamp }
    var stamp = entry.pointee.stamp
    let clock = text + entry.pointee.start + entry.pointee.clock
    stamp.civil.hour = pair(clock)
    stamp.civil.minute = pair(clock + entry.pointee.step)
    stamp.civil.second = pair(clock + 2 &* entry.pointee.step)
    stamp.civil.nanosecond = 0
    var scale = 1_000_000_000
    for index in 0..<stamp.fractionDigits {
      scale /= 10
      let digit = text[entry.pointee.start + entry.pointee.fraction + index] &- 48
      stamp.civil.nanosecond += Int(digit) * scale
    }
    stamp.end = entry.pointee.end
    return stamp
  }

  // MARK: days

  /// Whether the day of the stamp in a place is known as UTC, by what the year inference knew at `generation`.
  @inline(__always)
  func hasDay(_ place: Int, _ generation: Int) -> Bool { known[place].generation == generation }

  /// Puts down the day of the stamp in a place, if its clock shows UTC: the text in front of the hour.
  ///
  /// - Parameters:
  ///   - text: `yyyy-MM-ddT`, 16 readable bytes.
  ///   - place: The stamp's place.
  ///   - generation: What the year inference knows.
  func setDay(_ text: UnsafePointer<UInt8>, _ place: Int, _ generation: Int) {
    guard known[place].length > 0, known[place].stamp.gap != .date else { return }
    (days + place * 16).update(from: text, count: 16)
    known[place].generation = generation
  }

  /// Puts the stamp in a place, whose day is known, as RFC 3339 in UTC: at most 30 bytes.
  @inline(__always)
  func put(_ place: Int, _ text: UnsafePointer<UInt8>, to output: inout OutputCursor) {
    let entry = known + place
    let start = text + entry.pointee.start
    let clock = start + entry.pointee.clock
    let step = entry.pointee.step
    output.put(short: days + place &* 16, count: 11)
    output.put(clock[0], clock[1])
    output.put(UInt8(ascii: ":"), clock[step], clock[step &+ 1])
    output.put(UInt8(ascii: ":"), clock[2 &* step], clock[2 &* step &+ 1])
    let digits = entry.pointee.stamp.fractionDigits
    if digits > 0 {
      output.put(UInt8(ascii: "."))
      output.put(short: start + entry.pointee.fraction, count: digits)
    }
    output.put(UInt8(ascii: "Z"))
  }

  @inline(__always)
  private func pair(_ text: UnsafePointer<UInt8>) -> Int {
    Int(text[0] &- 48) &* 10 &+ Int(text[1] &- 48)
  }

  /// Asks the grammar, and remembers its answer.
  @inline(never)
  private mutating func read(_ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int) -> Bool {
    guard let stamp = StampGrammar(text, count: count).match(at: start) else { return false }
    remember(stamp, text, count, start)
    return true
  }

  private mutating func remember(
    _ stamp: Stamp, _ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int
  ) {
    var entry = Known()
    entry.stamp = stamp
    entry.start = start
    entry.end = stamp.end
    defer { known[place] = entry }
    guard stamp.clock >= start, stamp.end - start <= Self.longest, stamp.end < count,
      stamp.epoch == nil, stamp.civil.second < 60
    else { return }
    entry.length = stamp.end - start
    (texts + place * (Self.longest + 16)).update(from: text + start, count: entry.length)
    entry.follower = text[stamp.end]
    entry.clock = stamp.clock - start
    entry.step = text[stamp.clock + 2] &- 48 > 9 ? 3 : 2
    for part in 0..<3 { entry.free |= 0b11 << UInt64(entry.clock + part * entry.step) }
    entry.fraction = stamp.fraction - start
    for index in 0..<stamp.fractionDigits { entry.free |= 1 << UInt64(entry.fraction + index) }
  }
}
