/// The two shapes of a chassis number: plain, or stamped by the authority (one character and seven digits).
enum ChassisNumber {
  /// The 54 characters of official stamps.
  private static let stamps: Set<Unicode.Scalar> = Set(
    "国札函室帯釧北旭宮島手青新野形秋東神千玉茨群栃山愛静岐三井石富大京兵賀奈歌広取根岡口香徳媛知福佐長本分崎児沖".unicodeScalars)

  static func isPlain(_ scalars: [Unicode.Scalar]) -> Bool {
    (1...42).contains(scalars.count)
      && scalars.allSatisfy { ("0"..."9") ~= $0 || ("A"..."Z") ~= $0 || $0 == "-" }
  }

  static func isStamped(_ scalars: [Unicode.Scalar]) -> Bool {
    scalars.count == 8 && stamps.contains(scalars[0]) && scalars[1...].allSatisfy { ("0"..."9") ~= $0 }
  }

  /// Whether a number fits its class: 1 and 3 are plain, 2 is stamped.
  static func fits(_ number: String, class chassisClass: String) -> Bool {
    let scalars = Array(number.unicodeScalars)
    return chassisClass == "2" ? isStamped(scalars) : isPlain(scalars)
  }
}

/// The number of a plate: office, classification, kana and serial number, without spaces.
enum RegistrationNumber {
  private static let kana: Set<Unicode.Scalar> = Set(
    "あいうえかきくけこさすせそたちつてとなにぬねのはひふほまみむめもやゆよらりるれろわをABEHKMTY".unicodeScalars)

  static func isWellFormed(_ scalars: [Unicode.Scalar]) -> Bool {
    let office = scalars.prefix {
      (0x4E00...0x9FA0) ~= $0.value || $0 == "々" || $0 == "ヶ" || (0x3041...0x3093) ~= $0.value
    }
    guard (1...4).contains(office.count) else { return false }
    let rest = Array(scalars.dropFirst(office.count))
    return (1...3).contains { length in
      guard rest.count > length + 1, (1...4).contains(rest.count - length - 1) else { return false }
      return isDigit(rest[0]) && rest[1..<length].allSatisfy { isDigit($0) || ("A"..."Z") ~= $0 }
        && kana.contains(rest[length]) && rest[(length + 1)...].allSatisfy(isDigit)
    }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9") ~= scalar }
}
