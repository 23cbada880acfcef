import TestSupport
import Testing

@testable import Templates

@Suite struct WordEvidenceTests {
  @Test func `six names in one place are a variable, five are not`() throws {
    var mine = try Mine()
    for name in ["web_a", "web_b", "web_c", "web_d", "web_e"] {
      mine.observe("stopped the pool \(name)")
    }
    #expect(mine.templates.count == 5)
    #expect(mine.template("stopped the pool web_f") == "stopped the pool <*>")
    #expect(mine.template("stopped the pool web_g") == "stopped the pool <*>")
    #expect(mine.templates == ["stopped the pool <*>"])
  }

  /// Sentences with `constants` further words, by the kind of word that varies: how many it takes.
  @Test(arguments: [
    (true, 1, 16), (true, 2, 6), (true, 5, 6), (false, 1, 64), (false, 2, 24), (false, 5, 24),
  ])
  func `words become a variable at the documented threshold`(
    names: Bool, constants: Int, threshold: Int
  ) throws {
    var mine = try Mine()
    let rest = ["stopped", "pool", "of", "big", "things"].prefix(constants).joined(separator: " ")
    for index in 0..<threshold {
      #expect(mine.templates.count == index)
      mine.observe("\(rest) \(word(index, isName: names))")
    }
    #expect(mine.templates == ["\(rest) <*>"])
  }

  @Test(arguments: [(true, 16), (false, 64)])
  func `the first word takes more, whatever follows`(names: Bool, threshold: Int) throws {
    var mine = try Mine()
    for index in 0..<threshold {
      #expect(mine.templates.count == index)
      mine.observe("\(word(index, isName: names)) stopped all the pools")
    }
    #expect(mine.templates == ["<*> stopped all the pools"])
  }

  @Test(arguments: ["a_b", "a-b", "a.b", "aB", "user@host", "xY9"])
  func `digits, joints and capitals inside make a name`(word: String) throws {
    var mine = try Mine()
    for index in 0..<6 { mine.observe("stopped the pool \(word)\(letters(index))") }
    #expect(mine.templates == ["stopped the pool <*>"])
  }

  @Test(arguments: ["Started", "größe", "x"])
  func `a word in plain letters is no name`(word: String) throws {
    var mine = try Mine()
    for index in 0..<23 { mine.observe("stopped the pool \(word)\(letters(index).lowercased())") }
    #expect(mine.templates.count == 23)
  }

  @Test func `no template is left without constant words`() throws {
    var mine = try Mine()
    for index in 0..<300 {
      mine.observe("web_\(letters(index))")
      mine.observe("7 web_\(letters(index)), 8")
      mine.observe("web_\(letters(index)) db_\(letters(index * 7))")
    }
    for slot in mine.miner.liveSlots {
      #expect(
        mine.miner.clusters[slot].constantWords >= 1, "\(text(mine.miner.template(of: slot)))")
    }
  }

  @Test func `one word that is evicted again and again stays one word`() throws {
    var evidence = WordEvidence()
    var mine = try Mine()
    let slot = mine.observe("stopped the pool web_a")
    let row = mine.miner.clusters[slot]
    for serial in 0..<100 as Range<UInt32> {
      let proof = evidence.add(.init(slot: 0, serial: serial), row: row)
      #expect(proof == nil)
    }
  }

  @Test func `evidence is bounded, and what is decided or spoken for twice goes last`() throws {
    var mine = try Mine(maximumClusters: 2_048)
    for index in 0..<6 { mine.observe("stopped the pool web_\(letters(index))") }
    for index in 0..<5 { mine.observe("started the pool web_\(letters(index))") }
    for index in 0..<100_000 {
      mine.observe("\(letters(index)) \(letters(index + 1)) \(letters(index * 3)) new")
      if index % 1_000 == 0 {
        mine.observe("stopped the pool web_a")
        mine.observe("started the pool web_\(letters(index / 1_000 % 5))")
      }
      #expect(mine.miner.evidence.count <= mine.miner.evidence.limit)
    }
    let limit = mine.miner.evidence.limit
    let forgotten = mine.miner.evidence.forgotten
    #expect(limit == 1 << 15 && forgotten > 200_000)
    #expect(mine.template("stopped the pool web_z") == "stopped the pool <*>")
    #expect(mine.template("started the pool web_z") == "started the pool <*>")
  }

  @Test func `only the first words of a row become variables`() throws {
    var mine = try Mine()
    let front = (0..<WordEvidence.maximumWords - 1).map { "w\(letters($0).lowercased())" }
      .joined(separator: " ")
    for index in 0..<30 { mine.observe("\(front) web_\(letters(index)) is here") }
    #expect(mine.miner.count == 1)
    for index in 0..<30 { mine.observe("\(front) one web_\(letters(index)) is here") }
    #expect(mine.miner.count == 31)
  }

  @Test func `a place that is known to vary takes every word from then on`() throws {
    var mine = try Mine()
    for index in 0..<6 { mine.observe("stopped the pool web_\(letters(index)) at 7") }
    for word in ["plain", "Other", "größe", "a*b"] {
      #expect(mine.template("stopped the pool \(word) at 9") == "stopped the pool <*> at <NUM>")
    }
    #expect(mine.template("stopped the pool at 9") == "stopped the pool at <NUM>")
    #expect(mine.template("stopped the tank web_a at 9") == "stopped the tank web_a at <NUM>")
  }

  /// In which order two places are found may leave a few early clusters beside the general one.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `two places that vary become variables one after the other`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var mine = try Mine()
    let lines = (0..<20).flatMap { left in
      (0..<20).map { "moved web_\(letters(left)) to the pool db_\(letters($0))" }
    }
    for line in lines.shuffled(using: &random) { mine.observe(line) }
    #expect(mine.templates.first == "moved <*> to the pool <*>" && mine.templates.count <= 2)
    let counts = mine.miner.liveSlots.map { mine.miner.clusters[$0].count }
    #expect(counts.reduce(0, +) == 400 && counts.contains { $0 > 360 })
  }

  /// Fewer words than the threshold, more, names and plain words mixed: always the same templates and counts.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func `the templates do not depend on the order of the lines`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var ordered = try Mine()
    for line in Self.lines { ordered.observe(line) }
    var shuffled = try Mine()
    for line in Self.lines.shuffled(using: &random) { shuffled.observe(line) }
    func counted(_ mine: borrowing Mine) -> [Substring] {
      mine.inventory.map { $0.split(separator: " ", maxSplits: 1)[1] }.sorted()
    }
    #expect(counted(shuffled) == counted(ordered))
  }

  private static let lines: [String] =
    (0..<12).map { "stopped the pool web_\(letters($0))" }
    + (0..<5).map { "started the pool web_\(letters($0))" }
    + ["the machine started", "the machine paused", "the machine stopped", "Machine said: web_a"]
    + (0..<30).map { "the word \(letters($0).lowercased()) was said" }
    + (0..<3).map { "mixed up the name web_\(letters($0))" }
    + (0..<20).map { "mixed up the name \(letters($0).lowercased())" }

  private func word(_ index: Int, isName: Bool) -> String {
    isName ? "web_\(letters(index))" : "w\(letters(index).lowercased())"
  }
}

/// Some letters for a number: two of them at least, of one case.
private func letters(_ number: Int) -> String {
  var text = ""
  var rest = number
  repeat {
    text.unicodeScalars.append(Unicode.Scalar(UInt8(97 + rest % 26)))
    rest /= 26
  } while rest > 0
  return "q" + text
}
