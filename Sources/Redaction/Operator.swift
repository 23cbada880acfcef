/// What is put in the place of a value.
public enum Operator: Equatable, Sendable {
  /// `<EMAIL>`
  case placeholder
  /// A `*` for each character.
  case mask
  /// A `*` for each letter and digit but the last four; marks stay.
  case lastFour
  /// Nothing.
  case drop
  /// `<USER:3fa9c2d47b10>`: the same value under one key always gives the same token.
  case pseudonym
  /// The network of an address (/24 or /48), zeros for the rest; a placeholder for all else.
  case prefix

  static let names = "placeholder, mask, last4, drop, pseudonym, prefix"

  /// The operator of a name.
  ///
  /// - Throws: ``RedactionError/unknownOperator(_:)``.
  public init(name: String) throws {
    switch name {
    case "placeholder": self = .placeholder
    case "mask": self = .mask
    case "last4": self = .lastFour
    case "drop": self = .drop
    case "pseudonym": self = .pseudonym
    case "prefix": self = .prefix
    default: throw RedactionError.unknownOperator(name)
    }
  }
}

/// What is put in the place of the values of each kind.
struct Replacement {
  private let operators: [Operator]
  private let names: [[UInt8]]
  private let pseudonyms: Pseudonyms?

  /// - Parameters:
  ///   - operators: One for each of `names`.
  ///   - names: The names of the kinds.
  ///   - pseudonyms: Makes tokens; nil where no kind needs them.
  init(operators: [Operator], names: [String], pseudonyms: Pseudonyms?) {
    self.operators = operators
    self.names = names.map { Array($0.utf8) }
    self.pseudonyms = pseudonyms
  }

  /// Appends what stands for the value, in characters that JSON strings need not escape.
  func append(_ value: UnsafeBufferPointer<UInt8>, _ type: DataType, to output: inout [UInt8]) {
    switch operators[Int(type.index)] {
    case .drop: return
    case .mask: mask(value, keeping: 0, &output)
    case .lastFour:
      // What is short is as good as told by its last four.
      mask(value, keeping: value.count >= 12 ? 4 : 0, &output)
    case .prefix where type == .ip:
      if let network = NetworkPrefix.of(value) {
        output += network
      } else {
        placeholder(type, nil, &output)
      }
    case .pseudonym:
      placeholder(type, pseudonyms?.token(for: value, name: names[Int(type.index)]), &output)
    case .placeholder, .prefix: placeholder(type, nil, &output)
    }
  }

  private func placeholder(_ type: DataType, _ token: [UInt8]?, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "<"))
    output += names[Int(type.index)]
    if let token {
      output.append(UInt8(ascii: ":"))
      output += token
    }
    output.append(UInt8(ascii: ">"))
  }

  private func mask(_ value: UnsafeBufferPointer<UInt8>, keeping kept: Int, _ output: inout [UInt8])
  {
    var left = value.count { isAlphanumeric($0) } - kept
    for byte in value where byte & 0xC0 != 0x80 {
      let isMark =
        kept > 0 && !isAlphanumeric(byte) && byte < 0x80 && byte > 0x20
        && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
      if isMark {
        output.append(byte)
      } else if isAlphanumeric(byte), left <= 0, kept > 0 {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "*"))
        if isAlphanumeric(byte) { left -= 1 }
      }
    }
  }
}

/// The network that an address belongs to: the first 24 bits of IPv4, the first 48 of IPv6.
enum NetworkPrefix {
  /// The network, as an address with zeros behind it; nil for what is no address.
  static func of(_ value: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let start = value.baseAddress else { return nil }
    let text = Text(start: start, count: value.count)
    if let (end, _) = IPAddress.octets(text, 0), end == value.count,
      let dot = value.lastIndex(of: UInt8(ascii: "."))
    {
      return value[..<dot] + Array(".0".utf8)
    }
    guard value.contains(UInt8(ascii: ":")) else { return nil }
    if let dot = value.lastIndex(of: UInt8(ascii: ".")) { return value[..<dot] + Array(".0".utf8) }
    return groups(value).prefix(3).flatMap { $0 + [UInt8(ascii: ":")] } + [UInt8(ascii: ":")]
  }

  /// The groups in front, those of a gap as zeros.
  private static func groups(_ value: UnsafeBufferPointer<UInt8>) -> [[UInt8]] {
    let parts = value.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [[UInt8]] = []
    for part in parts {
      if part.isEmpty { break }
      groups.append(Array(part))
    }
    while groups.count < 3 { groups.append([UInt8(ascii: "0")]) }
    return groups
  }
}
