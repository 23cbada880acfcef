/// When to colour: the values of `--color`.
public enum ColorMode: String, CaseIterable, Sendable {
  case auto, always, never

  /// Whether to colour an output.
  ///
  /// `always` and `never` win over everything. For `auto` the first of these that applies decides:
  /// `NO_COLOR` not empty (off), `CLICOLOR_FORCE` neither empty nor `0` (on), `TERM` unset, empty
  /// or `dumb` (off), then whether the output is a terminal.
  ///
  /// Source: https://no-color.org and https://bixense.com/clicolors.
  public func isOn(isTerminal: Bool, environment: [String: String]) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto: break
    }
    if environment["NO_COLOR", default: ""] != "" { return false }
    if !["", "0"].contains(environment["CLICOLOR_FORCE", default: ""]) { return true }
    if ["", "dumb"].contains(environment["TERM", default: ""]) { return false }
    return isTerminal
  }
}

/// The look of a piece of text.
///
/// Only attributes and the first eight colours: a user's theme chooses their shades to be readable
/// on its own background. The bright eight (SGR 90-97) are left out, bright yellow on white is not
/// readable. Blue is dark on many black terminals; keep it for what can be missed.
public enum Style: CaseIterable, Sendable {
  case bold, dim, red, green, yellow, blue, magenta, cyan, boldRed

  /// The escape sequence that turns everything off.
  public static let reset: StaticString = "\u{1B}[0m"

  /// The escape sequence that turns this style on: SGR of ECMA-48, section 8.3.117.
  public var sequence: StaticString {
    switch self {
    case .bold: "\u{1B}[1m"
    case .dim: "\u{1B}[2m"
    case .red: "\u{1B}[31m"
    case .green: "\u{1B}[32m"
    case .yellow: "\u{1B}[33m"
    case .blue: "\u{1B}[34m"
    case .magenta: "\u{1B}[35m"
    case .cyan: "\u{1B}[36m"
    case .boldRed: "\u{1B}[1;31m"
    }
  }
}

extension Style {
  /// How a severity is shown: 0 (trace) and 1 (debug) dim, 2 green, 3 yellow, 4 red, 5 (fatal) bold red.
  ///
  /// - Parameter severity: OpenTelemetry's six, least severe first; others are shown plain.
  public init?(severity: UInt8) {
    switch severity {
    case 0, 1: self = .dim
    case 2: self = .green
    case 3: self = .yellow
    case 4: self = .red
    case 5: self = .boldRed
    default: return nil
    }
  }
}

/// Paints text, or leaves it as it is when colour is off.
public struct Palette: Sendable {
  /// Whether escape sequences are written.
  public let isOn: Bool

  /// Creates a palette; see ``ColorMode/isOn(isTerminal:environment:)`` for `isOn`.
  public init(isOn: Bool) {
    self.isOn = isOn
  }

  /// The text between a style and a reset; empty text stays empty.
  ///
  /// Styles do not nest: the reset ends all of them. Measure and pad before painting, because
  /// ``displayWidth(_:)-(String)`` counts the visible part of an escape sequence.
  public func paint(_ text: String, _ style: Style) -> String {
    isOn && !text.isEmpty ? "\(style.sequence)\(text)\(Style.reset)" : text
  }
}
