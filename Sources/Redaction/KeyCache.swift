import Platform

/// The kinds of the keys that came lately, so that each key is cut into words once.
///
/// A table of 4,096 places; a key that finds its place taken takes it. Keys of more than 40 bytes are looked up each time. A
/// place holds the key's bytes: two keys of one hash are told apart.
struct KeyCache: ~Copyable {
  private struct Entry {
    var count: Int32 = -1
    var kind = KeyKind.none
  }

  private static let places = 4_096
  private static let longest = 40

  private let lexicon = KeyLexicon()
  private let entries: UnsafeMutablePointer<Entry>
  private let texts: UnsafeMutablePointer<UInt8>

  init() {
    entries = .allocate(capacity: Self.places)
    entries.initialize(repeating: Entry(), count: Self.places)
    texts = .allocate(capacity: Self.places * Self.longest)
    texts.initialize(repeating: 0, count: Self.places * Self.longest)
  }

  deinit {
    entries.deallocate()
    texts.deallocate()
  }

  /// The kind of the key, as ``KeyLexicon/kind(of:)`` gives it.
  @inline(__always)
  mutating func kind(of key: UnsafeBufferPointer<UInt8>) -> KeyKind {
    guard let start = key.baseAddress, key.count <= Self.longest else {
      return lexicon.kind(of: UnsafeBufferPointer(rebasing: key.suffix(Self.longest)))
    }
    var hash: UInt32 = 2_166_136_261
    for byte in key { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    let place = Int((hash ^ hash >> 15) & UInt32(Self.places - 1))
    let text = texts + place &* Self.longest
    if entries[place].count == key.count, memcmp(text, start, key.count) == 0 {
      return entries[place].kind
    }
    let kind = lexicon.kind(of: key)
    text.update(from: start, count: key.count)
    entries[place] = Entry(count: Int32(key.count), kind: kind)
    return kind
  }
}
