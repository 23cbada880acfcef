/// Numbers by which states know people: the Social Security number of the United States by its form, and those of other countries
/// under a name that says so; their check digits are not looked at.
enum NationalNumber {
  /// A Social Security number in its groups of 3-2-4; areas 000, 666 and 9xx, group 00 and serial 0000 were never given out.
  static func socialSecurity(_ text: Text, at start: Int, isNamed: Bool) -> Finding? {
    let mark = text[start + 3]
    guard mark == UInt8(ascii: "-") || mark == 0x20 && isNamed, text[start + 6] == mark else {
      return nil
    }
    for offset in [0, 1, 2, 4, 5, 7, 8, 9, 10] where !isDigit(text[start + offset]) { return nil }
    guard !text.isWord(at: start + 11), !isJoined(text, start - 1, start - 2),
      !isJoined(text, start + 11, start + 12),
      isGiven(text, [0, 1, 2, 4, 5, 7, 8, 9, 10].map { start + $0 })
    else { return nil }
    return Finding(start: start, end: start + 11, type: .ssn)
  }

  private static func isJoined(_ text: Text, _ mark: Int, _ beyond: Int) -> Bool {
    (text[mark] == UInt8(ascii: "-") || text[mark] == UInt8(ascii: "."))
      && isAlphanumeric(text[beyond])
  }

  private static func isGiven(_ text: Text, _ places: [Int]) -> Bool {
    let digits = places.map { Int(text[$0]) - 48 }
    let area = digits[0] * 100 + digits[1] * 10 + digits[2]
    return area != 0 && area != 666 && area < 900 && digits[3] + digits[4] > 0
      && digits[5...].reduce(0, +) > 0
  }

  /// Nine digits under a name of such numbers, in any grouping.
  static func isSocialSecurity(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    var places: [Int] = []
    for index in start..<end {
      if isDigit(text[index]) {
        places.append(index)
      } else if text[index] != 0x20 && text[index] != UInt8(ascii: "-") {
        return false
      }
    }
    return places.count == 9 && isGiven(text, places)
  }

  /// Whether a value under a name of such numbers can be one: 7 to 20 letters and digits, digits among them.
  static func isPlausible(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard let (letters, digits) = Value.alphanumerics(text, start, end, marks: " -./") else {
      return false
    }
    return digits >= 4 && (6...20).contains(digits + letters)
  }
}
