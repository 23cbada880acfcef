import Testing

@testable import Redaction

/// Values that are known by their form, whatever stands around them.
@Suite struct FormRulesTests {
  @Test(arguments: [
    "mail from ‹ann@example.org› bounced", "email=‹ann.b+news@mail.example.co.uk›&page=2",
    "From: \"Ann B\" <‹ann@example.org›>", "‹zoé.dûpont@exemple.fr› supprimé",
    "mailto:‹help@acme.io›?subject=x",
    "to ‹ann@xn--80ak6aa92e.com›.", "GET /a?mail=‹ann%40acme.io›&x=1",
    "{\"m\":\"‹ann\\u0040acme.io›\"}",
    "key 'users.email': '‹sam@acme.io›'", "started getty@tty1.service and user@1000.service",
    "lodash@4.17.21 react@18.2.0", "o.a.NetworkClient@f9be66f", "image redis@sha256:abcd", "a@b",
    "icon@2x.png",
    "git@github.com:acme/web.git fetched",
  ])
  func `addresses of mail`(marked: String) throws { try check(marked, .email) }

  @Test(arguments: [
    "client ‹203.0.113.9›:51234 -> ‹10.0.0.12›:8080 reset", "src: /‹10.251.73.220›:42557",
    "host/‹10.0.0.5›:80",
    "range ‹10.0.0.1›-‹10.0.0.20›", "‹198.51.100.23›, 127.0.0.1", "‹10.0.0.7›.", "ip=‹192.0.2.7›;",
    "release 1.2.3.4: upgraded openssl to 3.0.12.1", "Chrome/118.0.0.0 Safari",
    "openssl-3.0.12.1.tar", "OID 1.3.6.1.4.1",
    "netmask 255.255.255.0", "v1.2.3.4", "0.0.0.0:80", "package~6.1.1.2", "app_version=10.2.3.4",
    "300.1.2.3",
    "node version 107.0.1.39 joined from ‹192.168.50.83›", "see section 4.3.8.7",
  ])
  func `IPv4 addresses`(marked: String) throws { try check(marked, .ip) }

  @Test(arguments: [
    "from [‹2607:a294:a00e::6bdb›]:10836", "neighbor ‹fe80::a88f:f8:7521:74d3%3› is stale",
    "‹::ffff:192.0.2.128› inet6",
    "‹fd12:dc5b:87b8:f44a:ce60:2bbd:a12:bf36› port 1", "client_ip:‹2001:db8::1:2›",
    "src=:: dst=::1", "std::vector::at",
    "10:30:45 took", "a::b", "ff02::1", "16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
    "listening on ::1:5789",
    "::ffff:127.0.0.1",
  ])
  func `IPv6 addresses`(marked: String) throws { try check(marked, .ip) }

  @Test(arguments: [
    "to ‹cb:1a:32:a8:4c:5b› via eth0", "eth0 HWaddr ‹00-1A-2B-3C-4D-5E›",
    "table: ‹0012.3456.789a› vlan 10",
    "MAC=‹e8:10:b2:32:36:10›:‹ca:5f:7c:41:1e:e5›:08:00", "mac: ‹0012aabbccdd›",
    "ff:ff:ff:ff:ff:ff ignored",
    "00:00:00:00:00:00", "pci 0000:d8:ba.2", "de:ad:be:ef:00", "hex dump: de ad be ef 00 11",
  ])
  func `addresses of network cards`(marked: String) throws { try check(marked, .mac) }

  @Test(arguments: [
    "PAN ‹4111111111111111› logged", "number ‹4098 2056 3444 2008› exp 09/27",
    "amex ‹3782-822463-10005› declined",
    "card ‹4012\u{A0}8888\u{A0}8888\u{A0}1881› ok", "card 4111 1111 1111 1112 failed luhn",
    "order 4148503738656912 created",
    "at 1567248157390474539", "block blk_4539578763621486", "IBAN DE64 5099 5324 7193 5130 52",
    "ending in 4242",
    "block -4111111111111111",
  ])
  func `numbers of cards`(marked: String) throws { try check(marked, .creditCard) }

  @Test(arguments: [
    "to IBAN ‹FR63 6240 5500 1788 6158 2884 224› ref", "iban='‹DE89370400440532013000›'",
    "‹GB82WEST12345698765432›",
    "iban rejected: DE20461571701215428136", "dump: be26 e70d 29b9 845d",
  ])
  func `bank accounts`(marked: String) throws { try check(marked, .iban) }

  @Test(arguments: [
    "sms sent to ‹+5511984916700› ok", "call from ‹303-867-9105› routed",
    "call ‹(415) 555-0132› now", "tel:‹+1-212-555-0187›",
    "電話 ‹090-1234-5678›", "Telefon: ‹0171/95373758›, Auftrag 4199499653", "phone=‹030 1234567›",
    "mobile ‹07700 900123›",
    "called from ‹1-312-530-2044›", "phone number format invalid: 12", "extension 4155 ringing",
    "epoch 1719847200 vs 1719847200123",
    "serial 2024061501", "took 2024-01-15", "{\"phone\":{\"home\":\"‹0221/389156›\"}}",
  ])
  func `telephones`(marked: String) throws { try check(marked, .phone) }

  @Test(arguments: [
    "ssn = '‹631-42-0159›'", "ssn=‹631420159›", "value 000-04-7146", "666-12-3456",
    "rows 123-45-6789012", "912-34-5678",
  ])
  func `Social Security numbers`(marked: String) throws { try check(marked, .ssn) }

  @Test(arguments: [
    "cpf ‹529.982.247-25› ok", "529.982.247-24", "CF ‹RSSMRA85T10A562S›", "RSSMRA85T10A562T",
    "‹1 85 05 78 006 084 91› né",
    "1 85 05 78 006 084 37", "‹AB 12 34 56 C› sent", "dni: ‹12345678Z›", "nino=‹AB123456C›",
  ])
  func `numbers of states`(marked: String) throws { try check(marked, .nationalID) }

  @Test(arguments: [
    "to btc address ‹1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa› txid",
    "‹bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4›",
    "wallet ‹0x6b94431de5cc53b83a1f83f6fcc45175de8fbf3c› balance",
    "‹0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed›",
    "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
    "tx 0x8074a36a9038c19963cce028c6c8f2b388ce79ca6e23ed3e00369d8ab6fa183a",
  ])
  func `addresses of money`(marked: String) throws { try check(marked, .crypto) }

  @Test(arguments: [
    "lat=‹13.746145› lon=‹7.92742›", "geofence enter at (‹11.8553,-61.21808›)",
    "bbox [‹52.520008, 13.404954›] tile",
    "/maps/@‹34.64481,99.19982›,15z", "lat/lng: ‹-40.95360›/‹68.99200›",
    "temperature 36.6, 37.2 humidity 0.4512, 0.4611",
    "lat=12.5ms",
  ])
  func `places`(marked: String) throws { try check(marked, .geo) }
}
