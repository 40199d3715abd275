import Findings
import Foundation
import Validation

/// Decides which function a file is for: the folder that it lies in, its name's prefix, its header – never a guess.
struct FunctionChoice: Sendable {
  let catalogue: Catalogue
  let finder: FunctionFinder

  init(catalogue: Catalogue) {
    self.catalogue = catalogue
    finder = FunctionFinder(catalogue: catalogue)
  }

  /// The function, or the finding that says why there is none.
  func choose(path: String, labels: [String], at location: Location) -> Result<FunctionSchema, Ambiguity> {
    let components = (path as NSString).pathComponents
    if let folder = components.dropLast().last, let function = functionNamed(folder) {
      return meant(function, at: location)
    }
    let name = (components.last ?? "").precomposedStringWithCanonicalMapping
    let prefixed = names.filter { name.hasPrefix($0.name) && isBoundary(after: $0.name, in: name) }
    if let longest = prefixed.max(by: { $0.name.count < $1.name.count }) {
      return meant(longest.function, at: location)
    }
    let fitting = finder.functions(fitting: labels)
    if fitting.count == 1 { return .success(fitting[0]) }
    if fitting.isEmpty { return .failure(Ambiguity(finding: Finding(.functionUnknown, at: location))) }
    return .failure(
      Ambiguity(
        finding: Finding(
          .functionAmbiguous, facts: ["actual": fitting.map(\.name).joined(separator: ", ")], at: location)))
  }

  /// The function that a person named, unless it is one that no file is for.
  private func meant(_ function: FunctionSchema, at location: Location) -> Result<FunctionSchema, Ambiguity> {
    guard function.bridge.kind == .authentication else { return .success(function) }
    return .failure(
      Ambiguity(finding: Finding(.functionWithoutFiles, facts: ["function": function.title], at: location)))
  }

  struct Ambiguity: Error {
    var finding: Finding
  }

  private var names: [(name: String, function: FunctionSchema)] {
    catalogue.functions.flatMap { function in
      ([function.name] + function.bridge.aliases).map { ($0, function) }
    }
  }

  private func functionNamed(_ name: String) -> FunctionSchema? {
    let composed = name.precomposedStringWithCanonicalMapping
    return names.first { $0.name == composed }?.function
  }

  private func isBoundary(after prefix: String, in name: String) -> Bool {
    guard let next = name.dropFirst(prefix.count).first else { return true }
    return !next.isLetter
  }
}
