/// An element of an XML document: the few productions of XML 1.0 that a schema is written with.
struct XMLElement {
  var name: String
  var attributes: [(name: String, value: String)]
  var children: [XMLElement]
  /// Character data; an element has either this or children.
  var text: String?

  init(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [XMLElement] = []) {
    self.name = name
    self.attributes = attributes.map { ($0.key, $0.value) }
    self.children = children
  }

  init(_ name: String, text: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    self.init(name, attributes)
    self.text = text
  }

  /// The element as the root of a document, UTF-8, indented by two spaces.
  var document: String {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    write(to: &text, depth: 0)
    return text
  }

  private func write(to output: inout String, depth: Int) {
    let indent = String(repeating: "  ", count: depth)
    let attributes = attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
    output += "\(indent)<\(name)\(attributes)"
    if let text {
      output += ">\(escaped(text))</\(name)>\n"
    } else if children.isEmpty {
      output += "/>\n"
    } else {
      output += ">\n"
      for child in children { child.write(to: &output, depth: depth + 1) }
      output += "\(indent)</\(name)>\n"
    }
  }

  private func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n", "\t", "\r": escaped += character.unicodeScalars.map { "&#\($0.value);" }.joined()
      default: escaped.append(character)
      }
    }
  }
}
