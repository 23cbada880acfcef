/// Numbers of payment cards (ISO/IEC 7812): 13 to 19 digits of a known issuer with a check digit after Luhn, in one piece or in the
/// groups that cards show.
enum CardNumber {
  /// A number that begins at `start` with digits up to `end`.
  static func find(_ text: Text, _ start: Int, _ end: Int) -> Finding? {
    let before = text[start - 1]
    // A number below zero, or the rest of a name.
    if before == UInt8(ascii: "-") { return nil }
    if before == UInt8(ascii: "."), isDigit(text[start - 2]) { return nil }
    var digits = Digits()
    if (13...19).contains(end - start) {
      guard text[end] != UInt8(ascii: ".") || !isDigit(text[end + 1]) else { return nil }
      for index in start..<end { digits.append(text[index]) }
      return digits.isCard ? Finding(start: start, end: end, type: .creditCard) : nil
    }
    guard end - start == 4 else { return nil }
    return grouped(text, start, &digits)
  }

  /// Groups of 4-4-4-4 and a rest, 4-6-5 or 4-6-4 with one and the same mark between.
  private static func grouped(_ text: Text, _ start: Int, _ digits: inout Digits) -> Finding? {
    let width = markWidth(text, start + 4)
    guard width > 0, !isRestOfIBAN(text, start) else { return nil }
    var index = start
    var groups: [Int] = []
    while groups.count < 6 {
      let group = index
      while isDigit(text[index]), index - group < 7 {
        digits.append(text[index])
        index += 1
      }
      groups.append(index - group)
      guard markWidth(text, index) == width, text[index] == text[start + 4],
        isDigit(text[index + width])
      else { break }
      index += width
    }
    // A number goes on behind the card: the first four groups may be one all the same.
    while !shapes.contains(groups), groups.count > 3, width == 1, text[start + 4] == 0x20 {
      let dropped = groups.removeLast()
      index -= dropped + width
      digits.drop(dropped)
    }
    guard shapes.contains(groups), !text.isWord(at: index), digits.isCard else { return nil }
    return Finding(start: start, end: index, type: .creditCard)
  }

  /// Whether a country and two digits stand before the groups.
  private static func isRestOfIBAN(_ text: Text, _ start: Int) -> Bool {
    text[start - 1] == 0x20 && isDigit(text[start - 2]) && isDigit(text[start - 3])
      && isUpper(text[start - 4])
      && isUpper(text[start - 5])
  }

  private static let shapes: [[Int]] = [
    [4, 4, 4, 1], [4, 4, 4, 4], [4, 4, 4, 4, 1], [4, 4, 4, 4, 2], [4, 4, 4, 4, 3], [4, 6, 5],
    [4, 6, 4],
  ]

  /// The bytes of a blank, a dash or a blank that does not break at `index`; 0 for anything else.
  private static func markWidth(_ text: Text, _ index: Int) -> Int {
    switch text[index] {
    case 0x20, UInt8(ascii: "-"): 1
    case 0xC2 where text[index + 1] == 0xA0: 2
    case 0xE2 where text[index + 1] == 0x80 && (text[index + 2] == 0xAF || text[index + 2] == 0x91):
      3
    default: 0
    }
  }

  /// Whether the digits of a range, whatever stands between them, are a card's number.
  static func isCard(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    var digits = Digits()
    for index in start..<end {
      if isDigit(text[index]) {
        digits.append(text[index])
      } else if text[index] != 0x20 && text[index] != UInt8(ascii: "-") && text[index] < 0x80 {
        return false
      }
    }
    return digits.isCard
  }

  /// Up to 19 digits, from the left.
  private struct Digits {
    private var values: [UInt8] = []

    mutating func append(_ byte: UInt8) { values.append(byte - 48) }
    mutating func drop(_ count: Int) { values.removeLast(count) }

    var isCard: Bool {
      guard (13...19).contains(values.count), isIssued else { return false }
      var sum = 0
      for (offset, digit) in values.reversed().enumerated() {
        let value = Int(digit) << (offset & 1)
        sum += value > 9 ? value - 9 : value
      }
      return sum % 10 == 0
    }

    /// The ranges of the issuers, with the lengths that they use.
    private var isIssued: Bool {
      let six = values.prefix(6).reduce(0) { $0 * 10 + Int($1) }
      let count = values.count
      switch six {
      case 400_000...499_999: return count == 13 || count == 16 || count == 19
      case 510_000...559_999, 222_100...272_099: return count == 16
      case 340_000...349_999, 370_000...379_999: return count == 15
      case 300_000...305_999, 309_500...309_599, 360_000...369_999, 380_000...399_999:
        return count == 14 || count == 16
      case 352_800...358_999: return count >= 16
      case 601_100...601_199, 644_000...659_999, 622_126...622_925: return count >= 16
      case 620_000...629_999, 810_000...817_199: return count >= 16
      case 500_000...509_999, 560_000...699_999: return count >= 16
      case 220_000...220_499, 979_200...979_289: return count >= 16
      default: return false
      }
    }
  }
}
