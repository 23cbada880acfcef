import Lines
import Records

/// Reads headers: asks ``HeaderGrammar`` once for each sequence of token classes, and remembers what it said.
///
/// The answers stand in a tree whose edges are token classes: a line is cut into tokens only as far as the grammar looked, and
/// its last node holds the ``HeaderForm``. So a line costs what its tokens cost, whatever came
/// before it, and the answer is the grammar's. (Grammar 1 µs a line, memory 60 ns.)
///
/// The grammar's answer to a tie hangs on ``HeaderTies``, too. So whoever has used an answer says so (``note(_:)``, a counter a form);
/// now and then the counts are looked at, and when a decision turns, all answers are forgotten.
///
/// Memory: ``maximumNodes`` nodes and ``maximumForms`` forms; a stream that makes up more starts the tree anew.
struct HeaderMemory: ~Copyable {
  private static let maximumNodes = 8_192
  static let maximumForms = 512
  /// A power of two, twice the nodes.
  private static let tableSize = 16_384
  /// The number of the form that says that a line has no header.
  static let none: Int32 = 0
  private static let unknown: Int32 = -1

  private struct Node {
    /// The edge taken last, and where it leads.
    var edge: UInt32 = .max
    var child: Int32 = 0
    /// Where the stamps that stood here are known; see ``HeaderLexer/next(_:)``.
    var places: UInt32 = 0
    var form = HeaderMemory.unknown
    /// The word that stood here last, if it is the kind of word that may stand here again.
    var word = KnownWord()
  }

  let lexer: UnsafeMutablePointer<HeaderLexer>
  /// What headers there are; none at first.
  private(set) var forms: [HeaderForm?] = [nil]
  private var numbers: [HeaderForm: Int32] = [:]
  /// How often the forms were forgotten: numbers of forms hold for one generation.
  private(set) var generation = 0
  private let nodes: UnsafeMutablePointer<Node>
  private var nodeCount = 1
  /// Edges by node and class: the node in the upper half.
  private let keys: UnsafeMutablePointer<UInt64>
  private let children: UnsafeMutablePointer<Int32>
  private let remembers: Bool
  private var known = KnownHeaders()
  /// The number that the header of the line read last has among the known ones; -1 for none.
  private(set) var knownNumber: Int32 = -1
  /// The tokens of the line read last: the lexer's, or those of a known header with the same.
  private var tokens: UnsafeMutablePointer<HeaderToken>
  /// What was seen of ties, and how many more lines it takes until that is looked at.
  var ties = HeaderTies()
  private var pause: Int
  /// Lines of each form that the ties do not know of yet.
  private let uses: UnsafeMutablePointer<Int>

  /// - Parameter remembers: False to ask the grammar anew for every line; tests compare the two.
  init(remembers: Bool = true) {
    self.remembers = remembers
    lexer = .allocate(capacity: 1)
    lexer.initialize(to: HeaderLexer())
    tokens = lexer.pointee.tokens
    nodes = .allocate(capacity: Self.maximumNodes)
    nodes.initialize(repeating: Node(), count: Self.maximumNodes)
    keys = .allocate(capacity: Self.tableSize)
    keys.initialize(repeating: .max, count: Self.tableSize)
    children = .allocate(capacity: Self.tableSize)
    children.initialize(repeating: 0, count: Self.tableSize)
    uses = .allocate(capacity: Self.maximumForms + 1)
    uses.initialize(repeating: 0, count: Self.maximumForms + 1)
    pause = ties.pause
  }

  deinit {
    lexer.deinitialize(count: 1)
    lexer.deallocate()
    nodes.deallocate()
    keys.deallocate()
    children.deallocate()
    uses.deallocate()
  }

  /// The number of the form of a line's header, whose tokens the lexer then has.
  @inline(__always)
  mutating func read(_ text: UnsafePointer<UInt8>, count: Int) -> Int32 {
    let form = find(text, count: count)
    return form >= 0 ? form : readUnknown()
  }

  /// The number of the form of a line's header if that is known by its bytes, else -1; ``readUnknown()`` is then to be called
  /// for it.
  @inline(__always)
  mutating func find(_ text: UnsafePointer<UInt8>, count: Int) -> Int32 {
    lexer.pointee.begin(text, count: count)
    knownNumber = known.find(text, count: count, lexer.pointee.stamps)
    guard knownNumber >= 0 else { return Self.unknown }
    let entry = known[knownNumber]
    tokens = entry.pointee.tokens
    return entry.pointee.form
  }

