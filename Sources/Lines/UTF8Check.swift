/// True when `bytes` are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates).
///
/// ASCII goes 16 bytes a step, so whole blocks are checked rather than lines.
public func isValidUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  guard let start = bytes.baseAddress else { return true }
  var index = 0
  while index &+ 16 <= bytes.count {
    while index &+ 64 <= bytes.count, isASCII(start + index) { index &+= 64 }
    if index &+ 16 > bytes.count { break }
    let mask = nonASCIIMask(start + index)
    if mask == 0 {
      index &+= 16
      continue
    }
    index &+= mask.trailingZeroBitCount
    let length = wellFormedLength(bytes, at: index)
    if length < 0 { return false }
    index &+= length
  }
  while index < bytes.count {
    let length = wellFormedLength(bytes, at: index)
    if length < 0 { return false }
    index &+= length
  }
  return true
}

/// Whether 64 bytes are ASCII.
@inline(__always)
private func isASCII(_ bytes: UnsafePointer<UInt8>) -> Bool {
  nonASCIIMask(bytes) | nonASCIIMask(bytes + 16) | nonASCIIMask(bytes + 32)
    | nonASCIIMask(bytes + 48) == 0
}

/// The length of the sequence at `index`, or minus the length of its maximal ill-formed subpart.
@inline(__always)
private func wellFormedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
  let lead = bytes[index]
  if lead < 0x80 { return 1 }
  // The number of bytes and the range of the second one (Unicode Standard, table 3-7).
  let (length, low, high): (Int, UInt8, UInt8)
  switch lead {
  case 0xC2...0xDF: (length, low, high) = (2, 0x80, 0xBF)
  case 0xE0: (length, low, high) = (3, 0xA0, 0xBF)
  case 0xED: (length, low, high) = (3, 0x80, 0x9F)
  case 0xE1...0xEF: (length, low, high) = (3, 0x80, 0xBF)
  case 0xF0: (length, low, high) = (4, 0x90, 0xBF)
  case 0xF1...0xF3: (length, low, high) = (4, 0x80, 0xBF)
  case 0xF4: (length, low, high) = (4, 0x80, 0x8F)
  default: return -1
  }
  for offset in 1..<length {
    guard index + offset < bytes.count else { return -offset }
    let byte = bytes[index + offset]
    let range = offset == 1 ? low...high : 0x80...0xBF
    if !range.contains(byte) { return -offset }
  }
  return length
}

/// A copy of a text in which every ill-formed sequence is U+FFFD.
///
/// One U+FFFD stands for each maximal subpart of an ill-formed sequence, as the Unicode Standard
/// (chapter 3, "U+FFFD Substitution of Maximal Subparts") and the WHATWG decoder have it. The copy
/// ends like a line of the reader: a sentinel `\n` and readable bytes follow it.
public struct RepairedText: ~Copyable {
  private var storage = OutputBuffer(descriptor: -1, capacity: 0)

  /// An empty text; keep one and repair into it again and again.
  public init() {}

  /// Takes the repaired form of `bytes` and hands it to `body`.
  ///
  /// - Parameters:
  ///   - bytes: Any bytes.
  ///   - body: Receives the repaired bytes, valid during the call.
  /// - Returns: What `body` returns.
  public mutating func withRepaired<Result>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    storage.clear()
    storage.reserve(3 * bytes.count + LineReader.slack)
    repair(bytes)
    return body(storage.terminated)
  }

  /// Copies what is well-formed, run by run.
  private mutating func repair(_ bytes: UnsafeBufferPointer<UInt8>) {
    var copied = 0
    var index = 0
    while index < bytes.count {
      let length = wellFormedLength(bytes, at: index)
      if length > 0 {
        index += length
        continue
      }
      storage.append(UnsafeBufferPointer(rebasing: bytes[copied..<index]))
      storage.append("\u{FFFD}")
      index -= length
      copied = index
    }
    storage.append(UnsafeBufferPointer(rebasing: bytes[copied...]))
  }
}
