// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
import Synchronization

/// The one writer: everything that is written passes through it, in groups.
///
/// A commit takes all jobs that wait, in their order, and starts when the commit before it ends.
/// There is no timer: an idle store commits at once, a busy one in groups.
final class SQLiteWriter: Sendable {
  /// One write that waits for its commit.
  private struct Job: Sendable {
    /// Writes, and returns what tells the caller how the commit ended.
    ///
    /// It throws only what makes the whole transaction useless.
    let perform: @Sendable (Database, PadCache) throws -> @Sendable (StorageError?) -> Void
    /// Tells the caller that the write never happened.
    let fail: @Sendable (StorageError) -> Void
  }

  private struct State: Sendable {
    var jobs: [Job] = []
    var isRunning = false
    var isClosed = false
    var statistics = StorageStatistics()
  }

  private let database: SQLiteDatabase
  private let cache: PadCache
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "encrier.storage.writer", qos: .userInitiated)

  init(database: SQLiteDatabase, cache: PadCache) {
    self.database = database
    self.cache = cache
  }

  /// How many transactions were committed.
  var commitCount: Int { state.withLock { $0.statistics.commitCount } }

  /// What was committed so far, and what waits.
  var statistics: StorageStatistics {
    state.withLock { state in
      var statistics = state.statistics
      statistics.waitingCount = state.jobs.count
      return statistics
    }
  }

  /// How many writes wait for the next commit.
  var waitingCount: Int { state.withLock { $0.jobs.count } }

  /// Writes and returns when it is on disk.
  ///
  /// - Parameter body: Runs in a transaction shared with others. It may refuse by throwing a
  ///   ``StorageError`` before its first write; any other error fails the whole group.
  /// - Returns: What the body returned.
  /// - Throws: ``StorageError``; nothing was written then.
  func write<T: Sendable>(
    _ body: @escaping @Sendable (Database, PadCache) throws -> T
  ) async throws(StorageError) -> T {
    let outcome: Result<T, StorageError> = await withCheckedContinuation { continuation in
      submit(
        Job(
          perform: { db, cache in
            let result: Result<T, StorageError>
            do {
              result = .success(try body(db, cache))
            } catch let refusal as StorageError {
              result = .failure(refusal)
            }
            return { error in
              continuation.resume(returning: error.map { .failure($0) } ?? result)
            }
          },
          fail: { continuation.resume(returning: .failure($0)) }
        )
      )
    }
    return try outcome.get()
  }

  /// Takes what was deleted out of the write-ahead log, too, after what waits is committed.
  func scrub() async throws(StorageError) {
    let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
      queue.async { [database] in
        continuation.resume(returning: Result { try database.scrub() })
      }
    }
    do {
      try result.get()
    } catch {
      throw StorageError(error)
    }
  }

  /// Commits what waits, refuses everything after it, and closes the database.
  func close() async {
    await withCheckedContinuation { continuation in
      let wasClosed = state.withLock { state in
        defer { state.isClosed = true }
        return state.isClosed
      }
      queue.async { [database] in
        if !wasClosed { database.close() }
        continuation.resume()
      }
    }
  }

  private func submit(_ job: Job) {
    enum Next { case refuse, wait, start }
    let next: Next = state.withLock { state in
      guard !state.isClosed else { return .refuse }
      state.jobs.append(job)
      guard !state.isRunning else { return .wait }
      state.isRunning = true
      return .start
    }
    switch next {
    case .refuse: job.fail(.closed)
    case .wait: break
    case .start: queue.async { [self] in drain() }
    }
  }

  private func drain() {
    while true {
      let jobs = state.withLock { state in
        let jobs = state.jobs
        state.jobs = []
        state.isRunning = !jobs.isEmpty
        return jobs
      }
      guard !jobs.isEmpty else { return }
      commit(jobs)
    }
  }

  private func commit(_ jobs: [Job]) {
    let begun = ContinuousClock.now
    do {
      let finish = try database.writeBlocking { db in
        try jobs.map { try $0.perform(db, cache) }
      }
      state.withLock { $0.statistics.committed(jobs.count, in: .now - begun) }
      for finish in finish { finish(nil) }
    } catch {
      cache.forgetAll()
      let failure = StorageError(error)
      state.withLock { $0.statistics.failureCount += 1 }
      if case .inputOutput = failure { database.discardHandle() }
      if case .refused = failure, jobs.count > 1 {
        // One statement failed for its own reasons; the others must not pay for it.
        for job in jobs { commit([job]) }
      } else {
        for job in jobs { job.fail(failure) }
      }
    }
  }
}
