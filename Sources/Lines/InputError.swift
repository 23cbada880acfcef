import Platform

/// What can go wrong while reading an input.
public enum InputError: Error, Equatable, CustomStringConvertible {
  /// The system could not read; `errno` is its reason.
  case unreadable(errno: Int32)
  /// The compressed data contradicts itself; `detail` is the decoder's own word for how.
  case corrupt(format: String, detail: String)
  /// The input ended inside compressed data.
  case truncated(format: String)
  /// The data is well-known and not read here; `hint` is the command that turns it into text.
  case unsupported(format: String, hint: String)

  /// What was found and what to do, in lower case and without a period.
  public var description: String {
    switch self {
    case .unreadable(let errno):
      "cannot read: \(String(cString: strerror(errno)))"
    case .corrupt(let format, let detail):
      "\(format) data is damaged: \(detail); the lines before it were read"
    case .truncated(let format):
      "\(format) data ends too early; the lines before the end were read"
    case .unsupported(let format, let hint):
      "\(format) is not read directly; decompress it and pipe it in: \(hint) FILE | ..."
    }
  }
}
