import Records

/// JSON Web Tokens (RFC 7519): parts of base64url joined by dots, the first of which is a header that names an algorithm.
enum JSONWebToken {
  /// A token that begins at `start` with `eyJ`, the base64 of `{"`.
  static func find(_ text: Text, at start: Int) -> Finding? {
    guard text.has("eyJ", at: start) else { return nil }
    var index = start
    var parts = 0
    var headerEnd = start
    while true {
      while isBase64URL(text[index]) { index += 1 }
      parts += 1
      if parts == 1 { headerEnd = index }
      guard parts < 5, text[index] == UInt8(ascii: "."),
        isBase64URL(text[index + 1]) || parts == 2 && isSigned(text, headerEnd)
      else { break }
      index += 1
    }
    guard parts >= 2, headerEnd - start >= 12 else { return nil }
    guard text.has("eyJ", at: headerEnd + 1) || namesAlgorithm(text, start, headerEnd) else {
      return nil
    }
    return Finding(start: start, end: index, type: .jwt)
  }

  /// Whether an object follows the header, so that a dot with nothing behind it ends an unsigned token.
  private static func isSigned(_ text: Text, _ headerEnd: Int) -> Bool {
    text.has("eyJ", at: headerEnd + 1)
  }

  @inline(__always)
  private static func isBase64URL(_ byte: UInt8) -> Bool {
    isWordASCII(byte) || byte == UInt8(ascii: "-")
  }

  /// Whether the header, decoded, has `"alg"` or `"typ"`; the first 512 characters are looked at.
  private static func namesAlgorithm(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard let header = Base64.decode(text.bytes(start, min(end, start + 512))) else { return false }
    return header.withUnsafeBufferPointer { bytes in
      guard let first = bytes.baseAddress else { return false }
      let header = Text(start: first, count: bytes.count)
      return header.find("\"alg\"", from: 0) != nil || header.find("\"typ\"", from: 0) != nil
    }
  }
}
