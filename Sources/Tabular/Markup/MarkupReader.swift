package import Findings

/// Reads the rows of an XML file, pushed in chunks of any size; it has never heard of a file.
///
/// Where the layout names the cells, the first record is the header that the file does not have: the paths, or the
/// labels of our own shape. Everything that was read before an error is handed out; a row that is not closed is not.
///
/// Its three steps may be taken by three threads, each behind the one before.
package final class MarkupReader {
  /// Bytes become events.
  package let scanner: MarkupScanner
  /// The schema's verdicts are written beside them.
  package let judge: MarkupJudge?
  /// Events become records.
  package let maker: MarkupMaker
  private var missing: Finding?

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
    scanner = MarkupScanner(isMeasured: validator != nil)
    maker = MarkupMaker(layout: layout, labels: labels, isJudged: validator != nil)
    judge = validator.map(MarkupJudge.init)
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
    [maker.problem, missing].compactMap { $0 }
  }
  /// The `function` that the root of our own shape names, once it was read.
  package var functionName: String? { maker.shape.functionName }
  /// Whether the rest of the file will not be read.
  package var isStopped: Bool { maker.isStopped }

  /// Takes the next bytes of the file and returns the records that they complete.
  package func read(_ bytes: UnsafeRawBufferPointer) -> RecordBatch {
    if !isStopped { scanner.read(bytes, take) }
    return maker.takeBatch()
  }

  /// Ends the file and returns the records that were still open.
  package func finish() -> RecordBatch {
    if !isStopped { scanner.finish(take) }
    end()
    return maker.takeBatch()
  }

  /// Says what is missing, once every event was taken.
  package func end() {
    guard !isStopped, let expected = maker.shape.missing else { return }
    missing = Finding(.rowElementMissing, facts: ["expected": expected])
  }

  /// Recognises our own shape and Excel's by the root element, for files of which nobody told how they are laid out.
  ///
  /// - Parameter head: the first bytes of a file; at most 4 KiB are looked at.
  package static func sniff(head: [UInt8]) -> MarkupLayout? { MarkupSniffing.layout(of: head) }

  private func take(_ events: MarkupEvents) {
    judge?.judge(events)
    maker.take(events)
  }
}
