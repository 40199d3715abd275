/// Where the rows of an XML file stand, and where the cells of a row.
package enum MarkupLayout: Sendable, Hashable, Codable {
  /// `<rows function="…"><row><field>…</field></row></rows>`, as the XML Schemas that the bridge exports have it.
  case ownShape
  /// Excel's “XML Spreadsheet 2003”: the first worksheet, or the one with this name.
  case spreadsheet2003(sheet: String?)
  /// A path of element names to the rows, `/export/cars/car`; below the row a path to each field: `owner/name` for an
  /// element's text, `@id` or `owner/@id` for an attribute, `.` for the row's own text. Prefixes of names count nothing.
  case paths(row: String, fields: [String])
}
