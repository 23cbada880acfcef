import Lines
import Testing

@Suite struct ByteWindowTests {
  @Test func `bytes within eight are compared, others are left`() {
    let text = Array("a1b2c3d4e5f6g7h8i9        ".utf8)
    var places = [1, 3, 8, 9, 15]
    let window = ByteWindow(text, taking: &places)
    #expect(places == [9, 15])
    #expect(!window.isEmpty && window.differs(text) == 0)
    for place in text.indices.prefix(18) {
      var other = text
      other[place] ^= 1
      #expect((window.differs(other) != 0) == [1, 3, 8].contains(place))
    }
  }

  @Test func `without places there is nothing to compare`() {
    var places: [Int] = []
    #expect(ByteWindow([UInt8](repeating: 0, count: 8), taking: &places).isEmpty)
  }
}
