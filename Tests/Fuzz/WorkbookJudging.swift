import CLibZip
import Findings
import Foundation
import Spreadsheets
import Tabular

/// Reads workbooks: an archive made up byte by byte, or a sound archive around a sheet, texts and styles that are made up.
func judgeWorkbook(_ input: FuzzInput) {
  var input = input
  let isWhole = input.choice(of: 4) == 0
  let path = "/dev/shm/elvbridge-fuzz-\(ProcessInfo.processInfo.processIdentifier).xlsx"
  if isWhole {
    let isWritten = FileManager.default.createFile(atPath: path, contents: Data(input.bytes))
    precondition(isWritten, "\(path) could not be written")
  } else {
    write(WorkbookParts(input.parts), to: path)
  }
  var limits = WorkbookLimits()
  limits.rows = 1_000
  limits.sheetBytes = 1 << 20
  limits.sharedStringsBytes = 1 << 16
  do {
    let reader = try WorkbookReader(path: path, limits: limits)
    for sheet in reader.sheets {
      var row = 0
      _ = try reader.readRecords(of: sheet.title) { batch in
        for record in batch.values {
          precondition(record.location.record > row, "rows out of order")
          precondition(!record.cells.isEmpty && !record.cells.last!.isEmpty, "an empty cell at the end")
          row = record.location.record
        }
        return true
      }
    }
  } catch is SheetFault {
  } catch is Fault {
  } catch {
    fatalError("an error that nobody tells: \(error)")
  }
}

/// The parts of a small workbook, of which three are made up.
private struct WorkbookParts {
  var parts: [(name: String, content: [UInt8])]

  init(_ made: [ArraySlice<UInt8>]) {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    func part(_ index: Int) -> [UInt8] { index < made.count ? Array(made[index]) : [] }
    func relationship(_ id: String, _ kind: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(types)/\(kind)\" Target=\"\(target)\"/>"
    }
    let root = relationship("a", "officeDocument", "xl/workbook.xml")
    let links =
      relationship("rId1", "worksheet", "sheet1.xml") + relationship("rId2", "sharedStrings", "strings.xml")
      + relationship("rId3", "styles", "styles.xml")
    let book =
      "<workbook xmlns:r=\"\(types)\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    parts = [
      ("_rels/.rels", Array("<Relationships>\(root)</Relationships>".utf8)), ("xl/workbook.xml", Array(book.utf8)),
      ("xl/_rels/workbook.xml.rels", Array("<Relationships>\(links)</Relationships>".utf8)),
      ("xl/sheet1.xml", Array("<worksheet><sheetData>".utf8) + part(0) + Array("</sheetData></worksheet>".utf8)),
      ("xl/strings.xml", Array("<sst>".utf8) + part(1) + Array("</sst>".utf8)),
      ("xl/styles.xml", Array("<styleSheet>".utf8) + part(2) + Array("</styleSheet>".utf8)),
    ]
  }
}

private func write(_ book: WorkbookParts, to path: String) {
  guard let archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, nil) else { fatalError("no archive at \(path)") }
  for part in book.parts {
    // libzip frees it.
    let copy = UnsafeMutableRawPointer(malloc(max(1, part.content.count))!)
    copy.copyMemory(from: part.content, byteCount: part.content.count)
    let source = zip_source_buffer(archive, copy, UInt64(part.content.count), 1)
    let index = zip_file_add(archive, part.name, source, 0)
    zip_set_file_compression(archive, UInt64(index), ZIP_CM_STORE, 0)
  }
  precondition(zip_close(archive) == 0, "the archive could not be written")
}
