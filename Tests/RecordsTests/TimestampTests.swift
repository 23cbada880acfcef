import Testing

@testable import Records

@Suite struct TimestampTests {
  @Test func `a date and a time are nanoseconds since the epoch`() {
    var time = CivilTime()
    (time.year, time.month, time.day) = (2024, 1, 15)
    (time.hour, time.minute, time.second, time.nanosecond) = (10, 30, 45, 123_000_000)
    let timestamp = Timestamp(nanoseconds: 1_705_314_645_123_000_000)
    #expect(time.timestamp() == timestamp)
    #expect(time.timestamp(offset: 3_600) == Timestamp(nanoseconds: 1_705_311_045_123_000_000))
    #expect(CivilTime(timestamp) == time)
  }

  @Test func `the epoch is day zero and the default of a civil time`() {
    #expect(CivilTime().timestamp() == Timestamp(nanoseconds: 0))
    #expect(CivilTime(Timestamp(nanoseconds: 0)) == CivilTime())
  }

  @Test func `dates and days agree with a calendar that is counted day by day`() {
    var date = (year: 1600, month: 1, day: 1)
    for days in -135_140..<146_097 - 135_140 + 60_000 {
      let counted = CivilTime.daysSinceEpoch(year: date.year, month: date.month, day: date.day)
      if counted != days { Issue.record("\(date): \(counted), not \(days)") }
      if 1678...2261 ~= date.year {
        let time = CivilTime(Timestamp(nanoseconds: Int64(days) * 86_400_000_000_000))
        if (time.year, time.month, time.day) != date { Issue.record("\(time), not \(date)") }
      }
      date = dayAfter(date)
    }
    #expect(date.year > 2150)
  }

  @Test func `the last nanosecond of a day before 1970 belongs to that day`() {
    let time = CivilTime(Timestamp(nanoseconds: -1))
    #expect((time.year, time.month, time.day) == (1969, 12, 31))
    #expect((time.hour, time.minute, time.second, time.nanosecond) == (23, 59, 59, 999_999_999))
  }

  @Test func `the years covered are 1678 to 2261`() {
    var time = CivilTime()
    for (year, isCovered) in [(1677, false), (1678, true), (2261, true), (2262, false)] {
      time.year = year
      #expect((time.timestamp(offset: 0) != nil) == isCovered)
    }
    (time.year, time.month, time.day) = (2261, 12, 31)
    (time.hour, time.minute, time.second, time.nanosecond) = (23, 59, 60, 999_999_999)
    #expect(time.timestamp(offset: -86_340) != nil)
    (time.year, time.month, time.day, time.hour, time.minute) = (1678, 1, 1, 0, 0)
    #expect(time.timestamp(offset: 86_340) != nil)
  }

  @Test func `a month has the days of the calendar`() {
    #expect(CivilTime.days(in: 2, of: 2024) == 29 && CivilTime.days(in: 2, of: 2023) == 28)
    #expect(CivilTime.days(in: 2, of: 1900) == 28 && CivilTime.days(in: 2, of: 2000) == 29)
    #expect((1...12).map { CivilTime.days(in: $0, of: 2023) }.reduce(0, +) == 365)
  }

  @Test func `a part out of its range is not valid`() {
    #expect(CivilTime().isValid)
    let changes: [(inout CivilTime) -> Void] = [
      { $0.month = 0 }, { $0.month = 13 }, { $0.day = 0 }, { $0.day = 32 }, { $0.hour = 24 },
      { $0.minute = 60 }, { $0.second = 61 }, { ($0.month, $0.day) = (2, 29) },
    ]
    for change in changes {
      var time = CivilTime()
      change(&time)
      #expect(!time.isValid)
    }
  }
}

private func dayAfter(
  _ date: (year: Int, month: Int, day: Int)
) -> (year: Int, month: Int, day: Int) {
  let isLeap = date.year % 4 == 0 && date.year % 100 != 0 || date.year % 400 == 0
  let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  if date.day < lengths[date.month - 1] { return (date.year, date.month, date.day + 1) }
  return date.month < 12 ? (date.year, date.month + 1, 1) : (date.year + 1, 1, 1)
}
