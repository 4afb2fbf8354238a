// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import TextCRDT

/// A binding as a row holds it: beside the log row that made it, its client IDs as varUints.
struct StoredBinding: Equatable, Sendable {
  let sequence: UInt64
  let binding: ClientBinding

  init(_ binding: ClientBinding, sequence: UInt64) {
    self.sequence = sequence
    self.binding = binding
  }

  /// Writes the row.
  func insert(pad: Int64, in db: Database) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO bindings (pad, sequence, owner, clients, checksum) VALUES (?, ?, ?, ?, ?)
        """
    )
    var writer = ByteWriter()
    for client in binding.clients { writer.writeVarUInt(client.rawValue) }
    try statement.execute(arguments: [
      pad, Int64(bitPattern: sequence), binding.owner, Data(writer.bytes),
      RowChecksums.binding(
        owner: binding.owner,
        clients: writer.bytes,
        sequence: sequence,
        pad: pad
      ),
    ])
  }

  /// Reads the rows of a pad, each with its checksum.
  static func fetchAll(of pad: StoredPad, in db: Database) throws -> [StoredBinding] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT sequence, owner, clients, checksum FROM bindings WHERE pad = ? ORDER BY sequence
        """
    )
    let rows = try Row.fetchCursor(statement, arguments: [pad.id])
    var found: [StoredBinding] = []
    while let row = try rows.next() {
      let sequence = try row.number(0)
      let owner = try row.decode(String?.self, atIndex: 1)
      let bytes = try row.bytes(2)
      let checksum = RowChecksums.binding(
        owner: owner,
        clients: bytes,
        sequence: sequence,
        pad: pad.id
      )
      guard try row.intact(3) == checksum, let clients = clients(from: bytes) else {
        throw StorageError.damagedPad(name: pad.record.name, part: .binding(sequence))
      }
      let binding = ClientBinding(owner: owner, clients: clients)
      found.append(StoredBinding(binding, sequence: sequence))
    }
    return found
  }

  private static func clients(from bytes: [UInt8]) -> [ClientID]? {
    var reader = ByteReader(bytes)
    var clients: [ClientID] = []
    while !reader.isAtEnd {
      guard let client = try? reader.readVarUInt() else { return nil }
      clients.append(ClientID(rawValue: client))
    }
    return clients
  }
}
