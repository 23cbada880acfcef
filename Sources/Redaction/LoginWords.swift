/// The words around logins in sentences of several languages.
enum LoginWords {
  /// Accounts of services, which are nobody's, and words that stand where a login could.
  static let common = WordList(accounts + " " + prose)

  private static let accounts = """
    root admin administrator system superuser sysadmin nobody daemon bin sys sync games man lp mail news uucp proxy www-data www
    backup list irc gnats sshd messagebus syslog ntp postfix dovecot postgres postgresql mysql mariadb redis mongo mongodb
    rabbitmq elasticsearch elastic kafka zookeeper hadoop hdfs yarn hive spark nginx apache apache2 httpd tomcat jenkins git gitlab
    gitlab-runner docker ubuntu debian centos ec2-user vagrant ansible prometheus grafana consul vault nagios zabbix oracle guest
    anonymous test tester service app apps application web api worker default public shared everyone system:anonymous
    kubernetes-admin kube-admin x-access-token oauth2 localsystem networkservice local_service network_service sa sudo wheel
    adm operator ftp ftpuser sftp ssh cron runner build builder deploy deployer ci bot db dba dbadmin pgadmin user1
    username hostname svc monitor monitoring agent scheduler controller manager
    """

  private static let prose = """
    a an the this that these those any all each no not none null nil unknown undefined true false yes ok is was are were be been being
    has had have having does did do done can could may might must shall should will would and or but if then else when while
    for from in into on onto at to of off by with without via as per than after before during until since between over under
    user users username login logins logon logout account accounts session sessions profile profiles group groups role roles name names
    id ids uid gid agent agents input inputs output space mode data info information list lists count total number request requests
    response error errors failed failure fails fail success successful successfully succeeded denied granted allowed rejected accepted
    invalid valid illegal missing existing found created deleted removed updated changed added modified disabled enabled locked unlocked
    expired active inactive logged signed authenticated unauthenticated authenticating authorized unauthorized connected disconnected
    registered verified exists exist already still now new old current same other another next last first slice manager defined
    interface settings preferences permission permissions policy token tokens password passwords credentials key keys email address
    service services process processes thread threads job jobs task tasks query queries table cache store storage pool quota limit
    limits level levels type types time timeout event events action actions activity behavior experience feedback space-time
    lookup search creation deletion registration management authentication authorization validation verification migration import
    export sync update delete create read write execute stop start attempt attempts access api database server client host node it its
    their his her my your our who which what where how only also just more less too very must-change has_role specified provided
    requested required using used uses use entered exceeded reached hits hit clicked opened closed cancelled canceled aborted
    code status state fallback context object class object module model models schema view controller service-account home directory
    terminated killed exited returned sent received got gets set reset cleared loaded saved stored online offline away idle
    preauth unable cannot timed took takes waiting waits ran running runs not_found unavailable available switched joined left
    parameter parameters attribute attributes field fields value values record records row rows entry entries balance balances
    mailbox voicemail extension statement summary overview details detail page pages link links url menu button form screen tab number holder owner type plan
    guide guides journey story stories manual friendly facing land flow flows research experience acceptance interaction count
    counts base bases segment segments agreement license story-map id's facing side traffic comment comments review reviews rating
    data-plane pool-size directory-service federation import-job tokeninfo context-menu cache-key namespace namespaces slice slices
    device devices browser browsers language locale timezone avatar image images photo photos file files folder folders path paths
    authentification inconnu inconnue connecté connectée déconnecté nicht ist wurde hat nie jest não no nao encontrado encontrada
    inválido inválida válido desconocido desconocida não-encontrado não_encontrado existe existiert gefunden unbekannt ungültig trouvé introuvable
    sconosciuto trovato valido не найден найдена неизвестен неизвестный вошёл вошел вышел заблокирован нет и или есть с в на по
    nieznany nieprawidłowy istnieje znaleziono wurden sind war mit von für der die das den dem ein eine und oder
    el la los las un una con de del que para por se su est sont le les des du une et ou pas qui pour par avec sur dans
    """

  /// What people do to things, without its ending: `creat`ed.
  static let deeds = WordList(
    """
    creat delet updat approv chang modif request lock unlock supprim supprimé supprimée remov grant revok disabl
    enabl assign edit sign issu upload submit reset invit cancel reject review stopp add merg commit author publish initiat open clos
    ajout modifi modifié créé créée erstellt gelöscht geändert gesperrt freigegeben genehmigt eliminad cread modificad actualizad aprobad
    trigger report perform execut acknowledg resolv download access view export import install promot queu deploy
    start restart scal migrat transferr mov copi renam archiv restor reopen escalat accept claim own releas purchas order pay refund
    utworzon usunięt zmienion criad removid alterad aprovad удалён удален создан изменён изменен approuvé approuvée validé validée kick bann block
    """)

  /// Short ones, that are a word of their own.
  static let shortDeeds = WordList(
    "su set run made done put sent owned paid held written taken given")

