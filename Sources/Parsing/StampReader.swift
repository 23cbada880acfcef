import Lines
import Records

/// Reads stamps like ``StampGrammar``, and those of the same form and year as an earlier one in a tenth of the time.
///
/// Neighbouring lines have stamps of one form that differ in the clock only. So the texts of earlier stamps are kept, each
/// in a place: where a new stamp has the same bytes everywhere but in the digits of clock and
/// fraction (and of month and day, if both are numbers behind the year), and digits in their ranges there, the grammar would
/// read it the same way. Its digits are read only when somebody
/// asks (``stamp(_:_:_:count:)``): once a stamp's day is known in UTC, ``put(_:_:_:to:)`` copies them from text to text.
///
/// Memory: ``places`` stamps.
struct StampReader: ~Copyable {
  static let longest = 48
  /// How many stamps are kept; a power of two.
  static let places = 64

  /// A stamp read before.
  private struct Known {
    var stamp = Stamp()
    /// Bytes of it; 0 for none.
    var length = 0
    /// Bytes that may differ if they are digits; bit i stands for byte i.
    var free: UInt64 = 0
    /// The byte behind it, which told the grammar that it had ended.
    var follower: UInt8 = 0
    var isEpoch = false
    /// What the token of such a stamp says of it.
    var kind: UInt32 = 0
    /// Where the hour stands; -1 for stamps without a clock that may differ.
    var clock = -1
    /// Where the month stands, if another one and another day would be read as well; else -1.
    var month = -1
    /// From the hour to the minute, and from there to the second.
    var step = 2
    var fraction = 0
    var fractionDigits = 0
    /// What the year inference knew when the day was put down; -1 when it has not been.
    var generation = -1
    /// What ``holds(_:_:_:at:)`` needs.
    var quick = QuickStamp()
  }

  private let known: UnsafeMutablePointer<Known>
  /// The texts of the known stamps, ``longest`` + 16 bytes each.
  private let texts: UnsafeMutablePointer<UInt8>
  /// The texts of their days, 16 bytes each.
  private let days: UnsafeMutablePointer<UInt8>
  /// How many stamps were put into places.
  private let shapes: UnsafeMutablePointer<UInt32>

  init() {
    known = .allocate(capacity: Self.places)
    known.initialize(repeating: Known(), count: Self.places)
    texts = .allocate(capacity: Self.places * (Self.longest + 16))
    texts.initialize(repeating: 0, count: Self.places * (Self.longest + 16))
    days = .allocate(capacity: Self.places * 16)
    days.initialize(repeating: 0, count: Self.places * 16)
    shapes = .allocate(capacity: 1)
    shapes.initialize(to: 0)
  }

  deinit {
    known.deallocate()
    texts.deallocate()
    days.deallocate()
    shapes.deallocate()
  }

  /// What the token of the stamp in a place says: see ``TokenClass``.
  @inline(__always)
  func kind(_ place: Int) -> UInt32 { known[place].kind }

  /// What to give ``holds(_:_:_:at:)`` of the form that is known in a place; the greatest number when it cannot tell.
  func shape(_ place: Int) -> UInt32 { known[place].quick.shape }

  /// Whether ``match(_:_:at:count:)`` finds a stamp in text with the same bytes, but for digits, as text in which it did.
  ///
  /// - Parameters:
  ///   - place: The stamp's place.
  ///   - shape: What ``shape(_:)`` gave then.
  ///   - text: A line, whose bytes up to the second one behind the stamp are the same; the first of them is no digit.
  ///   - start: Where the stamp begins.
  /// - Returns: False also where it is not for sure.
  @inline(__always)
  func holds(
    _ place: Int, _ shape: UInt32, _ text: UnsafePointer<UInt8>, at start: Int
  ) -> Bool {
    let quick = known + place
    return quick.pointee.quick.shape == shape && quick.pointee.quick.holds(text + start)
  }

  /// The byte behind a stamp at `start` of the form that is known in a place; -1 for other text.
  @inline(__always)
  func match(_ place: Int, _ text: UnsafePointer<UInt8>, at start: Int, count: Int) -> Int {
    let entry = known + place
    let length = entry.pointee.length
    guard length > 0, start &+ length < count else { return -1 }
    let end = start &+ length
    let last = texts + place &* (Self.longest + 16)
    let free = entry.pointee.free
    var index = 0
    while index < length {
      var good = sameMask(text + start + index, last + index)
      good |=
        digitMask(text + start + index)
        & UInt32(truncatingIfNeeded: (free &>> UInt64(index)) & 0xFFFF)
      let rest = length &- index
      if rest < 16 { good |= ~((1 &<< UInt32(truncatingIfNeeded: rest)) &- 1) }
      if good & 0xFFFF != 0xFFFF { return -1 }
      index &+= 16
    }
    guard endsHere(entry, text, end, count), isInRange(entry, text + start) else { return -1 }
    return end
  }

