import Lines
import TestSupport
import Testing

@testable import Records

@Suite struct JSONStringTests {
  @Test func `escapes are decoded`() {
    #expect(decoded(#"a\"b\\c\/d\b\f\n\r\t"#) == "a\"b\\c/d\u{8}\u{c}\n\r\t")
    #expect(decoded(#"\u00e9 \uD83D\uDE00 \u0000"#) == "é 😀 \0")
    #expect(decoded("plain é 😀") == "plain é 😀")
    #expect(decoded("") == "")
  }

  @Test(arguments: [
    (#"\ud800"#, "\u{fffd}"), (#"\udc00x"#, "\u{fffd}x"), (#"\ud800\u0041"#, "\u{fffd}A"),
    (#"\ud800\ud83d\ude00"#, "\u{fffd}😀"), (#"\ude00\ud83d"#, "\u{fffd}\u{fffd}"),
    (#"\ud83dx\ude00"#, "\u{fffd}x\u{fffd}"), (#"\ud83d\n"#, "\u{fffd}\n"),
    (#"\uFFFF\ufeff"#, "\u{ffff}\u{feff}"),
  ])
  func `a surrogate without its partner becomes U+FFFD`(inside: String, expected: String) {
    #expect(decoded(inside) == expected)
  }

  @Test func `every character comes back from its escape`() {
    for value in stride(from: UInt32(0), through: 0x10_FFFF, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let escape = String(scalar).utf16.map { "\\u" + hex($0) }.joined()
      if decoded(escape) != String(scalar) { Issue.record("\(escape)") }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `what OutputBuffer escapes comes back`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = ["text", "\"", "\\", "\n", "\u{0}", "\u{1f}", "é", "😀", "\\u0041", "/", "\u{7f}"]
    for _ in 0..<20 {
      let text = (0..<Int.random(in: 0...20, using: &random)).map { _ in random.pick(words) }
        .joined()
      var buffer = OutputBuffer(descriptor: -1)
      let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
      buffer.append(escaping: padded, count: text.utf8.count)
      #expect(decodeJSONString(buffer.pending) == Array(text.utf8))
    }
  }

  @Test func `hexadecimal digits have their value, other bytes have none`() {
    for byte in UInt8.min...UInt8.max {
      let digit = Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
      #expect(hexValue(byte) == (byte < 0x80 ? digit : nil))
    }
  }
}

private func decoded(_ inside: String) -> String {
  var inside = inside
  return text(inside.withUTF8 { decodeJSONString($0) })
}

private func hex(_ unit: UInt16) -> String {
  let digits = String(unit, radix: 16)
  return String(repeating: "0", count: 4 - digits.count) + digits
}
