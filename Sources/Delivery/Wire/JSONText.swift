/// The few JSON productions that requests, and what the ledger keeps, are written with (RFC 8259).
package enum JSONText {
  /// Appends a JSON string literal.
  package static func append(quoted text: String, to bytes: inout [UInt8]) {
    append(quoted: text.utf8, to: &bytes)
  }

  /// Appends a JSON string literal for text that is valid UTF-8.
  static func append(quoted text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    let isDone: Void? = text.withContiguousStorageIfAvailable { append(quoted: $0, to: &bytes) }
    if isDone == nil { Array(text).withUnsafeBufferPointer { append(quoted: $0, to: &bytes) } }
  }

  /// Appends a JSON string literal for text that is valid UTF-8; nearly none has anything to escape.
  package static func append(quoted text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    if text.contains(where: isEscaped) {
      appendEscaped(text, to: &bytes)
    } else {
      bytes.append(contentsOf: text)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(hexadecimal(byte >> 4))
        bytes.append(hexadecimal(byte & 15))
      default: bytes.append(byte)
      }
    }
  }

  /// A digit of `0123456789abcdef`.
  static func hexadecimal(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
