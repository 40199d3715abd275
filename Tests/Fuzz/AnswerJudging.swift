import Delivery
import Foundation
import Validation

/// Holds the reader of JSON answers against Foundation's: what ours takes, theirs takes for the same value.
func judgeAnswer(_ input: FuzzInput) {
  let bytes = Array(input.bytes)
  let ours = JSONReader.value(of: bytes)
  let theirs = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  if let ours {
    // Theirs takes no byte order mark and no number beyond its own types, which are JSON all the same.
    guard let theirs else {
      return precondition(
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.contains { (0x30...0x39).contains($0) }, "not JSON")
    }
    precondition(isSame(ours, theirs), "another value")
    let again = try? JSONEncoder().encode(ours)
    precondition(again.flatMap { JSONReader.value(of: Array($0)) } == ours, "what was written is read otherwise")
  } else if theirs != nil {
    // Ours is stricter: names once, no lone surrogates, UTF-8 only, a hundred levels, no text after the value.
    return
  }
}

private func isSame(_ ours: JSONValue, _ theirs: Any) -> Bool {
  switch ours {
  case .null: theirs is NSNull
  case .bool(let value): (theirs as? NSNumber)?.boolValue == value
  case .string(let value): (theirs as? String) == value
  case .array(let values):
    (theirs as? [Any]).map { $0.count == values.count && zip(values, $0).allSatisfy(isSame) } ?? false
  case .object(let members):
    (theirs as? [String: Any]).map { object in
      object.count == members.count
        && members.allSatisfy { name, value in object[name].map { isSame(value, $0) } ?? false }
    } ?? false
  default: theirs is NSNumber
  }
}
