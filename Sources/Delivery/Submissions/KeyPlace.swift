/// Where a business key stands among the others: the beginning of its first value, in plain text.
///
/// Digests have no order but chance, so that each row of a file would change a page of their index that no other row of its
/// transaction does. Chassis numbers and movement report numbers are given out one after the other, and books list them
/// so: in the order of places, the keys of a file stand side by side.
///
/// Equal keys have equal places, because the place is made of nothing but the key. That must stay so for as long as a
/// ledger lives: another way to make places wants a new version of its file.
package enum KeyPlace {
  private static let byteCount = 20

  /// The first characters of the value, as far as they are ASCII; empty where a key has no value at its beginning.
  package static func text(of value: some Collection<UInt8>) -> String {
    String(decoding: value.prefix(byteCount).prefix { $0 < 0x80 }, as: UTF8.self)
  }
}
