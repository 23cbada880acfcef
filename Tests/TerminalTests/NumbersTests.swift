import Testing

@testable import Terminal

@Test(arguments: [
  (0, "0"), (999, "999"), (1204, "1,204"), (-1_234_567, "-1,234,567"), (100_000, "100,000"),
  (Int.min, "-9,223,372,036,854,775,808"),
])
func `digits stand in groups of three`(number: Int, text: String) {
  #expect(grouped(number) == text)
}

@Test(arguments: [
  (374, 1000, "37.4%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 10, "10.0%"), (1, 1000, "0.1%"),
  (1, 1001, "<0.1%"), (0, 5, "0%"), (5, 5, "100%"), (9996, 10_000, "99.9%"), (1, 2000, "<0.1%"),
  (19, 10_000, "0.2%"), (0, 0, "0%"), (3, 0, "0%"), (-1, 5, "0%"), (6, 5, "100%"),
  (Int.max - 1, Int.max, "99.9%"), (Int.max / 2, Int.max, "50.0%"), (1, Int.max, "<0.1%"),
])
func `a share says 0 and 100 only where it is so`(part: Int, whole: Int, text: String) {
  #expect(percentage(part, of: whole) == text)
}
