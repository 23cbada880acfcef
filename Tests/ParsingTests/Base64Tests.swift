import Testing

@testable import Parsing

@Suite struct Base64Tests {
  @Test func `bytes are kept in base64`() {
    #expect(text(rawMember("foobar")) == #","raw":"Zm9vYmFy""#)
  }

  /// The vectors of RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func `the vectors of RFC 4648 hold`(plain: String, coded: String) {
    #expect(text(rawMember(plain)) == ",\"raw\":\"\(coded)\"")
  }

  @Test func `every byte has its digits`() {
    let bytes = Array(UInt8.min...UInt8.max)
    let coded = text(bytes.withUnsafeBufferPointer { Parsing.rawMember($0) })
    #expect(coded.hasPrefix(",\"raw\":\"AAECAwQFBgcICQoL"))
    #expect(coded.hasSuffix("+fr7/P3+/w==\""))
    #expect(coded.utf8.count == 8 + 344 + 1)
  }

  private func rawMember(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { Parsing.rawMember($0) }
  }
}
