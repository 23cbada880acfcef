import TestSupport
import Testing

@testable import Templates

@Suite struct SlotTableTests {
  @Test func `a table gives what was put in, until it is taken out`() {
    var table = SlotTable()
    table[7] = 1
    table[0] = 2
    #expect(table[7] == 1 && table[0] == 2 && table[8] == nil)
    table[7] = nil
    #expect(table[7] == nil && table[0] == 2 && table.count == 1)
  }

  /// Few keys, many of which want the same place.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func `it is a dictionary`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var table = SlotTable()
    var model: [UInt64: Int32] = [:]
    for index in 0..<4_000 as Range<Int32> {
      let key = UInt64(random.below(12)) << 40 | UInt64(random.below(40))
      if random.below(3) == 0 {
        table[key] = nil
        model[key] = nil
      } else {
        table[key] = index
        model[key] = index
      }
      let other = UInt64(random.below(12)) << 40 | UInt64(random.below(40))
      #expect(table[other] == model[other])
    }
    #expect(table.count == model.count)
    #expect(model.allSatisfy { table[$0.key] == $0.value })
  }
}
