/// The paths of a row's fields as a tree of element names, so that each element costs one comparison where it comes in order.
struct MarkupPathTree {
  struct Node {
    /// The elements below it in the order of the fields, which is mostly that of the file.
    var children: [(name: [UInt8], node: Int)] = []
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
    let name = Array(name.utf8)
    if let known = nodes[node].children.first(where: { $0.name == name }) { return known.node }
    nodes.append(Node())
    nodes[node].children.append((name, nodes.count - 1))
    return nodes.count - 1
  }

  /// The node of an element below another; looked for from `next` on, which then is the place behind it.
  func child(of node: Int, for element: MarkupElement, from next: inout Int) -> Int? {
    let children = nodes[node].children
    for step in children.indices {
      let index = (next + step) % children.count
      guard element.isNamed(children[index].name) else { continue }
      next = index + 1
      return children[index].node
    }
    return nil
  }
}
