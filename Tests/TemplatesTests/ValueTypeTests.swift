import Testing

@testable import Templates

@Suite struct ValueTypeTests {
  @Test func `a type is found by the name in its placeholder`() {
    #expect(type("EMAIL") == .email)
    #expect(type("DOB") == .birthDate)
    #expect(type("email") == nil)
  }

  @Test(arguments: ValueType.allCases.filter { !ValueType.customTypes.contains($0) })
  func `every placeholder is read as its type`(type: ValueType) throws {
    let placeholder = type.placeholder.description
    if type != .any {
      #expect(
        self.type(String(placeholder.dropFirst().dropLast()))?.placeholder.description
          == placeholder)
    }
    #expect(try firstSight("a \(placeholder) b") == "a \(placeholder) b")
  }

  @Test func `types differ in their hashes and in their marks`() {
    #expect(Set(ValueType.allCases.map(\.hash)).count == ValueType.allCases.count)
    #expect(ValueType.allCases.allSatisfy { 65 + Int($0.rawValue) < 127 })
  }

  private func type(_ name: String) -> ValueType? {
    Array(name.utf8).withUnsafeBufferPointer { ValueType(name: $0) }
  }
}
