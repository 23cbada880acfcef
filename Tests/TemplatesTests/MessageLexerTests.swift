import Testing

@testable import Templates

@Suite struct MessageLexerTests {
  @Test func `a message is cut into words and typed values`() throws {
    #expect(
      try pieces("Failed password for root from 10.0.0.7 port 51966 (3 attempts)") == [
        "Failed", "password", "for", "<USER>root", "from", "<IP>10.0.0.7", "port", "<NUM>51966",
        "<NUM>3",
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
    (#"name "" size"#, ["name", "∅", "size"]),
    (#"a "x" b "y z" c"#, ["a", "?x", "b", "<STR>y z", "c"]),
    (#"a "" b "y" c"#, ["a", "∅", "b", "?y", "c"]), (#"a "x.y_z" "7""#, ["a", "?x.y_z", "<STR>7"]),
    (#"a "x \" y" b"#, ["a", #"<STR>x \" y"#, "b"]), (#"a "b c"#, ["a", "b", "c"]),
    (#""GET /a HTTP/1.1" 200"#, ["GET", "<PATH>/a", "HTTP/1.1", "<NUM>200"]),
    (#"x "GET /a HTTP/1.1" "u a""#, ["x", "GET", "<PATH>/a", "HTTP/1.1", "<STR>u a"]),
    (#""it failed" said "bob""#, ["it", "failed", "said", "?bob"]), (#"a "\"#, ["a", #"\"#]),
  ])
  func `quoted text is one value, except where it holds what the line says`(
    message: String, expected: [String]
  ) throws {
    #expect(try pieces(message) == expected)
  }

  @Test(arguments: [
    ("f() g(7) h[]", ["f", "∅", "g", "<NUM>7", "h", "∅"]), ("a= b", ["a", "∅", "b"]),
    ("a=", ["a", "∅"]), ("a=, b=;", ["a", "∅", "b", "∅"]), ("(a=)", ["a", "∅"]),
    ("k[0]=", ["k", "<NUM>0", "∅"]), ("= a", ["a"]), ("a == b", ["a", "b"]), ("a =", ["a"]),
    ("f( )", ["f"]), ("a={}", ["a"]), ("a=b", ["a", "?b"]), ("a=b-c", ["a", "?b-c"]),
    ("a=b7", ["a", "<*>b7"]), ("a=7", ["a", "<NUM>7"]), ("user=b", ["user", "<*>b"]),
    ("a=Rect(0, 0)", ["a", "Rect", "<NUM>0", "<NUM>0"]), ("a=X{1}, b", ["a", "<*>X{1}", "b"]),
    ("a=x:y:z b", ["a", "<*>x:y:z", "b"]), ("a=x: b", ["a", "?x", "b"]),
    ("a=\"b\"", ["a", "?b"]), ("a=\"\"", ["a", "∅"]), ("a=true", ["a", "<BOOL>true"]),
  ])
  func `assigned names are options, places of values may be empty`(
    message: String, expected: [String]
  ) throws {
    #expect(try pieces(message) == expected)
  }

  @Test(arguments: [
    ("at 10.0.0.1 10.0.0.2, 10.0.0.3 up", ["at", "<IP>10.0.0.1 10.0.0.2, 10.0.0.3", "up"]),
    ("blk_-1 blk_-2", ["<ID>blk_-1 blk_-2"]), ("/a/b,  /c/d", ["<PATH>/a/b,  /c/d"]),
    ("<USER> <USER:1>", ["<USER><USER> <USER:1>"]),
    ("a@b.org, <EMAIL>", ["<EMAIL>a@b.org, <EMAIL>"]),
    ("db1.x.org db2.x.org", ["<HOST>db1.x.org db2.x.org"]),
    ("http://a/b http://c/d", ["<URL>http://a/b http://c/d"]),
    ("1 2, 3", ["<NUM>1", "<NUM>2", "<NUM>3"]), ("3 s 4 s", ["<DURATION>3 s", "<DURATION>4 s"]),
    ("blk_-1 10.0.0.1", ["<ID>blk_-1", "<IP>10.0.0.1"]),
    ("blk_-1;blk_-2", ["<ID>blk_-1", "<ID>blk_-2"]),
    ("blk_-1,blk_-2", ["<ID>blk_-1", "<ID>blk_-2"]),
    ("blk_-1 and blk_-2", ["<ID>blk_-1", "and", "<ID>blk_-2"]),
  ])
  func `names of things in a row of several are one value`(
    message: String, expected: [String]
  ) throws {
    #expect(try pieces(message) == expected)
  }

  @Test(arguments: [
    ("invalid user bob from", ["invalid", "user", "<USER>bob", "from"]),
    ("Illegal user b.c-7 ", ["Illegal", "user", "<USER>b.c-7"]),
    ("password for bob from 10.0.0.1", ["password", "for", "<USER>bob", "from", "<IP>10.0.0.1"]),
    ("key for x.young from ", ["key", "for", "<USER>x.young", "from"]),
    ("key for mallory7 from ", ["key", "for", "<USER>mallory7", "from"]),
    ("key for erin.12 from ", ["key", "for", "<USER>erin.12", "from"]),
    ("key for a_long_name from ", ["key", "for", "<USER>a_long_name", "from"]),
    ("key for christopher from ", ["key", "for", "<USER>christopher", "from"]),
    ("ask for /a/b from ", ["ask", "for", "<PATH>/a/b", "from"]),
    ("ask for 10.0.0.7 from ", ["ask", "for", "<IP>10.0.0.7", "from"]),
    ("wait for bob to come", ["wait", "for", "bob", "to", "come"]),
    ("for user bob", ["for", "user", "<USER>bob"]), ("by user bob.", ["by", "user", "<USER>bob"]),
    ("the user bob", ["the", "user", "bob"]), ("user root", ["user", "root"]),
    ("for root", ["for", "<USER>root"]), ("as admin", ["as", "<USER>admin"]),
    ("the root of all", ["the", "root", "of", "all"]), ("for: root", ["for", "root"]),
    ("for invalid user bob from", ["for", "invalid", "user", "<USER>bob", "from"]),
    ("by (root)", ["by", "root"]), ("unknown user", ["unknown", "user"]),
    ("nil or True", ["<BOOL>nil", "or", "<BOOL>True"]),
  ])
  func `words tell that a name of an account follows`(message: String, expected: [String]) throws {
    #expect(try pieces(message) == expected)
  }

  @Test func `a quoted text that is too long to be a value opens nothing with its second quote`()
    throws
  {
    let long = Array(repeating: "word", count: 100).joined(separator: " ")
    let cut = try pieces("a \"\(long)\" says \"bob\" now")
    #expect(cut.suffix(3) == ["says", "?bob", "now"])
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
    var typed = Pairing()
    var rows = Pairing()
    for index in 0..<1_200 {
      let message = index % 2 == 0 ? generator.message() : generator.noise()
      lexer.lex(memory.place(message), count: message.count)
      let (hash, identity) = (lexer.hash, lexer.identity)
      let isOneToOne =
        typed.add(hash, canonical(message, lexer, typed: true))
        && rows.add(identity, canonical(message, lexer, typed: false))
      #expect(isOneToOne, "\(text(message))")
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `what stands behind a message does not matter`(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: 1 << 16)
    let rests = [
      "", ":", " ms", ", 7", "//x", "x", "9", ".", "\"", "}", "=a", "> from ", "::1", "(a)",
    ]
    let endings = ["for root", "say nil", "NULL", "for user", "a=b", "a=", "5", "b"]
    for index in 0..<600 {
      var message = index % 2 == 0 ? generator.message() : generator.noise()
      if index < endings.count { message = Array(endings[index].utf8) }
      var hashes: Set<UInt64> = []
      for rest in rests {
        let all = message + Array(rest.utf8)
        lexer.lex(memory.place(all), count: message.count)
        hashes.insert(lexer.hash)
      }
      #expect(hashes.count == 1, "\(text(message))")
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `tokens are in order, inside the message, and empty where no value stands`(
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
        #expect((token.end == token.start) == (token.role == .empty), "\(text(message))")
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

  /// Words as they are, values behind their placeholder, options behind a question mark.
  private func pieces(_ message: String) throws -> [String] {
    var lexer = try MessageLexer()
    let bytes = Array(message.utf8)
    let memory = GuardedMemory(capacity: bytes.count)
    lexer.lex(memory.place(bytes), count: bytes.count)
    return (0..<lexer.count).map { position in
      let token = lexer[position]
      let mark =
        switch token.role {
        case .word: ""
        case .value: token.type.placeholder.description
        case .option: "?"
        case .empty: "∅"
        }
      return mark + text(bytes[Int(token.start)..<Int(token.end)])
    }
  }

  private func hash(_ message: String) throws -> UInt64 {
    var lexer = try MessageLexer()
    let memory = GuardedMemory(capacity: message.utf8.count)
    lexer.lex(memory.place(Array(message.utf8)), count: message.utf8.count)
    return lexer.hash
  }

  /// The row as bytes: words and gaps as they stand, blanks as one, a byte that UTF-8 never has around types and words.
  private func canonical(
    _ message: [UInt8], _ lexer: borrowing MessageLexer, typed: Bool
  ) -> [UInt8] {
    var row: [UInt8] = []
    var copied = 0
    for position in 0..<lexer.count {
      let token = lexer[position]
      row += squeezed(Array(message[copied..<Int(token.start)]))
      copied = Int(token.end)
      if token.role == .word {
        row += [0xFE] + message[Int(token.start)..<Int(token.end)] + [0xFE]
      } else if typed {
        let type = token.role == .value ? token.type.rawValue : 0x80 + token.role.rawValue
        row += [0xFF, type, 0xFF]
      } else {
        row += [0xFF]
      }
    }
    return row + squeezed(Array(message[copied...]))
  }
}

/// Whether rows and hashes come in the same pairs.
private struct Pairing {
  private var rows: [UInt64: [UInt8]] = [:]
  private var hashes: [[UInt8]: UInt64] = [:]

  /// Adds a pair; false when one of both came with another one before.
  mutating func add(_ hash: UInt64, _ row: [UInt8]) -> Bool {
    let isKnown = rows.updateValue(row, forKey: hash).map { $0 == row } ?? true
    return hashes.updateValue(hash, forKey: row).map { $0 == hash } ?? true && isKnown
  }
}
