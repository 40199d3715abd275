extension ServiceSchema {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case name, title, assumed, notice, roles, profiles, hours, authentication, headers, requestIDHeader, wire, envelope
    case classes, codes, resultCodes, declared
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    name = try keys.decode(String.self, forKey: .name)
    title = try keys.decode(String.self, forKey: .title)
    assumed = try keys.decode(Bool.self, forKey: .assumed)
    roles = try keys.decode([String: Role].self, forKey: .roles)
    profiles = try keys.decode([String: Profile].self, forKey: .profiles)
    hours = try keys.decode([String: Window].self, forKey: .hours)
    authentication = try keys.decode(Authentication.self, forKey: .authentication)
    headers = try keys.decode([String: String].self, forKey: .headers)
    requestIDHeader = try keys.decode(String.self, forKey: .requestIDHeader)
    declared = try keys.decodeIfPresent([String: Declared].self, forKey: .declared) ?? [:]
    wire = try keys.decode(Wire.self, forKey: .wire)
    envelope = try keys.decode(Envelope.self, forKey: .envelope)
    classes = try keys.decode(CodesByClass.self, forKey: .classes).codes
    codes = try keys.decode([String: ServiceCode].self, forKey: .codes)
    resultCodes = try keys.decodeIfPresent([String: String].self, forKey: .resultCodes) ?? [:]
    try renameCodes(at: node.codingPath)
  }

  /// Puts the service's own codes in place of ours, so that everything after this speaks of what answers hold.
  private mutating func renameCodes(at path: [any CodingKey]) throws {
    classes = classes.mapValues { asWritten($0) }
    var written: [String: ServiceCode] = [:]
    for (code, meaning) in codes {
      let name = resultCodes[code] ?? code
      if written.updateValue(meaning, forKey: name) != nil {
        throw DecodingError.dataCorrupted(
          .init(codingPath: path + [CodingKeys.resultCodes], debugDescription: "“\(name)” stands for two codes"))
      }
    }
    codes = written
  }
}

/// The result codes of each class.
private struct CodesByClass: SchemaReadable {
  var codes: [ServiceSchema.ErrorClass: [String]] = [:]

  init(from node: SchemaNode) throws {
    for (name, value) in try node.members() {
      let place = node.member(name, value)
      guard let errorClass = ServiceSchema.ErrorClass(rawValue: name) else {
        throw place.refused("is no class of codes")
      }
      codes[errorClass] = try [String](from: place)
    }
  }
}

extension ServiceSchema.Role {
  enum CodingKeys: String, CodingKey, CaseIterable { case title, suffix }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    title = try keys.decode(String.self, forKey: .title)
    suffix = try keys.decode(String.self, forKey: .suffix)
  }
}

extension ServiceSchema.Declared {
  enum CodingKeys: String, CodingKey, CaseIterable { case title, functions, kind, counts }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    title = try keys.decode(Wording.self, forKey: .title).text
    functions = try keys.decodeIfPresent([String].self, forKey: .functions) ?? []
    kind = try keys.decodeIfPresent(FunctionSchema.Kind.self, forKey: .kind)
    counts = try keys.decode(Counted.self, forKey: .counts)
  }
}

extension ServiceSchema.Window {
  enum CodingKeys: String, CodingKey, CaseIterable { case opens, closes }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    opens = try keys.decode(String.self, forKey: .opens)
    closes = try keys.decode(String.self, forKey: .closes)
  }
}

extension ServiceSchema.Profile {
  enum CodingKeys: String, CodingKey, CaseIterable { case title, authentication }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    title = try keys.decode(String.self, forKey: .title)
    authentication = try keys.decodeIfPresent(ServiceSchema.AuthenticationStyle.self, forKey: .authentication)
  }
}

extension ServiceSchema.Authentication {
  enum CodingKeys: String, CodingKey, CaseIterable { case style, function, header, scheme, token, expiresIn, headers }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    style = try keys.decodeIfPresent(ServiceSchema.AuthenticationStyle.self, forKey: .style) ?? .token
    function = try keys.decode(String.self, forKey: .function)
    header = try keys.decode(String.self, forKey: .header)
    scheme = try keys.decode(String.self, forKey: .scheme)
    token = try keys.decode(String.self, forKey: .token)
    expiresIn = try keys.decode(String.self, forKey: .expiresIn)
    headers = try keys.decodeIfPresent(ServiceSchema.CredentialHeaders.self, forKey: .headers)
  }
}

extension ServiceSchema.CredentialHeaders {
  enum CodingKeys: String, CodingKey, CaseIterable { case userID, secret }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    userID = try keys.decode(String.self, forKey: .userID)
    secret = try keys.decode(String.self, forKey: .secret)
  }
}

extension ServiceSchema.Wire {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case date, answerDates
    case yes = "true"
    case no = "false"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    date = try keys.decode(String.self, forKey: .date)
    yes = try keys.decode(String.self, forKey: .yes)
    no = try keys.decode(String.self, forKey: .no)
    answerDates = try keys.decodeIfPresent([String].self, forKey: .answerDates) ?? []
  }
}

extension ServiceSchema.Envelope {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case code, message, data, errors, errorField, errorCode, errorMessage
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    code = try keys.decode(String.self, forKey: .code)
    message = try keys.decode(String.self, forKey: .message)
    data = try keys.decode(String.self, forKey: .data)
    errors = try keys.decode(String.self, forKey: .errors)
    errorField = try keys.decode(String.self, forKey: .errorField)
    errorCode = try keys.decode(String.self, forKey: .errorCode)
    errorMessage = try keys.decode(String.self, forKey: .errorMessage)
  }
}

extension ServiceSchema.ServiceCode {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case status, remedy
    case message = "ja"
  }

  package init(from node: SchemaNode) throws {
    let keys = try node.strict(CodingKeys.self)
    status = try keys.decode(Int.self, forKey: .status)
    message = try keys.decode(String.self, forKey: .message)
    remedy = try keys.decode(Wording.self, forKey: .remedy).text
  }
}
