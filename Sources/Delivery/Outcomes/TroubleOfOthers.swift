package import Findings
package import Validation

/// Tells refusals that were not the row's fault – a fee that was not deposited, a registration that had expired – from
/// those that only another content can cure.
package struct TroubleOfOthers: Sendable {
  package var service: ServiceSchema

  package init(service: ServiceSchema) { self.service = service }

  /// What an earlier try to send the row again found in its way says nothing about why it was refused.
  private static let obstructions: Set<FindingCode> = [.keyConflict, .pendingConflict, .rowCorrected, .referenceTaken]

  /// Whether all that was said against a row of the function leaves its content alone.
  ///
  /// The service's codes are judged by their class; what a gate refuses is a state of the world; a package's name that
  /// meant nothing may mean something once its maker is accepted.
  package func isCause(of findings: [Finding], in function: FunctionSchema) -> Bool {
    let reasons = findings.filter { $0.severity == .error && !Self.obstructions.contains($0.code) }
    let gates = Set(function.bridge.gates.flatMap(\.refusals).map(\.code))
    return !reasons.isEmpty
      && reasons.allSatisfy { reason in
        if gates.contains(reason.code) || reason.code == .referenceUndefined { return true }
        guard reason.code == .serviceRefused, let code = reason.facts["code"] else { return false }
        return service.errorClass(of: code)?.sparesContent ?? false
      }
  }
}
