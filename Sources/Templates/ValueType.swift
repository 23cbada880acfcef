/// What kind of value stands in a template's place; one vocabulary with the redaction placeholders.
public enum ValueType: UInt8, CaseIterable, Sendable {
  case any, number, ip, host, url, email, path, uuid, mac, hex, time, duration, size, id,
    text,
    boolean, version, percent
  // What lredact puts in the place of personal data and secrets, and no mask here finds.
  case user, phone, creditCard, iban, ssn, jwt, auth, cookie, apiKey, privateKey, password, geo,
    passport, driverLicense, birthDate, crypto
  // What a user's masks name; the placeholders are the user's.
  case custom1, custom2, custom3, custom4, custom5, custom6, custom7, custom8

  /// The types of a user's masks.
  static let customTypes: [ValueType] = [
    .custom1, .custom2, .custom3, .custom4, .custom5, .custom6, .custom7, .custom8,
  ]

  /// Where it stands among ``customTypes``; nil for the product's own.
  @inline(__always)
  var customIndex: Int? {
    rawValue < ValueType.custom1.rawValue ? nil : Int(rawValue &- ValueType.custom1.rawValue)
  }

  /// The type whose placeholder has this name.
  init?(name: UnsafeBufferPointer<UInt8>) {
    for type in Self.allCases where type != .any && type.rawValue < ValueType.custom1.rawValue {
      let placeholder = type.placeholder
      guard placeholder.utf8CodeUnitCount == name.count + 2 else { continue }
      if name.indices.allSatisfy({ name[$0] == placeholder.utf8Start[$0 + 1] }) {
        self = type
        return
      }
    }
    return nil
  }

  /// Whether several of them, with blanks or commas between, are one value: names of things, not numbers.
  @inline(__always)
  var standsInLists: Bool {
    switch self {
    case .id, .path, .ip, .host, .url, .email, .uuid, .user: true
    default: false
    }
  }

  /// The type of a place in which both stood.
  func joined(_ other: ValueType) -> ValueType {
    if self == other { return self }
    let both = Set([self, other])
    return both == [.number, .hex] ? .hex : .any
  }

  /// Stands for the value in the hash of a row.
  @inline(__always)
  var hash: UInt64 { 0x9E6C_63D0_876A_9A47 &* (UInt64(rawValue) &+ 1) }

  /// The placeholder as it stands in a template.
  public var placeholder: StaticString {
    switch self {
    case .any: "<*>"
    case .number: "<NUM>"
    case .ip: "<IP>"
    case .host: "<HOST>"
    case .url: "<URL>"
    case .email: "<EMAIL>"
    case .path: "<PATH>"
    case .uuid: "<UUID>"
    case .mac: "<MAC>"
    case .hex: "<HEX>"
    case .time: "<TIME>"
    case .duration: "<DURATION>"
    case .size: "<SIZE>"
    case .id: "<ID>"
    case .text: "<STR>"
    case .boolean: "<BOOL>"
    case .version: "<VERSION>"
    case .percent: "<PERCENT>"
    case .user: "<USER>"
    case .phone: "<PHONE>"
    case .creditCard: "<CREDIT_CARD>"
    case .iban: "<IBAN>"
    case .ssn: "<SSN>"
    case .jwt: "<JWT>"
    case .auth: "<AUTH>"
    case .cookie: "<COOKIE>"
    case .apiKey: "<API_KEY>"
    case .privateKey: "<PRIVATE_KEY>"
    case .password: "<PASSWORD>"
    case .geo: "<GEO>"
    case .passport: "<PASSPORT>"
    case .driverLicense: "<DRIVER_LICENSE>"
    case .birthDate: "<DOB>"
    case .crypto: "<CRYPTO>"
    case .custom1, .custom2, .custom3, .custom4, .custom5, .custom6, .custom7, .custom8: "<*>"
    }
  }
}
