import Testing

@testable import Redaction

@Suite struct SecretRulesTests {
  static let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI3In0.dGVzdHNpZ25hdHVyZQ"

  @Test(arguments: [
    "Authorization: Bearer ‹\(token)›", "{\"jwt\":\"‹\(token)›\"}", "tok ‹\(token)›.",
    "eyJhbGciOi is cut off",
  ])
  func `JSON Web Tokens`(marked: String) throws { try check(marked, .jwt) }

  @Test(arguments: [
    "key ‹AKIAZI4CN4UAMF7SRVF3› used", "token=‹gho_DQMPHhp7st9jNdwa40WrGW0eVfYiPDXEMa69›",
    "‹xoxb-946002324304-2606168539290-dIpHX0ldriAZ›", "‹sk_test_1Q68qxd2pjfxh8pJejJRiY5X›",
    "https://x-access-token:‹ghs_UZcg6Yvp7FbVFFx6mgUeeEMuPNidJUhlMpUI›@github.com/a",
    "/bot‹9729850485:AAU9KkEniamo0DBJrbGjW3pN6uvLaVLdYt1›/send",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx in docs",
    "AKIAIOSFODNN7 is none", "sk-learn pipeline",
    "api_key: \"‹9f8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d›\" rejected",
    "AWS_SECRET_ACCESS_KEY=‹KRBG8jhDzhP1DlqOcSPBhYgMMG/sPf6y8jrLPs7f› REGION=us",
    "https://hooks.slack.com/services/T02AB3CD4/B05EF6GH7/‹e8rEszGoYz6NE7dpnIkqc0wI›",
    "client_secret=[REDACTED]", "key=user:list:page:66979",
  ])
  func `keys`(marked: String) throws { try check(marked, .apiKey) }

  @Test(arguments: [
    "Authorization: Bearer ‹cOgKw86wLaqyvFApMAJYI2YhdLKkKkdqK›",
    "> Authorization: Basic ‹ZXF1aW5uOlN1bnNoaW5lODc0NSE=›",
    "Proxy-Authorization: Basic ‹YTpi›",
    "?access_token=‹d41d8cd98f00b204e9800998ecf8427e›&state=xyz",
    "\"access_token\":\"‹A0ARrdaM-k9Vq7GzYxL4pTf2bQmN8sUvWcRjHhEoKi›\"",
    "GET /reset?token=‹7yQpX2vKzL9mN4bT8cWf› HTTP/1.1",
    "Bearer token missing from request", "?token_type=bearer&scope=read",
    "Unexpected token } in JSON at position 78374",
    "token_count=1500 tokens=42", "Authorization: Bearer <hidden>",
    "token=7f5c6061-4a8e-4f7b-9ca7-0964497af40f",
  ])
  func `tokens`(marked: String) throws { try check(marked, .auth) }

  @Test(arguments: [
    "Cookie: sessionid=‹a7ac2e9ceec28624e3ca92b07aec2b2d›; theme=dark; lang=en",
    "Set-Cookie: JSESSIONID=‹cRNKtm4RPrjfnwarnSv0E9ZSNi18›; Path=/; HttpOnly",
    "connect.sid=‹s%3A4fK9xQ2mZ7vB1nC8pL3rT6yW.0aSdFgHjKlQwErTyUiOp›; Path=/",
    "csrf_token=‹kq8Zx2Wv7Nf5Rt3Ys1Ld9Mb6› mismatch",
    "/app;jsessionid=‹2678a06121965b7c6e011d3f5efae73d›?page=2",
    "Cookie: sid=‹7f5c6061-4a8e-4f7b-9ca7-0964497af40f›",
    "session 42 opened", "sessionid:0x14f05578bd80006",
  ])
  func `cookies`(marked: String) throws { try check(marked, .cookie) }

  @Test(arguments: [
    "password=‹vWBFTUsHk%EVf9Sz› timeout=7362ms", "\"pwd\": \"‹x b,c›\"",
    "redis://:‹LSXKiKE3imNc›@cache-01:6379/0",
    "mysql -h db -u root -p‹Tr0ub4dor&3› sales", "sshpass -p ‹Wint3r!504› ssh",
    "?password=‹a1&b2›&x=1",
    "{\\\"password\\\":\\\"‹hunter2!›\\\",\\\"x\\\":1}", "<password>‹hunter2›</password>",
    "name=\"password\"\r\n\r\n‹hunter22›",
    "IDENTIFIED BY '‹Wint3r!504›'", "params: {\"password\"=>\"‹x1y2z3›\"}", "Password: ‹hunter2›",
    "pass is word",
    "password=${DB_PASSWORD} user", "password must contain at least 8 characters",
    "(using password: YES)", "password=****",
    "PWD=/home", "passwords: 12", "password changed from ‹rOfGVJogH5c0jE9› to ‹wGlfEM053p2D›",
    "password_required=true",
    "password for mailbox 1204 set to ‹wjggxN$gpxxi›",
  ])
  func `passwords`(marked: String) throws { try check(marked, .password) }

  @Test func `a private key goes from its first line to its last`() throws {
    try check(
      "loaded ‹-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----› ok",
      .privateKey)
    try check("‹-----BEGIN PGP PRIVATE KEY BLOCK-----\nxcLY›", .privateKey)
    try check("-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----", .privateKey)
    try check("-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----", .privateKey)
  }
}
