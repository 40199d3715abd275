extension Encoding {
  /// How many bytes a character has that begins with `lead`, in the encodings where a later byte can't be told from a
  /// first one; 1 in all others.
  func characterBytes(after lead: UInt8) -> Int {
    switch (self, lead) {
    case (.cp932, 0x81...0x9F), (.cp932, 0xE0...0xFC), (.eucJP, 0x8E), (.eucJP, 0xA1...0xFE): 2
    case (.eucJP, 0x8F): 3
    default: 1
    }
  }
}
