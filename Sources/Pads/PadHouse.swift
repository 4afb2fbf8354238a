// SPDX-License-Identifier: Apache-2.0

public import Logging
public import Storage
import SyncProtocol
import Synchronization
import TextCRDT

/// All pads of a server: opens rooms, lets them go, and keeps their clock.
public final class PadHouse: Sendable {
  private enum Place: Sendable {
    case opening(Task<Result<Room, PadError>, Never>)
    case open(Room)
  }

  private struct State: Sendable {
    var places: [PadName: Place] = [:]
    var isShutDown = false
    var ticker: Task<Void, Never>?
    /// What all rooms share; made for the first.
    var services: RoomServices?
    /// Whether rooms were let go since memory was last given back.
    var hasForgotten = false
  }

  let storage: PadStorage
  /// What a pad's own name is worth, and who may start pads.
  public let openness: Openness
  let limits: PadLimits
  /// Where events are told.
  public let logger: Logger
  let time: PadTime
  /// The computer's own time, in milliseconds since 1970.
  let now: @Sendable () -> Int64
  let passphrases: PassphraseKeeper
  /// Who has an account here.
  public let accounts: AccountBook
  let expiries = Mutex(ExpiryWatch())
  let accessWatchers = Mutex(AccessWatchers())
  let publicationWatchers = Mutex(PublicationWatchers())
  let erasedGuests = Mutex(ErasedGuests())
  let histories = HistoryShelf()
  /// The pads whose old rows are being joined, and who waits until that is done.
  let joining = Mutex<[PadName: [CheckedContinuation<Void, Never>]]>([:])
  /// Whether somebody looks for a passage in all of a pad's history, which takes a while.
  let isSearching = Atomic<Bool>(false)
  /// Names the server's own edits, new for each process; 32 bits as Yjs 13 draws.
  private let clientID = ClientID(rawValue: UInt64(UInt32.random(in: 1 ... .max)))
  private let recoveryEnd: Duration?
  private let sessionNumbers = SessionNumbers()
  private let keeper = StatisticsKeeper()
  private let state = Mutex(State())

  /// Makes the pads of a data folder accessible.
  ///
  /// - Parameters:
  ///   - storage: Where they are kept.
  ///   - openness: What a pad's own name is worth, and who may start pads.
  ///   - limits: What each pad accepts.
  ///   - recovery: How much longer the recovery window after a restore is open; `nil` for none.
  ///   - logger: Where events are told.
  ///   - clock: The clock that silence and idleness are measured by.
  ///   - now: The computer's own time, in milliseconds since 1970, which links and the trash go by.
  public init<C: Clock>(
    storage: PadStorage,
    openness: Openness = .open,
    limits: PadLimits = PadLimits(),
    recovery: Duration? = nil,
    logger: Logger,
    clock: C,
    now: @escaping @Sendable () -> Int64 = DataFolder.systemTime
  ) where C.Duration == Duration {
    self.storage = storage
    self.openness = openness
    self.limits = limits
    self.logger = logger
    self.now = now
    passphrases = PassphraseKeeper(limits)
    accounts = AccountBook(records: storage.records, limits: limits, now: now)
    time = PadTime(clock)
    recoveryEnd = recovery.map { [time] in time.now() + $0 }
    let ticker = Task { [weak self, time, limits] in
      while let next = self?.nextTick(), !Task.isCancelled {
        do {
          try await time.sleep(next - time.now())
        } catch {
          return
        }
        self?.tick(next: time.now() + limits.tickInterval)
      }
    }
    state.withLock { $0.ticker = ticker }
  }

  /// Makes the pads of a data folder accessible, on the computer's own clock.
  ///
  /// - Parameters:
  ///   - storage: Where they are kept.
  ///   - openness: What a pad's own name is worth, and who may start pads.
  ///   - limits: What each pad accepts.
  ///   - recovery: How much longer the recovery window after a restore is open; `nil` for none.
  ///   - logger: Where events are told.
  public convenience init(
    storage: PadStorage,
    openness: Openness = .open,
    limits: PadLimits = PadLimits(),
    recovery: Duration? = nil,
    logger: Logger
  ) {
    self.init(
      storage: storage,
      openness: openness,
      limits: limits,
      recovery: recovery,
      logger: logger,
      clock: ContinuousClock()
    )
  }

  // MARK: Rooms

