// SPDX-License-Identifier: Apache-2.0

/// What the checksum of each kind of row covers: all of its columns, and its key, so that a row
/// in another row's place is found too.
enum RowChecksums {
  static func pad(_ pad: PadRecord, id: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(pad.name)
    crc.add(UInt64(bitPattern: id))
    crc.add(UInt64(bitPattern: pad.created))
    crc.add(UInt64(bitPattern: pad.updated))
    crc.add(pad.epoch)
    crc.add(pad.lastSequence)
    return Int64(crc.value)
  }

  static func entry(_ entry: LogEntry, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(entry.sequence)
    crc.add(UInt64(bitPattern: entry.time))
    crc.add(entry.author)
    crc.add(entry.update)
    return Int64(crc.value)
  }

  static func binding(owner: String?, clients: [UInt8], sequence: UInt64, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(sequence)
    crc.add(owner)
    crc.add(clients)
    return Int64(crc.value)
  }

  static func checkpoint(_ checkpoint: Checkpoint, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(checkpoint.sequence)
    crc.add(UInt64(checkpoint.state.count))
    crc.add(checkpoint.state)
    crc.add(checkpoint.pending == nil ? 0 : 1)
    crc.add(checkpoint.pending ?? [])
    return Int64(crc.value)
  }

  static func record(_ record: Record, collection: String) -> Int64 {
    var crc = CRC32C()
    crc.add(collection)
    crc.add(record.key)
    crc.add(record.revision)
    crc.add(record.value)
    return Int64(crc.value)
  }
}
