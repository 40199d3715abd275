/// Formats that are not delimited text, known by how their bytes begin (domain 5.1) and never by a file's name.
package enum FileFormat: String, Sendable {
  case xlsx = "XLSX"
  case xls = "XLS"
  case xml = "XML"
  case html = "HTML"

  init?(head: [UInt8]) {
    if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      self = .xlsx
    } else if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .xls
    } else {
      return nil
    }
  }

  /// Markup by its first tag; other texts may well begin with `<`.
  init?(markup head: [UInt8]) {
    let text = head.prefix(1_024).drop { $0 <= 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard text.first == UInt8(ascii: "<"), text.count > 1 else { return nil }
    let isTag = text[1] == UInt8(ascii: "?") || text[1] == UInt8(ascii: "!") || (0x61...0x7A).contains(text[1])
    guard isTag else { return nil }
    let words = String(decoding: text, as: UTF8.self)
    // Excel's own XML has tables as well.
    if words.contains("urn:schemas-microsoft-com:office:spreadsheet"), words.hasPrefix("<?xml") {
      self = .xml
      return
    }
    self = words.contains("<html") || words.contains("<!doctype html") || words.contains("<table") ? .html : .xml
  }
}
