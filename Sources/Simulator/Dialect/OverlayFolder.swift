import Foundation

/// Reads a private overlay: a folder with the layout of `schemas/jars`, each file a part of the shipped one.
///
/// Only what the far end has a use for is read: `service.json` for dates, bools, envelope, authentication, headers and
/// result codes; a function's file for method, path, wire names, codes and required fields. Everything else in the files
/// is the client's. A value of null is the shipped one. The simulator reads the files itself, so that a client's mistake
/// in reading them shows.
struct OverlayFolder {
  private let folder: String

  /// - Throws: ``UnreadableInstruction`` with the file and the reason.
  static func dialect(of folder: String) throws -> Dialect {
    let reader = OverlayFolder(folder: folder)
    var dialect = Dialect.shipped
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw UnreadableInstruction("\(folder): no folder that can be read")
    }
    for name in names.sorted() where name.hasSuffix(".json") {
      do {
        let json = try JSONReader.value(of: Array(Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
        if name == "service.json" {
          try reader.read(service: json, into: &dialect)
        } else {
          try reader.read(json, ofFile: name, into: &dialect)
        }
      } catch {
        throw UnreadableInstruction("\(folder)/\(name): \(error)")
      }
    }
    try reader.checkRoutes(dialect)
    dialect.settleAnswers()
    return dialect
  }

  private func read(service json: JSONValue, into dialect: inout Dialect) throws {
    if let text = json.text(at: "wire", "date") {
      guard let form = DateForm(rawValue: text) else { throw UnreadableInstruction("no date format: \(text)") }
      dialect.dates = form
    }
    dialect.yes = json.text(at: "wire", "true") ?? dialect.yes
    dialect.no = json.text(at: "wire", "false") ?? dialect.no
    if json["requestIDHeader"] == .null { dialect.requestIDHeader = nil }
    dialect.requestIDHeader = json.text(at: "requestIDHeader") ?? dialect.requestIDHeader
    let envelope = dialect.envelope
    dialect.envelope = EnvelopeNames(
      code: json.text(at: "envelope", "code") ?? envelope.code,
      message: json.text(at: "envelope", "message") ?? envelope.message,
      data: json.text(at: "envelope", "data") ?? envelope.data,
      errors: json.text(at: "envelope", "errors") ?? envelope.errors,
      errorCode: json.text(at: "envelope", "errorCode") ?? envelope.errorCode,
      errorField: json.text(at: "envelope", "errorField") ?? envelope.errorField,
      errorMessage: json.text(at: "envelope", "errorMessage") ?? envelope.errorMessage)
    dialect.resultCodes = try strings(json["resultCodes"])
    for code in dialect.resultCodes.keys where ResultCode(rawValue: code) == nil {
      throw UnreadableInstruction("no result code: \(code)")
    }
    dialect.authentication = try authentication(json, dialect.authentication)
  }

  private func authentication(_ json: JSONValue, _ shipped: AuthenticationWords) throws -> AuthenticationWords {
    var words = shipped
    if let text = json.text(at: "authentication", "style") {
      guard let style = AuthenticationWords.Style(rawValue: text) else {
        throw UnreadableInstruction("no style of authentication: \(text)")
      }
      words.style = style
    }
    words.header = json.text(at: "authentication", "header") ?? words.header
    words.scheme = json.text(at: "authentication", "scheme") ?? words.scheme
    words.token = json.text(at: "authentication", "token") ?? words.token
    words.expiresIn = json.text(at: "authentication", "expiresIn") ?? words.expiresIn
    words.userIDHeader = json.text(at: "authentication", "headers", "userID") ?? words.userIDHeader
    words.secretHeader = json.text(at: "authentication", "headers", "secret") ?? words.secretHeader
    if words.style == .credentials, words.userIDHeader.isEmpty || words.secretHeader.isEmpty {
      throw UnreadableInstruction("the style credentials needs headers for userID and secret")
    }
    return words
  }

  private func read(_ json: JSONValue, ofFile name: String, into dialect: inout Dialect) throws {
    let slug = name.dropLast(".json".count).drop { $0.isNumber }.drop { $0 == "-" }
    guard let row = FunctionTable.bySlug[String(slug)] else { throw UnreadableInstruction("no function: \(slug)") }
    var words = dialect.words(of: row)
    words.method = json.text(at: "bridge", "request", "method") ?? words.method
    if let path = json.text(at: "bridge", "request", "path") { words.path = Self.normalised(path) }
    for entry in json["fields"]?.array ?? [] {
      guard let field = entry["name"]?.string else { throw UnreadableInstruction("a field without a name") }
      // Fields that only the client knows are no concern of the far end.
      guard row.fields.contains(where: { $0.name == field }) else { continue }
      words.names[field] = entry.text(at: "bridge", "wire") ?? words.names[field]
      let codes = try strings(entry["bridge"]?["codes"])
      if !codes.isEmpty { words.codes[field] = codes }
      if entry["constraints"]?["required"]?.bool == true { words.required.insert(field) }
    }
    let wireNames = row.fields.map { words.wireName(of: $0.name) }
    guard Set(wireNames).count == wireNames.count else {
      throw UnreadableInstruction("two fields have one name on the wire: \(wireNames.joined(separator: ", "))")
    }
    dialect.functions[row.number] = words
  }

  private func checkRoutes(_ dialect: Dialect) throws {
    let routes = dialect.functions.values.map { "\($0.method) \($0.path)" }
    guard Set(routes).count == routes.count else {
      throw UnreadableInstruction("\(folder): two functions have one path and method")
    }
  }

  private func strings(_ json: JSONValue?) throws -> [String: String] {
    var strings: [String: String] = [:]
    for member in json?.members ?? [] where member.value != .null {
      guard let text = member.value.string else { throw UnreadableInstruction("not a text: \(member.value.text)") }
      strings[member.name] = text
    }
    return strings
  }

  /// A path without empty parts: `/api/v2/hikitori`.
  static func normalised(_ path: String) -> String {
    "/" + path.split(separator: "?", omittingEmptySubsequences: false)[0].split(separator: "/").joined(separator: "/")
  }
}

extension JSONValue {
  /// The text that stands at a way of names, nil where there is none.
  fileprivate func text(at names: String...) -> String? {
    names.reduce(self as JSONValue?) { value, name in value?[name] }?.string
  }
}
