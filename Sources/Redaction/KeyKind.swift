/// What the name of a value says of it: `dbPassword`, `X-Api-Key`, `client_ip`, `date of birth`.
enum KeyKind: UInt8 {
  case none
  /// A password in any form.
  case password
  /// A key of an API or a cloud account, the secret of a client.
  case secret
  /// A bearer, access or refresh token.
  case token
  /// `key`, `signature`, `code`: a secret only where the value looks like one.
  case vagueSecret
  /// The Authorization headers: a scheme and a credential.
  case authorization
  /// The Cookie and Set-Cookie headers.
  case cookies
  /// The id of a session, a token against forged requests.
  case session
  /// The login or the number of a person.
  case user
  /// `name`, `id`, `login`: of a person, where the object around it is one.
  case name
  /// Words that end a name of several words: `driver license`, `date of birth`.
  case tail
  case phone
  case ssn
  case nationalID
  case passport
  case driverLicense
  case birthDate
  case coordinate
  case coordinates
  case creditCard
  case mac
  /// Numbers with dots are no addresses here.
  case version
  /// Numbers of digits are names of things here: orders, traces, blocks.
  case reference
}

extension KeyKind {
  /// Values without quotes are followed for so many bytes: names and numbers are short, secrets are not.
  var longestValue: Int {
    switch self {
    case .password, .secret, .token, .vagueSecret, .session, .authorization, .cookies:
      NamedValue.longest
    default: 320
    }
  }
}

/// The kinds of keys, by what a key ends with.
///
/// A key is cut into its words at marks and humps, in small letters: `AWS_SECRET_ACCESS_KEY` is aws, secret, access, key. The longest
/// run of words at its end that the table has decides; so `password_required` ends with nothing that is known.
struct KeyLexicon {
  private let kinds: [[UInt8]: KeyKind]
  /// The lengths of the entries that decide also within a last word: `dbpassword`.
  private static let glued = [
    "password", "passwd", "passphrase", "passwort", "apikey", "secretkey", "accesstoken",
    "authtoken",
    "refreshtoken", "storepass", "keypass", "version", "bindpw", "rootpw", "userpw", "adminpw",
    "dbpw", "pwd", "sessionid", "username", "userid", "sessid",
  ]

  /// Words of a key beyond the last so many are not looked at.
  static let longest = 4

  init() {
    var kinds: [[UInt8]: KeyKind] = [:]
    for (kind, words) in Self.table {
      for word in words.split(separator: " ") {
        kinds[Array(word.utf8)] = kind
        // Numbers of documents and cards go by the same names with `number` behind.
        guard kind == .driverLicense || kind == .passport || kind == .creditCard else { continue }
        for tail in ["number", "no", "nr", "num", "id"] { kinds[Array((word + tail).utf8)] = kind }
      }
    }
    self.kinds = kinds
  }

  /// The kind of a key.
  ///
  /// `key` is the key as it stands, without quotes; blanks part words, too.
  func kind(of key: UnsafeBufferPointer<UInt8>) -> KeyKind {
    var text: [UInt8] = []
    var starts: [Int] = []
    Self.split(key, &text, &starts)
    if starts.count > 1, kinds[Array(text[(starts.last ?? 0)...])] == .name {
      return longName(text, starts)
    }
    for words in stride(from: min(Self.longest, starts.count), to: 0, by: -1) {
      if let kind = kinds[Array(text[starts[starts.count - words]...])] { return kind }
    }
    guard let last = starts.last else { return .none }
    if let stem = Self.withoutParticle(text[last...]), let kind = kinds[stem] { return kind }
    for word in Self.glued where text[last...].count > word.utf8.count {
      if text.suffix(word.utf8.count).elementsEqual(word.utf8) {
        return kinds[Array(word.utf8)] ?? .none
      }
    }
    return .none
  }

  /// A Japanese noun without the particle that joins it to what follows; nil for other words.
  private static func withoutParticle(_ word: ArraySlice<UInt8>) -> [UInt8]? {
    guard word.count > 6, word.last ?? 0 >= 0x80 else { return nil }
    let particles: [String] = ["は", "が", "を", "も", "の"]
    func isParticle(_ bytes: ArraySlice<UInt8>) -> Bool {
      particles.contains { bytes.elementsEqual($0.utf8) }
    }
    var stem = word
    if isParticle(stem.suffix(3)) { stem = stem.dropLast(3) }
    if isParticle(stem.prefix(3)) { stem = stem.dropFirst(3) }
    return stem.count < word.count ? Array(stem) : nil
  }

