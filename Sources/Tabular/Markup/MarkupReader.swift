package import Findings

/// Reads the rows of an XML file, pushed in chunks of any size; it has never heard of a file.
///
/// Where the layout names the cells, the first record is the header that the file does not have: the paths, or the
/// labels of our own shape. Everything that was read before an error is handed out; a row that is not closed is not.
package final class MarkupReader {
  private let records = MarkupRecords()
  private let parser: MarkupParser
  /// The first bytes, until the declaration of an encoding is complete.
  private var head: [UInt8]? = []
  private var missing: Finding?
  /// By how much the rewritten declaration is shorter.
  private var firstLineShift = 0

  /// - Parameters:
  ///   - labels: for ``MarkupLayout/ownShape`` the names of the elements below a row, in the order of the cells.
  ///   - schema: the XML Schema, UTF-8, that a file of our own shape is held against as it is read; one that
  ///     ``fault(inSchema:)`` has nothing against.
  package init(layout: MarkupLayout, labels: [String] = [], schema: [UInt8]? = nil) {
    var validator: MarkupValidator?
    if layout == .ownShape, let schema {
      guard let compiled = try? MarkupSchema(schema) else {
        preconditionFailure("a schema that libxml2 can't compile was told as a fault before")
      }
      validator = MarkupValidator(schema: compiled)
    }
    let shape = layout.shape(labels: labels, isJudged: validator != nil, records: records)
    parser = MarkupParser(shape: shape, records: records, validator: validator)
  }

  /// What libxml2 says against the text of an XML Schema; nil when it can be validated with.
  package static func fault(inSchema schema: [UInt8]) -> String? {
    do throws(MarkupSchema.Fault) {
      _ = try MarkupSchema(schema)
      return nil
    } catch {
      return error.reason
    }
  }

  /// What is wrong with the file, complete after ``finish()``: `markupMalformed` with the line and libxml2's sentence,
  /// `documentTypeRefused`, `markupTooBig`, a verdict of the schema about no row (`markupMisfit`, `markupTextStray`), each
  /// of which ends the reading, or `rowElementMissing`.
  package var fileFindings: [Finding] {
    [parser.problem, missing].compactMap { $0 }
  }
  /// The `function` that the root of our own shape names, once it was read.
  package var functionName: String? { parser.shape.functionName }
  /// Whether the rest of the file will not be read.
  package var isStopped: Bool { parser.problem != nil }

  /// Takes the next bytes of the file and returns the records that they complete.
  package func read(_ bytes: UnsafeRawBufferPointer) -> RecordBatch {
    take(bytes.bindMemory(to: UInt8.self), isLast: false)
    return records.takeBatch()
  }

  /// Ends the file and returns the records that were still open.
  package func finish() -> RecordBatch {
    take(UnsafeBufferPointer(start: nil, count: 0), isLast: true)
    parser.finish()
    if parser.problem == nil, let expected = parser.shape.missing {
      missing = Finding(.rowElementMissing, facts: ["expected": expected])
    }
    return records.takeBatch()
  }

  /// Recognises our own shape and Excel's by the root element, for files of which nobody told how they are laid out.
  ///
  /// - Parameter head: the first bytes of a file; at most 4 KiB are looked at.
  package static func sniff(head: [UInt8]) -> MarkupLayout? { MarkupSniffing.layout(of: head) }

  private func take(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    guard var first = head else { return parse(bytes, isLast: isLast) }
    first.append(contentsOf: bytes)
    if !isLast, MarkupDeclaration.isUndecided(first) {
      head = first
      return
    }
    head = nil
    if let encoding = MarkupDeclaration.encoding(of: first) {
      records.conversion = MarkupConversion(encoding: encoding)
    } else if MarkupDeclaration.isMarked(first) {
      let rewritten = MarkupDeclaration.rewritten(first)
      firstLineShift = first.count - rewritten.count
      first = rewritten
    }
    first.withUnsafeBufferPointer { parse($0, isLast: isLast) }
  }

  private func parse(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool) {
    guard let conversion = records.conversion else { return parser.parse(bytes, firstLineShift: firstLineShift) }
    guard !isStopped else { return }
    conversion.convert(bytes, isLast: isLast, consumed: parser.consumed).withUnsafeBufferPointer {
      parser.parse($0, firstLineShift: conversion.firstLineShift)
    }
  }
}