  /// What does things and is nobody: behind `by`, these are no logins.
  static let agents = WordList(
    """
    client clients peer server proxy upstream backend user users admin system kernel cron scheduler timer policy rule rules filter
    firewall request design default hand mistake name names id age size date time value key type types signal script process parent child
    remote host leader master controller manager api web app job task hook plugin bot driver module compiler operator owner us them me
    it itself him her you someone anyone everyone another other others law order number numbers command commands version author
    customer customers support team staff vendor provider caller callee sender receiver recipient consumer producer broker agent worker
    workers thread queue pool node nodes cluster replica primary secondary balancer gateway router switch device browser application
    service services daemon watchdog supervisor systemd init container docker kubelet kubernetes helm terraform ansible pipeline
    acquirer issuer processor bank merchant exchange carrier registrar
    reference referrer index hash range prefix suffix domain group role label tag category region zone country city percent factor
    installer setup wizard bootstrap migration seeder cronjob autoscaler loadbalancer crawler spider scanner antivirus
    exception error timeout limit quota threshold alert alarm monitor heartbeat event trigger interrupt oom watch apt yum dpkg npm pip
    checksum checksums signature validation luhn
    maintenance migration upgrade update rollback deployment replay retry default-scheduler garbage collector analyzer parser
    """)

  /// What a person is, before the login: `updated by agent ann`.
  static let titles = WordList(
    """
    agent user admin administrator operator principal technician nurse doctor clerk officer manager teller cashier driver member moderator
    employee staff supervisor analyst engineer reviewer approver requester owner editor author customer account benutzer utilisateur
    usuario nutzer
    """)

  /// Words in the names of programs: no login has one inside.
  static let programs = [
    "thread", "worker", "cron", "system", "scheduler", "process", "service", "policy", "queue",
    "pool", "server", "handler", "controller", "timer", "signal", "plugin", "module", "config",
    "script", "kernel", "daemon",
  ]

  /// What a person proves who it is with: `publickey for NAME`.
  static let methods = WordList(
    """
    password publickey keyboard-interactive/pam gssapi-with-mic hostbased authentication login logon failure auth passwd credentials
    challenge otp mfa pam expiry aging sign-in signin passwort contraseña
    """)

  /// What becomes of a login: `login failed for NAME`, `sign-in ok for NAME`.
  static let outcomes = WordList(
    """
    failed changed reset required succeeded successful successfully expired accepted opened closed denied revoked locked granted
    issued ok failure exceeded réussie échouée fehlgeschlagen erfolgreich fallido fallida rejected blocked requested enabled disabled
    """)

  /// What it is that becomes so.
  static let logins = WordList(
    """
    login logon password authentication auth session access account passwd signin sign-in mfa token attempts connexion anmeldung sesión
    inicio verification otp 2fa
    """)

  /// Words before `as` in `logged in as NAME`.
  static let roles = WordList(
    """
    login logged authenticated running connected connecting authenticating bound bind su impersonated impersonating signed identified
    recognized registered authorized
    """)

  /// Words before `user` that say that a login follows.
  static let before = WordList(
    """
    for invalid unknown as illegal target remote authenticating authenticate authenticated existing create alter drop locked of new by
    nonexistent disabled effective ruser pour para für password sftp impersonating impersonate blocked banned deleted created removed
    added domain from usuario utilisateur de l el le o der den del su the
    """)

  /// Words behind a login that say that it was one.
  static let behind = WordList(
    """
    from logged login by authenticated connected disconnected via signed has did does changed updated created deleted requested added
    removed failed was successfully attempted accessed uploaded downloaded granted authorized joined left registered is not locked
    performed executed initiated tried invited desde von depuis da identified with hat ha a s supprimé angemeldet wurde approved opened
    closed started triggered submitted exceeded reset promoted posted purchased clicked viewed requires cannot could exited entered
    autenticado autenticada inició iniciou entrou saiu вошёл вошел вышел заблокирован zalogowany zalogowana zalogował logado conectado
    password pass pwd uid terminal
    connecté connectée déconnecté eingeloggt gesperrt s'est loggade innlogget aangemeld ingelogd connesso autenticato cerró salió
    登录 登录成功 登录失败 がログイン successfully_logged
    """)

  /// Words that may stand between a word for a login and the login.
  static let between = WordList(
    """
    attempt failed incorrect ok by name named called succeeded success successful failure denied error rejected accepted for of
    authenticated
    """)

  /// Parts of addresses of the web behind `/users/` that are no people.
  static let resources = WordList(
    """
    me self current search list new login logout register export import count stats profile profiles settings preferences batch bulk all
    query find invite roles groups sessions tokens avatar avatars photo photos password reset verify activate health status lookup check
    validate config edit create delete update show index recent active online permissions notifications history feed summary report reports
    signup signin sign-in sign-up auth oauth token refresh email emails phone exists available suggest autocomplete sync link unlink v1 v2
    shared public private default templates files assets static images upload uploads download docs schema openapi graphql
    """)
}