  /// Whether nothing that follows would belong to the stamp.
  @inline(__always)
  private func endsHere(
    _ entry: UnsafeMutablePointer<Known>, _ text: UnsafePointer<UInt8>, _ end: Int, _ count: Int
  ) -> Bool {
    let follower = entry.pointee.follower
    guard text[end] == follower else { return false }
    if end &+ 1 >= count { return true }
    let next = text[end &+ 1]
    // `,123` would be a fraction, `-0700` a zone, and `: 10:30:45` behind a date its clock.
    if follower != 0x20 {
      let isDate = entry.pointee.clock < 0 && !entry.pointee.isEpoch
      return next &- 48 > 9 && !(isDate && next == 0x20)
    }
    if entry.pointee.isEpoch { return true }
    // Behind the blank a clock, a zone, a half of the day or a year may follow: the grammar looks.
    if entry.pointee.clock < 0, (next | 0x20) &- 97 > 25 { return false }
    let second = end &+ 2 < count ? text[end &+ 2] : 0
    switch next {
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return second &- 48 > 9
    case UInt8(ascii: "U"): return second != UInt8(ascii: "T")
    case UInt8(ascii: "G"): return second != UInt8(ascii: "M")
    case UInt8(ascii: "A"), UInt8(ascii: "P"), UInt8(ascii: "a"), UInt8(ascii: "p"):
      return second | 0x20 != UInt8(ascii: "m")
    case UInt8(ascii: "1")...UInt8(ascii: "2"): return entry.pointee.stamp.gap != .year
    default: return true
    }
  }

  /// Whether the digits are an hour, a minute and a second; a leap second is for the grammar.
  @inline(__always)
  private func isInRange(
    _ entry: UnsafeMutablePointer<Known>, _ text: UnsafePointer<UInt8>
  ) -> Bool {
    if entry.pointee.isEpoch { return text[0] &- 49 < 3 }
    if entry.pointee.month >= 0, !entry.pointee.quick.takeDate(text) { return false }
    if entry.pointee.clock < 0 { return true }
    let step = entry.pointee.step
    let clock = text + entry.pointee.clock
    return twoDigits(clock) < 24 && twoDigits(clock + step) < 60
      && twoDigits(clock + 2 &* step) < 60
  }

  /// The date of a stamp of a known form.
  @inline(__always)
  private func date(
    _ entry: UnsafeMutablePointer<Known>, _ text: UnsafePointer<UInt8>
  ) -> CivilTime {
    var civil = entry.pointee.stamp.civil
    let month = entry.pointee.month
    if month >= 0 {
      civil.month = twoDigits(text + month)
      civil.day = twoDigits(text + month + 3)
    }
    return civil
  }

  /// The byte behind a stamp at `start` that the grammar finds, whose form is then known in a place; -1 for none.
  @inline(never)
  func read(_ place: Int, _ text: UnsafePointer<UInt8>, at start: Int, count: Int) -> Int {
    guard let stamp = StampGrammar(text, count: count).match(at: start) else { return -1 }
    remember(stamp, place, text, count, start)
    return stamp.end
  }

  /// The stamp that all of a text is, whose form is then known in a place; nil for other text.
  ///
  /// - Parameters:
  ///   - place: Where its form may be known.
  ///   - text: The text, with 16 readable bytes behind it.
  ///   - count: Bytes of it.
  /// - Returns: The stamp.
  func whole(_ place: Int, _ text: UnsafePointer<UInt8>, count: Int) -> Stamp? {
    // The byte behind the text is compared as if it ended the stamp.
    if match(place, text, at: 0, count: count &+ 1) == count {
      return stamp(place, text, 0, count: count)
    }
    guard let stamp = StampGrammar(text, count: count).match(at: 0), stamp.end == count else {
      return nil
    }
    remember(stamp, place, text, count + 1, 0)
    return stamp
  }

  /// The stamp at `start`, of the form that is known in a place.
  func stamp(
    _ place: Int, _ text: UnsafePointer<UInt8>, _ start: Int, count: Int
  ) -> Stamp? {
    let entry = known + place
    guard entry.pointee.length > 0, entry.pointee.clock >= 0 else {
      return StampGrammar(text, count: count).match(at: start)
    }
    var stamp = entry.pointee.stamp
    stamp.civil = date(entry, text + start)
    let clock = text + start + entry.pointee.clock
    stamp.civil.hour = twoDigits(clock)
    stamp.civil.minute = twoDigits(clock + entry.pointee.step)
    stamp.civil.second = twoDigits(clock + 2 &* entry.pointee.step)
    stamp.civil.nanosecond = 0
    var scale = 1_000_000_000
    for index in 0..<stamp.fractionDigits {
      scale /= 10
      let digit = text[start + entry.pointee.fraction + index] &- 48
      stamp.civil.nanosecond += Int(digit) * scale
    }
    stamp.end = start + entry.pointee.length
    return stamp
  }

  // MARK: days

  /// Whether the day of the stamp of the form in a place is known as UTC, by what the year inference knows.
  ///
  /// A full date is what it is; the inference is told of it.
  @inline(__always)
  func hasDay(
    _ place: Int, _ text: UnsafePointer<UInt8>, _ inference: inout YearInference
  ) -> Bool {
    let entry = known + place
    if entry.pointee.generation < 0 { return false }
    if entry.pointee.stamp.gap == .none {
      if entry.pointee.quick.noted == inference.generation, entry.pointee.quick.hasDate(text) {
        return true
      }
      inference.note(date(entry, text))
      entry.pointee.quick.noted = entry.pointee.quick.hasDate(text) ? inference.generation : -1
      return true
    }
    return entry.pointee.generation == inference.generation
  }

