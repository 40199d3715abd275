/* Puts a file's rows into the least ledger that could let nothing be sent twice, and does nothing else: what staging can't
 * go below, whatever the ledger's shape.
 *
 * bare_ledger FILE DATABASE COLUMN — a CSV file without quotes; the place of the chassis number, counted from 0. For each
 * row one key that nobody else has and one step of its vehicle, and for 256 rows their text, compressed; 8,000 rows share
 * a durable transaction. Nothing is checked, digested (the key is the chassis number, stretched to a digest's length),
 * ordered for sending or counted.
 */
#define _GNU_SOURCE
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { ROWS_OF_BLOCK = 256, ROWS_OF_TRANSACTION = 8000, DIGEST = 24 };

static sqlite3 *database;

static void must(int code) {
  if (code == SQLITE_OK || code == SQLITE_DONE) return;
  fprintf(stderr, "bare_ledger: %s\n", sqlite3_errmsg(database));
  exit(1);
}

static void execute(const char *sql) { must(sqlite3_exec(database, sql, NULL, NULL, NULL)); }

static sqlite3_stmt *prepared(const char *sql) {
  sqlite3_stmt *statement;
  must(sqlite3_prepare_v2(database, sql, -1, &statement, NULL));
  return statement;
}

static void run(sqlite3_stmt *statement) {
  must(sqlite3_step(statement));
  must(sqlite3_reset(statement));
}

/* The cell in that place; its length in *length. */
static const char *cell(const char *line, int column, int *length) {
  for (; column > 0 && line; column--) line = (line = strchr(line, ',')) ? line + 1 : NULL;
  if (!line) exit(2);
  *length = (int)strcspn(line, ",\r\n");
  return line;
}

/* As many characters as a digest has, scattered as they are. */
static void stretch(const char *text, int length, char *digest) {
  unsigned long long state = 1469598103934665603ULL;
  for (int i = 0; i < length; i++) state = (state ^ (unsigned char)text[i]) * 1099511628211ULL;
  for (int i = 0; i < DIGEST; i++) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    digest[i] = (char)('0' + (state >> 32) % 64);
  }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  FILE *file = fopen(argv[1], "r");
  if (!file || sqlite3_open(argv[2], &database)) return 2;
  execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 32000;"
          "CREATE TABLE keys (place TEXT, key TEXT, digest TEXT, row INTEGER, PRIMARY KEY (place, key)) STRICT, WITHOUT ROWID;"
          "CREATE TABLE steps (vehicle TEXT, sort_order INTEGER, row INTEGER, PRIMARY KEY (vehicle, sort_order, row))"
          "  STRICT, WITHOUT ROWID;"
          "CREATE TABLE blocks (first INTEGER PRIMARY KEY, content BLOB) STRICT");
  sqlite3_stmt *key = prepared("INSERT INTO keys VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
  sqlite3_stmt *step = prepared("INSERT INTO steps VALUES (?, 1010, ?)");
  sqlite3_stmt *block = prepared("INSERT INTO blocks VALUES (?, ?)");
  int column = atoi(argv[3]);
  char *line = NULL, *text = NULL;
  unsigned char *packed = NULL;
  size_t capacity = 0, size = 0, room = 0;
  long rows = 0, first = 0;
  ssize_t length = getline(&line, &capacity, file);
  execute("BEGIN IMMEDIATE");
  while (length > 0) {
    length = getline(&line, &capacity, file);
    if (length > 0) {
      int count;
      const char *chassis = cell(line, column, &count);
      char digest[DIGEST];
      stretch(chassis, count, digest);
      sqlite3_bind_text(key, 1, chassis, count, SQLITE_STATIC);
      sqlite3_bind_text(key, 2, digest, DIGEST, SQLITE_STATIC);
      sqlite3_bind_text(key, 3, digest, DIGEST, SQLITE_STATIC);
      sqlite3_bind_int64(key, 4, rows);
      run(key);
      sqlite3_bind_text(step, 1, chassis, count, SQLITE_STATIC);
      sqlite3_bind_int64(step, 2, rows);
      run(step);
      if (size + length > room) {
        room = 2 * (size + length);
        text = realloc(text, room);
        packed = realloc(packed, compressBound(room));
      }
      memcpy(text + size, line, length);
      size += length;
      rows++;
    }
    if (rows - first == ROWS_OF_BLOCK || (length <= 0 && rows > first)) {
      uLongf count = compressBound(size);
      if (compress2(packed, &count, (unsigned char *)text, size, 1) != Z_OK) return 1;
      sqlite3_bind_int64(block, 1, first);
      sqlite3_bind_blob(block, 2, packed, (int)count, SQLITE_STATIC);
      run(block);
      first = rows;
      size = 0;
    }
    if (length > 0 && rows % ROWS_OF_TRANSACTION == 0) execute("COMMIT; BEGIN IMMEDIATE");
  }
  execute("COMMIT");
  return sqlite3_close_v2(database);
}
