import Platform
import Testing

@testable import Terminal

@Test func `a file is no terminal and has no size`() {
  let file = open("/dev/null", O_RDONLY)
  defer { close(file) }
  #expect(!TerminalDevice.isTerminal(file))
  #expect(TerminalDevice.size(of: file) == nil)
}

@Test func `a closed descriptor is no terminal`() {
  #expect(!TerminalDevice.isTerminal(-1))
  #expect(TerminalDevice.size(of: -1) == nil)
}

@Test func `a pseudo-terminal has the size it was given`() throws {
  var (controller, terminal): (Int32, Int32) = (-1, -1)
  try #require(openpty(&controller, &terminal, nil, nil, nil) == 0)
  defer {
    close(terminal)
    close(controller)
  }
  #expect(TerminalDevice.isTerminal(terminal))
  #expect(TerminalDevice.size(of: terminal) == nil, "0 x 0 is a size that nobody knows")

  var size = winsize(ws_row: 24, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
  #expect(ioctl(controller, UInt(TIOCSWINSZ), &size) == 0)
  let found = try #require(TerminalDevice.size(of: terminal))
  #expect(found == (columns: 132, rows: 24))
}
