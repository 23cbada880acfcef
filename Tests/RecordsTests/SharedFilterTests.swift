import Lines
import TestSupport
import Testing

@testable import Records

@Suite struct SharedFilterTests {
  @Test func `stages that share a run add up what they have counted, once`() {
    var total = RecordFilter(stage: Tallying(), passesEvents: true)
    var other = RecordFilter(stage: Tallying(), passesEvents: true)
    feed(["a", "b"], &total)
    feed(["c", "{}", "d"], &other)
    total.takeCounts(from: &other)
    total.takeCounts(from: &other)
    feed(["e"], &other)
    total.takeCounts(from: &other)
    #expect(tallied(total) == 6 && tallied(other) == 0)
  }

  @Test func `a stage that deals with each record alone leaves nothing to later inputs`() {
    var filter = RecordFilter(stage: Tallying(), passesEvents: true)
    filter.expectHistory {
      Issue.record("asked")
      return NoHistory()
    }
    feed(["a"], &filter)
    #expect(filter.historyChange()(NoHistory()) == NoHistory())
  }

  @Test func `counters of parts add up, reason by reason`() {
    var sum = Counters()
    var part = Counters()
    part.lines = 3
    part.carriers = 3
    part.records = 2
    part.suppress("sampled")
    sum.add(part)
    sum.add(part)
    #expect(sum.lines == 6 && sum.suppressed == ["sampled": 2] && sum.taken == 6)
    #expect(sum.isBalanced)
  }
}

/// Counts the records that it passes.
private struct Tallying: RecordwiseStage, ~Copyable {
  private var count = 0

  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    count += 1
    output.pass(record)
  }

  mutating func takeCounts(from other: inout Tallying) {
    count += other.count
    other.count = 0
  }

  func report(to counters: inout Counters) { counters.own.append(("tallied", count)) }
}

private func feed(_ lines: [String], _ filter: inout RecordFilter<Tallying>) {
  let result = written { output in
    for line in lines {
      let rejection = withTerminated(Array(line.utf8)) { start in
        filter.consume(Line(start: start, count: line.utf8.count, number: 1), to: &output)
      }
      #expect(rejection == nil)
    }
  }
  #expect(result.counters.records == lines.count)
}

private func tallied(_ filter: borrowing RecordFilter<Tallying>) -> Int? {
  var counters = Counters()
  filter.report(to: &counters)
  return counters.own.first?.value
}
