// SPDX-License-Identifier: Apache-2.0

import Pads
import Storage
import Synchronization

/// A log whose commits a test can hold, fail and count.
final class GatedLog: UpdateLog {
  private struct State: Sendable {
    var isHeld = false
    var failure: StorageError?
    var appendCount = 0
    var replayCount = 0
    var held: [CheckedContinuation<Void, Never>] = []
    var arrivals: [CheckedContinuation<Void, Never>] = []
  }

  private let log: any UpdateLog
  private let state = Mutex(State())

  init(_ log: any UpdateLog) {
    self.log = log
  }

  var appendCount: Int { state.withLock { $0.appendCount } }
  var replayCount: Int { state.withLock { $0.replayCount } }

  /// Makes commits wait from now on.
  func hold() {
    state.withLock { $0.isHeld = true }
  }

  /// Makes the next commit or erasure fail.
  func failNext(_ error: StorageError) {
    state.withLock { $0.failure = error }
  }

  /// Returns when a commit is being held.
  func waitForCommit() async {
    await withCheckedContinuation { continuation in
      let isHere = state.withLock { state in
        if state.held.isEmpty { state.arrivals.append(continuation) }
        return !state.held.isEmpty
      }
      if isHere { continuation.resume() }
    }
  }

  /// Lets the held commits go on, and all after them.
  func release() {
    let held = state.withLock { state in
      state.isHeld = false
      defer { state.held = [] }
      return state.held
    }
    for continuation in held { continuation.resume() }
  }

  func append(
    _ entries: [NewLogEntry],
    to pad: String
  ) async throws(StorageError) -> PadRecord {
    await withCheckedContinuation { continuation in
      let (arrivals, isHeld) = state.withLock { state in
        state.appendCount += 1
        guard state.isHeld else { return ([CheckedContinuation<Void, Never>](), false) }
        state.held.append(continuation)
        defer { state.arrivals = [] }
        return (state.arrivals, true)
      }
      for arrival in arrivals { arrival.resume() }
      if !isHeld { continuation.resume() }
    }
    let failure = state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
    if let failure { throw failure }
    return try await log.append(entries, to: pad)
  }

  func replay(_ pad: String, after sequence: UInt64) async throws(StorageError) -> [LogEntry] {
    state.withLock { $0.replayCount += 1 }
    return try await log.replay(pad, after: sequence)
  }

  func record(of pad: String) async throws(StorageError) -> PadRecord? {
    try await log.record(of: pad)
  }

  func soundEntries(
    of pad: String,
    after sequence: UInt64
  ) async throws(StorageError) -> [LogEntry] {
    try await log.soundEntries(of: pad, after: sequence)
  }

  func erase(_ pad: String) async throws(StorageError) {
    let failure = state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
    if let failure { throw failure }
    try await log.erase(pad)
  }

  func erase(_ erasure: UnitErasure, from pad: String) async throws(StorageError) {
    let failure = state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
    if let failure { throw failure }
    try await log.erase(erasure, from: pad)
  }

  func scrub() async throws(StorageError) { try await log.scrub() }

  func replaceAuthor(_ author: String, by other: String) async throws(StorageError) {
    try await log.replaceAuthor(author, by: other)
  }

  func contributions(by author: String) async throws(StorageError) -> [Contribution] {
    try await log.contributions(by: author)
  }

  func entry(_ sequence: UInt64, of pad: String) async throws(StorageError) -> LogEntry? {
    try await log.entry(sequence, of: pad)
  }

  func bindings(of pad: String) async throws(StorageError) -> [ClientBinding] {
    try await log.bindings(of: pad)
  }

  func page(
    of pad: String,
    after sequence: UInt64,
    limit: Int
  ) async throws(StorageError) -> [CreditedEntry] {
    try await log.page(of: pad, after: sequence, limit: limit)
  }

  func coalesce(
    _ pad: String,
    after sequence: UInt64,
    before time: Int64,
    limit: Int
  ) async throws(StorageError) -> Coalescing {
    try await log.coalesce(pad, after: sequence, before: time, limit: limit)
  }
}
