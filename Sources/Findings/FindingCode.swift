/// Everything that the bridge itself can find wrong, each with a code that is never renumbered or reused.
///
/// The letter names the room that finds it: `T` Tabular, `V` Validation, `D` Delivery, `L` Ledger, `B` Bridge,
/// `C` configuration and command line. The service's own codes (`E…`, `W…`) pass through untouched and are not listed
/// here. ``name`` equals the Frictionless error type where one exists, so that `frictionless validate` can be used beside us.
package enum FindingCode: String, Sendable, Hashable, Codable, CaseIterable {
  // Files as bytes
  case emptyFile = "T001"
  case notText = "T002"
  case unsupportedFormat = "T003"
  case tooManyCells = "T004"
  case encodingError = "T010"
  case unclosedQuote = "T011"
  case strayQuote = "T012"
  case extraCell = "T013"
  case missingCell = "T014"
  case nulByte = "T015"
  case recordTooLong = "T016"
  case blankRow = "T017"
  case unencodableCharacter = "T018"
  case workbookDamaged = "T019"
  case workbookTooBig = "T020"
  case markupMalformed = "T021"
  case documentTypeRefused = "T022"
  case markupTooBig = "T023"
  case rowElementMissing = "T024"
  case recordLength = "T025"
  case recordCountMismatch = "T026"
  case hiddenCells = "T027"
  case titleLinesSkipped = "T028"
  case spreadsheetLimit = "T029"
  case markupMisfit = "T030"
  case markupElementUnexpected = "T031"
  case markupElementRepeated = "T032"
  case markupTextStray = "T033"
  case markupValueDeviates = "T034"

  // Headers and functions
  case headerNotFound = "V001"
  case missingLabel = "V002"
  case extraLabel = "V003"
  case duplicateLabel = "V004"
  case blankLabel = "V005"
  case functionUnknown = "V006"
  case functionAmbiguous = "V007"
  case noRows = "V008"
  case functionWithoutFiles = "V009"

  // Cells and rows
  case required = "V101"
  case length = "V102"
  case pattern = "V103"
  case enumeration = "V104"
  case date = "V105"
  case dateOrder = "V106"
  case rowConstraint = "V107"
  case forbidden = "V108"
  case exponentDamage = "V109"
  case number = "V110"
  case range = "V111"
  case duplicateKey = "V112"
  case ownerConsent = "V113"
  case boolean = "V114"
  case applianceTicket = "V115"
  case callsDiffer = "V116"
  case callBroken = "V117"
  case referenceTaken = "V118"
  case foreignCharacter = "V119"

  // Repairs and doubts about a cell
  case zeroRestored = "V201"
  case serialDate = "V202"
  case eraOverrun = "V203"
  case defaultEra = "V204"
  case kanaFolded = "V205"
  case stampPadded = "V206"
  case feeOutOfRange = "V207"
  case deadlinePassed = "V208"
  case timeDropped = "V209"
  case blankDate = "V210"
  case unitStripped = "V211"
  case weekdayDropped = "V212"
  case unmappedValue = "V214"
  case unusualCharacter = "V215"

  // Deliveries
  case functionNotAllowed = "D001"
  case membershipRequired = "D002"
  case alreadyAccepted = "D003"
  case keyConflict = "D004"
  case pendingConflict = "D005"
  case depositUnpaid = "D010"
  case itemUnpaid = "D011"
  case gateUnanswered = "D012"
  case noUsableAnswer = "D020"
  case interrupted = "D021"
  case notReached = "D022"
  case throttled = "D023"
  case outOfHours = "D024"
  case earlierStep = "D025"
  case tooEarly = "D026"
  case runStopped = "D027"
  case confirmedByInquiry = "D028"
  case reportedDifferently = "D029"
  case serviceRefused = "D030"
  case unexpectedAnswer = "D031"
  case waiting = "D032"
  case serviceRemark = "D033"
  case referenceWaiting = "D034"
  case referenceUndefined = "D035"
  case numberOfAnother = "D036"
  case rerunRowUnknown = "D037"
  case rerunRowOfAnother = "D038"
  case rerunAlreadyAccepted = "D039"
  case credentialsRefused = "D040"
  case certificateRefused = "D041"
  case serviceUnreachable = "D042"
  case plainHTTPRefused = "D043"
  case rowCorrected = "D044"
  case leftToPerson = "D047"
  case unconfirmable = "D048"
  case decidedByPerson = "D049"
  case declaredNearlyReached = "D050"
  case declaredReached = "D051"
  case reportedLongAgo = "D052"

  // The ledger
  case ledgerUnavailable = "L001"
  case ledgerBusy = "L002"
  case ledgerVersion = "L003"
  case ledgerOlder = "L004"
  case ledgerContradiction = "L005"
  case retentionTooShort = "L006"

  // Files and folders
  case fileUnreadable = "B001"
  case isDirectory = "B002"
  case fileMissing = "B003"
  case notRegularFile = "B004"
  case folderReadOnly = "B005"
  case diskFull = "B006"
  case fileChanged = "B007"
  case folderHeld = "B008"
  case writeFailed = "B009"
  case outputEdited = "B010"
  case ownOutput = "B011"
  case outsideFolder = "B012"
  case fileSkippedRows = "B013"
  case rowOfNobody = "B014"
  case outputHeld = "B015"
  case fileUnfinished = "B016"

  // Configuration and command line
  case configurationMissing = "C001"
  case configurationInvalid = "C002"
  case unknownKey = "C003"
  case schemasMissing = "C004"
  case schemaInvalid = "C005"
  case secretMissing = "C006"
  case secretExposed = "C007"
  case unknownFunction = "C008"
  case unknownCode = "C009"
  case nothingToDo = "C010"
  case unknownRow = "C011"
  case nothingHeld = "C012"
  case profileInvalid = "C013"
  case profileColumnMissing = "C014"
  case profileAmbiguous = "C015"
  case nothingToRerun = "C016"
  case dropUnclear = "C017"
  case notInDoubt = "C018"
  case decisionTooEarly = "C019"
  case decisionAgainstEvidence = "C020"
  case receiptInvalid = "C021"
  case reloadRefused = "C022"
  case restartNeeded = "C023"
  case libraryMissing = "C024"
  case readingStopped = "C025"
}

