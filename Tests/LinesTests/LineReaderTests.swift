import Platform
import TestSupport
import Testing

@testable import Lines

@Suite struct LineReaderTests {
  @Test func `text is split into numbered lines`() {
    let pieces = read("one\ntwo\r\n\nlast")
    #expect(pieces.map(\.text) == ["one", "two", "", "last"])
    #expect(pieces.map(\.number) == [1, 2, 3, 4])
    #expect(pieces.allSatisfy { $0.part == .whole && !$0.isCut })
  }

  @Test func `an empty input has no line, a single line end has one`() {
    #expect(read("").isEmpty)
    #expect(read("\n").map(\.text) == [""])
    #expect(read("\r\n").map(\.text) == [""])
  }

  @Test func `only the CR before an LF belongs to the line end`() {
    #expect(read("a\rb\r\r\nc\r").map(\.text) == ["a\rb\r", "c\r"])
    #expect(read("a\rb\r\r\nc\r").map(\.raw.count) == [5, 2])
  }

  @Test func `NUL bytes are data`() {
    #expect(read("\0\0\na\0b").map(\.text) == ["\0\0", "a\0b"])
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the lines are the same whatever the chunk`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let input = randomInput(count: Int.random(in: 0...400, using: &random), using: &random)
    let expected = modelLines(input)
    for chunk in chunks {
      let pieces = read(input, chunk: chunk)
      #expect(pieces.map(\.bytes) == expected.map(\.content), "chunk \(chunk)")
      #expect(pieces.map(\.raw) == expected.map(\.raw), "chunk \(chunk)")
      #expect(pieces.map(\.number) == Array(1..<(expected.count + 1)), "chunk \(chunk)")
      #expect(pieces.allSatisfy { $0.part == .whole && $0.isSound }, "chunk \(chunk)")
    }
  }

  @Test func `a line far longer than the chunk is whole`() {
    var random = SeededGenerator(seed: 1)
    let long = Array(repeating: UInt8(ascii: "x"), count: 100_000)
    let input = Array("a\n".utf8) + long + randomInput(count: 300, using: &random)
    for chunk in [7, 64, 4096] {
      #expect(read(input, chunk: chunk).map(\.bytes) == modelLines(input).map(\.content))
    }
  }

  @Test func `the number goes on behind a line in pieces and a line that was cut`() {
    for oversize in [LineReader.Oversize.cut, .pieces] {
      let pieces = read("123456789\nab", maximumLine: 3, oversize: oversize, chunk: 2)
      #expect(Set(pieces.dropLast().map(\.number)) == [1])
      #expect(pieces.last?.number == 2)
    }
  }

  @Test func `a reader at the end can answer without a read that blocks`() throws {
    let file = NamelessFile(holding: Array("no line end".utf8))
    var reader = LineReader(
      source: ByteSource(descriptor: file.descriptor, closesDescriptor: false), maximumLine: 100,
      oversize: .cut)
    var answers: [Bool] = []
    while try reader.fill() {
      answers.append(reader.hasBufferedInput)
      while reader.next() != nil {}
    }
    // The second one is the fill that saw the end and made the last line complete.
    #expect(answers == [false, true])
  }

  @Test func `the line that damage cuts short is handed out before the error`() throws {
    // A gzip header, and a stored block that holds the text; then nothing, not even the checksum.
    let text = Array("whole\ncut sh".utf8)
    let size = UInt8(text.count)
    let packed: [UInt8] =
      [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff] + [0, size, 0, ~size, 0xff] + text
    let file = NamelessFile(holding: packed)
    var reader = LineReader(
      source: ByteSource(descriptor: file.descriptor, closesDescriptor: false), maximumLine: 100,
      oversize: .cut, chunk: 5)
    var lines: [String] = []
    var error: InputError?
    do throws(InputError) {
      while try reader.fill() {
        while let line = reader.next() { lines.append(String(decoding: line.bytes, as: UTF8.self)) }
      }
    } catch let caught {
      error = caught
    }
    #expect(lines == ["whole", "cut sh"])
    #expect(error == .truncated(format: "gzip"))
    let again = Result { () throws(InputError) in try reader.fill() }
    #expect(again == .failure(.truncated(format: "gzip")))
  }
}

/// Lines longer than the limit.
@Suite struct OversizeLineTests {
  @Test func `a line that is too long is cut and marked`() {
    let pieces = read("12345678\nnext\n", maximumLine: 4, oversize: .cut)
    #expect(pieces.map(\.text) == ["1234", "next"])
    #expect(pieces.map(\.isCut) == [true, false])
  }

  @Test func `a line that is too long comes in pieces`() {
    let pieces = read("12345678\nnext\n", maximumLine: 4, oversize: .pieces, chunk: 5)
    #expect(pieces.map(\.text).joined() == "12345678next")
    #expect(pieces.map(\.part) == [.first, .last, .whole])
  }

  @Test(arguments: chunks, ["\n", "\r\n", "", "\r", "\nx", "\r\nx", "\rx\n"])
  func `the limit counts the bytes before the line end`(chunk: Int, end: String) {
    for count in 1...12 {
      let input = Array(String(repeating: "y", count: count).utf8) + Array(end.utf8)
      for oversize in [LineReader.Oversize.cut, .pieces] {
        check(input, maximumLine: 8, oversize: oversize, chunk: chunk)
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `every byte is accounted for whatever the chunk and the limit`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let input = randomInput(count: Int.random(in: 0...300, using: &random), using: &random)
    for chunk in chunks {
      let maximum = random.pick([1, 2, 3, 5, 8, 20, 50])
      for oversize in [LineReader.Oversize.cut, .pieces] {
        check(input, maximumLine: maximum, oversize: oversize, chunk: chunk)
      }
    }
  }

  @Test(arguments: 1...9)
  func `a cut splits no character`(maximum: Int) {
    for text in ["aé😀日本é", "😀😀😀", "日本語", "éééééé"] {
      for chunk in chunks {
        let pieces = read(text, maximumLine: maximum, oversize: .cut, chunk: chunk)
        let longest = (text.unicodeScalars.indices + [text.endIndex])
          .map { Array(text[..<$0].utf8) }.last { $0.count <= maximum }
        #expect(pieces.map(\.bytes) == [longest ?? []], "chunk \(chunk)")
      }
    }
  }

  @Test func `a piece behind checked lines is not taken for checked`() {
    // One read: the complete line is UTF-8 without ESC, the long one behind it is neither.
    let input = Array("good\n".utf8) + [0x1b, 0xff] + Array("a long line without an end".utf8)
    for oversize in [LineReader.Oversize.cut, .pieces] {
      let pieces = read(input, maximumLine: 8, oversize: oversize, chunk: 20)
      #expect(pieces.allSatisfy { $0.isSound }, "\(oversize)")
      #expect(pieces.first?.isKnownUTF8 == true)
    }
  }
}

// MARK: - Reading

private let chunks = [1, 2, 3, 7, 16, 64, 4096]

/// What was handed out, copied.
private struct Piece: Equatable {
  var bytes: [UInt8]
  var raw: [UInt8]
  var number: Int
  var part: Line.Part
  var isCut: Bool
  var isKnownUTF8: Bool
  var mayHoldEscapes: Bool
  /// The byte at `start[count]`.
  var behind: UInt8

  init(_ line: Line) {
    bytes = Array(line.bytes)
    raw = Array(UnsafeBufferPointer(start: line.start, count: line.rawCount))
    number = line.number
    part = line.part
    isCut = line.isCut
    isKnownUTF8 = line.isKnownUTF8
    mayHoldEscapes = line.mayHoldEscapes
    behind = line.start[line.count]
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether what the reader says of the bytes is true, and a line has its end behind it.
  var isSound: Bool {
    let hasEnd = part != .whole || behind == 0x0A || behind == 0x0D && !isCut
    return hasEnd && (!isKnownUTF8 || isUTF8(bytes)) && (mayHoldEscapes || !bytes.contains(0x1b))
  }
}

private func read(
  _ input: [UInt8], maximumLine: Int = 1 << 20, oversize: LineReader.Oversize = .cut,
  chunk: Int = 4096
) -> [Piece] {
  let file = NamelessFile(holding: input)
  var reader = LineReader(
    source: ByteSource(descriptor: file.descriptor, closesDescriptor: false),
    maximumLine: maximumLine, oversize: oversize, chunk: chunk)
  var pieces: [Piece] = []
  do {
    while try reader.fill() {
      while let line = reader.next() { pieces.append(Piece(line)) }
    }
  } catch {
    Issue.record("\(error)")
  }
  return pieces
}

private func read(
  _ input: String, maximumLine: Int = 1 << 20, oversize: LineReader.Oversize = .cut,
  chunk: Int = 4096
) -> [Piece] {
  read(Array(input.utf8), maximumLine: maximumLine, oversize: oversize, chunk: chunk)
}

/// Holds what a reader hands out against the lines of the model.
private func check(
  _ input: [UInt8], maximumLine: Int, oversize: LineReader.Oversize, chunk: Int
) {
  let comment: Comment = "limit \(maximumLine), chunk \(chunk), \(oversize), \(input)"
  var pieces = read(input, maximumLine: maximumLine, oversize: oversize, chunk: chunk)[...]
  #expect(pieces.allSatisfy { $0.isSound }, comment)
  for (index, line) in modelLines(input).enumerated() {
    guard let first = pieces.popFirst() else {
      Issue.record(comment)
      return
    }
    #expect(first.number == index + 1, comment)
    if line.content.count <= maximumLine {
      #expect(first.part == .whole && !first.isCut && first.bytes == line.content, comment)
      #expect(first.raw == line.raw, comment)
    } else if oversize == .cut {
      #expect(first.part == .whole && first.isCut && line.raw.starts(with: first.bytes), comment)
      #expect(maximumLine - 4...maximumLine ~= first.bytes.count, comment)
      if isUTF8(line.raw) { #expect(isUTF8(first.bytes), comment) }
    } else {
      #expect(first.part == .first, comment)
      var raw = first.raw
      var part = first.part
      while part != .last, let next = pieces.popFirst() {
        #expect(next.number == index + 1 && (next.part == .middle || next.part == .last), comment)
        raw += next.raw
        part = next.part
      }
      #expect(part == .last && raw == line.raw, comment)
    }
  }
  #expect(pieces.isEmpty, comment)
}

// MARK: - The model

/// A line with and without the CR of its end.
private struct ModelLine {
  var content: [UInt8]
  var raw: [UInt8]
}

private func modelLines(_ input: [UInt8]) -> [ModelLine] {
  var lines = input.split(separator: 0x0A, omittingEmptySubsequences: false).map {
    ModelLine(content: $0.last == 0x0D ? $0.dropLast() : Array($0), raw: Array($0))
  }
  // Behind the last LF stands a line without an end, or nothing.
  if let last = lines.popLast(), !last.raw.isEmpty {
    lines.append(ModelLine(content: last.raw, raw: last.raw))
  }
  return lines
}

/// Bytes that are hard on a splitter; they begin with no signature.
private func randomInput(count: Int, using random: inout SeededGenerator) -> [UInt8] {
  let words: [[UInt8]] = [
    [0x0A], [0x0A], [0x0D, 0x0A], [0x0D], [0], [0x1b], [0xC3], [0x80], [0xED, 0xA0, 0x80],
    Array("a".utf8), Array("bc".utf8), Array("é".utf8), Array("😀".utf8), Array("日本".utf8),
    Array("a longer stretch of text".utf8),
  ]
  // Ill-formed UTF-8 in every other input only, so that whole blocks are good, too.
  let choices = Bool.random(using: &random) ? words : words.filter { isUTF8($0) }
  var input: [UInt8] = Array("x".utf8)
  while input.count < count { input += random.pick(choices) }
  return input
}
