import Crypto

/// Tokens in the place of values: the same value gives the same token under one key, and none can be traced back without it.
///
/// The first 48 bits of HMAC-SHA-256 (RFC 2104) over the kind's name, a zero byte and the value, as 12 hexadecimal digits: of a
/// million different values, two share a token in one of 600 runs. A hash without a key would not do: addresses and names
/// are so few that all can be tried.
public struct Pseudonyms: Sendable {
  private let key: SymmetricKey
  /// Says which key made a token, `k2.` before the digits; empty for a key without a name.
  private let prefix: [UInt8]

  /// Reads a key: one line `KEY`, or lines `ID:KEY` of which the last one is used and the others are kept for the record.
  ///
  /// - Parameter text: The file's text. An id is of letters and digits.
  /// - Throws: ``RedactionError/badKey(reason:)`` for keys of less than 16 bytes.
  public init(keyText text: String) throws {
    let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
    guard let line = lines.last else { throw RedactionError.badKey(reason: "is empty") }
    var secret = line
    var id: Substring = ""
    if let colon = line.firstIndex(of: ":"),
      line[..<colon].utf8.allSatisfy(isAlphanumeric), !line[..<colon].isEmpty,
      line[..<colon].utf8.count <= 16
    {
      id = line[..<colon]
      secret = line[line.index(after: colon)...]
    }
    guard secret.utf8.count >= 16 else {
      throw RedactionError.badKey(reason: "has \(secret.utf8.count) bytes, at least 16 are needed")
    }
    key = SymmetricKey(data: Array(secret.utf8))
    prefix = id.isEmpty ? [] : Array("\(id).".utf8)
  }

  /// The token for a value.
  func token(for value: UnsafeBufferPointer<UInt8>, name: [UInt8]) -> [UInt8] {
    var code = HMAC<SHA256>(key: key)
    code.update(data: name + [0])
    code.update(data: Array(value))
    var token = prefix
    for byte in code.finalize().prefix(6) {
      for digit in [byte >> 4, byte & 15] {
        token.append(digit < 10 ? 48 + digit : 87 + digit)
      }
    }
    return token
  }
}
