import Findings

extension LedgerDriver {
  /// Hands out the rows of a drop in file order, a page of them in memory at a time, until the body returns `false`.
  package func forEachRow(of drop: DropID, _ body: (RowRecord) throws -> Bool) throws {
    let pageSize = 2_000
    var last = 0
    while true {
      let page = try rows(of: drop, after: last, limit: pageSize)
      guard let final = page.last else { return }
      for row in page {
        guard try body(row) else { return }
      }
      last = final.location.record
    }
  }
}
