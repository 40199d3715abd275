internal import Delivery

/// The tables of version 1, written from the types whose rules they hold.
enum Tables {
  /// Stands in `deadline` where a submission has none, so that it sorts last.
  static let noDeadline = "9999-12-31"

  /// A list for `IN (…)`, or for nothing else: the values are our own names and never need escaping.
  static func list<Names: Sequence>(_ states: Names) -> String where Names.Element: RawRepresentable<String> {
    states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
  }

  static let waiting = list([SubmissionState.ready, .retryable])
  static let settled = list(SubmissionState.allCases.filter(\.isSettled))

  static let drops = """
    CREATE TABLE drops (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      function TEXT NOT NULL,
      tenant TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN (\(list(DropRecord.State.allCases)))),
      path TEXT NOT NULL,
      byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
      header TEXT NOT NULL,
      dialect TEXT NOT NULL,
      seen_at INTEGER NOT NULL,
      UNIQUE (sha256, function, tenant)
    ) STRICT;

    """

  static let rows = """
    CREATE TABLE rows (
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      number INTEGER NOT NULL CHECK (number > 0),
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      cells TEXT NOT NULL,
      findings TEXT NOT NULL,
      vehicle TEXT,
      link TEXT CHECK (link IN ('own', 'shared')),
      submission_id INTEGER REFERENCES submissions (id),
      CHECK ((link IS NULL) = (submission_id IS NULL)),
      PRIMARY KEY (drop_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX rows_of_submission ON rows (submission_id, link) WHERE submission_id IS NOT NULL;
    CREATE INDEX rows_of_vehicle ON rows (vehicle) WHERE vehicle IS NOT NULL;

    """

  static let attempts = """
    CREATE TABLE attempts (
      submission_id INTEGER NOT NULL REFERENCES submissions (id),
      number INTEGER NOT NULL CHECK (number > 0),
      request_id TEXT NOT NULL,
      sent_at INTEGER NOT NULL,
      finished_at INTEGER,
      outcome TEXT CHECK (outcome IN (\(list(SubmissionState.inFlight.successors)))),
      status INTEGER,
      code TEXT,
      CHECK ((finished_at IS NULL) = (outcome IS NULL)),
      PRIMARY KEY (submission_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX attempts_unfinished ON attempts (submission_id) WHERE finished_at IS NULL;

    """

  static let others = """
    CREATE TABLE evidence (
      submission_id INTEGER NOT NULL REFERENCES submissions (id),
      number INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN (\(list(Evidence.Verdict.allCases)))),
      detail TEXT NOT NULL,
      PRIMARY KEY (submission_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE outputs (
      path TEXT NOT NULL PRIMARY KEY,
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      fingerprint TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX outputs_of_drop ON outputs (drop_id);

    """
}
