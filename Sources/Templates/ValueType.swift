/// What kind of value stands in a template's place; one vocabulary with the redaction placeholders.
public enum ValueType: UInt8, CaseIterable, Sendable {
  case any, number, ip, host, url, email, path, uuid, mac, hex, time, duration, size, id,
    text,
    boolean, version, percent
  // What lredact puts in the place of personal data and secrets, and no mask here finds.
  case user, phone, creditCard, iban, ssn, jwt, auth, cookie, apiKey, privateKey, password, geo,
    passport, driverLicense, birthDate, crypto

  /// The type whose placeholder has this name.
  init?(name: UnsafeBufferPointer<UInt8>) {
    for type in Self.allCases where type != .any {
      let placeholder = type.placeholder
      guard placeholder.utf8CodeUnitCount == name.count + 2 else { continue }
      if name.indices.allSatisfy({ name[$0] == placeholder.utf8Start[$0 + 1] }) {
        self = type
        return
      }
    }
    return nil
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
    }
  }
}
