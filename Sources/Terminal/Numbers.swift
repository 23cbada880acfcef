/// The number with a comma between groups of three digits: `1,204`.
public func grouped(_ number: Int) -> String {
  var result = number < 0 ? "-" : ""
  let digits = String(number.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
    result.append(digit)
  }
  return result
}

/// The share of a part with one decimal: `37.4%`.
///
/// `0%` and `100%` mean exactly that: a smaller part than one in a thousand is `<0.1%`, and what
/// would be rounded to 100 is `99.9%`. A part below 0 is nothing and one above the whole is all of
/// it; a whole of 0 has no parts.
public func percentage(_ part: Int, of whole: Int) -> String {
  guard part > 0, whole > 0 else { return "0%" }
  guard part < whole else { return "100%" }
  let (tenths, rest) = whole.dividingFullWidth(part.multipliedFullWidth(by: 1000))
  if tenths == 0 { return "<0.1%" }
  let rounded = min(999, rest >= whole - rest ? tenths + 1 : tenths)
  return "\(rounded / 10).\(rounded % 10)%"
}

/// A number of things: `1 line`, `1,204 lines`.
public func quantity(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}
