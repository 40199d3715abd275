/// Appends the value of an attribute as libxml2's callbacks hand it out.
///
/// In the attributes of a parser that does not replace entities, libxml2 leaves `&` as `&#38;`.
package func appendAttribute(_ value: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  let ampersand = UInt8(ascii: "&")
  guard value.contains(ampersand) else {
    bytes.append(contentsOf: value)
    return
  }
  var rest = value[...]
  while let byte = rest.popFirst() {
    bytes.append(byte)
    if byte == ampersand, rest.starts(with: "#38;".utf8) { rest.removeFirst("#38;".utf8.count) }
  }
}
