import TestSupport
import Testing

@testable import Records

@Suite struct TraceNumberTests {
  @Test func `forms of one id are the same`() {
    let forms = [
      "4bf92f3577b34da6a3ce929d0e0e4736", "4BF92F35-77B3-4DA6-A3CE-929D0E0E4736",
      "a3ce929d0e0e4736", "11803532876627986230",
    ]
    for left in forms {
      for right in forms { #expect(isSame(left, right) == true, "\(left) \(right)") }
    }
    #expect(isSame(forms[0], "0000000000000001a3ce929d0e0e4736") == false)
    #expect(isSame(forms[0], "a3ce929d0e0e4737") == false)
  }

  @Test(arguments: ["", "0", "xyz", "0000000000000000", "4bf92f3577b34da", "18446744073709551616"])
  func `other texts are no numbers`(text: String) { #expect(number(text) == nil) }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `two ids are the same when their normalised forms are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let digits = Array("0123456789abcdefABCDEF-")
    let ids = (0..<2).map { _ in
      String((0..<random.pick([10, 16, 17, 20, 32, 36])).map { _ in random.pick(digits) })
    }
    for id in ids + ["1234567890", "00000000499602d2"] {
      let normal = Array(id.utf8).withUnsafeBufferPointer { TraceID.normalised($0) }
      guard let number = number(id) else {
        #expect(normal.map(text) == id || normal == nil)
        continue
      }
      #expect(normal.map { self.number(text($0)) } == number)
    }
  }

  private func number(_ text: String) -> TraceNumber? {
    Array(text.utf8).withUnsafeBufferPointer { TraceNumber($0) }
  }

  private func isSame(_ left: String, _ right: String) -> Bool? {
    guard let left = number(left), let right = number(right) else { return nil }
    return left.isSame(as: right)
  }
}