extension FindingCode {
  /// The kebab-case name of the code, `extra-cell` for ``extraCell``.
  package var name: String { words.name }

  /// The wording of every code, made once: a file of wrong rows asks for it thousands of times.
  static let allWords = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.words) })

  /// Finds a code by its number (`V101`) or its name (`required`), in any case.
  package static func named(_ text: String) -> FindingCode? {
    FindingCode(rawValue: text.uppercased()) ?? byName[text.lowercased()]
  }

  /// Every code by its name: the schemas give names dozens of times at every start.
  private static let byName = Dictionary(uniqueKeysWithValues: allWords.map { ($0.value.name, $0.key) })

  /// Whether it is a verdict of an XML Schema, with the line and the column of an element.
  package var isAboutMarkup: Bool {
    switch self {
    case .markupMisfit, .markupElementUnexpected, .markupElementRepeated, .markupTextStray, .markupValueDeviates: true
    default: false
    }
  }

  package var severity: Severity {
    switch self {
    case .extraLabel, .blankLabel, .stampPadded, .zeroRestored, .eraOverrun, .defaultEra, .feeOutOfRange,
      .deadlinePassed, .blankDate, .unencodableCharacter, .outputEdited, .serviceRemark, .unusualCharacter,
      .spreadsheetLimit, .declaredNearlyReached, .declaredReached:
      .warning
    case .blankRow, .serialDate, .kanaFolded, .timeDropped, .alreadyAccepted, .confirmedByInquiry, .hiddenCells,
      .titleLinesSkipped, .unitStripped, .weekdayDropped, .fileSkippedRows, .markupValueDeviates, .decidedByPerson:
      .note
    default:
      .error
    }
  }
}
