/// The characters with which an official-stamp number (職権打刻) begins: one per transport office (P6, `src/Data.ts`).
let stampCharacters = Set(
  "国札函室帯釧北旭宮島手青新野形秋東神千玉茨群栃山愛静岐三井石富大京兵賀奈歌広取根岡口香徳媛知福佐長本分崎児沖".unicodeScalars)

/// The same characters by their UTF-8 form, for a look without decoding.
private let stampCodes: Set<UInt32> = Set(
  stampCharacters.map { scalar in UTF8.encode(scalar)!.reduce(0) { $0 << 8 | UInt32($1) } })

/// Whether the text is one stamp character and seven digits.
func isStamp(_ text: ArraySlice<UInt8>) -> Bool {
  guard text.count == 10 else { return false }
  let code = text.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  return stampCodes.contains(code) && isDigits(text.dropFirst(3))
}

/// The value of `chassisNoType` that a canonical chassis number implies: "2" for an official-stamp number, else "1".
package func chassisKind(of chassis: ArraySlice<UInt8>) -> String {
  isStamp(chassis) ? "2" : "1"
}
