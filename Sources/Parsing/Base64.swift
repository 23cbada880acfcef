import Records

/// The member `,"raw":"…"` that keeps the bytes of a line, in base64 (RFC 4648 section 4).
func rawMember(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  Array(",\"raw\":\"".utf8) + Base64.encode(bytes) + [UInt8(ascii: "\"")]
}
