// SPDX-License-Identifier: Apache-2.0

import TextCRDT

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
    // Rows that stand for themselves alone keep the checksum that earlier versions gave them.
    if entry.count > 1 { crc.add(entry.count) }
    return Int64(crc.value)
  }

  static func credit(_ stored: StoredCredit, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(stored.sequence)
    crc.add(stored.credit.client.rawValue)
    crc.add(stored.credit.clocks.lowerBound)
    crc.add(stored.credit.clocks.upperBound)
    crc.add(stored.credit.author)
    return Int64(crc.value)
  }

  static func stretch(_ head: StoredStretch.Head, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(head.start)
    crc.add(head.last)
    crc.add(UInt64(bitPattern: head.lastTime))
    crc.add(head.spans)
    return Int64(crc.value)
  }

  static func stretch(_ stretch: StoredStretch, pad: Int64) -> Int64 {
    var crc = CRC32C()
    crc.add(UInt64(bitPattern: pad))
    crc.add(stretch.head.start)
    crc.add(stretch.head.last)
    crc.add(stretch.content)
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
