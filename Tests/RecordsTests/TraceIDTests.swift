import Testing

@testable import Records

@Suite struct TraceIDTests {
  @Test func `the same request compares equal in every service`() {
    let id = "4bf92f3577b34da6a3ce929d0e0e4736"
    #expect(normalised("4BF92F3577B34DA6A3CE929D0E0E4736") == id)
    #expect(normalised("4bf92f35-77b3-4da6-a3ce-929d0e0e4736") == id)
    #expect(normalised(id) == id)
  }

  @Test(arguments: [
    ("1234567890", "00000000499602d2"), ("1234567890123", "0000011f71fb04cb"),
    ("18446744073709551615", "ffffffffffffffff"), ("12345678901234567", "002bdc545d6b4b87"),
    ("0012345678901", "00000002dfdc1c35"),
  ])
  func `decimal numbers become 16 digits of hex`(text: String, expected: String) {
    #expect(normalised(text) == expected)
  }

  @Test(arguments: [
    ("1234567890123456", "1234567890123456"),
    ("12345678901234567890123456789012", "12345678901234567890123456789012"),
    ("4bf92f3577b34da6", "4bf92f3577b34da6"),
  ])
  func `of 16 or 32 digits it is hex already`(text: String, expected: String) {
    #expect(normalised(text) == expected)
  }

  @Test(arguments: [
    "abc", "req-17", "Root=1-67891233-abcdef012345678912345678", "18446744073709551616",
    "123456789", "X",
    "4bf92f3577b34da", "4bf92f3577b34da66", "4bf92f3577b34dag", "é", "REQ-ABC",
  ])
  func `other ids stay as they are`(text: String) { #expect(normalised(text) == text) }

  @Test(arguments: [
    "", "0", "0000000000000000", "00000000000000000000000000000000", "-",
    "00000000-0000-0000-0000-000000000000",
  ])
  func `an id of zeros is none`(text: String) { #expect(normalised(text) == nil) }
}

private func normalised(_ spelling: String) -> String? {
  var spelling = spelling
  return spelling.withUTF8 { TraceID.normalised($0) }.map { text($0) }
}
