internal import GRDB
internal import GRDBSQLite

/// A prepared statement for what is done once for each row of a file: its values are bound as they stand in memory.
///
/// GRDB makes a box of each value, an array of the boxes and a check of the array, and lets its observers know; with thirty
/// values a row that took longer than SQLite took to store them. Everything else goes through GRDB.
struct RowStatement {
  private let statement: Statement
  private let database: Database
  private var position: Int32 = 0
  private var failure = SQLITE_OK

  init(_ sql: String, in database: Database) throws {
    statement = try database.cachedStatement(sql: sql)
    self.database = database
  }

  /// Binds the next value.
  mutating func bind(_ number: Int64?) {
    guard let number else { return bindNull() }
    position += 1
    note(sqlite3_bind_int64(statement.sqliteStatement, position, number))
  }

  mutating func bind(_ number: Int?) { bind(number.map(Int64.init)) }

  mutating func bind(_ flag: Bool) { bind(flag ? 1 : 0 as Int64) }

  mutating func bind(_ text: String?) {
    guard var text else { return bindNull() }
    text.withUTF8 { bind($0) }
  }

  mutating func bind(utf8 text: [UInt8]) {
    text.withUnsafeBufferPointer { bind($0) }
  }

  /// Runs the statement and says whether it changed a row; its next run binds from the first value on.
  ///
  /// Throws `DatabaseError`.
  mutating func run() throws -> Bool {
    let pointer = statement.sqliteStatement
    var code = failure
    if code == SQLITE_OK { code = sqlite3_step(pointer) }
    let message = code == SQLITE_DONE ? nil : database.lastErrorMessage
    sqlite3_reset(pointer)
    position = 0
    failure = SQLITE_OK
    guard code == SQLITE_DONE else {
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
    }
    return sqlite3_changes(database.sqliteConnection) > 0
  }

  private mutating func bindNull() {
    position += 1
    note(sqlite3_bind_null(statement.sqliteStatement, position))
  }

  private mutating func bind(_ text: UnsafeBufferPointer<UInt8>) {
    position += 1
    // SQLite copies the text (SQLITE_TRANSIENT); without an address it would bind NULL.
    let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let start = UnsafeRawPointer(text.baseAddress ?? UnsafePointer(Self.nothing)).assumingMemoryBound(to: CChar.self)
    note(sqlite3_bind_text(statement.sqliteStatement, position, start, Int32(text.count), copied))
  }

  private mutating func note(_ code: Int32) {
    if code != SQLITE_OK { failure = code }
  }

  /// An address for texts of no bytes.
  private nonisolated(unsafe) static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
}
