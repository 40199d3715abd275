import Crypto
import Foundation

/// The digests by which the ledger knows business keys and contents: the first 144 bits of SHA-256, in 24 characters of
/// base64 (RFC 4648 §4).
///
/// They are no shorter than they must be: that two of a billion keys meet by chance is less likely than one in 10^25. And
/// no longer: each stands twice in the ledger, in its row and in an index.
package enum KeyDigest {
  private static let byteCount = 18

  package static func text(of bytes: [UInt8]) -> String {
    text(ofDigest: whole(of: bytes))
  }

  /// SHA-256's 32 bytes, all of them.
  package static func whole(of bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { Array($0) }
  }

  /// - Parameter digest: SHA-256's 32 bytes.
  package static func text(ofDigest digest: some Sequence<UInt8>) -> String {
    Data(digest.prefix(byteCount)).base64EncodedString()
  }
}
