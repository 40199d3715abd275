package import Delivery
internal import GRDB

/// What accepted reports taught about vehicles and packages, and what a person decided about rows in the way.
extension SQLiteLedger {
  package func known(of vehicle: String, by functions: [String]) throws -> String? {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT fields FROM submissions
          WHERE is_report = 1 AND vehicle = ? AND state = 'accepted' AND function IN (SELECT value FROM json_each(?))
          ORDER BY settled_at DESC, id DESC LIMIT 1
          """)
      return try String.fetchOne(statement, arguments: [vehicle, StoredValues.json(functions)])
    }
  }

  package func vehicle(ofNumber number: String) throws -> String? {
    try read { database in
      let statement = try database.cachedStatement(sql: "SELECT vehicle FROM vehicle_numbers WHERE number = ?")
      return try String.fetchOne(statement, arguments: [number])
    }
  }

  package func member(ofThread kind: String, of id: SubmissionID) throws -> String? {
    try read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT o.fields FROM threads AS mine
          JOIN threads AS theirs ON theirs.name = mine.name AND theirs.submission_id <> mine.submission_id
          JOIN submissions AS o ON o.id = theirs.submission_id
          WHERE mine.submission_id = ? AND mine.name LIKE ? AND o.state = 'accepted' AND o.vehicle <> ''
          ORDER BY o.settled_at DESC LIMIT 1
          """, arguments: [id.rawValue, ThreadName.of(kind, "%")])
    }
  }

  package func accepted(like id: SubmissionID) throws -> [String] {
    try read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT o.fields FROM submissions AS s JOIN submissions AS o ON o.is_report = 1 AND o.vehicle = s.vehicle
            AND o.state = 'accepted' AND o.function = s.function AND o.id <> s.id
          WHERE s.id = ? AND s.vehicle <> ''
          """, arguments: [id.rawValue])
    }
  }

  package func keep(_ values: [String], before id: SubmissionID) throws {
    try write { database in
      try database.execute(sql: "DELETE FROM kept WHERE submission_id = ?", arguments: [id.rawValue])
      for value in values {
        try database.execute(
          sql: "INSERT OR IGNORE INTO kept (submission_id, value) VALUES (?, ?)", arguments: [id.rawValue, value])
      }
    }
  }

  package func kept(before id: SubmissionID) throws -> Set<String> {
    try read {
      try String.fetchSet($0, sql: "SELECT value FROM kept WHERE submission_id = ?", arguments: [id.rawValue])
    }
  }

  package func release(_ drop: DropID, row: Int, who: String, why: String, at now: Moment) throws -> Bool {
    try writeAsGuest { database in
      let refused = try Row.fetchOne(
        database,
        sql: """
          UPDATE submissions SET blocks_vehicle = 0
          WHERE drop_id = ? AND row_number = ? AND past = 0 AND state = 'rejected' AND blocks_vehicle = 1
          RETURNING id, vehicle
          """, arguments: [drop.rawValue, row])
      let lines = try Row.fetchAll(
        database, sql: "DELETE FROM obstacles WHERE drop_id = ? AND row_number = ? RETURNING line, vehicle",
        arguments: [drop.rawValue, row])
      guard refused != nil || !lines.isEmpty else { return false }
      try database.execute(
        sql: "INSERT OR REPLACE INTO releases (drop_id, row_number, released_at, who, why) VALUES (?, ?, ?, ?, ?)",
        arguments: [drop.rawValue, row, now.milliseconds, who, why])
      if let refused { try Blocking.refresh(after: refused["id"], of: refused["vehicle"], in: database) }
      try Blocking.refresh(afterObstacles: lines, in: database)
      return true
    }
  }
}
