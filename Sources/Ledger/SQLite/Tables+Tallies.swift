internal import GRDB

/// Version 4: the counts of a drop's fates stand in `tallies`, kept by whatever changes a fate, so that nobody counts rows;
/// and rows with a submission of their own are found by the submission's vehicle, without an index of their own.
extension Tables {
  static let tallies = """
    DROP INDEX rows_of_vehicle;
    CREATE INDEX rows_of_vehicle ON rows (vehicle) WHERE vehicle IS NOT NULL AND link IS NOT 'own';
    CREATE INDEX drops_in_staging ON drops (state) WHERE state = 'staging';

    CREATE TABLE tallies (
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      fate TEXT NOT NULL CHECK (fate IN ('accepted', 'invalid', 'rejected', 'held', 'inDoubt', 'alreadyDone')),
      count INTEGER NOT NULL CHECK (count >= 0),
      PRIMARY KEY (drop_id, fate)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX tallies_above_zero ON tallies (fate) WHERE count > 0;
    INSERT INTO tallies
    SELECT r.drop_id, \(fate("r", "s")), COUNT(*) FROM rows AS r LEFT JOIN submissions AS s ON s.id = r.submission_id
    GROUP BY 1, 2;

    CREATE TRIGGER tally_of_submission AFTER UPDATE OF state, drop_id ON submissions
    WHEN OLD.state <> NEW.state OR OLD.drop_id <> NEW.drop_id
    BEGIN
      \(move(
        from: "SELECT r.drop_id, \(fate("r", "OLD")) AS fate, COUNT(*) AS count FROM rows AS r WHERE r.submission_id = OLD.id GROUP BY 1, 2",
        to: "SELECT r.drop_id, \(fate("r", "NEW")) AS fate, COUNT(*) AS count FROM rows AS r WHERE r.submission_id = NEW.id GROUP BY 1, 2"))
    END;
    CREATE TRIGGER tally_of_row AFTER UPDATE OF link, submission_id ON rows
    BEGIN
      \(move(
        from: "SELECT OLD.drop_id, \(fate("OLD", "s")) AS fate, 1 AS count FROM (SELECT 1) LEFT JOIN submissions AS s ON s.id = OLD.submission_id WHERE TRUE",
        to: "SELECT NEW.drop_id, \(fate("NEW", "s")) AS fate, 1 AS count FROM (SELECT 1) LEFT JOIN submissions AS s ON s.id = NEW.submission_id WHERE TRUE"))
    END;

    """

  /// Takes the rows of `:drop` from number `:first` on out of its counts, before they go.
  static let uncountLastRows = """
    UPDATE tallies SET count = tallies.count - going.count FROM (
      SELECT \(fate("r", "s")) AS fate, COUNT(*) AS count
      FROM rows AS r LEFT JOIN submissions AS s ON s.id = r.submission_id
      WHERE r.drop_id = :drop AND r.number >= :first GROUP BY 1) AS going
    WHERE tallies.drop_id = :drop AND tallies.fate = going.fate
    """

  /// The drops that are being staged, at most one in a working process: nothing of them is sent or waited for.
  static let dropsInStaging = "SELECT id FROM drops WHERE state = 'staging'"

  /// A row's one fate, decided in one place for single rows and for sums; `row` and `submission` are names in the query.
  static func fate(_ row: String, _ submission: String) -> String {
    """
    CASE
      WHEN \(row).link IS NULL THEN 'invalid'
      WHEN \(submission).state = 'accepted' AND (\(row).link = 'own' OR \(submission).drop_id = \(row).drop_id) THEN 'accepted'
      WHEN \(submission).state = 'accepted' THEN 'alreadyDone'
      WHEN \(submission).state = 'rejected' THEN 'rejected'
      WHEN \(submission).state = 'unknown' OR (\(submission).state = 'inFlight' AND \(submission).is_report = 1) THEN 'inDoubt'
      ELSE 'held'
    END
    """
  }

  private static func move(from old: String, to new: String) -> String {
    """
    UPDATE tallies SET count = tallies.count - moved.count FROM (\(old)) AS moved
        WHERE tallies.drop_id = moved.drop_id AND tallies.fate = moved.fate;
      INSERT INTO tallies (drop_id, fate, count) \(new)
        ON CONFLICT (drop_id, fate) DO UPDATE SET count = count + excluded.count;
    """
  }
}
