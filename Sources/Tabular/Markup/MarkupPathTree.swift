/// The paths of a row's fields as a tree of element names, so that each element costs one look-up.
struct MarkupPathTree {
  struct Node {
    var children: [String: Int] = [:]
    /// The fields that are the text of this element.
    var fields: [Int] = []
    /// The fields that are attributes of this element.
    var attributes: [(name: String, field: Int)] = []
  }

  /// The first one is the row itself.
  private(set) var nodes = [Node()]

  init(fields: [String]) {
    for (field, path) in fields.enumerated() {
      var node = 0
      var attribute: String?
      for step in path.split(separator: "/") where step != "." {
        if step.hasPrefix("@") {
          attribute = Self.localName(step.dropFirst())
        } else {
          node = child(of: node, named: Self.localName(step))
        }
      }
      if let attribute {
        nodes[node].attributes.append((attribute, field))
      } else {
        nodes[node].fields.append(field)
      }
    }
  }

  /// A name without its prefix, which a file may choose as it likes.
  static func localName(_ step: Substring) -> String {
    step.split(separator: ":").last.map(String.init) ?? ""
  }

  private mutating func child(of node: Int, named name: String) -> Int {
    if let known = nodes[node].children[name] { return known }
    nodes.append(Node())
    nodes[node].children[name] = nodes.count - 1
    return nodes.count - 1
  }
}
