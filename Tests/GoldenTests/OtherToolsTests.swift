import Platform
import Testing

/// Tools of others read what the commands write; each test runs where its tool is installed.
@Suite struct OtherToolsTests {
  private static func has(_ tool: String) -> Bool {
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    return folders.split(separator: ":").contains { access("\($0)/\(tool)", X_OK) == 0 }
  }

  /// What a shell line writes beside the records of a log of the shop.
  private func shell(_ line: String) throws -> String {
    let scratch = try ScratchFolder()
    try replaceFile(
      scratch.path + "/format.json",
      with: Array(try text(ofFile: Checkout.root + "/share/logline-records.lnav.json").utf8))
    try replaceFile(
      scratch.path + "/log",
      with: Array(try text(ofFile: Checkout.root + "/examples/data/inventory.log").utf8))
    let got = try runShell(
      "lparse log | lcluster --ndjson | lselect --level trace+ >records.ndjson && \(line)",
      in: scratch.path,
      scratch: scratch)
    #expect(got.status == 0, "\(String(decoding: got.error, as: UTF8.self))")
    return String(decoding: got.output, as: UTF8.self)
  }

  @Test(.enabled(if: has("lnav"))) func `lnav opens records with our format`() throws {
    let counted = try shell(
      """
      lselect --tsv level records.ndjson | sort | uniq -c | awk '{print tolower($2) "," $1}' | sort
      """)
    let asked = try shell(
      """
      lnav -i format.json >/dev/null && lnav -n -c ';select replace(log_level, "warning", \
      "warn"), count(*) from logline_records group by 1 order by 1' -c ':write-csv-to -' \
      records.ndjson | grep -v count
      """)
    #expect(asked == counted)
    let shown = try shell(
      "lnav -i format.json >/dev/null && lnav -n records.ndjson | head -n 1")
    #expect(shown.lowercased().contains("info  inventory stock lookup\n"), "\(shown)")
  }

  @Test(.enabled(if: has("mlr"))) func `Miller reads records and columns`() throws {
    let counted = try shell("lselect -c --level error+ records.ndjson")
    #expect(
      try shell("mlr --ijsonl --onidx filter '$level == \"ERROR\"' then count records.ndjson")
        == counted)
    let columns = try shell(
      "lselect -n 3 --tsv timestamp,message records.ndjson | mlr --tsv --implicit-tsv-header --headerless-tsv-output cat"
    )
    #expect(columns == (try shell("lselect -n 3 --tsv timestamp,message records.ndjson")))
  }

  @Test(.enabled(if: has("duckdb"))) func `DuckDB reads records`() throws {
    #expect(
      try shell(
        "duckdb -csv -noheader -c \"select count(*) from 'records.ndjson' where level = 'ERROR'\"")
        == (try shell("lselect -c --level error+ records.ndjson")))
  }
}
