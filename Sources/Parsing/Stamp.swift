import Records

/// A time stamp found in a line, in the zone it was written in.
struct Stamp {
  /// What the text of a stamp leaves open.
  enum Gap: UInt32 {
    case none, year, date, time
  }

  /// The byte behind it.
  var end = 0
  /// What it says; parts that it lacks are those of the epoch.
  var civil = CivilTime()
  /// Digits of the fraction of a second, as written; more than nine are cut.
  var fractionDigits = 0
  /// Seconds ahead of UTC; nil when no zone is written.
  var offset: Int?
  /// What it leaves open.
  var gap = Gap.none
  /// Where the hour stands; -1 for forms whose clock ``StampReader`` does not read by itself.
  var clock = -1
  /// Where the digits of the fraction stand.
  var fraction = 0
  /// Where the two digits of the month stand, those of the day three bytes behind them, if the year is in front; else -1.
  var month = -1
  /// Set instead of `civil` by a count of seconds, milli-, micro- or nanoseconds since 1970.
  var epoch: Timestamp?

  /// What its token says of it; see ``TokenClass``.
  var kindBits: UInt32 {
    TokenClass.stamp(gap, isEpoch: epoch != nil, fractionDigits: fractionDigits)
  }
}

/// Reads time stamps of every usual form, by shape.
///
/// The forms, with `-`, `/`, `.`, or nothing between the parts of the date and blank, `T`, `_`, `-`, `.` or `:`
/// before the time:
///
///     2024-01-15T10:30:45.123Z    2024-01-15 10:30:45,123 +0100   2024/01/15 10:30:45
///     2005-06-03-15.42.50.675872  20171223-22:15:29:606           20240115103045
///     17/06/09 20:10:40           01/15/2024 10:30:45             15.01.2024 10:30:45
///     081109 203615               03-17 16:13:38.811              10.30 16:49:06
///     Jan 15 10:30:45             Sun Dec 04 04:47:44 2005        15/Jan/2024:10:30:45 +0000
///     14 Mar 2026 10:29:58.123    Mon, 02 Jan 2006 15:04:05 GMT   09:09:11.250
///     March 14, 2026 10:29:58     14 March 2026 10:29:58          Saturday, 14 March 2026 10:29:58
///     1705314645                  1705314645.123   1705314645123 (ms, µs and ns by magnitude)
///
/// A stamp is one only when what follows it is no letter or digit, and when each part is in its range.
struct StampGrammar {
  private let text: UnsafePointer<UInt8>
  private let end: Int

  /// Reads in `count` bytes at `text`.
  init(_ text: UnsafePointer<UInt8>, count: Int) {
    self.text = text
    end = count
  }

  /// The stamp that starts at `start`; nil when none does.
  func match(at start: Int) -> Stamp? {
    guard start < end else { return nil }
    let first = text[start]
    var stamp = Stamp()
    let matched: Bool
    if first &- 48 < 10 {
      matched = matchDigits(start, &stamp)
    } else if (first | 0x20) &- 97 < 26, first < 0x60 {
      matched = matchName(start, &stamp)
    } else {
      matched = false
    }
    guard matched, stamp.epoch != nil || stamp.civil.isValid else { return nil }
    if stamp.end < end, isWord(text[stamp.end]) { return nil }
    return stamp
  }

  /// The stamp `0214 01:02:03.000004` that starts at `start`, behind the level letter of glog; nil when none does.
  func matchGlog(at start: Int) -> Stamp? {
    guard digitRun(start) == 4, byte(start + 4) == blank, let date = number(start, 4) else {
      return nil
    }
    var stamp = Stamp()
    guard matchClock(start + 5, &stamp), lack(.year, &stamp) else { return nil }
    stamp.civil.month = date / 100
    stamp.civil.day = date % 100
    guard stamp.civil.isValid, stamp.end >= end || !isWord(text[stamp.end]) else { return nil }
    return stamp
  }

