extension FunctionSchema.Bridge {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case number, kind, assumed, aliases, profiles, roles, consortium, characters, hours, unit, irreversible, statute,
      office
    case vehicle, vehicleNumber, order, key, deadline, rules, known, gates, confirm, request, answer
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    number = try keys.decode(Int.self, forKey: .number)
    kind = try keys.decode(FunctionSchema.Kind.self, forKey: .kind)
    assumed = try keys.decode(Bool.self, forKey: .assumed)
    profiles = try keys.decode([String].self, forKey: .profiles)
    roles = try keys.decode([String].self, forKey: .roles)
    consortium = try keys.decodeIfPresent(Bool.self, forKey: .consortium) ?? false
    aliases = try keys.decodeIfPresent([String].self, forKey: .aliases) ?? []
    characters = try keys.decodeIfPresent(CharacterRule.self, forKey: .characters)
    hours = try keys.decode(String.self, forKey: .hours)
    unit = try keys.decode(FunctionSchema.Unit.self, forKey: .unit)
    irreversible = try keys.decodeIfPresent(Bool.self, forKey: .irreversible) ?? false
    statute = try keys.decodeIfPresent(String.self, forKey: .statute) ?? ""
    office = try keys.decodeIfPresent(String.self, forKey: .office)
    vehicle = try keys.decodeIfPresent(String.self, forKey: .vehicle)
    vehicleNumber = try keys.decodeIfPresent(String.self, forKey: .vehicleNumber)
    order = try keys.decodeIfPresent(FunctionSchema.Order.self, forKey: .order) ?? .init(process: "0", rank: 0)
    key = try keys.decodeIfPresent(FunctionSchema.Key.self, forKey: .key)
    deadline = try keys.decodeIfPresent(FunctionSchema.Deadline.self, forKey: .deadline)
    rules = try keys.decodeIfPresent([RuleSchema].self, forKey: .rules) ?? []
    known = try keys.decodeIfPresent([KnownSchema].self, forKey: .known) ?? []
    gates = try keys.decodeIfPresent([GateSchema].self, forKey: .gates) ?? []
    confirm = try keys.decodeIfPresent(ConfirmSchema.self, forKey: .confirm)
    request = try keys.decode(FunctionSchema.Request.self, forKey: .request)
    answer = try keys.decodeIfPresent(FunctionSchema.Answer.self, forKey: .answer) ?? .init()
  }
}

extension FunctionSchema.Order {
  enum CodingKeys: String, CodingKey, CaseIterable { case process, rank, feeds, awaits, passesTo }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    process = try keys.decode(String.self, forKey: .process)
    rank = try keys.decode(Int.self, forKey: .rank)
    feeds = try keys.decodeIfPresent([FeedSchema].self, forKey: .feeds) ?? []
    awaits = try keys.decodeIfPresent([AwaitSchema].self, forKey: .awaits) ?? []
    passesTo = try keys.decodeIfPresent(String.self, forKey: .passesTo)
  }
}

extension FunctionSchema.Key {
  enum CodingKeys: String, CodingKey, CaseIterable { case scope, fields, optional, sequence }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    scope = try keys.decodeIfPresent(String.self, forKey: .scope)
    fields = try keys.decode([String].self, forKey: .fields)
    optional = try keys.decodeIfPresent([String].self, forKey: .optional) ?? []
    sequence = try keys.decodeIfPresent(FunctionSchema.Sequence.self, forKey: .sequence)
  }
}

extension FunctionSchema.Sequence: SchemaReadable {
  enum CodingKeys: String, CodingKey, CaseIterable { case counts, follows }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    switch (
      try keys.decodeIfPresent([String].self, forKey: .counts),
      try keys.decodeIfPresent([String].self, forKey: .follows)
    ) {
    case (let functions?, nil): self = .counts(functions)
    case (nil, let functions?): self = .follows(functions)
    default:
      throw node.refused("a sequence either counts or follows")
    }
  }
}

extension FunctionSchema.Deadline {
  enum CodingKeys: String, CodingKey, CaseIterable { case from, days, source }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    from = try keys.decode(String.self, forKey: .from)
    days = try keys.decode(Int.self, forKey: .days)
    source = try keys.decode(String.self, forKey: .source)
  }
}

extension FunctionSchema.Request {
  enum CodingKeys: String, CodingKey, CaseIterable { case method, path }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    method = try keys.decode(String.self, forKey: .method)
    path = try keys.decode(String.self, forKey: .path)
  }
}

extension FunctionSchema.Answer {
  enum CodingKeys: String, CodingKey, CaseIterable { case receipt, acceptedAt, package, deadline, columns, list }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    receipt = try keys.decodeIfPresent(String.self, forKey: .receipt)
    acceptedAt = try keys.decodeIfPresent(String.self, forKey: .acceptedAt)
    package = try keys.decodeIfPresent(String.self, forKey: .package)
    deadline = try keys.decodeIfPresent(String.self, forKey: .deadline)
    columns = try keys.decodeIfPresent([FunctionSchema.Column].self, forKey: .columns) ?? []
    list = try keys.decodeIfPresent(FunctionSchema.List.self, forKey: .list)
  }
}

extension FunctionSchema.List {
  enum CodingKeys: String, CodingKey, CaseIterable { case member, page, more, columns }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    member = try keys.decode(String.self, forKey: .member)
    page = try keys.decode(String.self, forKey: .page)
    more = try keys.decode(String.self, forKey: .more)
    columns = try keys.decode([FunctionSchema.Column].self, forKey: .columns)
  }
}

extension FunctionSchema.Column {
  enum CodingKeys: String, CodingKey, CaseIterable { case name, title, meanings }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    name = try keys.decode(String.self, forKey: .name)
    title = try keys.decode(String.self, forKey: .title)
    meanings = try keys.decodeIfPresent([String: String].self, forKey: .meanings) ?? [:]
  }
}
