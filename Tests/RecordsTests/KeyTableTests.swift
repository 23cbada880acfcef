import TestSupport
import Testing

@testable import Records

@Suite struct KeyTableTests {
  @Test func `a key of the table is found, any other one is not`() {
    let table = KeyTable([("level", 1), ("lvl", 2), ("severity_number", 3)])
    #expect(find("level", in: table) == 1)
    #expect(find("lvl", in: table) == 2)
    #expect(find("severity_number", in: table) == 3)
    for other in ["", "l", "leve", "levels", "Level", "severity_numbes", "severity_numberr"] {
      #expect(find(other, in: table) == nil, "\(other)")
    }
  }

  @Test func `what stands behind the key does not matter`() {
    let table = KeyTable([("id", 1), ("identity", 2)])
    #expect(find("id", in: table, behind: "entity") == 1)
    #expect(find("identity", in: table, behind: "id") == 2)
  }

  @Test func `keys that share eight bytes, length and last byte are told apart`() {
    let table = KeyTable([("aaaaaaaabz", 1), ("aaaaaaaacz", 2)])
    #expect(find("aaaaaaaabz", in: table) == 1)
    #expect(find("aaaaaaaacz", in: table) == 2)
    #expect(find("aaaaaaaadz", in: table) == nil)
  }

  @Test func `an empty table has no key`() {
    let table = KeyTable([])
    #expect(find("a", in: table) == nil)
  }

  @Test func `a random text is found when it is a name, and only then`() {
    let table = FieldName.table()
    let names = Dictionary(uniqueKeysWithValues: FieldName.allCases.map { ("\($0.text)", $0) })
    var random = SeededGenerator(seed: 5)
    for _ in 0..<5_000 {
      var key = Array(random.pick(FieldName.allCases).text.description.utf8)
      let place = Int.random(in: 0..<key.count, using: &random)
      switch random.next() % 4 {
      case 0: key[place] ^= 1 << UInt8(random.next() % 7)
      case 1: key.remove(at: place)
      case 2: key.insert(UInt8(ascii: "e"), at: place)
      default: break
      }
      #expect(find(text(key), in: table) == names[text(key)]?.rawValue)
    }
  }
}

private func find(_ key: String, in table: borrowing KeyTable, behind: String = "\"") -> UInt8? {
  let padded = Array((key + behind).utf8) + [UInt8](repeating: 0x78, count: 16)
  return table.find(padded, count: key.utf8.count)
}
