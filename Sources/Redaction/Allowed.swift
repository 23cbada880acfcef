/// Values that pass although a rule finds them, as a user lists them.
struct Allowed {
  private let values: Set<[UInt8]>

  /// - Parameter values: The values, each as a whole; letters in any case.
  init(_ values: [String]) {
    self.values = Set(values.map { $0.utf8.map(lowercased) })
  }

  var isEmpty: Bool { values.isEmpty }

  func contains(_ text: Text, _ finding: Finding) -> Bool {
    values.contains(text.bytes(finding.start, finding.end).map(lowercased))
  }
}
