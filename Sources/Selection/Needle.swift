import Lines
import Platform

/// Digits that are looked for in text, letters of either case, 16 places a step.
///
/// Two bytes of the needle without a case, decimal digits, are compared at 16 places at once; where both are found the rest is
/// compared.
struct Needle: Sendable {
  /// In lower case.
  private let bytes: [UInt8]
  /// Where the two bytes stand in the needle, and 16 copies of each.
  private let first: Int
  private let second: Int
  private let firstCopies: [UInt8]
  private let secondCopies: [UInt8]

  /// Takes lower-case hexadecimal digits; nil when all of them are letters.
  init?(_ digits: [UInt8]) {
    let decimals = digits.indices.filter { digits[$0] &- 48 < 10 }
    guard let last = decimals.last else { return nil }
    bytes = digits
    // Digits far from each other differ more often.
    first = decimals[0]
    second = last
    firstCopies = Array(repeating: digits[first], count: 16)
    secondCopies = Array(repeating: digits[second], count: 16)
  }

  /// Where the needle begins next, at or behind `start`; -1 for nowhere.
  ///
  /// - Parameters:
  ///   - text: With 16 readable bytes behind it.
  ///   - start: Where to begin.
  /// - Returns: The place.
  func find(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = text.baseAddress else { return -1 }
    let last = text.count - bytes.count
    return firstCopies.withUnsafeBufferPointer { firstCopies in
      secondCopies.withUnsafeBufferPointer { secondCopies in
        let one = firstCopies.baseAddress.unsafelyUnwrapped
        let two = secondCopies.baseAddress.unsafelyUnwrapped
        var index = start
        while index <= last {
          var mask = sameMask(base + index + first, one) & sameMask(base + index + second, two)
          while mask != 0 {
            let place = index &+ mask.trailingZeroBitCount
            if place <= last, stands(base + place) { return place }
            mask &= mask &- 1
          }
          index &+= 16
        }
        return -1
      }
    }
  }

  private func stands(_ text: UnsafePointer<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = text[index]
      if byte != bytes[index], byte &- 65 > 5 || byte | 0x20 != bytes[index] { return false }
    }
    return true
  }
}