  /// The kind of a key whose last word is `name`, `id` and the like: it hangs on the words before.
  private func longName(_ text: [UInt8], _ starts: [Int]) -> KeyKind {
    for words in stride(from: min(Self.longest, starts.count), to: 1, by: -1) {
      if let kind = kinds[Array(text[starts[starts.count - words]...])] { return kind }
    }
    return .none
  }

  /// Cuts a key into words of small letters, their text without what parted them; digits at the end of a word are left out.
  private static func split(
    _ key: UnsafeBufferPointer<UInt8>, _ text: inout [UInt8], _ starts: inout [Int]
  ) {
    var inWord = false
    for index in key.indices {
      let byte = key[index]
      guard isLetter(byte) || byte >= 0x80 || isDigit(byte) && inWord else {
        inWord = false
        continue
      }
      if isDigit(byte) { continue }
      let before: UInt8 = index > 0 ? key[index - 1] : 0
      let next: UInt8 = index + 1 < key.count ? key[index + 1] : 0
      let isHump =
        isUpper(byte) && inWord && (!isUpper(before) || isLower(next) && isLetter(before))
      if !inWord || isHump { starts.append(text.count) }
      inWord = true
      text.append(lowercased(byte))
    }
  }

  private static let table: [(KeyKind, String)] = [
    (
      .password,
      """
      password passwd pwd pass psk wpapsk presharedkey passkey storepass keypass keystorepass passphrase passcode pw psw pswd userpass dbpass pin pincode otp onetimepassword \
      passwort kennwort contraseña contrasena clave motdepasse mdp senha wachtwoord parola hasło \
      パスワード 密码 비밀번호 пароль cvv cvc cvv2 cvn securitycode oldpassword newpassword passwordnew passwordold pwdnew pwdold passwordconfirmation passwordconfirm passwordrepeat passwordagain currentpassword passwordcurrent passnew passold bindpw bindpass \
      passwordhash pgpassword apppassword requirepass masterauth smtppass securityanswer
      """
    ),
    (
      .secret,
      """
      apikey accesskey accesskeyid accessid secretkey secretaccesskey secretid clientsecret appsecret consumersecret consumerkey \
      sharedsecret sharedkey sharedaccesskey accountkey storagekey signingkey signingsecret encryptionkey \
      privatekey masterkey authkey webhooksecret secret secrets apisecret subscriptionkey integrationkey \
      secretstring licensekey unsealkey adminkey writekey readkey ingestkey recoverykey rootkey connectionkey hmackey hmacsecret jwtsecret cookiesecret keysecret encryptionsecret secretvalue \
      secretkeybase serverkey servicekey deploykey functionskey apptoken webhookurl \
      appkey applicationkey  sessionsecret geheimnis
      """
    ),
    (
      .token,
      """
      accesstoken refreshtoken idtoken authtoken bearertoken bearer token oauthtoken oauth securitytoken apitoken \
      usertoken resettoken passwordresettoken verificationtoken confirmationtoken invitetoken magictoken \
      devicetoken pushtoken registrationtoken bottoken jwt assertion clientassertion samlresponse samlrequest authcode \
      authorizationcode rememberme remembertoken personalaccesstoken unlocktoken jobtoken deploytoken privatetoken \
      accesscode jeton tok sesstok authtok acctok accesstok refreshtok apitok hmac ssotoken sudotoken registrykey
      """
    ),
    (
      .vagueSecret,
      "key signature sig code credential credentials auth amzsignature amzcredential ticket sas"
    ),
    (.authorization, "authorization proxyauthorization authheader authorizationheader"),
    (.cookies, "cookie cookies setcookie"),
    (
      .session,
      """
      session sessionid sessid sess sid jsessionid phpsessid sessiontoken sessionkey aspnetsessionid netsessionid connectsid \
      csrftok csrftoken xsrftoken csrf xsrf csrfmiddlewaretoken authenticitytoken requestverificationtoken sessioncookie \
      authcookie laravelsession ssid sitzung
      """
    ),
    (
      .user,
      """
      user username userid usrnm usernm unm ugi owner compte usuário usuaria użytkownik nazwaużytkownika anmeldename benutzerkennung brugernavn bruger användare användarnamn kullanıcı uživatel käyttäjä felhasználó utilizador χρήστης 使用者 사용자 login loginname loginid uid auid euid ruid suid fsuid loginuid acct account accountname usr uname \
      ruser remoteuser logname suser duser csusername nick nickname screenname member memberid memberlogin \
      principal principalname logonname logon upn actor actorid clientuser createdby updatedby modifiedby deletedby \
      approvedby requestedby assignedto ownerid authorid employeeid employee staffid patientid userlogin \
      benutzer benutzername nutzer nutzername usuario nombreusuario utilisateur nomutilisateur identifiant utente \
      gebruiker gebruikersnaam userprincipalname samaccountname targetusername subjectusername enduser \
      サービス利用者 ユーザー 用户 用户名 пользователь sudouser effectiveuser profileid subscriberid unixuser sshuser dbuser authuser impersonateduser
      """
    ),
    (.name, "name id no number num value sub"),
    (
      .tail,
      "license licence birth security insurance date nr conduire conducir naissance nacimiento rodzenia urodzenia"
    ),
    (
      .phone,
      """
      phone phonenumber phoneno mobile mobilenumber mobileno mobilephone sms tel telephone telephonenumber cell cellphone \
      cellnumber msisdn fax faxnumber whatsapp whatsappnumber contactnumber contactphone homephone workphone callerid callernumber \
      caller callee called calling dialed dialled dialing anruf appel llamada callednumber dialednumber telefon telefonnummer rufnummer handy handynummer teléfono telefono portable móvil \
      movil celular téléphone tél telefoon smsto recipientphone 電話 電話番号 携帯 手机 手机号 电话 전화 телефон
      """
    ),
    (
      .ssn,
      "ssn socialsecurity socialsecuritynumber socialsecurityno ssnno ssnumber ustin taxpayerid itin"
    ),
    (
      .nationalID,
      """
      nationalid nationalidnumber nationalinsurance nationalinsurancenumber nino nif dni nie cpf pesel bsn \
      personnummer fodselsnummer personalidentitycode steuerid steueridentifikationsnummer steuernummer codicefiscale insee nir numerosecu \
      numérodesécuritésociale aadhaar aadhaarnumber curp rodnecislo egn cnp idcard idcardno idcardnumber sin \
      socialinsurancenumber taxid taxnumber vatnumber healthnumber nhsnumber nhs medicare medicarenumber rut cedula
      """
    ),
    (
      .passport,
      """
      passport passportno passportnumber passportid passportnr pasaporte reisepass reisepassnummer reisepassnr passnr passeport passaporto paspoort \
      numeropasaporte passnummer traveldocument
      """
    ),
    (
      .driverLicense,
      """
      dlnumber dln dlno dl licensenumber licencenumber licenseno licenceno führerschein führerscheinnummer führerscheinnr fuehrerschein fuehrerscheinnummer permisdeconduire \
      carnetdeconducir permisodeconducir prawojazdy körkort patente licenciadeconducir cnh drivinglicence driverlicense driverlicence driverslicense \
      driverslicence drivinglicense
      """
    ),
    (
      .birthDate,
      """
      dob dateofbirth urodzony urodzona dataurodzenia geb geburt nascido nascida nato nata född født fødselsdato syntynyt doğumtarihi датарождения 出生日期 geboortedatum birthdate birthday birthdt bday dayofbirth dobdate geburtsdatum geburtstag fechadenacimiento \
      fechanacimiento nacimiento datedenaissance datenaissance naissance datadinascita born geboren né née nacido \
      nacida 生年月日
      """
    ),
    (
      .coordinate,
      "lat latitude lon lng long longitude latdeg londeg breite länge breitengrad längengrad latitud longitud"
    ),
    (
      .coordinates,
      """
      coords coord coordinates coordinate location geo geolocation gps gpsposition geocoded latlng latlng latlon latlong lonlat \
      geopoint ll geofence standort ubicación waypoint
      """
    ),
    (
      .creditCard,
      """
      card cardnumber cardno cardnum pan cc ccnum ccnumber ccno creditcard creditcardnumber creditcardno debitcard kreditkarte \
      kartennummer tarjeta carte
      """
    ),
    (
      .mac,
      "mac macaddr macaddress hwaddr hwaddress ethernet lladdr bssid hw ether physicaladdress hardwareaddress"
    ),
    (
      .version,
      """
      version ver release build firmware fw rev revision tag upgrade upgraded upgrading downgrade downgraded extension rfc mib snmp engine changelog chapter clause appendix appversion versions buildnumber oid sysobjectid section \
      fileversion productversion osversion sdk patch semver fwversion
      """
    ),
    (
      .reference,
      """
      order orderid orderno ordernumber ref reference invoice invoiceid invoiceno tracking trackingno trackingnumber trackingid traceid \
      spanid requestid reqid correlationid transactionid txn txnid txid tx blockid block blk serial serialno serialnumber \
      seq sequence offset ticketid ticketno ts timestamp time epoch size bytes count total isbn ean barcode gtin gln mpn asin articlenumber upc sku imei batch batchid jobid \
      shipment shipmentid parcel messageid msgid eventid partition checksum crc hash digest md5 nonce generation \
      resourceversion
      """
    ),
  ]
}
