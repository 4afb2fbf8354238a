// SPDX-License-Identifier: Apache-2.0

import Storage
import TextCRDT

/// The history of one pad: reads the log behind the room's back, stretch by stretch.
///
/// It is an actor of its own, so that no room waits for it, and sees only what is committed.
actor PadHistory {
  let name: PadName
  let storage: PadStorage
  private let limits: HistoryLimits
  /// The stretches before the last one, from the log's beginning.
  private(set) var heads: [StoredStretch.Head] = []
  /// The last one; nil before the first look.
  private var current: Stretch?
  /// Others that were looked into lately, the latest last.
  private var loaded: [Stretch] = []
  /// Up to where the last one is stored.
  private var storedThrough: UInt64 = 0
  /// Who is following the log now; others wait for them.
  private var following: Task<Result<Void, PadError>, Never>?
  /// How often everything was forgotten: what was begun before is not stored any more.
  private var generation = 0

  init(name: PadName, storage: PadStorage, limits: HistoryLimits) {
    self.name = name
    self.storage = storage
    self.limits = limits
  }

  /// Forgets everything, because what is stored is another.
  func forget() {
    generation += 1
    (heads, current, loaded, storedThrough) = ([], nil, [], 0)
  }

  /// The last stretch, with everything that was committed when this was asked for.
  func latest() async throws(PadError) -> Stretch {
    // Somebody may change what is stored while it is read; then it is read again.
    for _ in 0..<3 {
      while let following {
        // What it follows to may be short of what is committed now.
        _ = await following.value
      }
      let began = generation
      let task = Task { await self.follow() }
      following = task
      let result = await task.value
      if began == generation {
        try result.get()
        if let current { return current }
      }
    }
    throw .closing
  }

  /// Reads what was committed since, as the one who does for all who wait.
  private func follow() async -> Result<Void, PadError> {
    // Here, so that it is done before anybody who waits goes on.
    defer { following = nil }
    let began = generation
    do throws(StorageError) {
      guard let record = try await storage.updateLog.record(of: name.rawValue) else {
        return .failure(.notFound)
      }
      if current == nil { try await load() }
      while began == generation, let stretch = current, stretch.last < record.lastSequence {
        let page = try await storage.updateLog.page(
          of: name.rawValue,
          after: stretch.last,
          limit: limits.pageSize
        )
        guard began == generation else { break }
        try await take(page)
        await Task.yield()
      }
      if began == generation { try await storeIfItPays() }
      return .success(())
    } catch {
      if began == generation { (heads, current, loaded, storedThrough) = ([], nil, [], 0) }
      return .failure(.storage(error))
    }
  }

  private func take(_ page: [CreditedEntry]) async throws(StorageError) {
    let began = generation
    guard let first = current, !page.isEmpty else { throw damage(at: (current?.last ?? 0) + 1) }
    var stretch = first
    var filled: [Stretch] = []
    for credited in page {
      do throws(UpdateError) {
        if stretch.isFull(limits) {
          let full = stretch
          stretch = try full.successor()
          try stretch.take(credited)
          heads.append(full.head)
          keep(full)
          current = stretch
          storedThrough = stretch.start
          filled.append(full)
        } else {
          try stretch.take(credited)
        }
      } catch {
        throw damage(at: credited.entry.sequence)
      }
    }
    for full in filled where began == generation { try await store(full) }
  }

  /// Keeps a stretch besides the last one in memory for a while.
  private func keep(_ stretch: Stretch) {
    loaded.removeAll { $0.start == stretch.start }
    loaded.append(stretch)
    if loaded.count > limits.maximumLoaded { loaded.removeFirst() }
  }

  private func damage(at sequence: UInt64) -> StorageError {
    .damagedPad(name: name.rawValue, part: .row(sequence))
  }

  /// Takes up what is stored, or begins at the log's beginning.
  private func load() async throws(StorageError) {
    heads = try await storage.stretches.heads(of: name.rawValue)
    while let head = heads.popLast() {
      let stored = try await storage.stretches.stretch(after: head.start, of: name.rawValue)
      if let stored, let stretch = Stretch(stored) {
        current = stretch
        storedThrough = stretch.last
        return
      }
      try await storage.stretches.drop(from: head.last, of: name.rawValue)
    }
    current = Stretch()
    storedThrough = 0
  }

  private func storeIfItPays() async throws(StorageError) {
    guard let current else { return }
    let unstored = current.rows.count { $0.sequence > storedThrough }
    guard unstored >= max(limits.worthStoring, current.rows.count / 8) else { return }
    try await store(current)
  }

  private func store(_ stretch: Stretch) async throws(StorageError) {
    let stored = stretch.stored
    // The writer has it in its queue before anything else of this actor can run.
    try await storage.stretches.store(stored, of: name.rawValue)
    if stretch.start == current?.start { storedThrough = stored.head.last }
  }

  /// The stretch that holds a moment, with everything before it.
  ///
  /// - Throws: ``PadError/noSuchMoment`` beyond the last row.
  func stretch(holding sequence: UInt64) async throws(PadError) -> Stretch {
    let current = try await latest()
    guard sequence <= current.last else { throw .noSuchMoment }
    if sequence > current.start || heads.isEmpty { return current }
    guard let head = heads.last(where: { $0.start < sequence }) ?? heads.first else {
      return current
    }
    return try await stretch(after: head)
  }

  /// A stretch before the last one.
  func stretch(after head: StoredStretch.Head) async throws(PadError) -> Stretch {
    if let stretch = loaded.first(where: { $0.start == head.start }) {
      keep(stretch)
      return stretch
    }
    do {
      let stored = try await storage.stretches.stretch(after: head.start, of: name.rawValue)
      if let stored, let stretch = Stretch(stored) {
        keep(stretch)
        return stretch
      }
      // Damaged or gone: from there on all is made anew.
      try await storage.stretches.drop(from: head.last, of: name.rawValue)
    } catch {
      throw .storage(error)
    }
    forget()
    throw .closing
  }

  /// Finds a moment.
  func find(
    _ moment: Moment
  ) async throws(PadError) -> (stretch: Stretch, row: UInt32, found: FoundMoment) {
    let stretch: Stretch
    let row: UInt32
    switch moment {
    case .now:
      stretch = try await latest()
      row = UInt32(stretch.rows.count - 1)
    case .sequence(let sequence):
      stretch = try await self.stretch(holding: sequence)
      row = stretch.row(at: sequence)
    case .time(let time):
      let current = try await latest()
      if let head = heads.first(where: { $0.lastTime > time }) {
        stretch = try await self.stretch(after: head)
      } else {
        stretch = current
      }
      row = stretch.row(atTime: time)
    }
    let entry = stretch.rows[Int(row)]
    let found = FoundMoment(
      sequence: entry.sequence,
      time: entry.sequence == 0 ? nil : entry.time
    )
    return (stretch, row, found)
  }
}
