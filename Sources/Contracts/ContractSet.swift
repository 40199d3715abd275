package import Validation

/// A format that contracts are written in.
package enum ContractFormat: String, Sendable, CaseIterable {
  case openapi
  case jsonSchema = "json-schema"
  case xsd
  case markdown
}

/// A generated file: where it belongs below the schemas' folder, and what it holds.
package struct ContractFile: Sendable, Hashable {
  package var path: String
  package var bytes: [UInt8]
}

/// Every contract that follows from a catalogue; the same catalogue gives the same bytes.
package struct ContractSet: Sendable {
  private let catalogue: Catalogue

  package init(_ catalogue: Catalogue) {
    self.catalogue = catalogue
  }

  /// The files of some formats in a stable order.
  ///
  /// - Parameter function: only this function's files; the service's description and the reference belong to none.
  package func files(
    _ formats: Set<ContractFormat> = Set(ContractFormat.allCases), of function: FunctionSchema? = nil
  ) -> [ContractFile] {
    let service = catalogue.service
    let folder = service.name + "/generated"
    var files: [ContractFile] = []
    if formats.contains(.openapi), function == nil {
      files.append(
        ContractFile(path: folder + "/openapi.json", bytes: ServiceContract(catalogue: catalogue).document.fileBytes))
    }
    // Rows are dropped for every function but the one that gives the token.
    for row in function.map({ [$0] }) ?? catalogue.droppable {
      let name = (row.bridge.number < 10 ? "0" : "") + "\(row.bridge.number)-\(row.name)"
      if formats.contains(.jsonSchema) {
        let contract = RowContract(function: row, service: service)
        files.append(
          ContractFile(path: "\(folder)/json-schema/\(name).schema.json", bytes: contract.schema.fileBytes))
      }
      if formats.contains(.xsd) {
        files.append(ContractFile(path: "\(folder)/xsd/\(name).xsd", bytes: dropSchema(of: row)))
      }
    }
    if formats.contains(.markdown), function == nil {
      files.append(
        ContractFile(path: "REFERENCE.md", bytes: Array(FieldReference(catalogue: catalogue).text.utf8)))
    }
    return files
  }

  /// The XML Schema that a function's drop in our own shape of XML is held against, UTF-8.
  package func dropSchema(of function: FunctionSchema) -> [UInt8] {
    Array(DropContract(function: function, service: catalogue.service).document.utf8)
  }
}
