// SPDX-License-Identifier: Apache-2.0

import Logging
import Storage
public import SyncProtocol
import TextCRDT

/// One open pad: its document, its sessions, and the order of everything that happens to it.
///
/// All events go through one inbox and are worked off in turns. A turn integrates what came,
/// commits it, and only then shows it to anybody: nobody sees what the disk does not have. What
/// comes meanwhile collects and makes the next turn.
public actor Room {
  /// The pad's name.
  public nonisolated let name: PadName

  nonisolated let inbox: RoomInbox
  nonisolated let services: RoomServices
  let document: Document
  var members: [SessionID: RoomMember] = [:]
  /// Sessions with updates that cannot be judged yet.
  var holding: Set<SessionID> = []
  var awareness = Awareness()
  /// Which of who is here are members, as was last told.
  var presentMembers: [PresentMember] = []
  /// Whether that may have changed.
  var mustTellMembers = false
  /// Whose the client IDs are.
  var bindings = ClientBindings()
  /// The pad as the last commit left it; `nil` before the first.
  var record: PadRecord?
  /// The edition that the pad is, which takes no edit; 0 while it can be written in.
  var edition = 0
  /// How often passages were erased from the pad's history.
  var erasureCount: UInt64 = 0
  /// What the log holds since the last checkpoint.
  var backlog = CheckpointBacklog()
  /// The frame of step 2 for a document that knows nothing, while it is still true.
  var fullState: [UInt8]?
  /// What was done since the statistics were last told.
  var tally = PadStatistics()
  /// The turn that is being integrated.
  var turn = RoomTurn()
  /// Until when the pad rests after what it showed to a crowd.
  var restEnd: Duration?
  /// Since when nobody is here; `nil` while somebody is.
  var emptySince: Duration?

  init(name: PadName, clientID: ClientID, services: RoomServices) {
    self.name = name
    self.services = services
    let now = services.time.now()
    inbox = RoomInbox(at: now)
    emptySince = now
    document = Document(clientID: clientID, limits: services.limits.document)
  }

  // MARK: Sessions

  /// Lets a session in; it is sent step 1 and who is here, and later what it asks for.
  ///
  /// Calls to `join`, `receive` and `leave` take effect in their order.
  ///
  /// - Parameters:
  ///   - sink: Where the session's frames go. It is closed when the room closes.
  ///   - identity: Who is behind the session.
  ///   - login: By what a member is signed in.
  ///   - grant: By what right it comes.
  ///   - wantsRole: Whether it asked for message 102, which says what it may do.
  ///   - wantsMembers: Whether it asked for message 103, which says who is a member.
  ///   - wantsEdition: Whether it asked for message 105, which says which edition the pad is.
  ///   - acknowledges: Whether the session asked for message 100.
  ///   - epoch: The history the session knows behind the pad's name, as ``SyncMessage/epoch(_:)``
  ///     told it; empty for none, `nil` when it does not want to know. Another than the pad's ends
  ///     it with ``PadError/otherHistory``, before anything is merged.
  /// - Returns: The session's name for ``receive(_:from:pause:)`` and ``leave(_:)``.
  public nonisolated func join(
    _ sink: any SessionSink,
    as identity: Identity = .anonymous,
    login: Login? = nil,
    by grant: Grant = .ownName,
    wantsRole: Bool = false,
    wantsMembers: Bool = false,
    wantsEdition: Bool = false,
    acknowledges: Bool,
    epoch: String? = nil
  ) -> SessionID {
    let session = services.sessionNumbers.next()
    let wishes = SessionWishes(
      identity: identity,
      login: login,
      grant: grant,
      wantsRole: wantsRole,
      wantsMembers: wantsMembers,
      wantsEdition: wantsEdition,
      acknowledges: acknowledges,
      epoch: epoch
    )
    post(.join(session, sink, wishes))
    return session
  }

  /// Takes a frame of a session.
  ///
  /// - Parameters:
  ///   - message: A whole binary WebSocket message.
  ///   - session: The session; messages of one that has left are ignored.
  ///   - pause: Called at once when too much of the session waits: the caller should stop reading
  ///     from it until ``SessionSink/resumeReading()`` is called, which is never before. It must
  ///     not call the room.
  public nonisolated func receive(
    _ message: [UInt8],
    from session: SessionID,
    pause: () -> Void = {}
  ) {
    let posted = inbox.post(
      message,
      from: session,
      limit: services.limits.maximumWaitingBytes,
      pause: pause
    )
    if posted == .first { startDrain() }
  }

  /// Has every session judged anew, since who may do what in the pad has changed.
  ///
  /// - Parameter judge: What a session may do now, by who is behind it and the right it came by; or
  ///   why it must go.
  public nonisolated func regrade(
    _ judge: @escaping @Sendable (Identity, Grant) -> Result<Role, PadError>
  ) {
    post(.regrade(judge))
  }

  /// Sends sessions away, by who is behind them.
  ///
  /// - Parameter judge: Why a session must go; nil for one that stays.
  nonisolated func dismiss(_ judge: @escaping @Sendable (Identity, Login?) -> PadError?) {
    post(.dismiss(judge))
  }

  /// Lets a session go; its client is shown as gone.
  ///
  /// - Parameter session: The session; one that has left already may leave again.
  public nonisolated func leave(_ session: SessionID) {
    post(.leave(session))
  }

  /// Says that a session that refused a frame can take some again.
  ///
  /// It is sent one update with all it has missed.
  ///
  /// - Parameter session: The session.
  public nonisolated func drained(_ session: SessionID) {
    post(.drained(session))
  }

  nonisolated func post(_ event: RoomEvent) {
    switch inbox.post(event) {
    case .first: startDrain()
    case .queued: break
    case .closed(let error): event.reject(error)
    }
  }

  private nonisolated func startDrain() {
    // The inbox holds the order; this only says that there is something in it.
    Task { await drain() }
  }

  private func drain() async {
    await rest()
    while let taken = inbox.takeAll(limit: services.limits.maximumWaitingBytes) {
      tally.pauseCount += taken.overLimit.count
      await run(taken.events)
      for session in taken.overLimit { members[session]?.sink.resumeReading() }
      if inbox.waitingCount > 0 { await rest() }
    }
  }

  /// Waits until the pad may show something to its crowd again; what comes meanwhile is one turn.
  private func rest() async {
    guard let end = restEnd else { return }
    restEnd = nil
    let time = services.time
    let left = end - time.now()
    guard left > .zero else { return }
    let alarm = Task { [inbox] in
      do { try await time.sleep(left) } catch { return }
      inbox.wake()
    }
    await inbox.wait(for: services.limits.messagesWorthTurn)
    alarm.cancel()
  }

  // MARK: Ending

  /// Commits what has come, closes the sessions with 1001 and lets the document go.
  nonisolated func shutDown() async {
    await withCheckedContinuation { continuation in
      post(.shutDown { continuation.resume() })
    }
  }

  /// Gives everything up after a failure; the next visitor opens the pad anew from the disk.
  func fail(_ error: PadError) {
    for event in inbox.close(error) { event.reject(error) }
    for member in members.values { member.close(error) }
    tally.refusalCounts[error.cause, default: 0] += members.count
    tally.sessionCount -= members.count
    members = [:]
    tellStatistics()
    services.onClose(self)
  }

  /// Adds what was done to the statistics of all rooms.
  func tellStatistics() {
    services.statistics.add(tally)
    tally = PadStatistics()
  }
}
