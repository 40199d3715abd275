/// A value that must be readable when it is given.
func readable<Value>(_ json: JSONValue?, _ read: (String) -> Value?) throws -> Value? {
  guard let json else { return nil }
  guard let value = json.string.flatMap(read) else { throw UnreadableInstruction("not understood: \(json.text)") }
  return value
}
