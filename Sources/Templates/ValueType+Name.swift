extension ValueType {
  /// What stands between the angle brackets of the placeholder: `NUM`, `*`.
  ///
  /// - Parameter own: The names of ``customTypes``.
  /// - Returns: The name.
  package func name(_ own: [String]) -> String {
    if let index = customIndex { return own[index] }
    let text = placeholder
    let inside = UnsafeBufferPointer(
      start: text.utf8Start + 1, count: text.utf8CodeUnitCount - 2)
    return String(decoding: inside, as: UTF8.self)
  }

  /// The type of a name that ``name(_:)`` gives; nil for any other.
  package init?(name: UnsafeBufferPointer<UInt8>, own: [String]) {
    if name.count == 1, name[0] == UInt8(ascii: "*") {
      self = .any
    } else if let known = ValueType(name: name) {
      self = known
    } else if let index = own.firstIndex(where: { $0.utf8.elementsEqual(name) }),
      index < Self.customTypes.count
    {
      self = Self.customTypes[index]
    } else {
      return nil
    }
  }
}

extension UserMask {
  /// The names of some masks that are not the product's own, in the order of ``ValueType/customTypes``.
  package static func ownNames(_ masks: [UserMask]) -> [String] {
    var names: [String] = []
    for mask in masks where !names.contains(mask.name) {
      var name = mask.name
      if name.withUTF8({ ValueType(name: $0) }) == nil { names.append(mask.name) }
    }
    return names
  }
}