  /// The room of a pad, opened if it is not; once, however many ask at once.
  ///
  /// A pad that does not exist has an empty room; it comes into being with its first update. The
  /// room stays open for at least ``PadLimits/idleLifetime`` after this.
  ///
  /// - Parameter name: The pad.
  /// - Returns: The open room.
  /// - Throws: ``PadError/storage(_:)`` when the pad cannot be read whole, ``PadError/closing``.
  public func room(_ name: PadName) async throws(PadError) -> Room {
    while true {
      let place = try place(of: name)
      switch place {
      case .open(let room): return room
      case .opening(let task):
        let room = try await task.value.get()
        if room.inbox.touch(at: time.now()) { return room }
      }
    }
  }

  /// The room of a pad if it is open, or being opened.
  func openRoom(_ name: PadName) async -> Room? {
    switch state.withLock({ $0.places[name] }) {
    case .open(let room)?: room
    case .opening(let task)?: try? await task.value.get()
    case nil: nil
    }
  }

  private func place(of name: PadName) throws(PadError) -> Place {
    let now = time.now()
    let result: Result<Place, PadError> = state.withLock { state in
      guard !state.isShutDown else { return .failure(.closing) }
      switch state.places[name] {
      case .open(let room)? where room.inbox.touch(at: now): return .success(.open(room))
      case .opening(let task)?: return .success(.opening(task))
      case .open?, nil:
        let place = Place.opening(Task { await open(name) })
        state.places[name] = place
        return .success(place)
      }
    }
    return try result.get()
  }

  private func open(_ name: PadName) async -> Result<Room, PadError> {
    let room = Room(name: name, clientID: clientID, services: services)
    do throws(PadError) {
      // Whose a guest's text is must be known before anybody adds to it.
      try await storing { () throws(StorageError) in try await accounts.load() }
      try await room.load()
    } catch {
      logger.error("pad not opened", metadata: ["pad": "\(name.rawValue)", "error": "\(error)"])
      state.withLock { $0.places[name] = nil }
      return .failure(error)
    }
    return state.withLock { state in
      guard !state.isShutDown else { return .failure(.closing) }
      state.places[name] = .open(room)
      return .success(room)
    }
  }

  /// Where it is written down who may do what.
  var book: SharingBook { SharingBook(records: storage.records) }

  private var services: RoomServices {
    state.withLock { state in
      if let services = state.services { return services }
      let services = RoomServices(
        storage: storage,
        limits: limits,
        time: time,
        logger: logger,
        sessionNumbers: sessionNumbers,
        statistics: keeper,
        kinship: accounts.kinship,
        recoveryEnd: recoveryEnd,
        onClose: { [weak self] room in self?.forget(room) },
        onRest: { [weak self] pad in self?.coalesceLater(pad) }
      )
      state.services = services
      return services
    }
  }

  private func forget(_ room: Room) {
    state.withLock { state in
      if case .open(let open)? = state.places[room.name], open === room {
        state.places[room.name] = nil
        state.hasForgotten = true
      }
    }
  }

  /// What the rooms hold and have done.
  public var statistics: PadStatistics {
    var statistics = keeper.current
    statistics.roomCount = state.withLock { $0.places.count }
    return statistics
  }

  /// Counts a session that was sent away before it was in a room.
  ///
  /// - Parameter error: Why.
  public func noteRefusal(_ error: PadError) {
    var refusal = PadStatistics()
    refusal.refusalCounts[error.cause] = 1
    keeper.add(refusal)
  }

  // MARK: Time and end

  private func nextTick() -> Duration {
    time.now() + limits.tickInterval
  }

  private func tick(next: Duration) {
    endExpiredSessions()
    for room in openRooms { room.post(.tick(next: next)) }
    let hasForgotten = state.withLock { state in
      defer { state.hasForgotten = false }
      return state.hasForgotten
    }
    histories.tidy(at: time.now())
    if hasForgotten { giveBackMemory() }
  }

  var openRooms: [Room] {
    state.withLock { state in
      state.places.values.compactMap { if case .open(let room) = $0 { room } else { nil } }
    }
  }

  /// Commits everything, closes all sessions with 1001 and lets all rooms go.
  ///
  /// What is asked for afterwards is refused. The data folder may be closed then.
  public func shutDown() async {
    stopWatching()
    endPublicationChanges()
    let (rooms, opening) = state.withLock { state in
      state.isShutDown = true
      state.ticker?.cancel()
      defer { state.places = [:] }
      var rooms: [Room] = []
      var opening: [Task<Result<Room, PadError>, Never>] = []
      for place in state.places.values {
        switch place {
        case .open(let room): rooms.append(room)
        case .opening(let task): opening.append(task)
        }
      }
      return (rooms, opening)
    }
    for task in opening { _ = await task.value }
    await withTaskGroup(of: Void.self) { group in
      for room in rooms { group.addTask { await room.shutDown() } }
    }
  }
}
