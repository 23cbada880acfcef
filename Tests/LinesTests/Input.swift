import Platform

@testable import Lines

/// Whether `bytes` are UTF-8, by the standard library.
func isUTF8(_ bytes: some Sequence<UInt8>) -> Bool {
  String(validating: Array(bytes), as: UTF8.self) != nil
}