  /// The number of the form of the header of the line that ``find(_:count:)`` did not know.
  @inline(__always)
  mutating func readUnknown() -> Int32 {
    tokens = lexer.pointee.tokens
    let form = readTokens()
    if remembers {
      known.learn(lexer, form: form, size: forms[Int(form)]?.tokenCount ?? 0)
    }
    return form
  }

  /// Sees that the lexer has the tokens of the line read last, those behind its header, too.
  mutating func cutAgain() {
    lexer.pointee.begin(lexer.pointee.text, count: lexer.pointee.end)
    knownNumber = -1
    tokens = lexer.pointee.tokens
    _ = readTokens()
  }

  /// Cuts the line into tokens, down the tree.
  @inline(never)
  private mutating func readTokens() -> Int32 {
    var node = nodes
    while true {
      let kind = lexer.pointee.next(&node.pointee.places, &node.pointee.word)
      if node.pointee.edge == kind.bits {
        node = nodes + Int(node.pointee.child)
      } else {
        let child = find(node, kind.bits)
        if child < 0 { return learn(node, kind) }
        node.pointee.edge = kind.bits
        node.pointee.child = child
        node = nodes + Int(child)
      }
      if node.pointee.form != Self.unknown { return node.pointee.form }
    }
  }

  var knownVersion: Int { known.version }

  /// Whether the line read last begins with a word and `=`.
  @inline(__always)
  var beginsWithKey: Bool { tokens[0].kind.isKey }

  // MARK: the tree

  @inline(__always)
  private func key(_ node: UnsafeMutablePointer<Node>, _ edge: UInt32) -> UInt64 {
    UInt64(UInt(bitPattern: nodes.distance(to: node))) &<< 32 | UInt64(edge)
  }

