/// Dates of the forms that people write, of the years 1900 to 2099: `1995-02-27`, `07/19/1945`, `19.7.1945`, `27 Feb 1995`.
enum BirthDate {
  /// The byte behind a date that begins at `start`; nil where none does.
  static func end(_ text: Text, _ start: Int) -> Int? {
    guard isDigit(text[start]) else { return monthFirst(text, start) }
    var numbers: [Int] = []
    var widths: [Int] = []
    var index = start
    let first = number(text, &index, &widths)
    numbers.append(first)
    if widths[0] == 8 {
      let isDate = isYear(first / 10_000) && isDay(first / 100 % 100, first % 100)
      return isDate && !text.isWord(at: index) ? index : nil
    }
    if let named = named(text, index, first, widths[0]) { return named }
    let mark = text[index]
    guard mark == UInt8(ascii: "-") || mark == UInt8(ascii: "/") || mark == UInt8(ascii: ".") else {
      return nil
    }
    for place in 1...2 {
      guard text[index] == mark, isDigit(text[index + 1]) else { return nil }
      index += 1
      numbers.append(number(text, &index, &widths))
      guard widths[place] <= 4 else { return nil }
    }
    guard !text.isWord(at: index) || text[index] == UInt8(ascii: "T") else { return nil }
    if widths[0] == 4 { return isYear(numbers[0]) && isDay(numbers[1], numbers[2]) ? index : nil }
    guard widths[2] == 4 && isYear(numbers[2]) || widths[2] == 2 else { return nil }
    return isDay(numbers[0], numbers[1]) || isDay(numbers[1], numbers[0]) ? index : nil
  }

  private static func number(_ text: Text, _ index: inout Int, _ widths: inout [Int]) -> Int {
    let start = index
    var value = 0
    while isDigit(text[index]), index - start < 9 {
      value = value * 10 + Int(text[index] - 48)
      index += 1
    }
    widths.append(index - start)
    return value
  }

  /// `27 Feb 1995`, `27-Feb-1995`, `27 February 1995`.
  private static func named(_ text: Text, _ start: Int, _ day: Int, _ width: Int) -> Int? {
    guard width <= 2, (1...31).contains(day) else { return nil }
    var index = start
    if text[index] == UInt8(ascii: ".") { index += 1 }
    guard
      text[index] == 0x20 || text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "/")
    else { return nil }
    index += 1
    guard months.contains(where: { text.hasIgnoringCase($0, at: index) }) else { return nil }
    while isLetter(text[index]) { index += 1 }
    if text[index] == UInt8(ascii: ",") || text[index] == UInt8(ascii: ".") { index += 1 }
    guard !isAlphanumeric(text[index]) else { return nil }
    index += 1
    var widths: [Int] = []
    let year = number(text, &index, &widths)
    return isYear(year) && !text.isWord(at: index) ? index : nil
  }

  /// `September 16, 1983`, `Feb 27 1995`.
  private static func monthFirst(_ text: Text, _ start: Int) -> Int? {
    guard months.contains(where: { text.hasIgnoringCase($0, at: start) }) else { return nil }
    var index = start
    while isLetter(text[index]) { index += 1 }
    if text[index] == UInt8(ascii: ".") { index += 1 }
    guard text[index] == 0x20, index - start < 11 else { return nil }
    index += 1
    var widths: [Int] = []
    guard (1...31).contains(number(text, &index, &widths)), widths[0] > 0 else { return nil }
    while isLetter(text[index]), widths[0] <= 2 { index += 1 }
    if text[index] == UInt8(ascii: ",") { index += 1 }
    guard text[index] == 0x20 else { return nil }
    index += 1
    return isYear(number(text, &index, &widths)) && !text.isWord(at: index) ? index : nil
  }

  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isYear(_ year: Int) -> Bool { (1900...2099).contains(year) }

  private static func isDay(_ month: Int, _ day: Int) -> Bool {
    (1...12).contains(month) && (1...31).contains(day)
  }
}
