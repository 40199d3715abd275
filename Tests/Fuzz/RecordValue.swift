import Findings
import Tabular

/// A record as plain values, for comparison; reading every cell proves that its place is within the text.
struct RecordValue: Equatable {
  let cells: [[UInt8]]
  let location: Location
  let findings: [Finding]

  init(_ record: Record) {
    cells = (0..<record.count).map { Array(record[$0]) }
    location = record.location
    findings = record.findings
  }
}

extension Collection<Record> {
  var values: [RecordValue] { map(RecordValue.init) }
}

/// Says whether the records are numbered as they stand in the file, whatever the file.
func areInOrder(_ records: [RecordValue]) -> Bool {
  zip(records, records.dropFirst()).allSatisfy { earlier, later in
    earlier.location.record < later.location.record && earlier.location.line <= later.location.line
      && earlier.location.byteOffset <= later.location.byteOffset
  }
}
