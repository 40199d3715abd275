internal import Validation

extension Tables {
  /// Version 2: threads besides a vehicle's own line, names for packages that do not exist yet, what invalid rows hold,
  /// lists that inquiries answered with, and what was kept before sending.
  static let threadsAndReferences = """
    ALTER TABLE submissions ADD COLUMN office TEXT NOT NULL DEFAULT '';
    ALTER TABLE submissions ADD COLUMN vehicle_number TEXT NOT NULL DEFAULT '';
    ALTER TABLE submissions ADD COLUMN base_key TEXT;
    ALTER TABLE submissions ADD COLUMN defines TEXT;
    ALTER TABLE submissions ADD COLUMN uses TEXT;
    ALTER TABLE submissions ADD COLUMN resolved INTEGER NOT NULL DEFAULT 1
      CHECK (resolved = 1 OR (resolved = 0 AND uses IS NOT NULL AND state IN ('ready', 'rejected')));
    CREATE INDEX sequence_of_key ON submissions (base_key) WHERE base_key IS NOT NULL;
    CREATE UNIQUE INDEX live_name ON submissions (defines) WHERE defines IS NOT NULL AND state <> 'rejected';
    CREATE INDEX unresolved ON submissions (uses, state, drop_id) WHERE resolved = 0;

    CREATE TABLE threads (
      submission_id INTEGER NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      until TEXT CHECK (until IN (\(list([AwaitSchema.Until.accepted, .settled])))),
      PRIMARY KEY (submission_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX members_of_thread ON threads (name, until);

    CREATE TABLE obstacles (
      line TEXT NOT NULL,
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      row_number INTEGER NOT NULL,
      function TEXT NOT NULL,
      vehicle TEXT NOT NULL,
      sort_order INTEGER NOT NULL,
      PRIMARY KEY (line, drop_id, row_number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX obstacles_of_drop ON obstacles (drop_id, row_number);
    CREATE INDEX obstacles_of_vehicle ON obstacles (vehicle, sort_order) WHERE vehicle <> '';

    CREATE TABLE lists (
      submission_id INTEGER NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number > 0),
      cells TEXT NOT NULL,
      PRIMARY KEY (submission_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE kept (
      submission_id INTEGER NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
      value TEXT NOT NULL,
      PRIMARY KEY (submission_id, value)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE vehicle_numbers (number TEXT NOT NULL PRIMARY KEY, vehicle TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE releases (
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      row_number INTEGER NOT NULL,
      released_at INTEGER NOT NULL,
      who TEXT NOT NULL,
      why TEXT NOT NULL,
      PRIMARY KEY (drop_id, row_number)
    ) STRICT, WITHOUT ROWID;

    DROP TRIGGER submission_content;
    CREATE TRIGGER submission_content BEFORE UPDATE OF function, is_report, business_key, content_digest, fields
    ON submissions
    WHEN NOT (OLD.resolved = 0 AND NEW.resolved = 1 AND OLD.sends = 0 AND NEW.function = OLD.function
      AND NEW.is_report = OLD.is_report)
    BEGIN SELECT RAISE(ABORT, 'the content of a submission never changes'); END;

    """
}
