extension Tables {
  /// Version 3: what is left of reports whose records were older than the law asks for, so that even then nothing is
  /// reported twice; and a ledger that lets nothing younger go.
  ///
  /// The centre keeps its file for five years (規則102条), and so does this one: the database's own clock decides, whatever
  /// the program believes.
  static let retention = """
    CREATE TABLE past_reports (
      business_key TEXT NOT NULL PRIMARY KEY,
      base_key TEXT,
      content_digest TEXT NOT NULL,
      function TEXT NOT NULL,
      vehicle TEXT NOT NULL,
      office TEXT NOT NULL,
      settled_at INTEGER NOT NULL,
      receipt_number TEXT
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX past_reports_of_base ON past_reports (base_key, content_digest) WHERE base_key IS NOT NULL;
    CREATE INDEX past_reports_of_vehicle ON past_reports (vehicle, office, function);

    DROP TRIGGER submission_sent_stays;
    CREATE TRIGGER submission_sent_stays BEFORE DELETE ON submissions
    WHEN OLD.sends > 0 AND (OLD.settled_at IS NULL OR OLD.settled_at >= \(youngest))
    BEGIN SELECT RAISE(ABORT, 'a submission that was sent is kept for five years'); END;

    """

  /// Milliseconds: what was settled since then may not be removed.
  static let youngest = "unixepoch('now', '-\(yearsKept) years') * 1000"
  static let yearsKept = 5
}
