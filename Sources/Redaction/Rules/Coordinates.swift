/// Places on the globe: degrees of latitude and longitude with decimals.
enum Coordinates {
  /// The byte behind one coordinate that begins at `start`: up to 180 with at least three decimals; nil where none stands.
  static func end(_ text: Text, _ start: Int, decimals: Int = 3) -> Int? {
    var index = start
    if text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index += 1 }
    let whole = index
    var degrees = 0
    while isDigit(text[index]), index - whole < 4 {
      degrees = degrees * 10 + Int(text[index] - 48)
      index += 1
    }
    guard index > whole, index - whole < 4, degrees <= 180, text[index] == UInt8(ascii: ".") else {
      return nil
    }
    index += 1
    let fraction = index
    while isDigit(text[index]) { index += 1 }
    guard index - fraction >= decimals, !text.isWord(at: index),
      !(text[index] == UInt8(ascii: ".") && isDigit(text[index + 1]))
    else { return nil }
    return index
  }

  /// A pair of coordinates with a comma, a blank or a semicolon between.
  ///
  /// Pairs of other numbers have few decimals, so `decimals` says how many each must have.
  static func pair(_ text: Text, at start: Int, decimals: Int = 3) -> Finding? {
    guard let first = end(text, start, decimals: decimals) else { return nil }
    var index = text.skipBlanks(first)
    if text[index] == UInt8(ascii: ",") || text[index] == UInt8(ascii: ";") { index += 1 }
    index = text.skipBlanks(index)
    guard index > first, let second = end(text, index, decimals: decimals) else { return nil }
    return Finding(start: start, end: second, type: .geo)
  }
}