  // MARK: forms that begin with a digit

  private func matchDigits(_ start: Int, _ stamp: inout Stamp) -> Bool {
    let run = digitRun(start)
    let next = byte(start + run)
    switch run {
    case 4:
      guard isDateSeparator(next) else { return false }
      return matchYearFirst(start, next, &stamp)
    case 1, 2:
      if next == colon { return matchClock(start, &stamp) && lack(.date, &stamp) }
      if next == blank { return matchDayName(start, run, &stamp) }
      if isDateSeparator(next) { return matchShortDate(start, run, next, &stamp) }
      return false
    case 6, 8, 12, 14: return matchCompact(start, run, &stamp)
    case 10, 13, 16, 19: return matchEpoch(start, run, &stamp)
    default: return false
    }
  }

  /// `yyyy-MM-dd` and a time.
  private func matchYearFirst(_ start: Int, _ separator: UInt8, _ stamp: inout Stamp) -> Bool {
    guard let year = number(start, 4) else { return false }
    let monthRun = digitRun(start + 5)
    guard monthRun == 1 || monthRun == 2, byte(start + 5 + monthRun) == separator else {
      return false
    }
    let dayStart = start + 6 + monthRun
    let dayRun = min(digitRun(dayStart), 2)
    guard let month = number(start + 5, monthRun), dayRun > 0, let day = number(dayStart, dayRun)
    else { return false }
    stamp.civil.year = year
    stamp.civil.month = month
    stamp.civil.day = day
    if monthRun == 2, dayRun == 2 { stamp.month = start + 5 }
    return matchTimeAfterDate(dayStart + dayRun, &stamp)
  }

  /// The time behind a date, or none: a date alone is a stamp that lacks its time.
  private func matchTimeAfterDate(_ index: Int, _ stamp: inout Stamp) -> Bool {
    let separator = byte(index)
    let isSeparator =
      separator == blank || separator | 0x20 == UInt8(ascii: "t") || separator == UInt8(ascii: "_")
      || separator == UInt8(ascii: "-") || separator == UInt8(ascii: ".") || separator == colon
      || separator == UInt8(ascii: ",")
    if isSeparator {
      var clock = index + 1
      while byte(clock) == blank, clock < index + 4 { clock += 1 }
      if matchClock(clock, &stamp) { return true }
    }
    stamp.end = index
    return lack(.time, &stamp)
  }

  /// `MM/dd/yyyy`, `dd.MM.yyyy`, `yy/MM/dd`, `dd/Mon/yyyy` or `MM-dd`, and a time.
  private func matchShortDate(
    _ start: Int, _ run: Int, _ separator: UInt8, _ stamp: inout Stamp
  ) -> Bool {
    guard let first = number(start, run) else { return false }
    var index = start + run + 1
    if let name = monthName(index) {
      return matchNamedMonth(index + name.length, day: first, month: name.month, separator, &stamp)
    }
    let secondRun = digitRun(index)
    guard secondRun == 1 || secondRun == 2, let second = number(index, secondRun) else {
      return false
    }
    index += secondRun
    guard byte(index) == separator else {
      // No year: month first. The time must follow at once.
      guard secondRun == 2, run == 2 else { return false }
      stamp.civil.month = first
      stamp.civil.day = second
      return matchTimeAfterDate(index, &stamp) && stamp.gap == .none && lack(.year, &stamp)
    }
    let thirdRun = digitRun(index + 1)
    guard thirdRun == 2 || thirdRun == 4, let third = number(index + 1, thirdRun) else {
      return false
    }
    setShortDate((first, second, third), yearLast: thirdRun == 4, separator, &stamp)
    return matchTimeAfterDate(index + 1 + thirdRun, &stamp)
  }

