import Testing

@testable import Redaction

@Suite struct PersonRulesTests {
  @Test(arguments: [
    "Failed password for ‹hiro.schmidt› from port 49997 ssh2",
    "Failed password for invalid user ‹hiro.petrov› from port 1",
    "session opened for user ‹carol_rossi› by (uid=0)",
    "‹dmitri.quinn› : TTY=pts/0 ; PWD=/home/‹hokafor› ; USER=root ; COMMAND=/bin/ls",
    "db - ‹elena44› [18/Sep/2023:16:45:01 +0000] \"GET / HTTP/1.1\"",
    "{\"user\":\"‹alice11›\",\"n\":1}", "uid=‹1873058› gid=100",
    "acct=\"‹grace88›\" exe=", "user_id=‹8811959›", "Password changed for account ‹918273›",
    "username=‹jürgen.weiß› ok",
    "ssh ‹deploy-maria›@bastion.acme.io -p 2222", "Access denied for user '‹dmitri49›'@'db'",
    "GET /u/‹bob.rossi›/avatar HTTP/2.0",
    "C:\\Users\\‹anna›\\x.txt", "arn:aws:iam::123456789012:user/‹jane›",
    "supprimé par ‹admin_zoe› — motif", "(‹alice›) CMD (run)",
    "(to root) ‹alice› on pts/1", "ユーザー「‹maría.garcía›」がログイン",
    "Benutzer „‹b.demirtas›“ hat sich angemeldet",
    "User(name=‹amadoui›, role=x)", "rsync -av ‹maria›@backup:/data",
    "uid=‹2943›(‹nguyen›) gid=3539(staff)",
    "user_agent=\"curl/7.88.1\" user_count=17 username_required=true", "user not found",
    "user root logged in", "(uid=0)",
    "cache key=user:list:page:66979", "/user/x/part-00011", "users/search?q=1",
    "user=system:serviceaccount:default",
    "closed by peer", "account=savings", "killed by signal 9", "uid=4294967295",
  ])
  func `logins`(marked: String) throws { try check(marked, .user) }

  @Test(arguments: [
    "passport=‹BJ4988976› country=US", "passport no. ‹C01X00T47› seen",
    "Reisepass-Nr. ‹A38082664› gescannt", "passport control open",
  ])
  func `passports`(marked: String) throws { try check(marked, .passport) }

  @Test(arguments: [
    "driver license ‹I0416606› state=CA", "\"driver_license_no\":\"‹E363-7626-7196›\"",
    "permis de conduire n° ‹M49475287805› validé",
    "license: MIT", "driver license expired",
  ])
  func `driver's licences`(marked: String) throws { try check(marked, .driverLicense) }

  @Test(arguments: [
    "date_of_birth=‹1995-02-27› ok", "DOB: ‹07/19/1945› room",
    "patient born ‹September 16, 1983›, MRN", "geb. am ‹18.03.1988› in Kiel",
    "D.O.B. ‹11-Mar-1951›, ward", "born in 1983", "not_after=2027-01-14", "dob=unknown",
  ])
  func `dates of birth`(marked: String) throws { try check(marked, .birthDate) }

  @Test func `the columns of an insert name its values`() throws {
    let found = try redacted(
      "INSERT INTO c (id,email,phone,dob) VALUES (42,'f@example.com','+1 303 442 4916','2002-11-13')"
    )
    #expect(found == "INSERT INTO c (id,email,phone,dob) VALUES (42,'<EMAIL>','<PHONE>','<DOB>')")
  }

  @Test func `a command line has a login and a password`() throws {
    #expect(
      try redacted("curl -u jdoe:S3cr3t!pw https://ci.acme.io/job/7")
        == "curl -u <USER>:<PASSWORD> https://ci.acme.io/job/7")
    #expect(
      try redacted("jdbc:mysql://db:3306/app?user=svc_nina&password=q9ZpL2xv x")
        == "jdbc:mysql://db:3306/app?user=<USER>&password=<PASSWORD> x")
    #expect(
      try redacted("docker login -u ann -p Wint3r!504 reg")
        == "docker login -u <USER> -p <PASSWORD> reg")
  }

  @Test func `what stands for a value is left alone`() throws {
    for text in [
      "user=<USER> password=<PASSWORD> from <IP>",
      "Failed password for <USER:3fa9c2d47b10> from <IP>",
      "passport <PASSPORT>, key <API_KEY>, <WITHHELD>",
    ] {
      #expect(try redacted(text) == text)
    }
  }
}
