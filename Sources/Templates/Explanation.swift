extension TemplateMiner {
  /// Why the message taken in last is in this cluster, as a JSON object: how it was cut, what was masked, whether the
  /// row was known.
  public func explanation(of slot: Int) -> String {
    var values: [String] = []
    for token in tokensOfLastMessage where token.role == .value {
      values.append("{\"at\":\(token.start),\"type\":\"\(token.type.placeholder)\"}")
    }
    let cluster = clusters[slot]
    let branch = cluster.count <= 1 ? "new" : "known"
    let variables = cluster.wildcards.sorted().map(String.init).joined(separator: ",")
    return """
      {"branch":"\(branch)","tokens":\(tokensOfLastMessage.count),"values":[\(values.joined(separator: ","))],\
      "variable_words":[\(variables)]}
      """
  }
}
