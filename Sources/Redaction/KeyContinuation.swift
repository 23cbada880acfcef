/// Follows a private key from the text that begins it over those that go on with it.
struct KeyContinuation {
  private var left = 0

  /// Adds what of the key is in a text.
  ///
  /// - Parameters:
  ///   - text: The next text of the stream.
  ///   - opens: Whether a key begins in it and has not ended.
  mutating func follow(_ text: Text, opens: Bool, _ spans: inout [Finding]) {
    if left > 0, let (part, isOpen) = PrivateKey.rest(text) {
      spans.append(part)
      spans.merge()
      left = isOpen ? RedactionStage.keyPatience : 0
    } else if left > 0 {
      left -= 1
    }
    if opens { left = RedactionStage.keyPatience }
  }
}
