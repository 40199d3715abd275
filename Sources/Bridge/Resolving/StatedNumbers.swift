import Findings
import Validation

/// Holds the numbers that a person read on a screen against what the schemas and the row itself say of them.
struct StatedNumbers {
  let catalogue: Catalogue
  let function: FunctionSchema
  /// The row's canonical values by field name.
  let row: [String: String]

  /// The number that stands for the acceptance, in its canonical form. Throws ``Fault`` `receiptInvalid`.
  func receipt(_ text: String) throws(Fault) -> String {
    let title: [Language: String] = [.japanese: "受付の番号", .english: "The number"]
    return try checked(text, as: function.bridge.answer.receipt, title)
  }

  /// The package's number, which rows that name the package wait for; the row's own where it has one.
  ///
  /// Throws ``Fault`` `receiptInvalid`, also where the service made a package and no number is given.
  func package(_ text: String?) throws(Fault) -> String? {
    let name = function.bridge.answer.package
    let own = name.flatMap { row[$0] }.flatMap { $0.isEmpty ? nil : $0 }
    let title: [Language: String] = [.japanese: "荷姿番号", .english: "The package number"]
    if let text { return try checked(text, as: name, title) }
    if own == nil && function.bridge.order.feeds.contains(where: { $0.answer == name }) {
      throw refused("", title, ja: "作られた荷姿の番号を --package で示してください", en: "give the package that was made with --package")
    }
    return own
  }

  /// A function without packages has no use for the number of one.
  func unwanted(_ package: String) -> Fault {
    refused(
      package, [.japanese: "荷姿番号", .english: "The package number"], ja: "この報告に荷姿はありません",
      en: "this report has no package")
  }

  /// Reads the text as the field of that name: this function's, or any other's where it has none.
  private func checked(_ text: String, as name: String?, _ title: [Language: String]) throws(Fault) -> String {
    let trimmed = text.trimmingSpaces
    if trimmed.isEmpty { throw refused(text, title, ja: "空です", en: "it is empty") }
    guard let name else { return trimmed }
    guard let field = ([function] + catalogue.functions).lazy.compactMap({ $0.field(named: name) }).first else {
      return trimmed
    }
    guard case .value(let read) = normalise(ArraySlice(trimmed.utf8), as: field.bridge.normalise, ValueContext(field))
    else { throw refused(text, title, field) }
    let value = String(decoding: read.value, as: UTF8.self)
    if let pattern = field.constraints.pattern.flatMap({ try? Pattern($0) }), !pattern.matches(read.value) {
      throw refused(text, title, field)
    }
    if let own = row[name], !own.isEmpty, own != value {
      throw refused(text, title, ja: "行の「\(field.title)」は\(own)です", en: "the row has \(own)")
    }
    return value
  }

  private func refused(_ text: String, _ title: [Language: String], _ field: FieldSchema) -> Fault {
    let example = field.example ?? field.constraints.pattern ?? ""
    return refused(text, title, ja: "例 \(example)", en: "for example \(example)")
  }

  private func refused(_ text: String, _ title: [Language: String], ja: String, en: String) -> Fault {
    Fault(
      .receiptInvalid,
      [
        "value": text, "field.ja": title[.japanese] ?? "", "field.en": title[.english] ?? "", "expected.ja": ja,
        "expected.en": en,
      ])
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
