import Testing

@testable import Templates

@Suite struct MessageLexerTests {
  @Test func `a message is cut into words and typed values`() throws {
    #expect(
      try pieces("Failed password for root from 10.0.0.7 port 51966 (3 attempts)") == [
        "Failed", "password", "for", "root", "from", "<IP>10.0.0.7", "port", "<NUM>51966", "<NUM>3",
        "attempts",
      ])
  }

  @Test(arguments: [
    ("", []), (" ", []), ("\t \0", []), ("=:,;", []), ("word", ["word"]), ("7", ["<NUM>7"]),
    ("done.", ["done"]), ("what?!", ["what"]), ("...", ["."]), ("a,b", ["a", "b"]),
    ("größe 接続", ["größe", "接続"]), ("it's", ["it", "s"]), ("e.g. this", ["e.g", "this"]),
  ])
  func `words end at blanks and delimiters, and before the marks that end a sentence`(
    message: String, expected: [String]
  ) throws {
    #expect(try pieces(message) == expected)
  }

  @Test(arguments: [
    ("<EMAIL>", ["<EMAIL><EMAIL>"]),
    ("to <EMAIL:3fa9>, now", ["to", "<EMAIL><EMAIL:3fa9>", "now"]),
    ("<*>", ["<*><*>"]), ("<NUM><NUM>", ["<NUM><NUM>", "<NUM><NUM>"]), ("<WHAT>", ["WHAT"]),
    ("<EMAIL", ["EMAIL"]), ("<EMAIL:a b>", ["EMAIL", "a", "b"]), ("<>", []),
    ("<DOB:>", ["<DOB><DOB:>"]),
    ("<", []), ("<*", ["*"]), ("<email>", ["email"]),
  ])
  func `placeholders are values of their type`(message: String, expected: [String]) throws {
    #expect(try pieces(message) == expected)
  }

  @Test(arguments: [
    (#"name "a b" size"#, ["name", "<STR>a b", "size"]),
    (#"name "" size"#, ["name", "<STR>", "size"]),
    (#"a "x" b "y" c"#, ["a", "<STR>x", "b", "<STR>y", "c"]),
    (#"a "" b "y" c"#, ["a", "<STR>", "b", "<STR>y", "c"]),
    (#"a "x \" y" b"#, ["a", #"<STR>x \" y"#, "b"]), (#"a "b c"#, ["a", "b", "c"]),
    (#""GET /a HTTP/1.1" 200"#, ["GET", "<PATH>/a", "HTTP/1.1", "<NUM>200"]),
    (#"x "GET /a HTTP/1.1" "u a""#, ["x", "GET", "<PATH>/a", "HTTP/1.1", "<STR>u a"]),
    (#""it failed" said "bob""#, ["it", "failed", "said", "<STR>bob"]), (#"a "\"#, ["a", #"\"#]),
  ])
  func `quoted text is one value, except where it holds what the line says`(
    message: String, expected: [String]
  ) throws {
    #expect(try pieces(message) == expected)
  }

  @Test func `a quoted text that is too long to be a value opens nothing with its second quote`()
    throws
  {
    let long = Array(repeating: "word", count: 100).joined(separator: " ")
    let cut = try pieces("a \"\(long)\" says \"bob\" now")
    #expect(cut.suffix(3) == ["says", "<STR>bob", "now"])
    #expect(cut.count == 104)
  }

  @Test func `what follows the last token that fits is one value`() throws {
    let most = MessageLexer.maximumTokens
    let full = Array(repeating: "word", count: most).joined(separator: " ")
    #expect(try pieces(full).count == most)
    let more = try pieces(full + ". and 3 more")
    #expect(more.count == most + 1 && more.last == "<*> and 3 more")
  }

  @Test(arguments: [
    "<NUM>", "\"a\"", "1 ", "a=", "a=b", "::", "<*>", "x<NUM>", "\"", "\\\"", "\"\"",
  ])
  func `any number of tokens of any kind is cut`(piece: String) throws {
    let message = String(repeating: piece, count: 3_000)
    #expect(try pieces(message).count <= MessageLexer.maximumTokens + 1)
  }

  @Test func `a name has an end, and so has the part of a message that is cut`() throws {
    let name = String(repeating: "n", count: MessageLexer.maximumWord)
    #expect(try pieces("a \(name) b") == ["a", name, "b"])
    #expect(try pieces("a \(name)n. b") == ["a", "<*>\(name)n", "b"])
    let brackets = String(repeating: "(", count: MessageLexer.maximumBytes - 1)
    #expect(try pieces(brackets + " a b") == ["<*>a b"])
  }

  @Test func `blanks are equal whatever their number, other separators are not`() throws {
    let hash = try hash("a b 7")
    #expect(try self.hash("a  \t b   8") == hash)
    for other in [
      "a b 7 ", " a b 7", "a b:7", "a:b 7", "a b (7", "b a 7", "a b", "a b c", "a b 7.",
    ] {
      #expect(try self.hash(other) != hash, "\(other)")
    }
  }

  /// The separators of a gap all count, however many there are and wherever they stand.
  @Test(arguments: 1...24)
  func `every byte of a gap counts`(length: Int) throws {
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: 4_096)
    var seen: [UInt64: [UInt8]] = [:]
    let delimiters = Array("=:,;()[]{}'|>".utf8)
    func note(_ gap: [UInt8]) {
      let message = Array("a".utf8) + gap + Array("b".utf8)
      lexer.lex(memory.place(message), count: message.count)
      let other = seen.updateValue(message, forKey: lexer.hash)
      #expect(other == nil || other == message, "\(text(message)) and \(text(other ?? []))")
    }
    for base in delimiters {
      for place in 0..<length {
        for delimiter in delimiters {
          var gap = [UInt8](repeating: base, count: length)
          gap[place] = delimiter
          note(gap)
        }
      }
    }
    for count in [64, 128, 192, 256] {
      note([UInt8](repeating: delimiters[length % 13], count: count))
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `rows have one hash exactly when they are equal`(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: 1 << 16)
    var rowOfHash: [UInt64: [UInt8]] = [:]
    var hashOfRow: [[UInt8]: UInt64] = [:]
    for index in 0..<1_200 {
      let message = index % 2 == 0 ? generator.message() : generator.noise()
      lexer.lex(memory.place(message), count: message.count)
      let row = canonical(message, lexer)
      #expect(rowOfHash.updateValue(row, forKey: lexer.hash) ?? row == row, "\(text(message))")
      #expect(
        hashOfRow.updateValue(lexer.hash, forKey: row) ?? lexer.hash == lexer.hash,
        "\(text(message))")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `tokens are in order, inside the message and none but values of quotes are empty`(
    seed: UInt64
  ) throws {
    var generator = MessageGenerator(seed: seed)
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: 1 << 16)
    for index in 0..<600 {
      let message = index % 2 == 0 ? generator.message() : generator.noise()
      lexer.lex(memory.place(message), count: message.count)
      var last = 0
      for position in 0..<lexer.count {
        let token = lexer[position]
        #expect(Int(token.start) >= last && token.end <= message.count, "\(text(message))")
        #expect(token.end > token.start || token.type == .text, "\(text(message))")
        last = Int(token.end)
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the interpreter cuts as machine code does`(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    var fast = try MessageLexer()
    var slow = try MessageLexer(allowsJIT: false)
    let usesJIT = slow.usesJIT
    #expect(!usesJIT)
    let memory = GuardedMemory(capacity: 1 << 16)
    for index in 0..<600 {
      let message = index % 2 == 0 ? generator.message() : generator.noise()
      let start = memory.place(message)
      fast.lex(start, count: message.count)
      slow.lex(start, count: message.count)
      #expect(fast.hash == slow.hash && fast.count == slow.count, "\(text(message))")
    }
  }

  /// Words as they are, values behind their placeholder.
  private func pieces(_ message: String) throws -> [String] {
    var lexer = try MessageLexer()
    let bytes = Array(message.utf8)
    let memory = GuardedMemory(capacity: bytes.count)
    lexer.lex(memory.place(bytes), count: bytes.count)
    return (0..<lexer.count).map { position in
      let token = lexer[position]
      let type = token.role == .value ? token.type.placeholder.description : ""
      return type + text(bytes[Int(token.start)..<Int(token.end)])
    }
  }

  private func hash(_ message: String) throws -> UInt64 {
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: message.utf8.count)
    lexer.lex(memory.place(Array(message.utf8)), count: message.utf8.count)
    return lexer.hash
  }

  /// The row as bytes: words and gaps as they stand, blanks as one, a byte that UTF-8 never has around types and words.
  private func canonical(_ message: [UInt8], _ lexer: borrowing MessageLexer) -> [UInt8] {
    var row: [UInt8] = []
    var copied = 0
    for position in 0..<lexer.count {
      let token = lexer[position]
      row += squeezed(Array(message[copied..<Int(token.start)]))
      copied = Int(token.end)
      if token.role == .value {
        row += [0xFF, token.type.rawValue, 0xFF]
      } else {
        row += [0xFE] + message[Int(token.start)..<Int(token.end)] + [0xFE]
      }
    }
    return row + squeezed(Array(message[copied...]))
  }
}
