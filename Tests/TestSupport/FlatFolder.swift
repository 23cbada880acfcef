import Platform

/// A folder for one test, without folders in it, that is there as long as its owner.
public final class FlatFolder {
  /// Where it is.
  public let path: String

  /// Makes it, empty.
  public init() {
    var template = Array("/tmp/logline-folder-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder") }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  deinit {
    for name in names { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// The names of the files in it, hidden ones included, sorted.
  public var names: [String] { allNames(inFolder: path) }
}

/// The names in a folder in order; none when there is no such folder.
public func allNames(inFolder path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted()
}
