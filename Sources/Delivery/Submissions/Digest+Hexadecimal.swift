package import Crypto

extension Digest {
  /// The digest as lower-case hexadecimal digits, 64 for SHA-256.
  package var hexadecimal: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * Self.byteCount)
    for byte in self {
      digits.append(JSONText.hexadecimal(byte >> 4))
      digits.append(JSONText.hexadecimal(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
