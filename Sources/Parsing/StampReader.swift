import Lines

/// Reads stamps like ``StampGrammar``, and those of the same form and day as an earlier one in a tenth of the time.
///
/// Neighbouring lines have stamps of one form that differ in the clock only. So the texts of the last stamps are kept, one
/// for each place in the order of a line's stamps: where a new stamp has the same bytes everywhere but in the digits of clock and
/// fraction, and digits there, the grammar would read it the same way, and only the digits are
/// read. Everything else goes to the grammar.
struct StampReader: ~Copyable {
  private static let longest = 48
  private static let places = 4

  /// A stamp read before.
  private struct Known {
    var stamp = Stamp()
    /// Bytes of it; 0 for none.
    var length = 0
    /// Bytes that may differ if they are digits; bit i stands for byte i.
    var free: UInt64 = 0
    /// The byte behind it, which told the grammar that it had ended.
    var follower: UInt8 = 0
    var clock = 0
    var isSpread = false
    var fraction = 0
    var scale = 1
  }

  private let known: UnsafeMutablePointer<Known>
  /// The texts of the known stamps, ``longest`` + 16 bytes each.
  private let texts: UnsafeMutablePointer<UInt8>
  private var place = 0

  init() {
    known = .allocate(capacity: Self.places)
    known.initialize(repeating: Known(), count: Self.places)
    texts = .allocate(capacity: Self.places * (Self.longest + 16))
    texts.initialize(repeating: 0, count: Self.places * (Self.longest + 16))
  }

  deinit {
    known.deallocate()
    texts.deallocate()
  }

  /// The stamp found last.
  var stamp: Stamp { known[place].stamp }

  /// Looks for a stamp at `start`, the line's `ordinal`th; ``stamp`` then has it.
  @inline(__always)
  mutating func match(
    _ text: UnsafePointer<UInt8>, count: Int, at start: Int, ordinal: Int
  ) -> Bool {
    place = ordinal & (Self.places - 1)
    let length = known[place].length
    if length > 0, start &+ length < count, isSameForm(text + start, count &- start) {
      return reread(text + start, start)
    }
    return read(text, count, start)
  }

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
    switch next {
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "U"), UInt8(ascii: "G"),
      UInt8(ascii: "A"), UInt8(ascii: "P"), UInt8(ascii: "a"), UInt8(ascii: "p"):
      return false
    case UInt8(ascii: "1")...UInt8(ascii: "2"): return known[place].stamp.gap != .year
    default: return true
    }
  }

  /// The known stamp with the digits at `text`.
  @inline(__always)
  private mutating func reread(_ text: UnsafePointer<UInt8>, _ start: Int) -> Bool {
    let entry = known + place
    let step = entry.pointee.isSpread ? 3 : 2
    let clock = text + entry.pointee.clock
    let hour = pair(clock)
    let minute = pair(clock + step)
    let second = pair(clock + 2 &* step)
    guard hour < 24, minute < 60, second <= 60 else { return false }
    entry.pointee.stamp.civil.hour = hour
    entry.pointee.stamp.civil.minute = minute
    entry.pointee.stamp.civil.second = second
    let digits = entry.pointee.stamp.fractionDigits
    if digits > 0 {
      var value = 0
      let fraction = entry.pointee.fraction
      for index in fraction..<fraction &+ digits {
        value = value &* 10 &+ Int(text[index] &- 48)
      }
      entry.pointee.stamp.civil.nanosecond = value &* entry.pointee.scale
    }
    entry.pointee.stamp.end = start &+ entry.pointee.length
    return true
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
    defer { known[place] = entry }
    guard stamp.clock >= start, stamp.end - start <= Self.longest, stamp.end < count,
      stamp.epoch == nil
    else { return }
    entry.length = stamp.end - start
    (texts + place * (Self.longest + 16)).update(from: text + start, count: entry.length)
    entry.follower = text[stamp.end]
    entry.clock = stamp.clock - start
    entry.isSpread = text[stamp.clock + 2] &- 48 > 9
    for part in 0..<3 {
      entry.free |= 0b11 << UInt64(entry.clock + part * (entry.isSpread ? 3 : 2))
    }
    entry.fraction = stamp.fraction - start
    for _ in stamp.fractionDigits..<9 { entry.scale *= 10 }
    for index in 0..<stamp.fractionDigits { entry.free |= 1 << UInt64(entry.fraction + index) }
  }
}
