// swift-tools-version: 6.2
import PackageDescription

// The house: a room is a target and imports only rooms to its left (see README.md, "The house").
//
//   Findings → Tabular → Validation → Contracts, Delivery │ Curl, Spreadsheets → Ledger → Bridge → CLI
//                 functional core, no I/O                 │   imperative shell                 Simulator

let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Of the rooms whose parsers are called by libxml2 for every tag: debug builds, which the tests run, look at each access to a
/// property whether another one overlaps it; in release builds that would be a twelfth of the time.
let parsing = house + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

let package = Package(
  name: "elvbridge",
  products: [.executable(name: "elvbridge", targets: ["CLI"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries: a module map and a header-only shim each; CBytes is one instruction that Swift has no word for, and
    // CCurl loads libcurl only where something is sent.
    .systemLibrary(name: "CBytes"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("dl")]),
    .systemLibrary(name: "CIconv"),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),

    // The functional core: bytes and values.
    .target(name: "Findings", swiftSettings: house),
    .target(name: "Tabular", dependencies: ["CBytes", "CIconv", "CLibXML2", "Findings"], swiftSettings: parsing),
    .target(name: "Validation", dependencies: ["Findings", "Tabular"], swiftSettings: house),
    .target(name: "Contracts", dependencies: ["Findings", "Validation"], swiftSettings: house),
    .target(
      name: "Delivery",
      dependencies: ["Findings", "Validation", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: house),

    // The imperative shell.
    .target(name: "Curl", dependencies: ["CCurl"], swiftSettings: house),
    .target(
      name: "Spreadsheets", dependencies: ["CLibXML2", "CLibZip", "Findings", "Tabular"], swiftSettings: parsing),
    .target(
      name: "Ledger",
      dependencies: [
        "Findings", "Validation", "Delivery", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: house),
    .target(
      name: "Simulator",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTLS", package: "hummingbird"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "X509", package: "swift-certificates"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),
    .target(
      name: "Bridge",
      dependencies: [
        "CXlsxWriter", "Findings", "Tabular", "Validation", "Contracts", "Delivery", "Curl", "Spreadsheets", "Ledger",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: house),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Findings", "Tabular", "Validation", "Contracts", "Delivery", "Ledger", "Bridge", "Simulator",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house,
      // Nobody links to the program: the names of its functions need not be read at each start.
      linkerSettings: [
        .unsafeFlags(["-Xlinker", "--no-export-dynamic"], .when(platforms: [.linux], configuration: .release))
      ]),

    // Tests mirror the rooms; EndToEndTests run the real binary.
    .testTarget(name: "FindingsTests", dependencies: ["Findings"], swiftSettings: house),
    .testTarget(name: "TabularTests", dependencies: ["CIconv", "Findings", "Tabular"], swiftSettings: house),
    .testTarget(
      name: "ValidationTests", dependencies: ["Findings", "Tabular", "Validation"], exclude: ["Vectors"],
      swiftSettings: house),
    .testTarget(
      name: "ContractsTests", dependencies: ["Findings", "Validation", "Contracts"], swiftSettings: house),
    .testTarget(name: "DeliveryTests", dependencies: ["Findings", "Validation", "Delivery"], swiftSettings: house),
    .testTarget(name: "CurlTests", dependencies: ["Curl"], swiftSettings: house),
    .testTarget(
      name: "SpreadsheetsTests", dependencies: ["Findings", "Tabular", "Spreadsheets"], swiftSettings: house),
    .testTarget(
      name: "LedgerTests",
      dependencies: ["Findings", "Validation", "Delivery", "Ledger", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: house),
    .testTarget(
      name: "SimulatorTests", dependencies: ["Simulator", .product(name: "Logging", package: "swift-log")],
      exclude: ["Vectors"], swiftSettings: house),
    .testTarget(
      name: "BridgeTests",
      dependencies: [
        "Findings", "Tabular", "Validation", "Delivery", "Ledger", "Bridge", "Simulator",
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: house),
    .testTarget(name: "EndToEndTests", dependencies: ["CLI", "Simulator"], swiftSettings: house),
  ]
)

// What `make fuzz` links with libFuzzer, which brings the program's entry: no other build can have it.
if Context.environment["ELVBRIDGE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "Fuzz", dependencies: ["CIconv", "CLibZip", "Findings", "Tabular", "Delivery", "Spreadsheets"],
      path: "Tests/Fuzz", swiftSettings: house))
}
