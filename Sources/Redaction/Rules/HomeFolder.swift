/// Names of people in paths: `/home/NAME`, `/Users/NAME`, `C:\Users\NAME`, `/users/ID` of an API, `~NAME`.
enum HomeFolder {
  /// The name in a path whose slash is at `start`.
  static func find(_ text: Text, at start: Int) -> Finding? {
    let mark = text[start]
    var index = start
    // A backslash may be doubled, also more than once.
    while text[index] == mark, index - start < 8 { index += 1 }
    guard let folder = folders.first(where: { text.hasIgnoringCase($0.name, at: index) }) else {
      return nil
    }
    index += folder.name.utf8CodeUnitCount
    guard text[index] == mark || mark == UInt8(ascii: "\\") && text[index] == UInt8(ascii: "/")
    else {
      return nil
    }
    while text[index] == mark || text[index] == UInt8(ascii: "/") { index += 1 }
    let end = nameEnd(text, index)
    guard end > index, isGood(text, start, index, end, folder) else { return nil }
    return Finding(start: index, end: end, type: .user)
  }

  /// The name of a user in a cloud: `arn:aws:iam::123456789012:user/jane`.
  static func resource(_ text: Text, at slash: Int) -> Finding? {
    guard text.has(":user", at: slash - 5),
      isDigit(text[slash - 6]) || text[slash - 6] == UInt8(ascii: ":")
    else { return nil }
    var start = slash + 1
    var end = nameEnd(text, start)
    // The path of the user stands before its name.
    while text[end] == UInt8(ascii: "/"), end > start {
      start = end + 1
      end = nameEnd(text, start)
    }
    return Login.isName(text, start, end) ? Finding(start: start, end: end, type: .user) : nil
  }

  /// The name behind a tilde: `~alice/bin`.
  static func tilde(_ text: Text, at start: Int) -> Finding? {
    guard start == 0 || isBlank(text[start - 1]) || text[start - 1] == UInt8(ascii: "/"),
      isLower(text[start + 1])
    else { return nil }
    let end = nameEnd(text, start + 1)
    guard text[end] == UInt8(ascii: "/"), Login.isName(text, start + 1, end) else { return nil }
    return Finding(start: start + 1, end: end, type: .user)
  }

  private struct Folder {
    var name: StaticString
    /// Any name is a person's; else only a number or a name with a shape.
    var isHome: Bool
    /// Something must follow that is no file of the folder itself.
    var isWeb = false
  }

  private static let folders = [
    Folder(name: "home", isHome: true), Folder(name: "users", isHome: true),
    Folder(name: "documents and settings", isHome: true),
    Folder(name: "userpass/login", isHome: true), Folder(name: "user", isHome: false),
    Folder(name: "u", isHome: true, isWeb: true),
    Folder(name: "accounts", isHome: false), Folder(name: "account", isHome: false),
    Folder(name: "customers", isHome: false), Folder(name: "members", isHome: false),
    Folder(name: "profile", isHome: false), Folder(name: "profiles", isHome: false),
    Folder(name: "patients", isHome: false), Folder(name: "employees", isHome: false),
  ]

  private static func nameEnd(_ text: Text, _ start: Int) -> Int {
    var end = start
    while isWordASCII(text[end]) || text[end] >= 0x80 && text.isWord(at: end)
      || Login.isMark(text[end]) && text[end] != UInt8(ascii: "$")
    { end += 1 }
    while end > start, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    return end
  }

  private static func isGood(
    _ text: Text, _ slash: Int, _ start: Int, _ end: Int, _ folder: Folder
  ) -> Bool {
    guard Login.isName(text, start, end) else { return false }
    let isNumber = (start..<end).allSatisfy { isDigit(text[$0]) }
    if isNumber { return true }
    guard folder.isHome else {
      // `/user/x/part-0` is a folder.
      return hasPersonsShape(text, start, end)
    }
    if folder.isWeb { return text[slash - 1] != UInt8(ascii: "/") }
    // In an address of the web, `/users/me/` and `/users/search` are no people.
    let isSmall = text.has("users", at: slash + 1) && text[slash] == UInt8(ascii: "/")
    return !isSmall || hasPersonsShape(text, start, end)
      || !LoginWords.resources.contains(text, start, end)
  }

  /// Letters, then a dot, an underscore or digits: no word of an API, no file.
  private static func hasPersonsShape(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let mixture = Value.mixture(text, start, end)
    guard mixture.letters > 1, !mixture.hasUpper || mixture.hasLower else { return false }
    for index in start..<end {
      if text[index] == UInt8(ascii: "."), isLetter(text[index + 1]) {
        return mixture.digits < 5 && !isFile(text, index + 1, end)
      }
    }
    return mixture.digits > 0 && mixture.others == 0 && mixture.turns <= 2 && end - start <= 20
  }

  private static let suffixes: [StaticString] = [
    "json", "xml", "html", "htm", "php", "js", "css", "png", "jpg", "csv", "txt", "log", "aspx",
    "jsp", "do", "action", "svg", "gif", "pdf",
  ]

  private static func isFile(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    Value.isWord(of: suffixes, text, start, end)
  }
}
