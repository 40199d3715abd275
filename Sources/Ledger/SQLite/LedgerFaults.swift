internal import Findings
internal import GRDB

extension SQLiteLedger {
  /// Runs work on the database and turns its errors into faults.
  static func faults<Value>(at path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw fault(for: error, at: path)
    } catch let error as Impossible {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": error.reason])
    } catch let error as DecodingError {
      throw Fault(.ledgerUnavailable, ["path": path, "reason": "a stored value can't be read: \(error)"])
    }
  }

  private static func fault(for error: DatabaseError, at path: String) -> Fault {
    switch error.resultCode {
    case .SQLITE_FULL:
      Fault(.diskFull, ["path": path])
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      Fault(.ledgerBusy, ["path": path, "owner": "\(LockHolder(ofLockAt: path + ".lock"))"])
    default:
      Fault(.ledgerUnavailable, ["path": path, "reason": error.message ?? "\(error.resultCode)"])
    }
  }
}

/// Something that the caller asked for and that the ledger's rules forbid: a bug of ours, told loudly and undone.
struct Impossible: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}
