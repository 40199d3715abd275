/// What a number format tells about a number: that it is a date, or how many digits it has.
enum NumberFormat: Hashable, Sendable {
  /// A number, or a time of day without a date.
  case number
  case date
  /// `000000000000`: an integer of this many digits at least.
  case zeros(Int)

  /// A format that Excel knows without being told, as its Japanese edition shows it (ISO/IEC 29500-1, 18.8.30).
  ///
  /// 18–21, 32, 33 and 45–47 are times of day without a date.
  init(builtIn id: Int) {
    switch id {
    case 14...17, 22, 27...31, 34...36, 50...58: self = .date
    default: self = .number
    }
  }

  /// A format of the workbook's own, such as `yyyy/m/d;@` or `[$-411]ge.m.d`.
  init(code: String) {
    let first = code.prefix { $0 != ";" }
    if first.count > 1, first.allSatisfy({ $0 == "0" }) {
      self = .zeros(first.count)
      return
    }
    let tokens = Self.tokens(of: code)
    // Digits next to letters are a unit that somebody forgot to quote, `0 kg`; seconds alone have a fraction.
    let hasDigits = tokens.replacing(/s\.0+/, with: "s").contains { "0#?".contains($0) }
    let hasDay = tokens.contains { "ydge".contains($0) } || tokens.contains("aaa")
    let hasTime = tokens.contains { "hs".contains($0) }
    // An m is a month unless it stands with hours or seconds alone.
    let hasMonth = tokens.contains("m") && !hasTime
    self = !hasDigits && (hasDay || hasMonth) ? .date : .number
  }

  /// The letters of the first section, in lower case, without what is quoted, escaped, bracketed or spelled out.
  private static func tokens(of code: String) -> String {
    var plain = ""
    var rest = code.lowercased()[...]
    while let character = rest.popFirst() {
      switch character {
      case ";": rest = ""
      case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
      // The next character stands for itself, is as wide as a space, or fills the cell.
      case "\\", "_", "*", "!": rest = rest.dropFirst()
      case "[":
        let content = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(content.count + 1)
        // `[h]`, `[mm]` and `[ss]` count hours, minutes or seconds beyond a day: never a date.
        if !content.isEmpty, content.allSatisfy({ "hms".contains($0) }) { plain += "h" }
      default: plain.append(character)
      }
    }
    for word in ["general", "g/標準", "am/pm", "a/p", "e+", "e-"] { plain = plain.replacing(word, with: "") }
    return plain
  }
}
