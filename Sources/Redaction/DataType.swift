/// A kind of personal data or secret, built in or named by a user's rule.
///
/// The names are one vocabulary with the miner's value types, so that `<EMAIL>` is an address to both.
public struct DataType: Hashable, Sendable {
  /// The place among ``builtIn`` names, or behind them for a user's rules.
  public let index: UInt8

  init(index: UInt8) { self.index = index }

  // From the most to the least specific: where two kinds claim the same bytes, the first one names them.
  static let privateKey = DataType(index: 0)
  static let jwt = DataType(index: 1)
  static let apiKey = DataType(index: 2)
  static let password = DataType(index: 3)
  static let auth = DataType(index: 4)
  static let cookie = DataType(index: 5)
  static let creditCard = DataType(index: 6)
  static let iban = DataType(index: 7)
  static let ssn = DataType(index: 8)
  static let nationalID = DataType(index: 9)
  static let passport = DataType(index: 10)
  static let driverLicense = DataType(index: 11)
  static let crypto = DataType(index: 12)
  static let email = DataType(index: 13)
  static let phone = DataType(index: 14)
  static let mac = DataType(index: 15)
  static let ip = DataType(index: 16)
  static let geo = DataType(index: 17)
  static let birthDate = DataType(index: 18)
  static let user = DataType(index: 19)

  /// The names of the built-in kinds, as they stand in a placeholder.
  public static let builtIn = [
    "PRIVATE_KEY", "JWT", "API_KEY", "PASSWORD", "AUTH", "COOKIE", "CREDIT_CARD", "IBAN", "SSN",
    "NATIONAL_ID", "PASSPORT", "DRIVER_LICENSE", "CRYPTO", "EMAIL", "PHONE", "MAC", "IP", "GEO",
    "DOB", "USER",
  ]
}

/// A set of kinds, one bit each.
struct DataTypeSet {
  private var bits: UInt64

  /// All kinds, those of a user's rules included.
  static let all = DataTypeSet(bits: .max)
  static let none = DataTypeSet(bits: 0)

  private init(bits: UInt64) { self.bits = bits }

  init(_ types: some Sequence<DataType>) {
    bits = types.reduce(0) { $0 | 1 << UInt64($1.index) }
  }

  @inline(__always)
  func contains(_ type: DataType) -> Bool { bits >> UInt64(type.index) & 1 == 1 }
}
