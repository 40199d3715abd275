/// Reads one JSON text of bytes (RFC 8259), strictly and in one pass.
///
/// Every answer of the service goes through here; Foundation's decoder takes ten times as long to make the same value.
/// UTF-8, with or without a byte order mark; a name that stands twice, a lone surrogate or text after the value is no JSON here:
/// an answer that can be read in two ways proves nothing.
package struct JSONReader {
  /// Deeper than any answer, and shallow enough for any stack.
  static let deepest = 100

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  struct Malformed: Error {}

  /// The value of the text; `nil` for anything that is not one.
  package static func value(of bytes: [UInt8]) -> JSONValue? {
    bytes.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(bytes: buffer)
      if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
      guard let value = try? reader.value(depth: 0) else { return nil }
      reader.skipSpace()
      return reader.position == buffer.count ? value : nil
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < Self.deepest else { throw Malformed() }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    default: return try number()
    }
  }

  private mutating func object(_ depth: Int) throws -> JSONValue {
    position += 1
    // Collected first: a dictionary that grows member by member hashes each name several times.
    var found: [(name: String, value: JSONValue)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object([:]) }
    repeat {
      skipSpace()
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw Malformed() }
      found.append((name, try value(depth: depth + 1)))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw Malformed() }
    var members = [String: JSONValue](minimumCapacity: found.count)
    for (name, value) in found where members.updateValue(value, forKey: name) != nil { throw Malformed() }
    return .object(members)
  }

  private mutating func array(_ depth: Int) throws -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw Malformed() }
    return .array(elements)
  }

  private mutating func literal(_ text: StaticString, _ value: JSONValue) throws -> JSONValue {
    for offset in 0..<text.utf8CodeUnitCount where !take(text.utf8Start[offset]) { throw Malformed() }
    return value
  }

  private mutating func number() throws -> JSONValue {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let leadsWithZero = peek == UInt8(ascii: "0")
    let digits = skipDigits()
    guard digits > 0, !(leadsWithZero && digits > 1) else { throw Malformed() }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard skipDigits() > 0 else { throw Malformed() }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard skipDigits() > 0 else { throw Malformed() }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int64(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw Malformed() }
    return Int64(exactly: number).map(JSONValue.integer) ?? .number(number)
  }

  private mutating func string() throws -> String {
    guard take(UInt8(ascii: "\"")) else { throw Malformed() }
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    guard peek == UInt8(ascii: "\"") else { return try escapedString(from: start) }
    defer { position += 1 }
    guard let text = String(validating: bytes[start..<position], as: UTF8.self) else { throw Malformed() }
    return text
  }

  /// Goes on with a string in which something is escaped.
  private mutating func escapedString(from start: Int) throws -> String {
    var text = Array(bytes[start..<position])
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw Malformed() }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
      case 0x20...: text.append(byte)
      default: throw Malformed()
      }
    }
    throw Malformed()
  }

  private mutating func escape() throws -> Character {
    guard let byte = peek else { throw Malformed() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var number = try hexadecimal()
      if 0xD800...0xDBFF ~= number {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw Malformed() }
        let low = try hexadecimal()
        guard 0xDC00...0xDFFF ~= low else { throw Malformed() }
        number = 0x10000 + (number - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(number) else { throw Malformed() }
      return Character(scalar)
    default: throw Malformed()
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    var number: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw Malformed()
      }
      number = number << 4 + UInt32(digit)
      position += 1
    }
    return number
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    return position - start
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }
}
