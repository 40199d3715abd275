import Findings
import Tabular

/// What a markup reader makes of a whole file.
struct MarkupResult: Equatable {
  var records: [Plain]
  var fileFindings: [Finding]
  var functionName: String?
  var isStopped: Bool

  var cells: [[String]] { records.map(\.cells) }
  var codes: [FindingCode] { fileFindings.map(\.code) }
}

/// Reads a whole XML file in chunks of one size.
func readMarkup(
  _ bytes: [UInt8], _ layout: MarkupLayout, labels: [String] = [], schema: [UInt8]? = nil, chunk: Int = 1 << 16
) -> MarkupResult {
  let reader = MarkupReader(layout: layout, labels: labels, schema: schema)
  var records: [Plain] = []
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    records += bytes[start..<end].withUnsafeBytes { reader.read($0) }.map(Plain.init)
    start = end
  }
  records += reader.finish().map(Plain.init)
  return MarkupResult(
    records: records, fileFindings: reader.fileFindings, functionName: reader.functionName,
    isStopped: reader.isStopped)
}

func readMarkup(
  _ text: String, _ layout: MarkupLayout, labels: [String] = [], chunk: Int = 1 << 16
) -> MarkupResult {
  readMarkup(Array(text.utf8), layout, labels: labels, chunk: chunk)
}

extension MarkupLayout {
  static let cars = MarkupLayout.paths(row: "/export/cars/car", fields: ["@id", "number", "owner/name", "owner/@kind"])
}
