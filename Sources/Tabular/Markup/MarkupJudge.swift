import CLibXML2

/// Holds a file of our own shape against its schema: writes the verdicts beside the events that they are about.
///
/// One thread uses it at a time, so that it may be handed to another one.
package final class MarkupJudge: @unchecked Sendable {
  private let validator: MarkupValidator
  private var openTags: [MarkupEvents.Tag] = []
  /// An element's attributes and namespaces as libxml2 hands them out.
  private var attributes: [UnsafePointer<xmlChar>?] = []
  private var namespaces: [UnsafePointer<xmlChar>?] = []

  init(_ validator: MarkupValidator) {
    self.validator = validator
  }

  /// Judges what follows the events before.
  package func judge(_ events: MarkupEvents) {
    events.bytes.withUnsafeBufferPointer { bytes in
      for index in events.list.indices {
        let event = events.list[index]
        switch event.kind {
        case .start: open(events.tags[Int(event.first)], of: events, bytes)
        case .end:
          let tag = openTags.removeLast()
          validator.close(tag.name, prefix: tag.prefix, uri: tag.uri)
        case .text, .section:
          let text = UnsafeBufferPointer(rebasing: bytes[Int(event.first)..<Int(event.last)])
          validator.append(text, isSection: event.kind == .section)
        case .other: continue
        }
        guard validator.hasVerdicts else { continue }
        events.verdicts += validator.takeVerdicts().map { (index, $0) }
      }
    }
  }

  private func open(_ tag: MarkupEvents.Tag, of events: MarkupEvents, _ bytes: UnsafeBufferPointer<UInt8>) {
    openTags.append(tag)
    if tag.attributes.isEmpty, tag.namespaces.isEmpty {
      return validator.open(
        MarkupValidator.Tag(
          name: tag.name, prefix: tag.prefix, uri: tag.uri, namespaces: nil, namespaceCount: 0, attributes: nil,
          attributeCount: 0))
    }
    attributes.removeAll(keepingCapacity: true)
    namespaces.removeAll(keepingCapacity: true)
    for index in tag.attributes {
      let attribute = events.attributes[Int(index)]
      let value = bytes.baseAddress
      attributes += [
        attribute.name, attribute.prefix, attribute.uri, value.map { $0 + Int(attribute.first) },
        value.map { $0 + Int(attribute.last) },
      ]
    }
    for index in tag.namespaces { namespaces.append(events.namespaces[Int(index)]) }
    attributes.withUnsafeMutableBufferPointer { attributes in
      namespaces.withUnsafeMutableBufferPointer { namespaces in
        validator.open(
          MarkupValidator.Tag(
            name: tag.name, prefix: tag.prefix, uri: tag.uri, namespaces: namespaces.baseAddress,
            namespaceCount: Int32(namespaces.count / 2), attributes: attributes.baseAddress,
            attributeCount: Int32(tag.attributes.count)))
      }
    }
  }
}
