import CLibXML2
import Findings

/// What a schema's validator has against an element.
struct MarkupVerdict {
  /// What it means for the element that is open innermost.
  enum Kind: Hashable {
    /// It does not belong here, or comes once too often.
    case element
    /// Elements are missing from it.
    case missing
    /// It holds text between its elements.
    case text
    /// It has an attribute that is unknown, or known with another value.
    case attribute(String, isKnown: Bool)
    /// Its value is not of the type.
    case value
    case other
  }

  var kind: Kind
  /// libxml2's own sentence, without the name of the element.
  var sentence: String

  /// - Parameter isAtEnd: whether the element is being closed.
  init(_ error: xmlError, isAtEnd: Bool) {
    let words = error.message.map { String(cString: $0) } ?? "error \(error.code)"
    let text = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let start = text.firstRange(of: "': ")?.upperBound ?? text.startIndex
    sentence = String(text[start...].trimmingSuffix("."))
    kind = Self.kind(xmlParserErrors(UInt32(error.code)), error, isAtEnd: isAtEnd)
  }

  private static func kind(_ code: xmlParserErrors, _ error: xmlError, isAtEnd: Bool) -> Kind {
    switch code {
    case XML_SCHEMAV_ELEMENT_CONTENT: isAtEnd ? .missing : .element
    case XML_SCHEMAV_CVC_TYPE_3_1_2, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2: .element
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: .text
    case XML_SCHEMAV_CVC_TYPE_3_1_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2,
      XML_SCHEMAV_CVC_AU:
      attribute(error, isKnown: code == XML_SCHEMAV_CVC_AU)
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_2,
      XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_3, XML_SCHEMAV_CVC_FACET_VALID, XML_SCHEMAV_CVC_LENGTH_VALID,
      XML_SCHEMAV_CVC_MINLENGTH_VALID, XML_SCHEMAV_CVC_MAXLENGTH_VALID, XML_SCHEMAV_CVC_MININCLUSIVE_VALID,
      XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID, XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID,
      XML_SCHEMAV_CVC_TOTALDIGITS_VALID, XML_SCHEMAV_CVC_FRACTIONDIGITS_VALID, XML_SCHEMAV_CVC_PATTERN_VALID,
      XML_SCHEMAV_CVC_ENUMERATION_VALID:
      // The value of an attribute is not the row's.
      isAtEnd ? .value : .other
    default: .other
    }
  }

  /// The name stands in the message only.
  private static func attribute(_ error: xmlError, isKnown: Bool) -> Kind {
    let message = error.message.map { String(cString: $0) } ?? ""
    guard let start = message.firstRange(of: "attribute '")?.upperBound,
      let end = message[start...].firstIndex(of: "'")
    else { return .other }
    return .attribute(String(message[start..<end]), isKnown: isKnown)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring { hasSuffix(suffix) ? dropLast(suffix.count) : self }
}

extension MarkupVerdict {
  /// Words for what the row's own checks don't say, about an element that stands at a place.
  ///
  /// - Parameter location: the row that it costs; without one it costs the file.
  func finding(about element: String, at place: MarkupPlace, in location: Location? = nil) -> Finding {
    var facts = place.facts
    facts["element"] = element
    switch kind {
    case .element: return Finding(.markupElementUnexpected, facts: facts, at: location)
    case .text: return Finding(.markupTextStray, facts: facts, at: location)
    case .value, .missing: return Finding(.markupValueDeviates, facts: facts, at: location)
    case .attribute(let name, isKnown: false):
      facts["reason.ja"] = "属性「\(name)」はXSDにありません"
      facts["reason.en"] = "the XSD has no attribute “\(name)”"
    case .attribute(let name, isKnown: true):
      facts["reason.ja"] = "属性「\(name)」の値が違います：\(sentence)"
      facts["reason.en"] = "the attribute “\(name)” has another value; \(sentence)"
    case .other:
      facts["reason"] = sentence
    }
    return Finding(.markupMisfit, facts: facts, at: location)
  }
}
