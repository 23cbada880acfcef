import Records

/// A scanner of records that closures and values can hold: identity is the point, every record is scanned by the one scanner.
final class ScannerBox {
  /// The scanner; it is there as long as the box.
  let scanner: UnsafeMutablePointer<JSONScanner>

  init() {
    scanner = .allocate(capacity: 1)
    scanner.initialize(to: JSONScanner())
  }

  deinit {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }
}
