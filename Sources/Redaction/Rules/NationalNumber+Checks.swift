/// Numbers of states that are known by their form and check digits, whatever stands around them; others need a name.
extension NationalNumber {
  /// A Brazilian CPF in its marks, `123.456.789-09`: two check digits, each modulo 11.
  static func cpf(_ text: Text, at start: Int) -> Finding? {
    var digits: [Int] = []
    for offset in 0..<14 {
      let byte = text[start + offset]
      switch offset {
      case 3, 7: guard byte == UInt8(ascii: ".") else { return nil }
      case 11: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard isDigit(byte) else { return nil }
        digits.append(Int(byte) - 48)
      }
    }
    guard !text.isWord(at: start + 14), Set(digits).count > 1,
      checkDigit(digits[..<9]) == digits[9],
      checkDigit(digits[..<10]) == digits[10]
    else { return nil }
    return Finding(start: start, end: start + 14, type: .nationalID)
  }

  private static func checkDigit(_ digits: ArraySlice<Int>) -> Int {
    var sum = 0
    for (offset, digit) in digits.enumerated() { sum += digit * (digits.count + 1 - offset) }
    return sum * 10 % 11 % 10
  }

  /// An Italian codice fiscale, which is the whole word `start..<end`: letters of names, a date, a place, a check letter.
  static func codiceFiscale(_ text: Text, _ start: Int, _ end: Int) -> Finding? {
    guard end - start == 16 else { return nil }
    let form = Array("LLLLLLDDLDDLDDDL".utf8)
    var sum = 0
    for offset in 0..<16 {
      let byte = text[start + offset]
      guard form[offset] == UInt8(ascii: "L") ? isUpper(byte) : isDigit(byte) else { return nil }
      guard offset < 15 else {
        return sum % 26 == Int(byte) - 65 ? Finding(start: start, end: end, type: .nationalID) : nil
      }
      let value = isDigit(byte) ? Int(byte) - 48 : Int(byte) - 65
      sum += offset % 2 == 1 ? value : odd[value]
    }
    return nil
  }

  /// What a letter or digit counts at an odd place.
  private static let odd = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]

  /// A French NIR in its groups, `1 85 05 78 006 084 36`: the last two digits are 97 less the remainder of the others after 97.
  static func nir(_ text: Text, at start: Int) -> Finding? {
    guard text[start] == UInt8(ascii: "1") || text[start] == UInt8(ascii: "2") else { return nil }
    var index = start
    var value = 0
    var key = 0
    for (group, width) in [1, 2, 2, 2, 3, 3, 2].enumerated() {
      if group > 0 {
        guard text[index] == 0x20 else { return nil }
        index += 1
      }
      for _ in 0..<width {
        guard isDigit(text[index]) else { return nil }
        if group < 6 {
          value = value * 10 + Int(text[index] - 48)
        } else {
          key = key * 10 + Int(text[index] - 48)
        }
        index += 1
      }
    }
    guard !text.isWord(at: index), key == 97 - value % 97 else { return nil }
    return Finding(start: start, end: index, type: .nationalID)
  }

  /// A British National Insurance number in its groups, `AB 12 34 56 C`, with letters that are given out.
  static func nino(_ text: Text, at start: Int) -> Finding? {
    let form = Array("LL DD DD DD L".utf8)
    for offset in form.indices {
      let byte = text[start + offset]
      switch form[offset] {
      case UInt8(ascii: "L"): guard isUpper(byte) else { return nil }
      case UInt8(ascii: "D"): guard isDigit(byte) else { return nil }
      default: guard byte == 0x20 else { return nil }
      }
    }
    guard !"DFIQUV".utf8.contains(text[start]), !"DFIOQUV".utf8.contains(text[start + 1]),
      "ABCD".utf8.contains(text[start + 12]), !text.isWord(at: start + 13)
    else { return nil }
    return Finding(start: start, end: start + 13, type: .nationalID)
  }
}
