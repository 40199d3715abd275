package import Findings
import Foundation
package import Validation

/// Finds and loads the function schemas of an installation.
package struct SchemaLibrary: Sendable {
  /// The folder of one family: `service.json` and a file for each function.
  package var folder: String

  package init(folder: String) {
    self.folder = folder
  }

  /// The sample files that are installed beside the schemas.
  package var samples: String {
    URL(fileURLWithPath: folder).appendingPathComponent("../../samples").standardizedFileURL.path
  }

  /// Looks where an installation keeps its schemas, without configuration.
  ///
  /// In this order: the folder named explicitly, `ELVBRIDGE_SCHEMAS`, `schemas` and `../share/elvbridge/schemas` beside the
  /// program, the same in any folder above it (a source checkout), the current folder. Throws ``Fault`` `schemasMissing`,
  /// which says where it looked.
  package static func find(named explicit: String?, variables: [String: String]) throws(Fault) -> SchemaLibrary {
    var candidates = [explicit, variables["ELVBRIDGE_SCHEMAS"]].compactMap { $0 }
    if candidates.isEmpty {
      let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      candidates.append(program.appendingPathComponent("../share/elvbridge/schemas").standardizedFileURL.path)
      var above = program
      while above.path != "/" {
        candidates.append(above.appendingPathComponent("schemas").path)
        above.deleteLastPathComponent()
      }
      candidates.append(URL(fileURLWithPath: "schemas").standardizedFileURL.path)
    }
    for candidate in candidates where FileManager.default.fileExists(atPath: candidate + "/jars/service.json") {
      return SchemaLibrary(folder: candidate + "/jars")
    }
    throw Fault(.schemasMissing, ["path": candidates.joined(separator: ", ")])
  }

  /// Loads the service and every function; throws ``Fault`` `schemaInvalid` with the file and the reason.
  package func load() throws(Fault) -> Catalogue {
    let service: ServiceSchema = try decode("service.json")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".json") && $0 != "service.json" }
      .sorted()
    var functions: [FunctionSchema] = []
    for name in names { functions.append(try decode(name)) }
    do {
      return try Catalogue(service: service, functions: functions)
    } catch {
      throw Fault(.schemaInvalid, ["path": folder, "reason": "\(error)"])
    }
  }

  private func decode<Schema: Decodable>(_ name: String) throws(Fault) -> Schema {
    let path = folder + "/" + name
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Fault(.fileUnreadable, ["path": path, "reason": "permission"])
    }
    do {
      return try JSONDecoder().decode(Schema.self, from: data)
    } catch DecodingError.keyNotFound(let key, let context) {
      let place = (context.codingPath + [key]).map(\.stringValue).joined(separator: ".")
      throw Fault(.schemaInvalid, ["path": path, "reason": "“\(place)” is missing"])
    } catch DecodingError.dataCorrupted(let context) {
      let place = context.codingPath.map(\.stringValue).joined(separator: ".")
      throw Fault(.schemaInvalid, ["path": path, "reason": "\(place) \(context.debugDescription)"])
    } catch {
      throw Fault(.schemaInvalid, ["path": path, "reason": "\(error)"])
    }
  }
}

extension Catalogue {
  /// A function that the ledger or another schema names; throws ``Fault`` `unknownFunction` where its schema was taken away
  /// after its rows were staged.
  func staged(_ name: String) throws(Fault) -> FunctionSchema {
    guard let function = function(named: name) else {
      throw Fault(.unknownFunction, ["value": name, "expected.ja": "", "expected.en": ""])
    }
    return function
  }
}
