import Platform

/// Why a model cannot be read or saved.
public enum ModelError: Error, CustomStringConvertible {
  /// The file has no bytes.
  case empty
  /// The file does not begin as a model does.
  case notAModel
  /// The file is a model of something else.
  case otherKind(String)
  /// The file was written by a newer version of the program.
  case newerVersion(Int, known: Int)
  /// The file is cut or changed; says where that shows.
  case damaged(String)
  /// A call of the system failed.
  case system(String, errno: Int32)
  /// No file can be made beside the model.
  case folderNotWritable(errno: Int32)
  /// The file is a mount point.
  case mounted
  /// Another process held the lock for so many milliseconds.
  case locked(milliseconds: Int)
  /// The models were made with other values or words of the user's.
  case otherParameters

  public var description: String {
    switch self {
    case .empty: "is empty; remove it to begin a new model"
    case .notAModel: "is no model; expected {\"logline\":\"cluster-model\",…"
    case .otherKind(let kind): "is a \(kind), expected a cluster-model"
    case .newerVersion(let version, let known):
      "has version \(version) of the format, and this program knows \(known); update the program"
    case .damaged(let place): "is damaged: \(place); restore a copy, or remove it to begin anew"
    case .system(let call, let number): "\(call): \(String(cString: strerror(number)))"
    case .folderNotWritable(let number):
      "could not be saved, its folder cannot be written: \(String(cString: strerror(number)))"
    case .mounted:
      "cannot be replaced, since the file is mounted by itself; mount the folder it is in"
    case .locked(let milliseconds):
      "is being saved by another process since \(milliseconds / 1_000) s; see --lock-timeout"
    case .otherParameters: "was made with other --mask or --keep-word options"
    }
  }
}