  /// Puts down the day of the stamp in a place, if its clock shows UTC: the text in front of the hour.
  ///
  /// - Parameters:
  ///   - text: `yyyy-MM-ddT`, 16 readable bytes.
  ///   - place: The stamp's place.
  ///   - generation: What the year inference knows.
  func setDay(_ text: UnsafePointer<UInt8>, _ place: Int, _ generation: Int) {
    let entry = known + place
    guard entry.pointee.length > 0, entry.pointee.clock >= 0,
      entry.pointee.stamp.gap == .none || entry.pointee.stamp.gap == .year
    else { return }
    (days + place * 16).update(from: text, count: 16)
    entry.pointee.generation = generation
  }

  /// Puts the day that was put down for a place, `yyyy-MM-ddT`, where the time of a record begins.
  @inline(__always)
  func putDay(_ place: Int, at target: UnsafeMutablePointer<UInt8>) {
    let day = UnsafeRawPointer(days + place &* 16)
    let target = UnsafeMutableRawPointer(target)
    target.storeBytes(of: day.loadUnaligned(as: UInt64.self), as: UInt64.self)
    target.storeBytes(
      of: day.loadUnaligned(fromByteOffset: 3, as: UInt64.self), toByteOffset: 3, as: UInt64.self)
  }

  /// Puts the stamp in a place, whose day is known, as RFC 3339 in UTC: at most 30 bytes.
  ///
  /// - Parameters:
  ///   - place: The stamp's place.
  ///   - text: The stamp.
  ///   - output: Where it goes.
  @inline(__always)
  func put(_ place: Int, _ text: UnsafePointer<UInt8>, to output: inout OutputCursor) {
    let entry = known + place
    let clock = text + entry.pointee.clock
    let step = entry.pointee.step
    output.put(short: days + place &* 16, count: 11)
    if entry.pointee.month >= 0 {
      let month = text + entry.pointee.month
      output.replaceLast(6, month[0], month[1])
      output.replaceLast(3, month[3], month[4])
    }
    output.put(clock[0], clock[1])
    output.put(UInt8(ascii: ":"), clock[step], clock[step &+ 1])
    output.put(UInt8(ascii: ":"), clock[2 &* step], clock[2 &* step &+ 1])
    let digits = entry.pointee.fractionDigits
    if digits > 0 {
      output.put(UInt8(ascii: "."))
      output.put(short: text + entry.pointee.fraction, count: digits)
    }
    output.put(UInt8(ascii: "Z"))
  }

  /// Where the digits of the stamp in a place come from, and where ``put(_:_:to:)`` puts them.
  func digits(_ place: Int) -> [(from: Int, to: Int)] {
    let entry = known[place]
    var pairs = [
      (entry.clock, 11), (entry.clock + entry.step, 14), (entry.clock + 2 * entry.step, 17),
    ]
    if entry.month >= 0 { pairs += [(entry.month, 5), (entry.month + 3, 8)] }
    let fraction = (0..<entry.fractionDigits).map { (entry.fraction + $0, 20 + $0) }
    return pairs.flatMap { [($0.0, $0.1), ($0.0 + 1, $0.1 + 1)] } + fraction
  }

  private func remember(
    _ stamp: Stamp, _ place: Int, _ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int
  ) {
    var entry = Known()
    shapes.pointee &+= 1
    entry.stamp = stamp
    entry.isEpoch = stamp.epoch != nil
    entry.fractionDigits = stamp.fractionDigits
    entry.kind = stamp.kindBits
    defer { known[place] = entry }
    let length = stamp.end - start
    guard entry.isEpoch || stamp.clock < 0 || stamp.civil.second < 60,
      length <= Self.longest, stamp.end < count
    else { return }
    entry.length = length
    (texts + place * (Self.longest + 16)).update(from: text + start, count: length)
    entry.follower = text[stamp.end]
    defer {
      entry.quick = QuickStamp(
        text + start, length: length, free: entry.free, month: entry.month, clock: entry.clock,
        step: entry.step, isEpoch: entry.isEpoch,
        shape: shapes.pointee)
    }
    if entry.isEpoch {
      for index in 0..<length where text[start + index] &- 48 < 10 {
        entry.free |= 1 << UInt64(index)
      }
      return
    }
    if stamp.month >= 0 {
      entry.month = stamp.month - start
      entry.free |= 0b11011 << UInt64(entry.month)
    }
    if stamp.clock < 0 { return }
    entry.clock = stamp.clock - start
    entry.step = text[stamp.clock + 2] &- 48 > 9 ? 3 : 2
    for part in 0..<3 { entry.free |= 0b11 << UInt64(entry.clock + part * entry.step) }
    entry.fraction = stamp.fraction - start
    for index in 0..<stamp.fractionDigits { entry.free |= 1 << UInt64(entry.fraction + index) }
  }
}
