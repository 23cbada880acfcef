/// How logs are read that are written to meanwhile, or were when they were last read.
public struct GrowingInput: Sendable {
  /// Whether what is still to be written is waited for.
  public var isFollowed: Bool
  /// The file that says how far each log was read.
  public var cursorFile: String?

  /// Takes what the user wants.
  public init(isFollowed: Bool, cursorFile: String?) {
    self.isFollowed = isFollowed
    self.cursorFile = cursorFile
  }
}
