/// Addresses of hosts: dotted IPv4 (RFC 791), IPv6 with its short forms and zones (RFC 4291, RFC 4007).
///
/// Loopback, the unspecified address, netmasks, multicast to a link are no hosts. Port and brackets are not part of the address.
enum IPAddress {
  /// An IPv4 address whose first digit is at `start`, with nothing of a longer number around it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - start: The place of the digit.
  ///   - isVersion: Whether the words before speak of versions, which have four numbers, too.
  /// - Returns: The finding, and where to go on: behind the whole dotted number also when it is no address.
  static func dotted(_ text: Text, at start: Int, isVersion: Bool) -> (Finding?, next: Int) {
    guard let (end, address) = octets(text, start) else { return (nil, longNumber(text, start)) }
    guard isWhole(text, start, end) else { return (nil, longNumber(text, start)) }
    if isVersion || isNoHost(address) { return (nil, end) }
    if isProductVersion(text, start, end, address) { return (nil, end) }
    return (Finding(start: start, end: end, type: .ip), end)
  }

  /// Four numbers up to 255, with dots between.
  static func octets(_ text: Text, _ start: Int) -> (end: Int, address: UInt32)? {
    var index = start
    var address: UInt32 = 0
    for octet in 0..<4 {
      var value: UInt32 = 0
      let first = index
      while isDigit(text[index]), index - first < 4 {
        value = value * 10 + UInt32(text[index] - 48)
        index += 1
      }
      guard index > first, index - first < 4, value < 256 else { return nil }
      address = address << 8 | value
      if octet < 3 {
        guard text[index] == UInt8(ascii: ".") else { return nil }
        index += 1
      }
    }
    return (index, address)
  }

  /// Where a number with dots ends.
  private static func longNumber(_ text: Text, _ start: Int) -> Int {
    var index = start
    while isDigit(text[index]) || text[index] == UInt8(ascii: ".") && isDigit(text[index + 1]) {
      index += 1
    }
    return index
  }

  private static func isWhole(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let before = text[start - 1]
    if before == UInt8(ascii: "."), isAlphanumeric(text[start - 2]) { return false }
    // `openssl-3.0.12.1`
    if before == UInt8(ascii: "-"), isAlphanumeric(text[start - 2]), !endsAddress(text, start - 1) {
      return false
    }
    if before == UInt8(ascii: "~") { return false }
    let next = text[end]
    switch next {
    case UInt8(ascii: "."):
      return !isDigit(text[end + 1]) && (!isLetter(text[end + 1]) || text.has(".in-addr", at: end))
    case UInt8(ascii: "-"):
      return !isAlphanumeric(text[end + 1]) || octets(text, end + 1) != nil
    case UInt8(ascii: "_"): return isDigit(text[end + 1])
    default: return !isLetter(next) && !isDigit(next) && next < 0x80 || next >= 0x80
    }
  }

