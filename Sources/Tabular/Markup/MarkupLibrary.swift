import CLibXML2

/// What every use of libxml2 in this room needs to have happened.
enum MarkupLibrary {
  /// libxml2's tables, and those of its schema types, are set up once, before several threads could do it at the same time.
  static let isReady: Void = {
    xmlInitParser()
    xmlSchemaInitTypes()
  }()
}