  /// Which of three numbers is the year, the month and the day.
  ///
  /// With a four-digit year at the end, slashes put the month first unless it is above 12; dots and dashes
  /// the day. With two digits each, the year comes first unless that gives no date.
  private func setShortDate(
    _ parts: (Int, Int, Int), yearLast: Bool, _ separator: UInt8, _ stamp: inout Stamp
  ) {
    var yearIsLast = yearLast
    if !yearLast, parts.1 < 1 || parts.1 > 12 || parts.2 < 1 || parts.2 > 31 { yearIsLast = true }
    guard yearIsLast else {
      stamp.civil.year = century(parts.0)
      stamp.civil.month = parts.1
      stamp.civil.day = parts.2
      return
    }
    stamp.civil.year = yearLast ? parts.2 : century(parts.2)
    let monthFirst = separator == UInt8(ascii: "/") ? parts.0 <= 12 : parts.1 > 12
    stamp.civil.month = monthFirst ? parts.0 : parts.1
    stamp.civil.day = monthFirst ? parts.1 : parts.0
  }

  /// The rest of `dd/Mon/yyyy:HH:mm:ss` or `dd-Mon-yyyy HH:mm:ss`.
  private func matchNamedMonth(
    _ index: Int, day: Int, month: Int, _ separator: UInt8, _ stamp: inout Stamp
  ) -> Bool {
    guard byte(index) == separator else { return false }
    let run = digitRun(index + 1)
    guard run == 4 || run == 2, let year = number(index + 1, run) else { return false }
    stamp.civil.year = run == 4 ? year : century(year)
    stamp.civil.month = month
    stamp.civil.day = day
    return matchTimeAfterDate(index + 1 + run, &stamp) && stamp.gap == .none
  }

  /// `14 Mar 2026 10:29:58.123`.
  private func matchDayName(_ start: Int, _ run: Int, _ stamp: inout Stamp) -> Bool {
    guard let name = monthName(start + run + 1), let day = number(start, run) else { return false }
    stamp.civil.month = name.month
    stamp.civil.day = day
    let year = start + run + name.length + 2
    guard byte(year - 1) == blank else { return false }
    if digitRun(year) == 4, let value = number(year, 4) {
      stamp.civil.year = value
      return matchTimeAfterDate(year + 4, &stamp) && stamp.gap == .none
    }
    return matchClock(year, &stamp) && lack(.year, &stamp)
  }

  /// Runs of digits: `yyMMdd HHmmss`, `yyyyMMdd-HH:mm:ss`, `yyyyMMddHHmmss`.
  private func matchCompact(_ start: Int, _ run: Int, _ stamp: inout Stamp) -> Bool {
    let yearDigits = run == 8 || run == 14 ? 4 : 2
    guard let year = number(start, yearDigits), let month = number(start + yearDigits, 2),
      let day = number(start + yearDigits + 2, 2)
    else { return false }
    stamp.civil.year = yearDigits == 4 ? year : century(year)
    stamp.civil.month = month
    stamp.civil.day = day
    guard month >= 1, month <= 12, day >= 1, day <= 31, stamp.civil.year > 1969 else {
      return false
    }
    let clock = start + yearDigits + 4
    if run > 8 {
      guard setClock(clock, &stamp) else { return false }
      return matchFractionAndZone(clock + 6, &stamp)
    }
    guard isClockSeparator(byte(clock)) else { return false }
    var index = clock + 1
    while byte(index) == blank, index < clock + 3 { index += 1 }
    if matchClock(index, &stamp) { return true }
    guard digitRun(index) == 6, setClock(index, &stamp) else { return false }
    return matchFractionAndZone(index + 6, &stamp)
  }

  /// Six digits `HHmmss`.
  private func setClock(_ index: Int, _ stamp: inout Stamp) -> Bool {
    guard let hour = number(index, 2), let minute = number(index + 2, 2),
      let second = number(index + 4, 2)
    else { return false }
    stamp.civil.hour = hour
    stamp.civil.minute = minute
    stamp.civil.second = second
    stamp.clock = index
    return true
  }