  /// Whether an address ends at `end`: this is the second one of a range.
  private static func endsAddress(_ text: Text, _ end: Int) -> Bool {
    var start = end
    while end - start < 15, isDigit(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    return octets(text, start)?.end == end
  }

  /// Loopback, this network, a mask of ones, multicast to the link or the site.
  private static func isNoHost(_ address: UInt32) -> Bool {
    let first = address >> 24
    return first == 0 || first == 127 || first == 255 || address >> 8 == 0xE00000
      || address == 0xEFFF_FFFA
  }

  /// Whether a product stands before its version, `Chrome/118.0.0.0`; `host/10.0.0.5:80` is a name and its address.
  private static func isProductVersion(
    _ text: Text, _ start: Int, _ end: Int, _ address: UInt32
  ) -> Bool {
    guard text[start - 1] == UInt8(ascii: "/"), isLetter(text[start - 2]),
      text[end] != UInt8(ascii: ":")
    else { return false }
    let isPrivate =
      address >> 24 == 10 || address >> 20 == 0xAC1 || address >> 16 == 0xC0A8
    var index = start - 2
    while isLetter(text[index]) { index -= 1 }
    let before = text[index]
    return !isPrivate && before != UInt8(ascii: "_") && before != UInt8(ascii: ".")
      && before != UInt8(ascii: "-")
      && !isDigit(before) && before != UInt8(ascii: "/")
  }

  // MARK: IPv6

  /// An IPv6 address that begins at `start`, with what is before it looked at.
  ///
  /// - Returns: The finding, and where to go on; nil when this is no row of groups at all.
  static func groups(_ text: Text, at start: Int) -> (Finding?, next: Int)? {
    let before = text[start - 1]
    if before == UInt8(ascii: ">"), isUpper(text[start - 2]) { return nil }
    guard before != UInt8(ascii: ":") || isBehindName(text, start - 1), before != UInt8(ascii: "."),
      !text.isWord(at: start - 1)
    else { return nil }
    var shape = Groups()
    guard let end = shape.read(text, start) else { return nil }
    guard shape.isAddress, text[end] != UInt8(ascii: "."), !text.isWord(at: end),
      shape.embedded != nil
        || !(text[end] == UInt8(ascii: ":")
          && (isHex(text[end + 1]) || text[end + 1] == UInt8(ascii: ":")))
    else { return (nil, end) }
    if shape.isNoHost { return (nil, end) }
    return (Finding(start: start, end: zoneEnd(text, end), type: .ip), end)
  }

  /// Whether a name stands before the colon at `colon`, not a group of digits: `client_ip:2001:db8::1`.
  static func isBehindName(_ text: Text, _ colon: Int) -> Bool {
    var start = colon
    while isWordASCII(text[start - 1]), colon - start < 5 { start -= 1 }
    return colon - start > 4 || (start..<colon).contains { !isHex(text[$0]) }
  }

  /// A zone behind an address: `%eth0`, `%3`.
  private static func zoneEnd(_ text: Text, _ end: Int) -> Int {
    guard text[end] == UInt8(ascii: "%"), isAlphanumeric(text[end + 1]) else { return end }
    var index = end + 1
    while isWordASCII(text[index]) || text[index] == UInt8(ascii: "-")
      || text[index] == UInt8(ascii: ".") && isDigit(text[index + 1])
    { index += 1 }
    return index
  }

  /// What the groups of hexadecimal digits say.
  private struct Groups {
    var count = 0
    var hasGap = false
    /// Whether the gap stands in front.
    var leads = false
    var hasDigit = false
    var longest = 0
    var allPairs = true
    var last: UInt32 = 0
    var first: UInt32 = 0
    var embedded: UInt32?

    /// Reads groups from `start`; returns the byte behind them, nil where not even two groups or a gap stand.
    mutating func read(_ text: Text, _ start: Int) -> Int? {
      var index = start
      if text[index] == UInt8(ascii: ":") {
        guard text[index + 1] == UInt8(ascii: ":") else { return nil }
        hasGap = true
        leads = true
        index += 2
      }
      while count < 9 {
        let group = index
        var value: UInt32 = 0
        while isHex(text[index]), index - group < 5 {
          value = value << 4 | UInt32(digitValue(text[index]))
          if isDigit(text[index]) { hasDigit = true }
          index += 1
        }
        guard index > group else { break }
        if text[index] == UInt8(ascii: "."), count > 0 || hasGap,
          let (end, address) = IPAddress.octets(text, group)
        {
          embedded = address
          count += 2
          return end
        }
        guard index - group < 5 else { return nil }
        count += 1
        longest = max(longest, index - group)
        allPairs = allPairs && index - group == 2
        if count == 1 { first = value }
        last = value
        guard text[index] == UInt8(ascii: ":") else { break }
        if text[index + 1] == UInt8(ascii: ":") {
          if hasGap { return index }
          hasGap = true
          index += 2
          if !isHex(text[index]) { break }
        } else if isHex(text[index + 1]) {
          index += 1
        } else {
          break
        }
      }
      return count + (hasGap ? 1 : 0) > 1 || hasGap ? index : nil
    }

    var isAddress: Bool {
      if hasGap { return count < 8 && count > 0 && (hasDigit || longest > 3 && count > 2) }
      return count == 8 && !allPairs
    }

    /// `::1`, `::`, multicast, IPv4's loopback in IPv6's clothes.
    var isNoHost: Bool {
      if let embedded { return embedded >> 24 == 127 || embedded == 0 }
      if !leads, first >= 0xFF00 { return true }
      // `::1:5789` is the loopback address with a port.
      return hasGap && (count == 1 && last <= 1 || count == 2 && leads && first == 1)
    }
  }
}

@inline(__always)
func digitValue(_ byte: UInt8) -> UInt8 {
  isDigit(byte) ? byte &- 48 : (byte | 0x20) &- 87
}
