// SPDX-License-Identifier: Apache-2.0

import Crypto
public import Storage

/// The images of all pads, each kept once under the hash of its content.
public struct ImageShelf: Sendable {
  /// The largest image kept, in bytes.
  public static let maximumBytes = 5 << 20

  private static let collection = "images"
  private let records: any RecordStore
  private let ledger: ImageLedger

  /// Keeps images among the records of a data folder.
  ///
  /// - Parameters:
  ///   - records: The records.
  ///   - limits: How much room images may take.
  public init(_ records: any RecordStore, limits: ImageLimits = ImageLimits()) {
    self.records = records
    ledger = ImageLedger(records: records, limits: limits)
  }

  /// Keeps an image, on disk when this returns.
  ///
  /// One that is kept already takes no more room.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - pad: The pad it was sent to.
  /// - Returns: Its name: the hash of the content and an ending, or `nil` for what is no image of
  ///   a known kind, or larger than ``maximumBytes``.
  /// - Throws: ``PadError/padImagesFull``, ``PadError/imagesFull`` or ``PadError/storage(_:)``.
  public func keep(_ bytes: [UInt8], for pad: PadName) async throws(PadError) -> String? {
    guard bytes.count <= Self.maximumBytes, let type = ImageType(bytes) else { return nil }
    let key = SHA256.hash(data: bytes).hexadecimal
    let name = "\(key).\(type.rawValue)"
    if try await image(name) != nil { return name }
    try await ledger.reserve(bytes.count, for: pad)
    let isFirst: Bool
    do throws(StorageError) {
      isFirst = try await records.put(bytes, at: key, in: Self.collection, ifRevision: 0)
    } catch {
      try await ledger.release(bytes.count, for: pad)
      throw .storage(error)
    }
    // Somebody who kept the same image meanwhile kept the same bytes.
    if !isFirst { try await ledger.release(bytes.count, for: pad) }
    return name
  }

  /// Those of some hashes that are images kept here.
  func known(among keys: Set<String>) async throws(PadError) -> Set<String> {
    var known: Set<String> = []
    do throws(StorageError) {
      for key in keys where try await records.record(key, in: Self.collection) != nil {
        known.insert(key)
      }
    } catch {
      throw .storage(error)
    }
    return known
  }

  /// Deletes images for good, by the hashes of their content, and what a pad's are counted with; the
  /// pad takes no more.
  func delete(_ keys: Set<String>, of pad: PadName) async throws(PadError) {
    for key in keys.sorted() {
      let byteCount: Int
      do throws(StorageError) {
        guard let record = try await records.record(key, in: Self.collection),
          try await records.put(nil, at: key, in: Self.collection, ifRevision: record.revision)
        else { continue }
        byteCount = record.value.count
      } catch {
        throw .storage(error)
      }
      try await ledger.release(byteCount, for: pad)
    }
    try await ledger.forget(pad)
  }

  /// Finds an image.
  ///
  /// - Parameter name: As ``keep(_:for:)`` returned it.
  /// - Returns: The file and its kind, or `nil` when there is none of that name.
  /// - Throws: ``PadError/storage(_:)``.
  public func image(_ name: String) async throws(PadError) -> (bytes: [UInt8], type: ImageType)? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let key = parts.first, key.utf8.count == 64 else { return nil }
    let record: Record?
    do throws(StorageError) {
      record = try await records.record(String(key), in: Self.collection)
    } catch {
      throw .storage(error)
    }
    guard let record, let type = ImageType(record.value), type.rawValue == parts[1] else {
      return nil
    }
    return (record.value, type)
  }
}
