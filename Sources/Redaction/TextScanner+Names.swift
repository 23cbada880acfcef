extension TextScanner {
  /// Looks at a value that has a name; says where to go on, which is at most the value's start.
  mutating func named(_ kind: KeyKind, _ key: (start: Int, end: Int), _ value: NamedValue) {
    var value = value
    switch kind {
    case .none, .tail: unnamed(key, value)
    case .password: password(key, &value)
    case .secret, .token, .vagueSecret, .session: secret(kind, value)
    case .authorization: authorization(value)
    case .cookies: cookies(value)
    case .user: user(key, value)
    case .name:
      let parent = elementKind(key) ?? parents.last ?? .none
      if parent != .none, parent != .name, parent != .reference { named(parent, key, value) }
    case .phone:
      guard let phone = Phone.named(text, at: value.start),
        phone.end <= value.end || !value.isQuoted
      else { return }
      findings.append(phone)
      context.referenceUntil = max(context.referenceUntil, phone.end)
    case .version: context.versionUntil = max(context.versionUntil, value.end)
    case .reference: context.referenceUntil = max(context.referenceUntil, value.end)
    case .coordinate, .coordinates: place(kind, key, value)
    default: number(kind, value)
    }
  }

  /// What the element of XML says whose attribute the key is: `<user name="…">`.
  private mutating func elementKind(_ key: (start: Int, end: Int)) -> KeyKind? {
    guard key.start > 1, text[key.start - 1] == 0x20 else { return nil }
    var end = key.start - 1
    while end > 0, isBlank(text[end - 1]) { end -= 1 }
    let start = keyStart(end)
    guard text[start - 1] == UInt8(ascii: "<") else { return nil }
    return keys.kind(of: text.bytes(start, end))
  }

  /// A value whose name says nothing by itself: of a telephone that the object is about, of a password that was spoken of.
  private mutating func unnamed(_ key: (start: Int, end: Int), _ value: NamedValue) {
    if parents.last == .phone { return named(.phone, key, value) }
    if mayBeNamed(key) { named(.password, key, value) }
  }

  /// Whether a name that says nothing by itself may name a value here.
  func mayBeNamed(_ key: (start: Int, end: Int)) -> Bool {
    if parents.last == .phone { return true }
    guard key.start < context.passwordUntil, key.end > key.start else { return false }
    return Value.isWord(
      of: [
        "alt", "neu", "alte", "neue", "old", "new", "ancien", "nouveau", "antes", "nueva", "from",
        "to",
      ], text, key.start, key.end)
  }

  /// Numbers by which a person, a card or a device is known.
  private mutating func number(_ kind: KeyKind, _ value: NamedValue) {
    let (start, end) = (value.start, value.end)
    switch kind {
    case .ssn:
      let end = digitsEnd(start, value, longest: 11)
      if NationalNumber.isSocialSecurity(text, start, end) { add(start, end, .ssn) }
    case .nationalID:
      if NationalNumber.isSocialSecurity(text, start, end), text[start + 3] == UInt8(ascii: "-") {
        return add(start, end, .ssn)
      }
      let last =
        NationalNumber.isPlausible(text, start, end) ? end : digitsEnd(start, value, longest: 20)
      if NationalNumber.isPlausible(text, start, last) { add(start, last, .nationalID) }
    case .passport: if Document.isPassport(text, start, end) { add(start, end, .passport) }
    case .driverLicense: if Document.isLicense(text, start, end) { add(start, end, .driverLicense) }
    case .birthDate:
      if let dateEnd = BirthDate.end(text, start) { add(start, dateEnd, .birthDate) }
    case .creditCard:
      if value.isQuoted, CardNumber.isCard(text, start, end) { add(start, end, .creditCard) }
    case .mac: if MACAddress.isBare(text, start, end) { add(start, end, .mac) }
    default: return
    }
  }

  /// The end of a number in groups with blanks between, where no quote ends it.
  ///
  /// Groups are added as long as the number has less than `longest` bytes.
  private func digitsEnd(_ start: Int, _ value: NamedValue, longest: Int) -> Int {
    guard !value.isQuoted else { return value.end }
    var end = value.end
    while text[end] == 0x20, isDigit(text[end + 1]), end - start < longest {
      end += 1
      while isDigit(text[end]) { end += 1 }
    }
    return end
  }

  private mutating func place(_ kind: KeyKind, _ key: (start: Int, end: Int), _ value: NamedValue) {
    var start = value.start
    while text[start] == UInt8(ascii: "(") || text[start] == UInt8(ascii: "[")
      || text[start] == UInt8(ascii: "{")
    { start += 1 }
    if kind == .coordinates {
      context.place = start
      if let pair = Coordinates.pair(text, at: start) { findings.append(pair) }
    } else if let end = Coordinates.end(text, start, decimals: key.end - key.start > 4 ? 1 : 3) {
      add(start, end, .geo)
      // `lat/lng: 52.52/13.40`
      if text[end] == UInt8(ascii: "/") || text[end] == UInt8(ascii: ","),
        let second = Coordinates.end(text, end + 1)
      {
        add(end + 1, second, .geo)
      }
    }
  }

  /// A text whose record names it: all of it is the value.
  mutating func scanWhole(_ kind: KeyKind, _ parent: KeyKind) {
    let start = text.skipBlanks(0)
    var end = text.count
    while end > start, isBlank(text[end - 1]) { end -= 1 }
    parents = [parent]
    named(kind, (0, 0), NamedValue(start: start, end: end, isQuoted: true, isLoose: false))
    parents = []
  }
}
