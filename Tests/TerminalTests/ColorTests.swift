import Testing

@testable import Terminal

@Test func `a terminal gets colour, a pipe does not`() {
  let environment = ["TERM": "xterm"]
  #expect(ColorMode.auto.isOn(isTerminal: true, environment: environment))
  #expect(!ColorMode.auto.isOn(isTerminal: false, environment: environment))
}

@Test func `the flag wins over the environment`() {
  #expect(ColorMode.always.isOn(isTerminal: false, environment: ["NO_COLOR": "1"]))
  #expect(
    !ColorMode.never.isOn(isTerminal: true, environment: ["CLICOLOR_FORCE": "1", "TERM": "xterm"]))
}

@Test(arguments: [
  (["TERM": "xterm", "NO_COLOR": "1"], false),
  (["TERM": "xterm", "NO_COLOR": ""], true),
  (["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"], false),
  (["TERM": "xterm", "CLICOLOR_FORCE": "0"], true),
  (["TERM": "dumb", "CLICOLOR_FORCE": "1"], true),
  (["TERM": "dumb"], false),
  (["TERM": ""], false),
  ([:], false),
])
func `the environment decides on a terminal`(environment: [String: String], isOn: Bool) {
  #expect(ColorMode.auto.isOn(isTerminal: true, environment: environment) == isOn)
}

@Test func `colour can be forced into a pipe`() {
  #expect(ColorMode.auto.isOn(isTerminal: false, environment: ["CLICOLOR_FORCE": "1"]))
  #expect(!ColorMode.auto.isOn(isTerminal: false, environment: ["CLICOLOR_FORCE": "0"]))
}

@Test func `painted text ends in a reset`() {
  #expect(Palette(isOn: true).paint("ERROR", .red) == "\u{1B}[31mERROR\u{1B}[0m")
  #expect(Palette(isOn: true).paint("", .red) == "")
}

@Test(arguments: Style.allCases)
func `a palette that is off writes no escape sequence`(style: Style) {
  #expect(Palette(isOn: false).paint("ERROR", style) == "ERROR")
}
