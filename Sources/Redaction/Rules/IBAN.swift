/// International bank account numbers (ISO 13616): a country's length, and a remainder of 1 after 97 (ISO 7064).
enum IBAN {
  /// A number whose country begins at `start`, in one piece or in fours with blanks.
  static func find(_ text: Text, at start: Int) -> Finding? {
    guard isLetter(text[start]), isLetter(text[start + 1]), isDigit(text[start + 2]),
      isDigit(text[start + 3]), let length = length(text, start)
    else { return nil }
    var remainder = Remainder()
    var index = start
    var taken = 0
    while taken < length {
      let byte = text[index]
      if isAlphanumeric(byte) {
        remainder.take(byte, isFront: taken < 4)
        taken += 1
        index += 1
      } else if taken % 4 == 0, taken > 0, isUpper(text[start]), separator(text, index) > 0 {
        index += separator(text, index)
        guard isAlphanumeric(text[index]) else { return nil }
      } else {
        return nil
      }
    }
    guard !text.isWord(at: index), remainder.isOne else { return nil }
    return Finding(start: start, end: index, type: .iban)
  }

  private static func separator(_ text: Text, _ index: Int) -> Int {
    if text[index] == 0x20 || text[index] == UInt8(ascii: "-") { return 1 }
    return text[index] == 0xC2 && text[index + 1] == 0xA0 ? 2 : 0
  }

  private static func length(_ text: Text, _ start: Int) -> Int? {
    let country = UInt16(text[start] & 0xDF) << 8 | UInt16(text[start + 1] & 0xDF)
    return lengths[country]
  }

  /// The remainder after 97 with the first four characters moved to the end.
  private struct Remainder {
    private var value = 0
    private var front: [Int] = []

    mutating func take(_ byte: UInt8, isFront: Bool) {
      let number = isDigit(byte) ? Int(byte) - 48 : Int(byte & 0xDF) - 55
      if isFront { front.append(number) } else { value = Self.step(value, number) }
    }

    var isOne: Bool { front.reduce(value, Self.step) == 1 }

    private static func step(_ value: Int, _ number: Int) -> Int {
      (value * (number > 9 ? 100 : 10) + number) % 97
    }
  }

  private static let lengths: [UInt16: Int] = {
    let table = """
      AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 \
      FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 \
      LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 \
      RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
      """
    var lengths: [UInt16: Int] = [:]
    for entry in table.split(separator: " ") {
      let bytes = Array(entry.utf8)
      lengths[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = Int(entry.dropFirst(2))
    }
    return lengths
  }()
}
