/// Follows a private key from the text that begins it over those that go on with it.
///
/// An input may begin in the midst of a key, where a log was rotated: first lines that look like the body of one are taken for it.
struct KeyContinuation {
  /// Texts that may still pass without a part of the key, until it is taken to have ended; 0 outside a key.
  private var left = 0
  private var mayBeInside = true

  /// Says that the texts of another input follow.
  mutating func beginInput() {
    left = 0
    mayBeInside = true
  }

  /// Adds what of the key is in a text.
  ///
  /// - Parameters:
  ///   - text: The next text of the stream.
  ///   - opens: Whether a key begins in it and has not ended.
  ///   - spans: What was found in the text, in order.
  mutating func follow(_ text: Text, opens: Bool, _ spans: inout [Finding]) {
    if left > 0 || mayBeInside, let (part, isOpen) = rest(text) {
      spans.append(part)
      spans.merge()
      left = isOpen ? RedactionStage.keyPatience : 0
    } else if left > 0 {
      left -= 1
    }
    mayBeInside = false
    if opens { left = RedactionStage.keyPatience }
  }

  private func rest(_ text: Text) -> (Finding, isOpen: Bool)? {
    left > 0 || PrivateKey.isBody(text) ? PrivateKey.rest(text) : nil
  }
}
