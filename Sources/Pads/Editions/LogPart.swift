// SPDX-License-Identifier: Apache-2.0

import Crypto
import Storage

/// The history under an edition as bytes: row after row its number, its time in milliseconds since 1970
/// (64 bits each), the length of its update (32 bits), all big-endian, and the update.
///
/// Who brought a row is not in it: they may ask to be forgotten, which an edition outlives.
public enum LogPart {
  /// A row of a history.
  public struct Row: Equatable, Sendable {
    /// Its number.
    public let sequence: UInt64
    /// When it was committed, in milliseconds since 1970.
    public let time: Int64
    /// A v1 update.
    public let update: [UInt8]

    init(sequence: UInt64, time: Int64, update: [UInt8]) {
      self.sequence = sequence
      self.time = time
      self.update = update
    }

    init(_ entry: LogEntry) {
      self.init(sequence: entry.sequence, time: entry.time, update: entry.update)
    }

    /// The row as the part holds it.
    public var encoded: [UInt8] {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(LogPart.headBytes + update.count)
      for value in [sequence, UInt64(bitPattern: time)] {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
      }
      withUnsafeBytes(of: UInt32(update.count).bigEndian) { bytes.append(contentsOf: $0) }
      return bytes + update
    }
  }

  /// What stands before an update.
  static let headBytes = 20

  /// Cuts the part into its rows.
  ///
  /// - Parameter bytes: The part.
  /// - Returns: The rows, as far as they go, and whether nothing is left over.
  public static func rows(of bytes: [UInt8]) -> (rows: [Row], isWhole: Bool) {
    var rows: [Row] = []
    var place = 0
    func number(_ offset: Int, _ count: Int) -> UInt64 {
      bytes[(place + offset)..<(place + offset + count)].reduce(0) { $0 << 8 | UInt64($1) }
    }
    while bytes.count - place >= headBytes {
      let length = Int(number(16, 4))
      guard length <= bytes.count - place - headBytes else { break }
      let start = place + headBytes
      rows.append(
        Row(
          sequence: number(0, 8),
          time: Int64(bitPattern: number(8, 8)),
          update: Array(bytes[start..<(start + length)])
        )
      )
      place = start + length
    }
    return (rows, place == bytes.count)
  }
}

/// Takes the digest of a history, row by row.
struct LogDigest {
  private var hasher = SHA256()
  private var byteCount = 0

  mutating func add(_ row: LogPart.Row) {
    let bytes = row.encoded
    hasher.update(data: bytes)
    byteCount += bytes.count
  }

  var digest: EditionManifest.Digest {
    EditionManifest.Digest(
      sha256: hasher.finalize().hexadecimal,
      byteCount: byteCount
    )
  }
}
