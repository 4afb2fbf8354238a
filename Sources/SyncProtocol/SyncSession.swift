// SPDX-License-Identifier: Apache-2.0

public import TextCRDT

/// One connection's side of the protocol: bytes in, actions out.
///
/// It counts the messages with an update as they are accepted, and acknowledges them when they
/// are said to be on disk. After a refusal it accepts nothing any more, so that the count never
/// passes a refused message.
public struct SyncSession: Sendable {
  /// What the caller is to do, in order.
  public enum Action: Equatable, Sendable {
    /// Answer with a step 2: what the state vector lacks.
    case sendMissing(since: StateVector)

    /// Take an update in; if it is refused call ``SyncSession/refuse()``, else
    /// ``SyncSession/accept()``.
    case apply([UInt8])

    /// Pass awareness entries to the pad's ``Awareness``.
    case receiveAwareness([AwarenessEntry])

    /// Answer with all awareness states.
    case sendAwareness
  }

  /// How long a session may hear nothing; providers hang up at 30 s.
  public static let maximumSilence: Duration = .seconds(25)

  /// Whether the peer asked for message 100.
  public let acknowledges: Bool

  /// Whether the peer has asked for the document; it gets updates from then on.
  public private(set) var isSynced = false

  /// Whether something of the peer was refused.
  public private(set) var isRefused = false

  private let limits: SyncLimits
  private var acceptedCount: UInt64 = 0
  private var acknowledgedCount: UInt64 = 0
  private var lastSent: Duration

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - acknowledges: Whether the peer asked for message 100.
  ///   - now: The time, on the clock all others are given by.
  ///   - limits: What is accepted in a frame.
  public init(acknowledges: Bool, at now: Duration, limits: SyncLimits = SyncLimits()) {
    self.acknowledges = acknowledges
    self.limits = limits
    lastSent = now
  }

  /// Reads a frame of the peer.
  ///
  /// - Parameter frame: A whole binary WebSocket message.
  /// - Returns: What is to be done, in order; nothing after a refusal.
  /// - Throws: ``SyncError``; the session is then refused.
  public mutating func receive(_ frame: [UInt8]) throws(SyncError) -> [Action] {
    guard !isRefused else { return [] }
    var actions: [Action] = []
    do throws(SyncError) {
      for message in try SyncMessage.decode(frame, limits: limits) {
        actions.append(try action(for: message))
      }
    } catch {
      isRefused = true
      throw error
    }
    return actions
  }

  private mutating func action(for message: SyncMessage) throws(SyncError) -> Action {
    switch message {
    case .step1(let stateVector):
      isSynced = true
      return .sendMissing(since: stateVector)
    case .step2(let update), .update(let update): return .apply(update)
    case .awareness(let entries): return .receiveAwareness(entries)
    case .queryAwareness: return .sendAwareness
    case .permissionDenied: throw .unexpectedMessage(SyncMessage.Kind.permission)
    case .acknowledgement: throw .unexpectedMessage(SyncMessage.Kind.acknowledgement)
    case .epoch: throw .unexpectedMessage(SyncMessage.Kind.epoch)
    case .role: throw .unexpectedMessage(SyncMessage.Kind.role)
    case .members: throw .unexpectedMessage(SyncMessage.Kind.members)
    case .erasures, .edition: throw .unexpectedMessage(SyncMessage.Kind.erasures)
    }
  }

  /// Notes that the next update of the peer was taken in.
  public mutating func accept() {
    acceptedCount += 1
  }

  /// Notes that something of the peer was refused.
  public mutating func refuse() {
    isRefused = true
  }

  /// Notes that all updates accepted so far are on disk.
  ///
  /// - Returns: The acknowledgement to send, if the peer asked for one and it says something new.
  public mutating func commit() -> [UInt8]? {
    guard acknowledges, acceptedCount > acknowledgedCount else { return nil }
    acknowledgedCount = acceptedCount
    return SyncMessage.acknowledgement(acceptedCount).encoded
  }

  /// The last acknowledgement again, for a peer that may have missed it.
  public var lastAcknowledgement: [UInt8]? {
    acknowledgedCount > 0 ? SyncMessage.acknowledgement(acknowledgedCount).encoded : nil
  }

  /// Notes that something is sent to the peer.
  ///
  /// - Parameter now: The time.
  public mutating func noteSent(at now: Duration) {
    lastSent = now
  }

  /// The message that keeps a silent connection alive, if one is due.
  ///
  /// - Parameters:
  ///   - now: The time.
  ///   - next: When the question will be asked again.
  /// - Returns: An awareness message without entries, if the peer would else hear nothing for
  ///   longer than ``maximumSilence``.
  public mutating func keepAlive(at now: Duration, askedAgainAt next: Duration) -> [UInt8]? {
    guard next - lastSent > Self.maximumSilence else { return nil }
    lastSent = now
    return SyncMessage.awareness([]).encoded
  }
}
