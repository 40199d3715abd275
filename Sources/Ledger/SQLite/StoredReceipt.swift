internal import Delivery

extension StoredValues {
  /// A receipt as `JSONDecoder` reads it back, written by hand because every accepted report goes through here.
  static func json(_ receipt: Receipt) throws -> String {
    var members: [String] = []
    if let acceptedAt = receipt.acceptedAt { members.append(#""acceptedAt":\#(json(acceptedAt))"#) }
    let columns = receipt.columns.sorted { $0.key < $1.key }.map { "\(json($0.key)):\(json($0.value))" }
    members.append(#""columns":{\#(columns.joined(separator: ","))}"#)
    members.append(#""findings":\#(try json(receipt.findings))"#)
    if let number = receipt.number { members.append(#""number":\#(json(number))"#) }
    if let threads = receipt.threads { members.append(#""threads":\#(json(threads))"#) }
    return "{\(members.joined(separator: ","))}"
  }

  /// A JSON string literal.
  private static func json(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.append(quoted: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
