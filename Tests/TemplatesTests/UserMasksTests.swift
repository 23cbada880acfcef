import Testing

@testable import Templates

@Suite struct UserMasksTests {
  @Test func `what a mask matches is a value with its name`() throws {
    #expect(
      try template(
        "order SO-1234 shipped (ref a/b)", [("ORDER", #"\bSO-\d+"#), ("REF", #"\(ref.*\)"#)])
        == "order <ORDER> shipped <REF>")
    #expect(try template("SO-1 SO-2, SO-3", [("ORDER", #"SO-\d"#)]) == "<ORDER> <ORDER>, <ORDER>")
    #expect(try template("abc", [("X", "b")]) == "a<X>c")
  }

  @Test func `the name of a type of ours adds to that type`() throws {
    #expect(try template("peer alpha.7 gone", [("HOST", #"alpha\.\d"#)]) == "peer <HOST> gone")
  }

  @Test func `of two masks the first wins, and empty matches are none`() throws {
    #expect(try template("code 77", [("A", #"\d+"#), ("B", #"code \d+"#)]) == "code <A>")
    #expect(try template("code 77", [("A", "x*")]) == "code <NUM>")
  }

  @Test func `a mask that does not compile is refused, and so is a ninth name`() {
    #expect(throws: UserMasks.MaskError.self) { try template("x", [("A", "(")]) }
    let nine = (1...9).map { ("N\($0)", "x") }
    #expect(throws: UserMasks.MaskError.self) { try template("x", nine) }
  }

  @Test func `kept words are no values and never vary`() throws {
    var options = MiningOptions()
    options.keptWords = ["node77", "true", "404"]
    var mine = try Mine(options)
    #expect(mine.template("node77 says true 5") == "node77 says true <NUM>")
    #expect(
      mine.template("status 404 after 405 of code=404") == "status 404 after <NUM> of code=404")
    for index in 0..<100 { mine.observe("unit web_\(index) of node77 has stopped") }
    #expect(mine.template("unit web_1 of node77 has stopped") == "unit <ID> of node77 has stopped")
  }
}

private func template(_ message: String, _ masks: [(String, String)]) throws -> String {
  var options = MiningOptions()
  options.masks = masks.map { UserMask(name: $0.0, pattern: $0.1) }
  var mine = try Mine(options)
  return mine.template(message)
}
