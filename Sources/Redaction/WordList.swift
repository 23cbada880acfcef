/// A list of words, looked up by the bytes of a text, ASCII letters in any case.
struct WordList {
  private let table: [UInt32]
  private let mask: Int
  private let text: [UInt8]
  private let places: [(start: Int, count: Int)]

  /// - Parameter words: The words, with blanks between; letters of ASCII small.
  init(_ words: String) {
    let list = words.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }
    var size = 16
    while size < list.count * 3 { size *= 2 }
    var table = [UInt32](repeating: 0, count: size)
    var text: [UInt8] = []
    var places: [(start: Int, count: Int)] = []
    for word in list {
      places.append((text.count, word.count))
      text += word
      var place = Int(truncatingIfNeeded: Self.hash(word)) & (size - 1)
      while table[place] != 0 { place = (place + 1) & (size - 1) }
      table[place] = UInt32(places.count)
    }
    self.table = table
    self.text = text
    self.places = places
    mask = size - 1
  }

  /// Whether the word `start..<end` of the text is in the list.
  func contains(_ subject: Text, _ start: Int, _ end: Int) -> Bool {
    guard start < end, end - start <= 32 else { return false }
    var hash: UInt32 = 2_166_136_261
    for index in start..<end { hash = (hash ^ UInt32(lowercased(subject[index]))) &* 16_777_619 }
    var place = Int(truncatingIfNeeded: hash ^ hash >> 15) & mask
    while table[place] != 0 {
      let entry = places[Int(table[place]) - 1]
      if entry.count == end - start, isEqual(entry.start, subject, start, end) { return true }
      place = (place + 1) & mask
    }
    return false
  }

  /// Whether some word of the list begins the range: `creat` begins `created`.
  func begins(_ subject: Text, _ start: Int, _ end: Int, tail: Int) -> Bool {
    var stem = end
    while stem > start, end - stem <= tail {
      if contains(subject, start, stem) { return true }
      stem -= 1
    }
    return false
  }

  private func isEqual(_ place: Int, _ subject: Text, _ start: Int, _ end: Int) -> Bool {
    for offset in 0..<end - start where text[place + offset] != lowercased(subject[start + offset])
    {
      return false
    }
    return true
  }

  private static func hash(_ word: [UInt8]) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash ^ hash >> 15
  }
}
