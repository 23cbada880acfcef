/// Numbers of documents, under a name that says which: they have no check digits that would tell.
enum Document {
  /// 6 to 12 capitals and digits; some states use few digits.
  static func isPassport(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    isNumber(text, start, end, 6...12, digits: 1, marks: false) && !hasLower(text, start, end)
  }

  private static func hasLower(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    (start..<end).contains { isLower(text[$0]) }
  }

  /// 5 to 20 letters and digits, with dashes or blanks, at least four of them digits.
  static func isLicense(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    isNumber(text, start, end, 5...20, digits: 4, marks: true)
  }

  private static func isNumber(
    _ text: Text, _ start: Int, _ end: Int, _ counts: ClosedRange<Int>, digits least: Int,
    marks: Bool
  ) -> Bool {
    guard isAlphanumeric(text[start]),
      let (letters, digits) = Value.alphanumerics(text, start, end, marks: marks ? "- " : "")
    else { return false }
    return digits >= least && counts.contains(digits + letters) && letters <= 10
  }
}
