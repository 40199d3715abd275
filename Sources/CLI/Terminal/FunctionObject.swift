import Contracts
import Findings
import Validation

extension JSONOutput {
  /// Everything about a function that a program may want to know.
  static func object(_ function: FunctionSchema, of service: ServiceSchema) -> [String: Any] {
    let bridge = function.bridge
    let words = RuleWords(function: function, service: service)
    var object: [String: Any] = [
      "number": bridge.number, "name": function.name, "title": function.title, "kind": bridge.kind.rawValue,
      "unit": bridge.unit.rawValue, "folders": bridge.aliases, "roles": bridge.roles, "profiles": bridge.profiles,
      "consortium": bridge.consortium, "hours": bridge.hours, "irreversible": bridge.irreversible,
      "statute": bridge.statute, "assumed": bridge.assumed,
      "request": ["method": bridge.request.method, "path": bridge.request.path],
      "columns": function.columns.map { column($0, of: function) },
      "rules": bridge.rules.map { rule in
        ["id": rule.id, "code": rule.code.rawValue, "words": both { words.sentence(rule, in: $0) }] as [String: Any]
      },
      "known": bridge.known.map { rule in
        [
          "id": rule.id, "code": rule.code.rawValue, "of": rule.of, "words": both { words.sentence(rule, in: $0) },
        ] as [String: Any]
      },
      "gates": bridge.gates.map { ["ask": $0.ask, "source": $0.source] },
      "gateWords": Language.allCases.reduce(into: [String: [String]]()) { $0[$1.rawValue] = words.gates(in: $1) },
      "answer": answer(bridge.answer),
    ]
    object["window"] = service.hours[bridge.hours].map { ["opens": $0.opens, "closes": $0.closes] }
    object["deadline"] = bridge.deadline.map {
      ["from": $0.from, "days": $0.days, "source": $0.source] as [String: Any]
    }
    object["order"] = ["process": bridge.order.process, "rank": bridge.order.rank] as [String: Any]
    object["office"] = bridge.office
    object["vehicle"] = bridge.vehicle
    object["confirmedBy"] = bridge.confirm?.ask
    if let key = bridge.key {
      object["key"] =
        ["fields": key.fields, "optional": key.optional, "scope": key.scope ?? function.name] as [String: Any]
    }
    return object
  }

  private static func column(_ field: FieldSchema, of function: FunctionSchema) -> [String: Any] {
    let constraints = field.constraints
    var object: [String: Any] = [
      "name": field.name, "title": field.title, "labels": field.bridge.labels, "type": field.type.rawValue,
      "normalise": field.bridge.normalise.rawValue, "required": constraints.required,
      "example": field.example ?? "", "wire": field.wireName, "sent": field.bridge.isSent,
      "source": field.bridge.source,
    ]
    object["sometimesRequired"] = function.need(of: field) == .sometimes
    object["minLength"] = constraints.minLength
    object["maxLength"] = constraints.maxLength
    object["pattern"] = constraints.pattern
    object["minimum"] = constraints.minimum
    object["maximum"] = constraints.maximum
    object["reference"] = field.bridge.reference?.rawValue
    if let codes = field.codes {
      object["choices"] = codes.map { ["code": $0, "words": field.bridge.meanings[$0] ?? []] as [String: Any] }
    }
    return object
  }

  private static func answer(_ answer: FunctionSchema.Answer) -> [String: Any] {
    func columns(_ columns: [FunctionSchema.Column]) -> [[String: Any]] {
      columns.map { ["name": $0.name, "title": $0.title, "meanings": $0.meanings] }
    }
    var object: [String: Any] = ["columns": columns(answer.columns)]
    object["receipt"] = answer.receipt
    object["acceptedAt"] = answer.acceptedAt
    object["package"] = answer.package
    object["deadline"] = answer.deadline
    object["list"] = answer.list.map { ["member": $0.member, "columns": columns($0.columns)] as [String: Any] }
    return object
  }

  private static func both(_ words: (Language) -> String) -> [String: String] {
    Language.allCases.reduce(into: [:]) { $0[$1.rawValue] = words($1) }
  }
}
