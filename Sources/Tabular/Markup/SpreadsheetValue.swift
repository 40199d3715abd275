/// The value of a cell of “XML Spreadsheet 2003” as a person would have typed it.
enum SpreadsheetValue {
  /// `2026-11-21T00:00:00.000` is a day, with a time of day behind a space unless it is midnight; a Boolean is `TRUE` or
  /// `FALSE`. Numbers, texts and errors stay as they stand.
  static func text(of value: [UInt8], type: String?) -> [UInt8] {
    switch type {
    case "Boolean" where value == [UInt8(ascii: "1")]: Array("TRUE".utf8)
    case "Boolean" where value == [UInt8(ascii: "0")]: Array("FALSE".utf8)
    case "DateTime": moment(value)
    default: value
    }
  }

  private static func moment(_ value: [UInt8]) -> [UInt8] {
    guard let mark = value.firstIndex(of: UInt8(ascii: "T")) else { return value }
    let day = value[..<mark]
    var time = value[(mark + 1)...]
    if let point = time.firstIndex(of: UInt8(ascii: ".")), time[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") })
    {
      time = time[..<point]
    }
    return time.elementsEqual("00:00:00".utf8) ? Array(day) : day + [UInt8(ascii: " ")] + time
  }
}
