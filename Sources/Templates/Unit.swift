/// The unit behind a number, with or without a blank before it: `ms`, ` KB`.
struct Unit {
  let type: ValueType
  /// The byte behind it.
  let end: Int

  /// The unit that stands at `start`; nil when none does, or more letters follow.
  @inline(__always)
  init?(_ text: UnsafePointer<UInt8>, _ start: Int, _ size: Int) {
    var index = start
    if index < size, text[index] == 0x20 { index &+= 1 }
    var packed: UInt32 = 0
    let first = index
    while index < size, (text[index] | 0x20) &- 97 < 26 || text[index] >= 0x80 {
      if index &- first == 4 { return nil }
      packed = packed &<< 8 | UInt32(text[index])
      index &+= 1
    }
    guard index > first, let type = Self.type(packed) else { return nil }
    if index < size, text[index] &- 48 < 10 || text[index] == 0x5F || text[index] == 0x2F {
      return nil
    }
    self.type = type
    end = index
  }

  /// The kind of a unit of up to four letters, packed big-endian.
  private static func type(_ unit: UInt32) -> ValueType? {
    switch unit {
    case 0x6E73, 0x7573, 0xC2_B573, 0x6D73, 0x73, 0x7365_63, 0x7365_6373, 0x6D69_6E, 0x6D69_6E73,
      0x68, 0x6872, 0x6872_73:
      .duration  // ns us µs ms s sec secs min mins h hr hrs
    case 0x4B42, 0x4D42, 0x4742, 0x5442, 0x6B42, 0x4B69_42, 0x4D69_42, 0x4769_42, 0x5469_42, 0x4B,
      0x4D, 0x47, 0x6B62, 0x6D62, 0x6762, 0x42:
      .size  // KB MB GB TB kB KiB MiB GiB TiB K M G kb mb gb B
    default: nil
    }
  }
}
