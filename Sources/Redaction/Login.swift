/// Names under which people log in.
enum Login {
  /// Whether a value can be the login of a person: a short name of letters, or one with digits and marks.
  ///
  /// Accounts of services, words that say what became of a login, ids by lot and hashes are none. A number is one from 1000 on, where
  /// systems begin to count people.
  static func isName(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    let count = end - start
    guard count >= 2, count <= 64 else { return false }
    var letters = 0
    var digits = 0
    for index in start..<end {
      let byte = text[index]
      if isDigit(byte) {
        digits += 1
      } else if isLetter(byte) || byte >= 0x80 {
        letters += 1
      } else if !isMark(byte) {
        return false
      }
    }
    if letters == 0 { return digits == count && isPersonsNumber(text, start, end) }
    guard isAlphanumeric(text[start]) || text[start] >= 0x80 else { return false }
    if Value.isUUID(text, start, end) || isHash(text, start, end) { return false }
    return !isCommon(text, start, end)
  }

  @inline(__always)
  static func isMark(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "$")
  }

  /// Whether the digits are the number of a person's account; -1 in 32 bits stands for nobody.
  static func isPersonsNumber(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard (4...11).contains(end - start), text[start] != 48 else { return false }
    return !text.has("4294967295", at: start) && !(text.has("65534", at: start) && end - start == 5)
  }

  private static func isHash(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    end - start >= 16 && (start..<end).allSatisfy { isHex(text[$0]) }
  }

  /// Whether the name has marks or digits inside, as words of prose do not.
  static func hasShape(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    for index in start..<end {
      let byte = text[index]
      if isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") { return true }
      if byte == UInt8(ascii: "-"), index > start { return true }
    }
    return false
  }

  /// Whether the range is the account of a service, or a word that stands behind `user` in sentences.
  static func isCommon(_ text: Text, _ start: Int, _ end: Int) -> Bool {
    guard end - start <= 20 else { return false }
    var word: [UInt8] = []
    for index in start..<end { word.append(lowercased(text[index])) }
    return common.contains(word)
  }

  private static let common: Set<[UInt8]> = {
    let accounts = """
      root admin administrator system superuser sysadmin nobody daemon bin sys sync games man lp mail news uucp proxy www-data www \
      backup list irc gnats sshd messagebus syslog ntp postfix dovecot postgres postgresql mysql mariadb redis mongo mongodb \
      rabbitmq elasticsearch elastic kafka zookeeper hadoop hdfs yarn hive spark nginx apache apache2 httpd tomcat jenkins git gitlab \
      gitlab-runner docker ubuntu debian centos ec2-user vagrant ansible prometheus grafana consul vault nagios zabbix oracle guest \
      anonymous test tester service app apps application web api worker default public shared everyone system:anonymous \
      kubernetes-admin kube-admin x-access-token oauth2 localsystem networkservice local_service network_service sa sudo wheel \
      adm operator ftp ftpuser sftp ssh cron runner build builder deploy deployer ci bot db dba dbadmin pgadmin user1 \
      username hostname svc monitor monitoring agent scheduler controller manager
      """
    let words = """
      a an the this that these those any all each no not none null nil unknown undefined true false yes ok is was are were be been being \
      has had have having does did do done can could may might must shall should will would and or but if then else when while \
      for from in into on onto at to of off by with without via as per than after before during until since between over under \
      user users username login logins logon logout account accounts session sessions profile profiles group groups role roles name names \
      id ids uid gid agent agents input inputs output space mode data info information list lists count total number request requests \
      response error errors failed failure fails fail success successful successfully succeeded denied granted allowed rejected accepted \
      invalid valid illegal missing existing found created deleted removed updated changed added modified disabled enabled locked unlocked \
      expired active inactive logged signed authenticated unauthenticated authenticating authorized unauthorized connected disconnected \
      registered verified exists exist already still now new old current same other another next last first slice manager defined \
      interface settings preferences permission permissions policy token tokens password passwords credentials key keys email address \
      service services process processes thread threads job jobs task tasks query queries table cache store storage pool quota limit \
      limits level levels type types time timeout event events action actions activity behavior experience feedback space-time \
      lookup search creation deletion registration management authentication authorization validation verification migration import \
      export sync update delete create read write execute stop start attempt attempts access api database server client host node it its \
      their his her my your our who which what where how only also just more less too very must-change has_role specified provided \
      requested required using used uses use entered exceeded reached hits hit clicked opened closed cancelled canceled aborted \
      code status state fallback context object class module model models schema view controller service-account home directory \
      terminated killed exited returned sent received got gets set reset cleared loaded saved stored online offline away idle \
      preauth unable cannot timed took takes waiting waits ran running runs not_found unavailable available switched joined left \
      parameter parameters attribute attributes field fields value values record records row rows entry entries \
      authentification inconnu connecté nicht est wurde ist hat
      """
    var common: Set<[UInt8]> = []
    for word in (accounts + " " + words).split(separator: " ") { common.insert(Array(word.utf8)) }
    return common
  }()
}
