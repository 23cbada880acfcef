import Testing

@testable import Terminal

@Test(arguments: [
  (["LANG": "en_US.UTF-8"], true),
  (["LANG": "C.utf8"], true),
  (["LC_CTYPE": "UTF-8"], true),
  (["LANG": "de_DE.UTF-8@euro"], true),
  (["LANG": "de_DE.ISO-8859-1"], false),
  (["LANG": "C"], false),
  ([:], false),
])
func `the locale names its encoding`(environment: [String: String], isUTF8: Bool) {
  #expect(localeIsUTF8(environment: environment) == isUTF8)
}

@Test func `the first variable that is not empty decides`() {
  #expect(!localeIsUTF8(environment: ["LC_ALL": "C", "LANG": "C.UTF-8"]))
  #expect(localeIsUTF8(environment: ["LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": "C"]))
}
