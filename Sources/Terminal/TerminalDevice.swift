import Platform

/// What the system knows about the device behind a file descriptor.
public enum TerminalDevice {
  /// Whether a descriptor is open on a terminal; false for a closed one.
  ///
  /// The corresponding C function is `isatty`.
  public static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// The size of a terminal in character cells, as it is now.
  ///
  /// The corresponding C call is `ioctl` with `TIOCGWINSZ`.
  ///
  /// - Returns: Nil when the descriptor is no terminal or the terminal does not know its size
  ///   (serial lines and some containers say 0 × 0).
  public static func size(of descriptor: Int32) -> (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return nil
    }
    return (Int(size.ws_col), Int(size.ws_row))
  }
}
