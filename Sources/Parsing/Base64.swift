/// The member `,"raw":"…"` that keeps the bytes of a line, in base64 (RFC 4648 section 4).
func rawMember(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var member = Array(",\"raw\":\"".utf8)
  var index = 0
  while index < bytes.count {
    let left = min(3, bytes.count - index)
    var group: UInt32 = 0
    for offset in 0..<3 {
      group = group << 8 | (offset < left ? UInt32(bytes[index + offset]) : 0)
    }
    for digit in 0..<4 {
      let value = Int(group >> UInt32(18 - 6 * digit) & 63)
      member.append(digit <= left ? alphabet[value] : UInt8(ascii: "="))
    }
    index += 3
  }
  member.append(UInt8(ascii: "\""))
  return member
}
