// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite struct MigrationTests {
  /// A data folder as the first version left it: pads "autre" (1 row) and "reunion" (2 rows).
  private func oldFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: ProjectRoot.path + "/Tests/StorageTests/Fixtures/schema-1.sqlite",
      toPath: folder.path + "/encrier.sqlite"
    )
    return folder
  }

  private func version(of path: String) throws -> Int? {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in try Int.fetchOne(db, sql: "SELECT max(version) FROM migrations") }
  }

  private func content(of path: String) throws -> [[DatabaseValue]] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { db in
      try ["pads", "log", "checkpoints", "records", "catalog", "migrations"].flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { row in
          Array(row.databaseValues)
        }
      }
    }
  }

  @Test("an older database keeps its pads, and a copy of it stays")
  func migrates() async throws {
    let folder = try oldFolder()
    let before = try content(of: folder.path + "/encrier.sqlite")
    let data = try DataFolder(path: folder.path)
    #expect(try await data.updateLog.replay("reunion", after: 0).count == 2)
    #expect(try await data.updateLog.replay("autre", after: 0).count == 1)
    #expect(try await data.updateLog.bindings(of: "autre") == [])
    _ = try await data.updateLog.append([NewLogEntry(update: [0, 0])], to: "autre")
    await data.close()
    #expect(try version(of: folder.path + "/encrier.sqlite") == Schema.currentVersion)
    let copy = folder.path + "/encrier.schema-1.sqlite"
    #expect(try content(of: copy) == before)
    // The copy is a database that can be put back.
    let restored = try TemporaryFolder()
    _ = try DataFolder.restore(copy, into: restored.path)
    let again = try DataFolder(path: restored.path)
    #expect(try await again.updateLog.replay("reunion", after: 0).count == 2)
    await again.close()
  }

  @Test("a new database and one of the current version are not copied")
  func noCopy() async throws {
    let folder = try TemporaryFolder()
    for _ in 0..<2 { await (try DataFolder(path: folder.path)).close() }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["encrier.sqlite", "encrier.lock"])
  }

  @Test("when no copy can be kept the database stays as it was, and the next start goes on")
  func copyFails() async throws {
    let folder = try oldFolder()
    // A folder in the copy's place, with something in it, cannot be replaced.
    let obstacle = folder.path + "/encrier.schema-1.sqlite"
    try FileManager.default.createDirectory(
      atPath: obstacle + "/x",
      withIntermediateDirectories: true
    )
    #expect(throws: StorageError.self) { try DataFolder(path: folder.path) }
    #expect(try version(of: folder.path + "/encrier.sqlite") == 1)
    try FileManager.default.removeItem(atPath: obstacle)
    // What an attempt that was killed leaves is no obstacle.
    try Data("half".utf8).write(to: folder.url.appendingPathComponent("encrier.sqlite-copying"))
    await (try DataFolder(path: folder.path)).close()
    #expect(try version(of: folder.path + "/encrier.sqlite") == Schema.currentVersion)
    #expect(try version(of: obstacle) == 1)
  }

  @Test("all steps are carried out or none")
  func allOrNothing() throws {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { db in
      try Schema.migrate(db, path: "", time: 1, steps: [Schema.migrations[0]])
      let steps = [
        Schema.migrations[0],
        Schema.Migration(version: 2, name: "good", sql: "CREATE TABLE good (x)"),
        Schema.Migration(version: 3, name: "bad", sql: "CREATE TABLE bad (x); SELECT nonsense;"),
      ]
      #expect(throws: DatabaseError.self) {
        try Schema.migrate(db, path: "", time: 2, steps: steps)
      }
      #expect(try Schema.version(in: db, path: "") == 1)
      #expect(try db.tableExists("good") == false && db.tableExists("bad") == false)
    }
  }

  // MARK: Restoring

  @Test("a restored copy takes the place of what was there, which is kept")
  func restores() async throws {
    let source = try TemporaryFolder()
    var data = try DataFolder(path: source.path)
    let record = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    // A copy of a running server's files: the commit is in the log beside the database.
    let backup = try source.copy()
    await data.close()
    let target = try TemporaryFolder()
    data = try DataFolder(path: target.path)
    _ = try await data.updateLog.append([NewLogEntry(update: [2])], to: "b")
    #expect(throws: StorageError.folderInUse(path: target.path)) {
      try DataFolder.restore(backup.path + "/encrier.sqlite", into: target.path)
    }
    await data.close()
    let replaced = try DataFolder.restore(
      backup.path + "/encrier.sqlite",
      into: target.path,
      time: 5
    )
    #expect(replaced == target.path + "/replaced-5.sqlite")
    data = try DataFolder(path: target.path)
    #expect(try await data.updateLog.record(of: "a") == record)
    #expect(try await data.updateLog.record(of: "b") == nil)
    await data.close()
    let kept = try TemporaryFolder()
    _ = try DataFolder.restore(try #require(replaced), into: kept.path)
    data = try DataFolder(path: kept.path)
    #expect(try await data.updateLog.record(of: "b")?.lastSequence == 1)
    await data.close()
  }

  @Test(
    "what is no copy of a database of ours is refused, and the folder is as it was",
    arguments: ["missing", "junk", "foreign", "newer"]
  )
  func refuses(kind: String) async throws {
    let folder = try TemporaryFolder()
    var data = try DataFolder(path: folder.path)
    _ = try await data.updateLog.append([NewLogEntry(update: [1])], to: "a")
    await data.close()
    let file = try TemporaryFolder().path + "-\(kind)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    switch kind {
    case "junk": try Data(repeating: 65, count: 9_000).write(to: URL(fileURLWithPath: file))
    case "foreign", "newer":
      if kind == "newer" {
        try FileManager.default.copyItem(atPath: folder.path + "/encrier.sqlite", toPath: file)
      }
      let queue = try DatabaseQueue(path: file)
      try await queue.write { db in
        try db.execute(
          sql: kind == "newer"
            ? "INSERT INTO migrations VALUES (99, 'x', 0)" : "CREATE TABLE cakes (name TEXT)"
        )
      }
      try queue.close()
    default: break
    }
    #expect(throws: StorageError.self) { try DataFolder.restore(file, into: folder.path) }
    data = try DataFolder(path: folder.path)
    #expect(try await data.updateLog.record(of: "a")?.lastSequence == 1)
    await data.close()
  }
}
