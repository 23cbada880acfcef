import Records

/// Where a value stands in a record: `status`, `fields.http.status`, `params[0]`, `fields["user agent"]`.
///
/// A name that the record does not have at its top is looked for in `fields`, so that `status` is `fields.status`. A
/// dotted path finds members within members, and a key that has the dots in its name, which goes first. Of equal keys
/// the last one counts.
public struct FieldPath: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    case key([UInt8])
    case index(Int)
  }

  private let steps: [Step]
  /// What is left of the path at each step, as one key; nil when an index is among it, or no dot.
  private let joined: [[UInt8]?]
  /// The one name that the path is, if it is reserved and so never in ``FieldName/fields``.
  private let name: FieldName?

  /// Takes at least one step, the first a key.
  init(_ steps: [Step]) {
    self.steps = steps
    var joined: [[UInt8]?] = []
    var rest: [UInt8]? = []
    for step in steps.reversed() {
      if case .key(let key) = step, let behind = rest {
        rest = behind.isEmpty ? key : key + [UInt8(ascii: ".")] + behind
        joined.append(behind.isEmpty ? nil : rest)
      } else {
        rest = nil
        joined.append(nil)
      }
    }
    self.joined = joined.reversed()
    if steps.count == 1, case .key(let key) = steps[0] {
      name = FieldName.allCases.first { Array($0.text.description.utf8) == key }
    } else {
      name = nil
    }
  }

  /// The reserved name that the path is; nil for another path.
  var reservedName: FieldName? { name }

  /// The unit that the last key ends in, as a number of nanoseconds: `duration_ms` has a million.
  var unit: Double? {
    guard case .key(let key)? = steps.last else { return nil }
    let units: [(String, Double)] = [("_ns", 1), ("_us", 1e3), ("_ms", 1e6), ("_s", 1e9)]
    return units.first { key.suffix($0.0.utf8.count).elementsEqual($0.0.utf8) }?.1
  }

  /// The value in a record; nil when it is not there.
  @inline(__always)
  public func value(in record: borrowing Record) -> RawValue? {
    if let name, let value = record[name] { return value }
    return search(record)
  }

  private func search(_ record: borrowing Record) -> RawValue? {
    if name == nil {
      if let whole = joined[0], let value = record.value(ofKey: whole) { return value }
      if case .key(let first) = steps[0], let value = record.value(ofKey: first),
        let found = descend(value, 1)
      {
        return found
      }
    }
    guard let fields = record[.fields] else { return nil }
    return descend(fields, 0)
  }

  /// What the steps from `step` on find in a value.
  private func descend(_ value: RawValue, _ step: Int) -> RawValue? {
    guard step < steps.count else { return value }
    switch steps[step] {
    case .index(let position):
      return NestedMembers.element(of: value, at: position).flatMap { descend($0, step + 1) }
    case .key(let key):
      var whole: RawValue?
      var first: RawValue?
      NestedMembers.forEach(of: value) { name, member in
        if spells(name, key) { first = member }
        if let joined = joined[step], spells(name, joined) { whole = member }
      }
      return whole ?? first.flatMap { descend($0, step + 1) }
    }
  }

  /// Whether the raw bytes of a key spell `wanted`.
  @inline(__always)
  private func spells(_ name: UnsafeBufferPointer<UInt8>, _ wanted: [UInt8]) -> Bool {
    if name.count == wanted.count { return name.elementsEqual(wanted) }
    return name.count > wanted.count && RawValue(bytes: name, isString: true).hasEscapes
      && decodeJSONString(name) == wanted
  }
}
