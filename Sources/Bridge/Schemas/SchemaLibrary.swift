package import Findings
import Foundation
package import Validation

/// Finds and loads the function schemas of an installation.
package struct SchemaLibrary: Sendable {
  /// The folder of one family: `service.json` and a file for each function.
  package var folder: String
  /// The private overlay: files with the same names, laid over those of ``folder``.
  package var overlay: String?

  package init(folder: String, overlay: String? = nil) {
    self.folder = folder
    self.overlay = overlay
  }

  /// The sample files that are installed beside the schemas.
  package var samples: String {
    URL(fileURLWithPath: folder).appendingPathComponent("../../samples").standardizedFileURL.path
  }

  /// Looks where an installation keeps its schemas, without configuration.
  ///
  /// In this order: the folder named explicitly, `ELVBRIDGE_SCHEMAS`, `schemas` and `../share/elvbridge/schemas` beside the
  /// program, the same in any folder above it (a source checkout), the current folder. The overlay is the one named
  /// explicitly or in `ELVBRIDGE_OVERLAY`. Throws ``Fault`` `schemasMissing`, which says where it looked.
  package static func find(
    named explicit: String?, overlay: String? = nil, variables: [String: String]
  ) throws(Fault) -> SchemaLibrary {
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
      let overlay = overlay ?? variables["ELVBRIDGE_OVERLAY"].flatMap { $0.isEmpty ? nil : $0 }
      return SchemaLibrary(folder: candidate + "/jars", overlay: overlay)
    }
    throw Fault(.schemasMissing, ["path": candidates.joined(separator: ", ")])
  }

  /// Loads the service and every function; throws ``Fault`` `schemaInvalid` with the file to correct and the reason.
  package func load() throws(Fault) -> Catalogue {
    try loadWithFiles().catalogue
  }

  /// The catalogue, and the file of each schema by its name.
  func loadWithFiles() throws(Fault) -> (catalogue: Catalogue, files: [String: SchemaFile]) {
    let place = SchemaFolder(shipped: folder, overlay: overlay)
    var files: [String: SchemaFile] = [:]
    var found = try place.files()
    let serviceFile = found.removeFirst()
    let service = try serviceFile.decoded(as: ServiceSchema.self)
    files[service.name] = serviceFile
    let functions = try concurrently(found) { file throws(Fault) in try decodedFunction(file, in: place) }
    for (function, file) in zip(functions, found) { files[function.name] = file }
    do {
      return (try Catalogue(service: service, functions: functions, by: inParallel), files)
    } catch let error as BrokenReference {
      throw invalid(files[error.function], "\(error)")
    } catch let error as SchemaContradiction {
      throw invalid(files[error.schema], "\(error)")
    } catch {
      throw invalid(nil, "\(error)")
    }
  }

  private func decodedFunction(_ file: SchemaFile, in place: SchemaFolder) throws(Fault) -> FunctionSchema {
    do {
      return try file.decoded()
    } catch {
      guard let hint = place.hint(for: file.name), let reason = error.facts["reason"] else { throw error }
      throw file.invalid("\(reason) (\(hint))")
    }
  }

  /// A contradiction between files may come from any file of the overlay, which is named for that.
  private func invalid(_ file: SchemaFile?, _ reason: String) -> Fault {
    var paths = [file?.path ?? folder]
    if let overlay, file?.changes == nil { paths.append(overlay) }
    return Fault(.schemaInvalid, ["path": paths.joined(separator: ", "), "reason": reason])
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
