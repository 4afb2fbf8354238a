// SPDX-License-Identifier: Apache-2.0

public import Storage

/// The time after a restore from backup in which clients may bring back what others wrote.
public enum RecoveryWindow {
  /// How long it is open unless somebody says otherwise.
  public static let usualLength: Duration = .seconds(7 * 86_400)

  private static let collection = "server"
  private static let recordKey = "recovery-end"

  /// Opens the window.
  ///
  /// - Parameters:
  ///   - records: The restored data folder's.
  ///   - length: How long it stays open.
  ///   - now: The time in milliseconds since 1970.
  /// - Throws: ``StorageError``.
  public static func open(
    in records: any RecordStore,
    for length: Duration = usualLength,
    now: Int64 = DataFolder.systemTime()
  ) async throws(StorageError) {
    let end = now + length.components.seconds * 1_000
    var isWritten = false
    while !isWritten {
      let known = try await records.record(recordKey, in: collection)
      isWritten = try await records.put(
        [UInt8](String(end).utf8),
        at: recordKey,
        in: collection,
        ifRevision: known?.revision ?? 0
      )
    }
  }

  /// How much longer the window is open.
  ///
  /// - Parameters:
  ///   - records: The data folder's.
  ///   - now: The time in milliseconds since 1970.
  /// - Returns: The rest; `nil` when it is over or was never opened.
  /// - Throws: ``StorageError``.
  public static func remaining(
    in records: any RecordStore,
    now: Int64 = DataFolder.systemTime()
  ) async throws(StorageError) -> Duration? {
    guard let record = try await records.record(recordKey, in: collection),
      let end = Int64(String(decoding: record.value, as: UTF8.self)), end > now
    else { return nil }
    return .milliseconds(end - now)
  }
}
