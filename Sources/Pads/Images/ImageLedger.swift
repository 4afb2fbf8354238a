// SPDX-License-Identifier: Apache-2.0

import Storage

/// How many bytes of images each pad brought, and all pads together.
///
/// Room is reserved before an image is written and given back when it was not. A power cut in
/// between counts one image too many, never one too few.
struct ImageLedger: Sendable {
  private static let collection = "imageBytes"
  /// No pad has this name.
  private static let total = "*"

  let records: any RecordStore
  let limits: ImageLimits

  /// Sets room for an image aside.
  ///
  /// - Throws: ``PadError/padImagesFull``, ``PadError/imagesFull`` or ``PadError/storage(_:)``;
  ///   nothing is set aside then.
  func reserve(_ byteCount: Int, for pad: PadName) async throws(PadError) {
    let cost = max(byteCount, limits.minimumBytes)
    let hasRoom = try await add(cost, to: pad.rawValue, upTo: limits.maximumBytesPerPad)
    guard hasRoom else { throw .padImagesFull }
    do throws(PadError) {
      guard try await add(cost, to: Self.total, upTo: limits.maximumTotalBytes) else {
        throw .imagesFull
      }
    } catch {
      _ = try await add(-cost, to: pad.rawValue, upTo: .max)
      throw error
    }
  }

  /// Gives back what was set aside for an image that was not written.
  func release(_ byteCount: Int, for pad: PadName) async throws(PadError) {
    let cost = max(byteCount, limits.minimumBytes)
    _ = try await add(-cost, to: Self.total, upTo: .max)
    _ = try await add(-cost, to: pad.rawValue, upTo: .max)
  }

  /// Forgets what a pad brought that is no more; what is left of it still counts among all.
  func forget(_ pad: PadName) async throws(PadError) {
    do throws(StorageError) {
      while let record = try await records.record(pad.rawValue, in: Self.collection) {
        let isRemoved = try await records.put(
          nil,
          at: pad.rawValue,
          in: Self.collection,
          ifRevision: record.revision
        )
        if isRemoved { return }
      }
    } catch {
      throw .storage(error)
    }
  }

  /// Adds to a sum; whoever finds it changed meanwhile adds again.
  ///
  /// - Returns: `false`, and nothing is added, when the sum would exceed its maximum.
  private func add(_ bytes: Int, to key: String, upTo maximum: Int) async throws(PadError) -> Bool {
    do throws(StorageError) {
      while true {
        let record = try await records.record(key, in: Self.collection)
        let known = record.flatMap { Int(String(decoding: $0.value, as: UTF8.self)) } ?? 0
        let sum = max(0, known + bytes)
        guard sum <= maximum else { return false }
        let isWritten = try await records.put(
          Array(String(sum).utf8),
          at: key,
          in: Self.collection,
          ifRevision: record?.revision ?? 0
        )
        if isWritten { return true }
      }
    } catch {
      throw .storage(error)
    }
  }
}
