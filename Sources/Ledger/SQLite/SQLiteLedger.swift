internal import Findings
internal import GRDB
internal import Synchronization

/// The ledger in one SQLite file, for one machine.
///
/// WAL journal with `synchronous = FULL`: a commit that returned has been flushed to the disk. The file's tables are
/// documented in the room's note.
package final class SQLiteLedger: LedgerDriver {
  /// Whether the ledger is opened to work with it or only to look at it.
  package enum Ownership: Sendable {
    /// Takes the ledger for this process until it dies or lets go; `program` is what a second owner is told.
    case owner(program: String)
    /// Brings a person's word, a short transaction each, beside an owner or without one; claims and stages nothing.
    case guest
    /// Looks only, beside an owner or without one.
    case reader
  }

  /// Names the first field of a function's business key, and none where it has no key; throws where it can't know.
  package typealias KeyField = @Sendable (_ function: String) throws -> String?

  package let path: String
  let reading: any DatabaseReader
  /// `nil` for a reader.
  let writing: (any DatabaseWriter)?
  /// `nil` for whoever is not the owner.
  private let lock: OwnerLock?
  private let departures: Departures?
  /// How many changes were nothing but the record of outputs.
  let outputChanges = Mutex(0)

  /// Opens the ledger; an owner also creates the file and its folder, and brings older tables up to date.
  ///
  /// - Parameters:
  ///   - keyField: is asked where older tables don't say where their keys stand.
  ///   - upgrading: is called before an owner changes older tables, with the file's size in bytes. Each version is one
  ///     transaction: whoever interrupts it loses nothing.
  /// - Throws: ``Fault`` `ledgerBusy` when another owner holds it, `ledgerVersion` when a newer program wrote it,
  ///   `ledgerOlder` where somebody else than an owner finds older tables, `diskFull`, and `ledgerUnavailable` for
  ///   everything else.
  package init(
    path: String, _ ownership: Ownership, keyField: @escaping KeyField = { _ in nil },
    upgrading: (Int) -> Void = { _ in }
  ) throws {
    self.path = path
    switch ownership {
    case .owner(let program):
      let file = LedgerFile(path: path)
      try file.createFolder()
      lock = try OwnerLock(ledger: path, program: program)
      try file.create()
      let pool = try Self.faults(at: path) { try Self.openPool(at: path, keyField, upgrading) }
      writing = pool
      reading = pool
      departures = try Departures(ledger: path)
      try beginDepartures()
    case .guest:
      lock = nil
      departures = nil
      try LedgerFile(path: path).requireExistence()
      let queue = try Self.faults(at: path) { try Self.openGuest(at: path) }
      writing = queue
      reading = queue
    case .reader:
      lock = nil
      departures = nil
      writing = nil
      try LedgerFile(path: path).requireExistence()
      reading = try Self.faults(at: path) { try Self.openReader(at: path) }
    }
  }

  /// Lets go of the file and of its ownership at once, instead of when the last reference goes.
  ///
  /// The journal is emptied into the file first, so that a copy of the one file is a copy of the ledger; a reader at
  /// work prevents that and nothing else.
  package func close() throws {
    if lock != nil { _ = try? writing?.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    try Self.faults(at: path) { try reading.close() }
    lock?.release()
  }

  /// What the owner knows of requests that were about to leave; nobody else has any business with it.
  func ownDepartures() throws -> Departures {
    guard let departures else {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": "another process may own it"])
    }
    return departures
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.faults(at: path) { try reading.read(body) }
  }

  /// Runs one transaction of the owner's; it is durable when this returns and undone when it throws.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard lock != nil else {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": "another process may own it"])
    }
    return try writeAsGuest(body)
  }

  /// Runs one transaction that may stand between any two of an owner's, who is another process.
  ///
  /// SQLite lets one process write at a time and lets the other wait for its lock; the transaction starts by taking it.
  func writeAsGuest<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard let writing else {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": "opened for reading only"])
    }
    return try Self.faults(at: path) { try writing.write(body) }
  }

  private static func openPool(
    at path: String, _ keyField: @escaping KeyField, _ upgrading: (Int) -> Void
  ) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.maximumReaderCount = 2
    configuration.label = "ledger"
    let pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB sets synchronous = NORMAL on a WAL writer after every hook of the configuration has run.
    try pool.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32000; PRAGMA cache_size = -4000")
    }
    try Schema.migrate(pool, at: path, keyField: keyField, upgrading: upgrading)
    // A statement's own journal needs no file from here on: it is for undoing one statement, and dies with the process.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
    return pool
  }

  /// One connection without a pool: it writes once or twice, and leaves the journal's mode as the owner set it.
  private static func openGuest(at path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.label = "ledger guest"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { try Schema.requireCurrent($0, at: path) }
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return queue
  }

  private static func openReader(at path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { try Schema.requireCurrent($0, at: path) }
    return queue
  }
}
