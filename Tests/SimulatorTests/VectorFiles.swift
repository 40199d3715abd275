import Foundation

/// What the domain's collection says, copied to `Vectors/`.
enum Vectors {
  /// A result code with its HTTP status and the service's words (domain/4, 4.2).
  struct ResultCode: Decodable {
    var code: String
    var status: Int
    var message: String
  }

  static let scenarios: [ListedScenario] = read("jars-scenarios.json")
  static let resultCodes: [ResultCode] = read("jars-result-codes.json")
  /// The members of `data` in an accepted answer, by function (domain/2, 2.2).
  static let answerMembers: [String: [String]] = read("jars-answer-members.json")

  private static func read<Value: Decodable>(_ name: String) -> Value {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let data = try! Data(contentsOf: folder.appending(path: "Vectors/\(name)"))
    return try! JSONDecoder().decode(Value.self, from: data)
  }
}
