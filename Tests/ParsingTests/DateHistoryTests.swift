import Records
import TestSupport
import Testing

@testable import Parsing

@Suite struct DateHistoryTests {
  @Test func `an input is asked for its history only when something hangs on it`() {
    var inference = YearInference(year: nil, now: noon, zone: .utc)
    var asked = 0
    inference.expectHistory {
      asked += 1
      return DateHistory()
    }
    inference.beginInput()
    _ = times(of: ["2019-03-01 10:00:00", "Mar 02 10:00:00"], &inference)
    #expect(asked == 0)
    _ = times(of: ["10:00:01", "10:00:02"], &inference)
    #expect(asked == 1)
  }

  @Test func `with --year a stamp without one hangs on nothing`() {
    var inference = YearInference(year: 2019, now: noon, zone: .utc)
    inference.expectHistory {
      Issue.record("asked")
      return DateHistory()
    }
    inference.beginInput()
    #expect(times(of: ["Mar 02 10:00:00"], &inference) == ["2019-03-02T10:00:00Z"])
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func `inputs read one by one, each told what was before it, have the times of one stream`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    let inputs = (0..<random.number(2...6)).map { _ in randomStamps(&random) }
    let year = random.once(in: 4) ? 2021 : nil
    var stream = YearInference(year: year, now: noon, zone: .utc)
    var history = DateHistory()
    var expected = history
    for input in inputs {
      stream.beginInput()
      let whole = times(of: input, &stream)
      expected = stream.historyChange()(expected)

      var alone = YearInference(year: year, now: noon, zone: .utc)
      alone.expectHistory { [history] in history }
      alone.beginInput()
      #expect(times(of: input, &alone) == whole, "\(input)")
      history = alone.historyChange()(history)
      #expect(history == expected, "\(input)")
    }
  }
}

private let noon = Timestamp(nanoseconds: 1_710_072_000_000_000_000)

/// Full dates of a few days around the turn of a year, dates without a year, and clocks.
private func randomStamps(_ random: inout SeededGenerator) -> [String] {
  let days = [
    ("2019", "12", "30"), ("2019", "12", "31"), ("2020", "01", "01"), ("2020", "01", "02"),
    ("2020", "01", "03"), ("2021", "01", "01"),
  ]
  let kinds = random.pick([[0], [0, 1], [0, 2], [0, 0, 0, 2], [0, 1, 2], [1], [2]])
  var day = random.below(days.count)
  return (0..<random.below(8)).map { _ in
    let clock = random.pick(["00:00:01", "09:00:00", "12:30:00", "18:00:00", "23:59:58"])
    switch random.pick(kinds) {
    case 0:
      if random.once(in: 2) { day = min(day + 1, days.count - 1) }
      if random.once(in: 8) { day = random.below(days.count) }
      return "\(days[day].0)-\(days[day].1)-\(days[day].2) \(clock)"
    case 1: return "\(random.pick(["Dec 31", "Jan 01", "Jan 02", "Jul 01"])) \(clock)"
    default: return clock
    }
  }
}

/// The times of stamps that follow each other.
private func times(of stamps: [String], _ inference: inout YearInference) -> [String] {
  stamps.map { stamp in
    withLine(stamp) { start, count in
      let found = StampGrammar(start, count: count).match(at: 0)
      return found.flatMap { inference.timestamp(of: $0) }.map(written) ?? "none"
    }
  }
}