  /// Seconds, milli-, micro- or nanoseconds since 1970, by the number of digits.
  private func matchEpoch(_ start: Int, _ run: Int, _ stamp: inout Stamp) -> Bool {
    // A first digit of 1 to 3 is 2001 to 2096: other counts are more likely to be ids.
    guard text[start] &- 49 < 3, let value = number(start, run) else { return false }
    var nanoseconds = value
    for _ in run..<19 { nanoseconds *= 10 }
    stamp.end = start + run
    stamp.fractionDigits = run - 10
    if run == 10, byte(stamp.end) == UInt8(ascii: ".") {
      let digits = digitRun(stamp.end + 1)
      guard digits > 0 else { return false }
      var scale = 100_000_000
      for index in stamp.end + 1..<stamp.end + 1 + min(digits, 9) {
        nanoseconds += Int(text[index] &- 48) * scale
        scale /= 10
      }
      stamp.fractionDigits = min(digits, 9)
      stamp.end += 1 + digits
    }
    stamp.epoch = Timestamp(nanoseconds: Int64(nanoseconds))
    return true
  }

  // MARK: forms that begin with a name

  /// `Jan 15 10:30:45`, `Jan 15, 2024 10:30:45`, and with the day of the week before it.
  private func matchName(_ start: Int, _ stamp: inout Stamp) -> Bool {
    var index = start
    let weekday = weekdayLength(index)
    if weekday > 0 {
      index += weekday
      if byte(index) == UInt8(ascii: ",") { index += 1 }
      guard byte(index) == blank else { return false }
      index += 1
      let run = digitRun(index)
      if run == 1 || run == 2, byte(index + run) == blank {
        return matchDayName(index, run, &stamp) && stamp.gap == .none
      }
    }
    guard let name = monthName(index), byte(index + name.length) == blank else { return false }
    index += name.length + 1
    if byte(index) == blank { index += 1 }
    let run = digitRun(index)
    guard run == 1 || run == 2, let day = number(index, run) else { return false }
    stamp.civil.month = name.month
    stamp.civil.day = day
    index += run
    if byte(index) == UInt8(ascii: ",") { index += 1 }
    guard byte(index) == blank else { return false }
    return matchAfterDay(index + 1, &stamp)
  }

  /// The rest behind `Jan 15 `: a time with the year before, behind or nowhere.
  private func matchAfterDay(_ index: Int, _ stamp: inout Stamp) -> Bool {
    if digitRun(index) == 4, let year = number(index, 4), year >= 1970 {
      stamp.civil.year = year
      return matchTimeAfterDate(index + 4, &stamp) && stamp.gap == .none
    }
    guard matchClock(index, &stamp) else { return false }
    if byte(stamp.end) == blank, digitRun(stamp.end + 1) == 4, let year = number(stamp.end + 1, 4),
      year >= 1970, year <= 2100, stamp.end + 5 >= end || !isWord(text[stamp.end + 5])
    {
      stamp.civil.year = year
      stamp.end += 5
      return true
    }
    return lack(.year, &stamp)
  }

  // MARK: parts

  /// `HH:mm:ss` with fraction, half of the day and zone.
  private func matchClock(_ index: Int, _ stamp: inout Stamp) -> Bool {
    let run = digitRun(index)
    guard run == 2 || run == 1 else { return false }
    let separator = byte(index + run)
    guard separator == colon || separator == UInt8(ascii: ".") else { return false }
    let minute = index + run + 1
    guard byte(minute + 2) == separator, let hours = number(index, run),
      let minutes = number(minute, 2), let seconds = number(minute + 3, 2)
    else { return false }
    stamp.civil.hour = hours
    stamp.civil.minute = minutes
    stamp.civil.second = seconds
    stamp.clock = run == 2 ? index : -1
    return matchFractionAndZone(minute + 5, &stamp)
  }

