import Testing

@testable import Terminal

@Test(arguments: [
  ("GET /index.html 200", "GET /index.html 200", "GET /index.html 200"),
  ("\u{1B}[31mred", "␛[31mred", "\\x1b[31mred"),
  ("a\tb\nc\r", "a b⏎c␍", "a b\\nc\\x0d"),
  ("a\r\nb", "a␍⏎b", "a\\x0d\\nb"),
  ("\0\u{7F}", "␀␡", "\\x00\\x7f"),
  ("\u{9B}31m", "<U+009B>31m", "\\u{9b}31m"),
  ("user\u{202E}nimda", "user<U+202E>nimda", "user\\u{202e}nimda"),
  ("a\u{2028}b\u{200B}\u{FEFF}", "a<U+2028>b<U+200B><U+FEFF>", "a\\u{2028}b\\u{200b}\\u{feff}"),
  ("Grüße 日本", "Grüße 日本", "Gr\\u{fc}\\u{df}e \\u{65e5}\\u{672c}"),
  ("👩\u{200D}💻", "👩\u{200D}💻", "\\u{1f469}\\u{200d}\\u{1f4bb}"),
])
func `what a terminal would obey is shown`(text: String, shown: String, ascii: String) {
  #expect(TerminalText.safe(text, ascii: false) == shown)
  #expect(TerminalText.safe(text, ascii: true) == ascii)
}

@Test func `no control, separator or bidirectional scalar is left`() {
  let all = (0...0xE_FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init)
  var text = ""
  text.unicodeScalars.append(contentsOf: all)
  let bidirectional: Set<UInt32> = [
    0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
  ]
  let left = TerminalText.safe(text, ascii: false).unicodeScalars.filter { scalar in
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: bidirectional.contains(scalar.value)
    }
  }
  #expect(left.isEmpty)
  #expect(TerminalText.safe(text, ascii: true).utf8.allSatisfy { (0x20..<0x7F).contains($0) })
}

@Test func `bytes that are not UTF-8 are repaired`() {
  let bytes: [UInt8] = [0x61, 0xFF, 0x1B, 0x62]
  bytes.withUnsafeBufferPointer { bytes in
    #expect(TerminalText.safe(bytes, ascii: false) == "a\u{FFFD}␛b")
    #expect(TerminalText.safe(bytes, ascii: true) == "a\\u{fffd}\\x1bb")
  }
  #expect(TerminalText.safe(UnsafeBufferPointer(start: nil, count: 0), ascii: false) == "")
}