  @inline(__always)
  private func slot(_ key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 50)
    while keys[slot] != key, keys[slot] != .max { slot = (slot &+ 1) & (Self.tableSize &- 1) }
    return slot
  }

  /// The node behind an edge; -1 for none.
  @inline(__always)
  private func find(_ node: UnsafeMutablePointer<Node>, _ edge: UInt32) -> Int32 {
    let key = key(node, edge)
    let slot = slot(key)
    return keys[slot] == key ? children[slot] : -1
  }

  private mutating func add(
    _ node: UnsafeMutablePointer<Node>, _ edge: UInt32
  ) -> UnsafeMutablePointer<Node> {
    let key = key(node, edge)
    let slot = slot(key)
    if keys[slot] == key { return nodes + Int(children[slot]) }
    keys[slot] = key
    children[slot] = Int32(nodeCount)
    nodeCount += 1
    return nodes + (nodeCount - 1)
  }

  private mutating func forget() {
    countUses()
    nodes.update(repeating: Node(), count: nodeCount)
    keys.update(repeating: .max, count: Self.tableSize)
    nodeCount = 1
    forms = [nil]
    numbers = [:]
    known.removeAll()
    generation += 1
  }

  // MARK: ties

  /// Says that a line of a form, of this generation, has been dealt with.
  ///
  /// The numbers of forms may be others from then on.
  @inline(__always)
  mutating func note(_ form: Int32) {
    uses[Int(form)] &+= 1
    pause &-= 1
    if pause == 0 { review() }
  }

  @inline(never)
  private mutating func review() {
    countUses()
    if ties.review() { forget() }
    pause = ties.pause
  }

  private mutating func countUses() {
    for number in forms.indices where uses[number] > 0 {
      if let form = forms[number] { ties.count(form.votes, lines: uses[number]) }
      uses[number] = 0
    }
  }

  /// Forgets what earlier lines say of ties: another input begins.
  mutating func beginInput() {
    uses.update(repeating: 0, count: forms.count)
    if ties.forget() { forget() }
    pause = ties.pause
  }

  // MARK: learning

  /// Asks the grammar for a line whose tokens lead from `node` over an edge that the tree does not have.
  @inline(never)
  private mutating func learn(_ node: UnsafeMutablePointer<Node>, _ edge: TokenClass) -> Int32 {
    var node = node
    let isFull =
      nodeCount + HeaderLexer.maximumTokens + 1 >= Self.maximumNodes
      || forms.count >= Self.maximumForms
    if isFull || !remembers {
      forget()
      node = nodes
      for token in 0..<lexer.pointee.count - 1 {
        node = add(node, lexer.pointee.tokens[token].kind.bits)
      }
    }
    var path = Path(lexer: lexer, nodes: [add(node, edge.bits)])
    let form = HeaderGrammar.form(&path, ties)
    var last = path.nodes[0]
    for (place, kind) in path.kinds.enumerated() {
      last = add(last, kind.bits)
      last.pointee.places = path.places[place]
    }
    last.pointee.form = number(of: form)
    return last.pointee.form
  }

  private mutating func number(of form: HeaderForm?) -> Int32 {
    guard let form else { return Self.none }
    if let number = numbers[form] { return number }
    let number = Int32(forms.count)
    forms.append(form)
    numbers[form] = number
    return number
  }

  /// The tokens of a line, read on as the grammar asks for them.
  private struct Path: HeaderTokens {
    let lexer: UnsafeMutablePointer<HeaderLexer>
    var nodes: [UnsafeMutablePointer<Node>]
    /// The classes of the tokens behind the known ones, and where the stamps in front of each are known.
    var kinds: [TokenClass] = []
    var places: [UInt32] = []
    private var word = KnownWord()

    init(lexer: UnsafeMutablePointer<HeaderLexer>, nodes: [UnsafeMutablePointer<Node>]) {
      self.lexer = lexer
      self.nodes = nodes
    }

    mutating func token(_ index: Int) -> TokenClass {
      // Behind the last token that a header may have there is only the end.
      let index = min(index, HeaderLexer.maximumTokens)
      while lexer.pointee.count <= index {
        if kinds.isEmpty {
          kinds.append(lexer.pointee.next(&nodes[0].pointee.places, &word))
        } else {
          kinds.append(lexer.pointee.next(&places[places.count - 1], &word))
        }
        places.append(0)
      }
      return lexer.pointee.tokens[index].kind
    }
  }

  // MARK: the tokens' text

  /// The place of a token's stamp.
  @inline(__always)
  func place(_ token: Int) -> Int { tokens[token].place }

  /// The text of a part of the header read last.
  @inline(__always)
  func slice(
    _ first: Int, _ last: Int, _ extent: HeaderForm.Extent
  ) -> Slice {
    let token = tokens + first
    switch extent {
    case .whole:
      return Slice(start: token.pointee.start, end: tokens[last].end)
    case .inner: return token.pointee.inner
    case .labelled:
      return lexer.pointee.labelledNumber(token.pointee.inner) ?? token.pointee.inner
    case .letter: return Slice(start: token.pointee.start, end: token.pointee.start &+ 1)
    case .behindLetter: return Slice(start: token.pointee.start &+ 1, end: token.pointee.end)
    }
  }

  func slice(_ part: HeaderForm.Part) -> Slice { slice(part.first, part.last, part.extent) }

  /// The first byte of the message: blanks and pipes behind the last token belong to the header.
  @inline(__always)
  func messageStart(_ tokenCount: Int) -> Int {
    let text = lexer.pointee.text
    let end = lexer.pointee.end
    if tokenCount == 0 { return 0 }
    var start = tokens[tokenCount &- 1].next
    while start < end, text[start] == 0x20 || text[start] == 0x09 || text[start] == 0x7C {
      start &+= 1
    }
    return start
  }

  /// The stamp that dates a header of the form.
  func stamp(_ form: HeaderForm) -> Stamp? {
    let part = form.parts.first { $0.kind == .stamp && $0.first == form.datingToken }
    return part.flatMap { stamp($0.first, at: slice($0).start) }
  }

  /// The stamp of a token that starts at `start`.
  func stamp(_ token: Int, at start: Int) -> Stamp? {
    let place = tokens[token].place
    let text = lexer.pointee.text
    let end = lexer.pointee.end
    if place < 0 { return StampGrammar(text, count: end).matchGlog(at: start) }
    return lexer.pointee.stamps.stamp(place, text, start, count: end)
  }
}
