import Lines

/// What the digits of a known stamp have to be for a text with its bytes, but for digits, to be a stamp of the same form and year.
///
///     2005-06-09 06:07:04    the same: 2005; the date read last, or a date: 06-09; below 24:60:60: the clock
///
/// Digits that have to be the same are two words of eight bytes; the date is mostly the one that was read last; of the
/// clock the digits of minute and second are held against limits in one addition. So it costs some 30
/// instructions, where reading all of the stamp costs 150.
struct QuickStamp {
  /// A number for each text that was learned; the greatest one for none, of which nothing can be told.
  private(set) var shape = UInt32.max
  private var isEpoch = false
  private var first = ByteWindow()
  private var second = ByteWindow()
  /// Where month and day stand, and those read last.
  private var month = -1
  private var date: UInt64 = 0
  /// What the year inference knew when it was told of that date; -1 when it has not been.
  var noted = -1
  private var clock = -1
  /// What makes the highest bit of a byte of the clock stand when its digit is above `5`, and those bits.
  private var limits: UInt64 = 0
  private var overflow: UInt64 = 0

  /// Knows no stamp.
  init() {}

  /// Knows the stamp at `text`, 16 readable bytes behind it.
  ///
  /// - Parameters:
  ///   - text: The stamp.
  ///   - length: Bytes of it.
  ///   - free: Bytes that may differ; bit i stands for byte i.
  ///   - month: Where two digits of the month stand, and behind a byte those of the day; -1 for none.
  ///   - clock: Where two digits of the hour stand; -1 for none.
  ///   - step: From there to the minute, and on to the second.
  ///   - isEpoch: Whether it is a count of time.
  ///   - shape: A number that no other stamp has.
  init(
    _ text: UnsafePointer<UInt8>, length: Int, free: UInt64, month: Int, clock: Int, step: Int,
    isEpoch: Bool, shape: UInt32
  ) {
    self.month = month
    if month >= 0 { setDate(text) }
    var kept = (0..<length).filter { text[$0] &- 48 < 10 && free >> UInt64($0) & 1 == 0 }
    first = ByteWindow(text, taking: &kept)
    second = ByteWindow(text, taking: &kept)
    // Digits in more places than that are left to others.
    guard kept.isEmpty else { return }
    self.shape = shape
    self.isEpoch = isEpoch
    self.clock = clock
    for place in [step, 2 * step] {
      limits |= (0x80 - 0x36) << UInt64(place * 8)
      overflow |= 0x80 << UInt64(place * 8)
    }
  }

  /// Whether a text with the known bytes, but for digits, is such a stamp for sure.
  @inline(__always)
  mutating func holds(_ text: UnsafePointer<UInt8>) -> Bool {
    if first.differs(text) | second.differs(text) != 0 { return false }
    if isEpoch { return text[0] &- 49 < 3 }
    if month >= 0, !hasDate(text), !takeDate(text) { return false }
    if clock < 0 { return true }
    let digits = eightBytes(text + clock)
    // Two digits compare as numbers do, the first one being the higher byte.
    let hour = UInt16(truncatingIfNeeded: digits).byteSwapped
    return hour < 0x3234 && (digits &+ limits) & overflow == 0
  }

  /// Takes the month and day of a text as read last, if each year has such a day: 29 February is for the grammar.
  @inline(never)
  mutating func takeDate(_ text: UnsafePointer<UInt8>) -> Bool {
    let month = twoDigits(text + self.month)
    let day = twoDigits(text + self.month + 3)
    let isLong = month > 0 && month < 13 && 0b1_0101_1010_1010 &>> month & 1 == 1
    guard month > 0, month < 13, day > 0,
      day < 29 || month != 2 && (day < 31 || day == 31 && isLong)
    else { return false }
    setDate(text)
    return true
  }

  private mutating func setDate(_ text: UnsafePointer<UInt8>) {
    date = eightBytes(text + month) & Self.dateMask
    noted = -1
  }

  /// Whether a text has the month and day that were read last, or the stamp always has the same.
  @inline(__always)
  func hasDate(_ text: UnsafePointer<UInt8>) -> Bool {
    month < 0 || eightBytes(text + month) & Self.dateMask == date
  }

  private static let dateMask: UInt64 = 0xFF_FFFF_FFFF
}

/// The number that two digits are.
@inline(__always)
func twoDigits(_ text: UnsafePointer<UInt8>) -> Int {
  Int(text[0] &- 48) &* 10 &+ Int(text[1] &- 48)
}
