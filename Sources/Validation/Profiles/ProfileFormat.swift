package import Tabular

extension Profile {
  /// How the bytes of an export are laid out, as far as that is not to be found from the file itself.
  package struct Format: Sendable, Decodable {
    package enum Kind: String, Sendable, Codable {
      case delimited, xml, workbook
      case fixedWidth = "fixed-width"
    }

    package var type: Kind?
    package var encoding: Encoding?
    /// The character between cells, `TAB` for a tab.
    package var delimiter: UInt8?
    package var header: Header = .found
    /// The names of the columns of a delimited file without a header, in order.
    package var columnNames: [String] = []
    /// The columns of fixed-width text: a name with the first byte, counted from 1, and the number of bytes.
    package var columnBytes: [FixedWidthLayout.Column] = []
    package var recordBytes: Int?
    /// Whether fixed-width records end with a line end.
    package var lineEnds = true
    package var headerMarks: [String] = []
    package var trailerMarks: [String] = []
    /// First byte and length of the record count in the trailer.
    package var trailerCount: FixedWidthLayout.Column?
    package var sheet: String?
    /// The path of a row's element, `/export/cars/car`.
    package var row: String?

    /// Where the headings stand.
    package enum Header: Sendable, Hashable {
      /// The first of twenty rows that is mostly known headings.
      case found
      case none
      /// Always this row, counted from 1.
      case row(Int)
    }

    package init() {}

    enum CodingKeys: String, CodingKey, CaseIterable {
      case type, encoding, delimiter, header, columns, recordBytes, lineEnds, headerMarks, trailerMarks, trailerCount
      case sheet, row
    }

    package init(from decoder: any Decoder) throws {
      let keys = try decoder.strict(CodingKeys.self)
      type = try keys.decodeIfPresent(Kind.self, forKey: .type)
      encoding = try keys.decodeIfPresent(String.self, forKey: .encoding).map {
        try Self.encoding($0, at: decoder.codingPath + [CodingKeys.encoding])
      }
      delimiter = try keys.decodeIfPresent(String.self, forKey: .delimiter).map {
        try Self.delimiter($0, at: decoder.codingPath + [CodingKeys.delimiter])
      }
      if let text = try? keys.decodeIfPresent(Int.self, forKey: .header), text > 0 {
        header = .row(text)
      } else if let word = try keys.decodeIfPresent(String.self, forKey: .header) {
        guard word == "none" || word == "found" else {
          throw Self.refusal("“\(word)” is not none, found or a row number", decoder.codingPath + [CodingKeys.header])
        }
        header = word == "none" ? .none : .found
      }
      if let names = try? keys.decodeIfPresent([String].self, forKey: .columns) {
        columnNames = names
      } else if let places = try keys.decodeIfPresent([String: [Int]].self, forKey: .columns) {
        columnBytes = try places.map { try Self.column($0, $1, at: decoder.codingPath + [CodingKeys.columns]) }
          .sorted { ($0.start, $0.name) < ($1.start, $1.name) }
      }
      recordBytes = try keys.decodeIfPresent(Int.self, forKey: .recordBytes)
      lineEnds = try keys.decodeIfPresent(Bool.self, forKey: .lineEnds) ?? true
      headerMarks = try keys.decodeIfPresent([String].self, forKey: .headerMarks) ?? []
      trailerMarks = try keys.decodeIfPresent([String].self, forKey: .trailerMarks) ?? []
      trailerCount = try keys.decodeIfPresent([Int].self, forKey: .trailerCount).map {
        try Self.column("trailerCount", $0, at: decoder.codingPath)
      }
      sheet = try keys.decodeIfPresent(String.self, forKey: .sheet)
      row = try keys.decodeIfPresent(String.self, forKey: .row)
      try checkWholeness(at: decoder.codingPath)
    }

    /// The longest record, in bytes; what is longer is no record of a vehicle.
    private static let longest = 1 << 20

    private func checkWholeness(at path: [any CodingKey]) throws {
      if type == .fixedWidth, columnBytes.isEmpty {
        throw Self.refusal("fixed-width text needs columns: {NAME: [first byte, bytes]}", path)
      }
      if type == .fixedWidth, !lineEnds, recordBytes == nil {
        throw Self.refusal("records without line ends need recordBytes", path)
      }
      if let recordBytes, !(1...Self.longest).contains(recordBytes) {
        throw Self.refusal("recordBytes must be from 1 to \(Self.longest)", path)
      }
      for column in columnBytes + (trailerCount.map { [$0] } ?? [])
      where column.start + column.length - 1 > recordBytes ?? Self.longest {
        throw Self.refusal("“\(column.name)” ends beyond the record", path)
      }
      if type == .xml, let row, !row.hasPrefix("/") { throw Self.refusal("row must be a path like /export/car", path) }
    }

    private static func column(_ name: String, _ place: [Int], at path: [any CodingKey]) throws
      -> FixedWidthLayout.Column
    {
      guard place.count == 2, place.allSatisfy((1...longest).contains) else {
        throw refusal("“\(name)” needs [first byte, number of bytes]", path)
      }
      return FixedWidthLayout.Column(name: name, start: place[0], length: place[1])
    }

    private static func delimiter(_ text: String, at path: [any CodingKey]) throws -> UInt8 {
      if ["TAB", "\\t", "tab"].contains(text) { return 0x09 }
      guard text.utf8.count == 1, let byte = text.utf8.first, byte != 0x22 else {
        throw refusal("“\(text)” is not one ASCII character or TAB", path)
      }
      return byte
    }

    private static func encoding(_ text: String, at path: [any CodingKey]) throws -> Encoding {
      let name = text.lowercased()
      let usual = ["shift_jis": "cp932", "windows-31j": "cp932", "euc-jp": "euc-jp-ms", "utf8": "utf-8"][name] ?? name
      guard let encoding = Encoding(rawValue: usual) else {
        let known = Encoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw refusal("“\(text)” is none of \(known)", path)
      }
      return encoding
    }

    private static func refusal(_ reason: String, _ path: [any CodingKey]) -> DecodingError {
      .dataCorrupted(.init(codingPath: path, debugDescription: reason))
    }
  }
}
