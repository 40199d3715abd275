/// Everything in which one function of a service differs from the others: a Table Schema with a `bridge` block.
///
/// Any Table Schema tool reads the same file. `schemas/README.md` describes the language; an unknown key is an error.
package struct FunctionSchema: Sendable, SchemaReadable {
  /// The function's one id everywhere, `collection-report`.
  package var name: String
  /// The authority's name for it.
  package var title: String
  package var fields: [FieldSchema]
  package var bridge: Bridge

  package enum Kind: String, Sendable, SchemaReadable, CaseIterable { case authentication, inquiry, report }
  package enum Unit: String, Sendable, SchemaReadable, CaseIterable { case none, vehicle, package, truck, list }

  package struct Bridge: Sendable, SchemaReadable {
    /// The authority's number (seed 000, lines 138–190); never a key, because profiles number differently.
    package var number: Int
    package var kind: Kind
    /// Whether nothing public confirms the wire details.
    package var assumed: Bool
    /// Application profiles whose users may call it.
    package var profiles: [String]
    /// Roles whose offices may call it.
    package var roles: [String]
    /// Whether only consortium members may call it (seed 000, line 192).
    package var consortium: Bool
    /// The characters that texts of this function may have; any where it is not said.
    package var characters: CharacterRule?
    /// Short names that drop folders and file names may carry, 引取報告.
    package var aliases: [String]
    /// The service window that it runs in, a name from the service's `hours`.
    package var hours: String
    package var unit: Unit
    package var irreversible: Bool
    package var statute: String
    /// The field that holds the reporting office's code.
    package var office: String?
    /// The field that names the vehicle.
    package var vehicle: String?
    /// The field that holds the vehicle's number: it belongs to one vehicle, whoever reports it.
    package var vehicleNumber: String?
    package var order: Order
    package var key: Key?
    package var deadline: Deadline?
    package var rules: [RuleSchema]
    /// Rules against what the ledger knows of the same vehicle.
    package var known: [KnownSchema]
    package var gates: [GateSchema]
    package var confirm: ConfirmSchema?
    package var request: Request
    package var answer: Answer
  }

  /// Where the function stands among the steps of one vehicle, and of packages and trucks (domain/3 §3.6).
  package struct Order: Sendable, SchemaReadable {
    /// `0` to `4`, or `$field` where the row says it.
    package var process: String
    package var rank: Int
    /// The threads that the report belongs to besides its vehicle's.
    package var feeds: [FeedSchema] = []
    /// The threads whose earlier reports it waits for.
    package var awaits: [AwaitSchema] = []
    /// The field with the office that takes the vehicle over within the same process: its steps come after.
    package var passesTo: String?
  }

  /// What makes two reports the same report.
  package struct Key: Sendable, SchemaReadable {
    /// Functions that exclude one another share a scope; the function's own name otherwise.
    package var scope: String?
    package var fields: [String]
    /// Key fields that may be empty.
    package var optional: [String] = []
    /// Tells a vehicle's second visit from its first.
    package var sequence: Sequence?
  }

  /// The part of a key that counts, for steps that happen again when a vehicle comes back (domain/1 §1.1, `seq`).
  package enum Sequence: Sendable, Hashable {
    /// How often the office has reported one of these of the vehicle, sent or not; at least 1.
    case counts([String])
    /// One more than how often the service accepted one of these from the office for the vehicle.
    case follows([String])

    package var functions: [String] {
      switch self {
      case .counts(let functions), .follows(let functions): functions
      }
    }
  }

  /// A legal duty to report within days of a date in the row.
  package struct Deadline: Sendable, SchemaReadable {
    package var from: String
    package var days: Int
    package var source: String
  }

  package struct Request: Sendable, SchemaReadable {
    package var method: String
    /// Appended to the environment's base address.
    package var path: String
  }

  package struct Answer: Sendable, SchemaReadable {
    /// The member that stands for the acceptance.
    package var receipt: String?
    package var acceptedAt: String?
    package var package: String?
    package var deadline: String?
    /// Further members that the result file shows; `certificate/carName` reaches into an object.
    package var columns: [Column] = []
    /// The list that an inquiry answers with, page by page.
    package var list: List?
  }

  /// A list in the answer: one line of the result file for each of its members.
  package struct List: Sendable, SchemaReadable {
    package var member: String
    /// The field of the request that asks for a page, counted from 1.
    package var page: String
    /// The member of the answer that says whether there are more pages.
    package var more: String
    package var columns: [Column]
  }

  package struct Column: Sendable, SchemaReadable {
    package var name: String
    package var title: String
    /// Words for codes, shown in place of them.
    package var meanings: [String: String]
  }

  package func field(named name: String) -> FieldSchema? { fields.first { $0.name == name } }

  /// The fields that a file may hold: everything but configuration.
  package var columns: [FieldSchema] { fields.filter { !$0.bridge.isSecret } }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, title, description, fields, primaryKey, missingValues, bridge
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    name = try keys.decode(String.self, forKey: .name)
    title = try keys.decode(String.self, forKey: .title)
    fields = try keys.decode([FieldSchema].self, forKey: .fields)
    bridge = try keys.decode(Bridge.self, forKey: .bridge)
  }
}
