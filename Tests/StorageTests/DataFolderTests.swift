// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite struct DataFolderTests {
  @Test("belongs to one process at a time")
  func lock() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    #expect(throws: StorageError.folderInUse(path: folder.path)) {
      try DataFolder(path: folder.path)
    }
    await data.close()
    let next = try DataFolder(path: folder.path)
    await next.close()
  }

  @Test("refuses a newer schema and touches nothing")
  func newerSchema() async throws {
    let folder = try TemporaryFolder()
    let data = try DataFolder(path: folder.path)
    await data.close()
    let path = folder.path + "/encrier.sqlite"
    let other = try DatabaseQueue(path: path)
    try await other.write { db in
      try db.execute(sql: "INSERT INTO migrations VALUES (99, 'from the future', 0)")
    }
    try other.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(throws: StorageError.newerSchema(found: 99, known: Schema.currentVersion)) {
      try DataFolder(path: folder.path)
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
  }

  @Test("refuses another program's database")
  func foreignDatabase() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/encrier.sqlite"
    let other = try DatabaseQueue(path: path)
    try await other.write { db in try db.execute(sql: "CREATE TABLE cakes (name TEXT)") }
    try other.close()
    #expect(throws: StorageError.foreignDatabase(path: path)) {
      try DataFolder(path: folder.path)
    }
  }

  @Test("refuses a file that is no database")
  func noDatabase() throws {
    let folder = try TemporaryFolder()
    try Data(repeating: 0x41, count: 10_000)
      .write(to: folder.url.appendingPathComponent("encrier.sqlite"))
    #expect(throws: StorageError.damagedDatabase(code: 26)) {
      try DataFolder(path: folder.path)
    }
  }

  @Test("runs each migration once, all or nothing")
  func migrations() throws {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { db in
      try Schema.migrate(db, path: "", time: 1)
      try Schema.migrate(db, path: "", time: 2)
      let times = try Int.fetchAll(db, sql: "SELECT time FROM migrations")
      #expect(times == Schema.migrations.map { _ in 1 })
      let broken =
        Schema.migrations + [
          Schema.Migration(
            version: Schema.currentVersion + 1,
            name: "x",
            sql: "CREATE TABLE x (y); SELECT nonsense;"
          )
        ]
      #expect(throws: DatabaseError.self) {
        try Schema.migrate(db, path: "", time: 3, steps: broken)
      }
      #expect(try Schema.version(in: db, path: "") == Schema.currentVersion)
      #expect(try db.tableExists("x") == false)
    }
  }
}
