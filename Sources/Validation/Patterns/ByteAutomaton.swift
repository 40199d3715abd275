/// Thompson's nondeterministic automaton of a pattern, over the bytes of UTF-8.
struct ByteAutomaton {
  struct Edge {
    var bytes: ClosedRange<UInt8>
    var target: Int
  }

  /// Per state: where a byte leads.
  private(set) var edges: [[Edge]] = []
  /// Per state: where one may go without a byte.
  private(set) var jumps: [[Int]] = []
  let start = 0
  private(set) var end = 0

  private static let largestStateCount = 60_000

  init(_ pattern: PatternNode) throws(PatternError) {
    let first = try newState()
    end = try add(pattern, from: first)
  }

  private mutating func newState() throws(PatternError) -> Int {
    guard edges.count < Self.largestStateCount else { throw PatternError(position: 1, problem: .tooLarge) }
    edges.append([])
    jumps.append([])
    return edges.count - 1
  }

  /// Adds `node` after `state` and returns the state in which it has matched.
  private mutating func add(_ node: PatternNode, from state: Int) throws(PatternError) -> Int {
    switch node {
    case .empty:
      return state
    case .scalars(let set):
      return try add(set, from: state)
    case .sequence(let parts):
      var last = state
      for part in parts { last = try add(part, from: last) }
      return last
    case .alternatives(let branches):
      let end = try newState()
      for branch in branches {
        let begin = try newState()
        jumps[state].append(begin)
        let last = try add(branch, from: begin)
        jumps[last].append(end)
      }
      return end
    case .repeated(let inside, let least, let most):
      return try add(inside, least: least, most: most, from: state)
    }
  }

  private mutating func add(
    _ inside: PatternNode, least: Int, most: Int?, from state: Int
  ) throws(PatternError) -> Int {
    var last = state
    for _ in 0..<least { last = try add(inside, from: last) }
    let end = try newState()
    guard let most else {
      let loop = try newState()
      jumps[last].append(loop)
      jumps[loop].append(end)
      let back = try add(inside, from: loop)
      jumps[back].append(loop)
      return end
    }
    for _ in least..<most {
      jumps[last].append(end)
      let begin = try newState()
      jumps[last].append(begin)
      last = try add(inside, from: begin)
    }
    jumps[last].append(end)
    return end
  }

  private mutating func add(_ set: ScalarSet, from state: Int) throws(PatternError) -> Int {
    let end = try newState()
    for sequence in set.byteSequences {
      var last = state
      for bytes in sequence.dropLast() {
        let next = try newState()
        edges[last].append(Edge(bytes: bytes, target: next))
        last = next
      }
      if let bytes = sequence.last { edges[last].append(Edge(bytes: bytes, target: end)) }
    }
    return end
  }
}
