import CLibXML2

/// One attribute of an element, while the reader stands on it.
struct Attribute {
  /// The name without its prefix, ended by a zero.
  let name: UnsafePointer<UInt8>
  let value: UnsafeBufferPointer<UInt8>

  /// Whether the attribute, prefix aside, has this name.
  func isNamed(_ other: StaticString) -> Bool { isSame(name, other) }

  func hasValue(_ other: StaticString) -> Bool {
    guard value.count == other.utf8CodeUnitCount else { return false }
    for index in value.indices where value[index] != other.utf8Start[index] { return false }
    return true
  }

  var text: String { String(decoding: value, as: UTF8.self) }
  /// A number of digits only, below 10^9.
  var number: Int? { decimalNumber(value) }
  /// An XML Schema boolean.
  var isTrue: Bool { hasValue("1") || hasValue("true") }
}

/// Whether a C string of libxml2 is this name.
@inline(__always)
func isSame(_ text: UnsafePointer<UInt8>?, _ name: StaticString) -> Bool {
  guard var text else { return false }
  var name = name.utf8Start
  while text.pointee == name.pointee {
    if text.pointee == 0 { return true }
    text += 1
    name += 1
  }
  return false
}

/// The number that digits alone make, below 10^9; nil for anything else.
func decimalNumber(_ digits: some Collection<UInt8>) -> Int? {
  guard (1...9).contains(digits.count) else { return nil }
  var number = 0
  for digit in digits {
    guard (0x30...0x39).contains(digit) else { return nil }
    number = number * 10 + Int(digit - 0x30)
  }
  return number
}
