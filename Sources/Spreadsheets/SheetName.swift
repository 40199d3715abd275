/// A sheet of a workbook, as the workbook lists it.
package struct SheetName: Sendable, Hashable {
  package var title: String
  /// Whether Excel hides the whole sheet.
  package var isHidden: Bool
}
