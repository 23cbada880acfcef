import Testing

@testable import Terminal

@Test func `each count is a bar`() {
  #expect(Sparkline(ascii: false).render([1, 2, 3, 4, 5, 6, 7, 8], columns: 20) == "▁▂▃▄▅▆▇█")
  #expect(Sparkline(ascii: true).render([1, 2, 3, 4, 5, 6, 7, 8], columns: 20) == ".:-=+*#@")
}

@Test func `silence is blank and one event is seen`() {
  #expect(Sparkline(ascii: false).render([0, 1, 0, 1_000_000], columns: 4) == " ▁ █")
  #expect(Sparkline(ascii: false).render([0, 0, 0], columns: 3) == "   ")
  #expect(Sparkline(ascii: false).render([-5, 5], columns: 2) == " █")
}

@Test func `neighbours are summed where there are too many`() {
  #expect(Sparkline(ascii: false).render([1, 1, 2, 2, 4, 4], columns: 3) == "▂▄█")
}

@Test func `a steady stream is flat, only the first cell covers less`() {
  let counts = Array(repeating: 10, count: 9)
  #expect(Sparkline(ascii: false).render(counts, columns: 6) == "▄████")
}

@Test func `nothing gives nothing`() {
  #expect(Sparkline(ascii: false).render([], columns: 10) == "")
  #expect(Sparkline(ascii: false).render([1, 2], columns: 0) == "")
}

@Test func `huge counts do not overflow`() {
  #expect(Sparkline(ascii: false).render([.max, .max, .max / 2, 0], columns: 2) == "█▄")
  #expect(Sparkline(ascii: false).render([.max, 1], columns: 2) == "█▁")
}

@Test(arguments: 1...40)
func `the row is never wider than asked for`(count: Int) {
  let counts = Array(repeating: 3, count: count)
  for columns in 1...45 {
    let row = Sparkline(ascii: false).render(counts, columns: columns)
    #expect(row.count <= columns)
    #expect(row.count * 2 >= min(columns, count))
  }
}
