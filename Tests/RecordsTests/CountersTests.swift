import TestSupport
import Testing

@testable import Records

@Suite struct CountersTests {
  @Test func `every line is one of blank, header, joined, rejected, suppressed, carrier`() {
    var counters = Counters()
    (counters.lines, counters.blank, counters.rejected, counters.carriers) = (5, 1, 1, 3)
    (counters.records, counters.consumed, counters.eventsRead) = (1, 1, 1)
    #expect(counters.isBalanced)
    counters.lines += 1
    #expect(!counters.isBalanced)
    counters.joined += 1
    #expect(counters.isBalanced)
    counters.records += 1
    #expect(!counters.isBalanced)
    counters.split += 1
    #expect(counters.isBalanced)
  }

  @Test func `a suppressed line is no carrier any more`() {
    var counters = Counters()
    (counters.lines, counters.carriers) = (2, 2)
    counters.suppress("sampled")
    counters.suppress("late")
    #expect(counters.isBalanced)
    #expect(counters.suppressed == ["sampled": 1, "late": 1])
  }

  @Test func `the counters are one JSON object, reasons in order`() {
    var counters = Counters()
    counters.carriers = 3
    for reason in ["shed", "late", "shed"] { counters.suppress(reason) }
    counters.own = [("clusters", 7)]
    counters.jit = false
    let json = counters.json(command: "lcluster")
    #expect(StrictJSON.members(of: Array(json.utf8)) != nil)
    #expect(json.hasPrefix(#"{"command":"lcluster","lines":0,"#))
    #expect(json.contains(#""suppressed":{"late":1,"shed":2},"#))
    #expect(json.hasSuffix(#","clusters":7,"jit":false}"#))
  }
}
