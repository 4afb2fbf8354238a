// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The tables, and how a database of any earlier version gets them.
enum Schema {
  /// Marks the file as ours: "ENCR", in SQLite's `application_id`.
  static let applicationID = 0x454E_4352

  /// One step from a version to the next, which never changes once it is released.
  struct Migration: Sendable {
    let version: Int
    let name: String
    let sql: String
  }

  static let migrations = [
    Migration(
      version: 1,
      name: "first light",
      sql: """
        CREATE TABLE pads (
          name TEXT NOT NULL PRIMARY KEY,
          id INTEGER NOT NULL,
          created INTEGER NOT NULL,
          updated INTEGER NOT NULL,
          epoch BLOB NOT NULL,
          sequence INTEGER NOT NULL,
          checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE log (
          pad INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          time INTEGER NOT NULL,
          author TEXT,
          content BLOB NOT NULL,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (pad, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE checkpoints (
          pad INTEGER NOT NULL PRIMARY KEY,
          sequence INTEGER NOT NULL,
          state BLOB NOT NULL,
          pending BLOB,
          checksum INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE records (
          collection TEXT NOT NULL,
          key TEXT NOT NULL,
          revision INTEGER NOT NULL,
          value BLOB NOT NULL,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (collection, key)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE catalog (
          pad INTEGER NOT NULL PRIMARY KEY,
          sequence INTEGER NOT NULL,
          title TEXT NOT NULL
        ) STRICT;
        """
    ),
    Migration(
      version: 2,
      name: "who brought what",
      sql: """
        CREATE TABLE bindings (
          pad INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          owner TEXT,
          clients BLOB NOT NULL,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (pad, sequence)
        ) STRICT, WITHOUT ROWID;
        """
    ),
    Migration(
      version: 3,
      name: "whose pads",
      sql: """
        CREATE INDEX first_authors ON log (author, pad) WHERE sequence = 1;
        CREATE INDEX pad_numbers ON pads (id);
        """
    ),
    Migration(
      version: 4,
      name: "history",
      sql: """
        ALTER TABLE log ADD COLUMN count INTEGER NOT NULL DEFAULT 1;
        CREATE TABLE stretches (
          pad INTEGER NOT NULL,
          start INTEGER NOT NULL,
          last INTEGER NOT NULL,
          time INTEGER NOT NULL,
          spans BLOB NOT NULL,
          head_checksum INTEGER NOT NULL,
          content BLOB NOT NULL,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (pad, start)
        ) STRICT;
        CREATE TABLE credits (
          pad INTEGER NOT NULL,
          sequence INTEGER NOT NULL,
          client INTEGER NOT NULL,
          first INTEGER NOT NULL,
          end INTEGER NOT NULL,
          author TEXT,
          checksum INTEGER NOT NULL,
          PRIMARY KEY (pad, sequence, client, first)
        ) STRICT, WITHOUT ROWID;
        """
    ),
  ]

  /// The version this program writes.
  static var currentVersion: Int { migrations.last?.version ?? 0 }

  /// Reads the version of a database.
  ///
  /// - Returns: 0 for an empty file.
  /// - Throws: ``StorageError/foreignDatabase(path:)`` for another program's file.
  static func version(in db: Database, path: String) throws -> Int {
    let application = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    if application == applicationID {
      return try Int.fetchOne(db, sql: "SELECT max(version) FROM migrations") ?? 0
    }
    let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard application == 0, tables == 0 else { throw StorageError.foreignDatabase(path: path) }
    return 0
  }

  /// Brings a database to the last version, all steps or none.
  static func migrate(
    _ db: Database,
    path: String,
    time: Int64,
    steps: [Migration] = migrations
  ) throws {
    let found = try version(in: db, path: path)
    let missing = steps.filter { $0.version > found }
    guard !missing.isEmpty else { return }
    try db.inTransaction(.immediate) {
      for step in missing {
        if step.version == 1 {
          try db.execute(
            sql: """
              PRAGMA application_id = \(applicationID);
              CREATE TABLE migrations (
                version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, time INTEGER NOT NULL
              ) STRICT
              """
          )
        }
        try db.execute(sql: step.sql)
        try db.execute(
          sql: "INSERT INTO migrations (version, name, time) VALUES (?, ?, ?)",
          arguments: [step.version, step.name, time]
        )
      }
      return .commit
    }
  }
}
