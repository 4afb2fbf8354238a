// SPDX-License-Identifier: Apache-2.0

import Pads
import Storage
import TestSupport
import Testing

@Suite struct RecoveryWindowTests {
  @Test("is closed until it is opened, and closes by itself")
  func window() async throws {
    let temporary = try TemporaryFolder()
    let folder = try DataFolder(path: temporary.path)
    #expect(try await RecoveryWindow.remaining(in: folder.records, now: 0) == nil)
    try await RecoveryWindow.open(in: folder.records, for: .seconds(10), now: 1_000)
    #expect(try await RecoveryWindow.remaining(in: folder.records, now: 1_000) == .seconds(10))
    #expect(try await RecoveryWindow.remaining(in: folder.records, now: 10_500) == .seconds(0.5))
    #expect(try await RecoveryWindow.remaining(in: folder.records, now: 11_000) == nil)
    try await RecoveryWindow.open(in: folder.records, for: .seconds(1), now: 20_000)
    #expect(try await RecoveryWindow.remaining(in: folder.records, now: 20_000) == .seconds(1))
    await folder.close()
  }
}
