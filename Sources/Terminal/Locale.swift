/// Whether the user's locale says that terminals show UTF-8; where not, `--ascii` is the default.
///
/// The first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty decides, as in `setlocale`. The
/// name is matched in any case and with or without the hyphen (`C.utf8`, `UTF-8` on macOS).
public func localeIsUTF8(environment: [String: String]) -> Bool {
  let values = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }
  guard let locale = values.first(where: { !$0.isEmpty }) else { return false }
  let letters = Array(locale.lowercased().utf8.filter { $0 != UInt8(ascii: "-") })
  return letters.indices.contains { letters[$0...].starts(with: "utf8".utf8) }
}