  private func matchFractionAndZone(_ start: Int, _ stamp: inout Stamp) -> Bool {
    var index = start
    let mark = byte(index)
    if mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") || mark == colon {
      let run = digitRun(index + 1)
      // A colon stands before milliseconds only; behind it other numbers are other things.
      if run > 0, mark != colon || run == 3 {
        setFraction(index + 1, run, &stamp)
        index += 1 + run
      }
    }
    index = matchHalfOfDay(index, &stamp)
    stamp.end = matchZone(index, &stamp)
    return true
  }

  private func setFraction(_ start: Int, _ run: Int, _ stamp: inout Stamp) {
    stamp.fractionDigits = min(run, 9)
    stamp.fraction = start
    if run > 9 { stamp.clock = -1 }
    var scale = 100_000_000
    var nanosecond = 0
    for index in start..<start + stamp.fractionDigits {
      nanosecond += Int(text[index] &- 48) * scale
      scale /= 10
    }
    stamp.civil.nanosecond = nanosecond
  }

  /// ` AM` or ` PM`; returns the byte behind.
  private func matchHalfOfDay(_ index: Int, _ stamp: inout Stamp) -> Int {
    let letter = byte(index) == blank ? index + 1 : index
    let half = byte(letter) | 0x20
    guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p"),
      byte(letter + 1) | 0x20 == UInt8(ascii: "m"), !isWord(byte(letter + 2)),
      stamp.civil.hour >= 1, stamp.civil.hour <= 12
    else { return index }
    stamp.clock = -1
    stamp.civil.hour = stamp.civil.hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
    return letter + 2
  }

  /// `Z`, ` UTC`, `+0100`, ` +01:00`, ` GMT+0100`; returns the byte behind, or `index` where no zone stands.
  private func matchZone(_ index: Int, _ stamp: inout Stamp) -> Int {
    let first = byte(index)
    if first | 0x20 == UInt8(ascii: "z"), !isWord(byte(index + 1)) {
      stamp.offset = 0
      return index + 1
    }
    let start = first == blank ? index + 1 : index
    let sign = byte(start)
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      return matchOffset(start, sign, index, &stamp)
    }
    guard first == blank, isUTC(start), !isWord(byte(start + 3)) else { return index }
    let behind = byte(start + 3)
    if behind == UInt8(ascii: "+") || behind == UInt8(ascii: "-"), byte(start + 4) &- 48 < 10 {
      // ` GMT+0100`; other numbers behind the sign leave the zone open.
      let next = matchOffset(start + 3, behind, start + 3, &stamp)
      return next > start + 3 ? next : index
    }
    stamp.offset = 0
    return start + 3
  }

  private func matchOffset(_ start: Int, _ sign: UInt8, _ none: Int, _ stamp: inout Stamp) -> Int {
    let run = digitRun(start + 1)
    var next = start + 1 + run
    var hours = 0
    var minutes = 0
    if run == 4, let both = number(start + 1, 4) {
      hours = both / 100
      minutes = both % 100
    } else if run == 2, byte(next) == colon, digitRun(next + 1) == 2,
      let left = number(start + 1, 2), let right = number(next + 1, 2)
    {
      hours = left
      minutes = right
      next += 3
    } else if run == 2, start == none, let left = number(start + 1, 2) {
      hours = left
    } else {
      return none
    }
    guard hours <= 15, minutes < 60, !isWord(byte(next)) else { return none }
    let seconds = hours * 3_600 + minutes * 60
    stamp.offset = sign == UInt8(ascii: "-") ? -seconds : seconds
    return next
  }

  private func lack(_ gap: Stamp.Gap, _ stamp: inout Stamp) -> Bool {
    stamp.gap = gap
    // A leap year, so that 29 February is a date until the year is known.
    if gap == .year { stamp.civil.year = 2000 }
    return true
  }

  private func isUTC(_ index: Int) -> Bool {
    guard index + 3 <= end else { return false }
    let word = (text[index], text[index + 1], text[index + 2])
    return word == (0x55, 0x54, 0x43) || word == (0x47, 0x4D, 0x54)
  }

  // MARK: names

  /// Whether the name of a month or a day stands at `index`, so that a stamp might begin there.
  func mayBeginByName(at index: Int) -> Bool {
    monthName(index) != nil || weekdayLength(index) > 0
  }

  /// Whether the whole name of a month or a day of the week stands at `index`, and it is longer than its abbreviation.
  func hasLongName(at index: Int) -> Bool {
    let length = monthName(index)?.length ?? weekdayLength(index)
    return length > 3 && !isWord(byte(index + length))
  }

  /// The bytes of the day of the week whose English name stands at `index`; 0 for none.
  private func weekdayLength(_ index: Int) -> Int {
    switch packed(index) {
    case 0x6D6F6E, 0x667269, 0x73756E: length(index, "day")
    case 0x747565: length(index, "sday")
    case 0x776564: length(index, "nesday")
    case 0x746875: length(index, "rsday")
    case 0x736174: length(index, "urday")
    default: 0
    }
  }

  /// The month whose English name stands at `index`, and the bytes of the name.
  private func monthName(_ index: Int) -> (month: Int, length: Int)? {
    switch packed(index) {
    case 0x6A616E: (1, length(index, "uary"))
    case 0x666562: (2, length(index, "ruary"))
    case 0x6D6172: (3, length(index, "ch"))
    case 0x617072: (4, length(index, "il"))
    case 0x6D6179: (5, 3)
    case 0x6A756E: (6, length(index, "e"))
    case 0x6A756C: (7, length(index, "y"))
    case 0x617567: (8, length(index, "ust"))
    case 0x736570: (9, length(index, "tember"))
    case 0x6F6374: (10, length(index, "ober"))
    case 0x6E6F76: (11, length(index, "ember"))
    case 0x646563: (12, length(index, "ember"))
    default: nil
    }
  }

  /// The bytes of a name: all of them where `rest` stands behind the first three, else these.
  private func length(_ index: Int, _ rest: StaticString) -> Int {
    for offset in 0..<rest.utf8CodeUnitCount
    where byte(index + 3 + offset) | 0x20 != rest.utf8Start[offset] {
      return 3
    }
    return 3 + rest.utf8CodeUnitCount
  }

  /// Three letters in lower case, big-endian; 0 when they are not there.
  private func packed(_ index: Int) -> UInt32 {
    guard index + 3 < end else { return 0 }
    return UInt32(text[index] | 0x20) << 16 | UInt32(text[index + 1] | 0x20) << 8
      | UInt32(text[index + 2] | 0x20)
  }

  /// Two-digit years: 70 to 99 are of the last century.
  private func century(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

  @inline(__always)
  private func byte(_ index: Int) -> UInt8 { index < end ? text[index] : 0 }

  @inline(__always)
  private func digitRun(_ start: Int) -> Int {
    var index = start
    while index < end, text[index] &- 48 < 10, index &- start < 20 { index &+= 1 }
    return index &- start
  }

  @inline(__always)
  private func number(_ start: Int, _ digits: Int) -> Int? {
    guard start + digits <= end else { return nil }
    var value = 0
    for index in start..<start + digits {
      let digit = text[index] &- 48
      if digit > 9 { return nil }
      value = value &* 10 &+ Int(digit)
    }
    return value
  }

  private var blank: UInt8 { 0x20 }
  private var colon: UInt8 { 0x3A }

  private func isDateSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
  }

  private func isClockSeparator(_ byte: UInt8) -> Bool {
    byte == blank || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      || byte | 0x20 == UInt8(ascii: "t") || byte == UInt8(ascii: ".") || byte == colon
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
  }
}
