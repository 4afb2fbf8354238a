// SPDX-License-Identifier: Apache-2.0

public import SyncProtocol
public import TextCRDT

/// What one pad accepts and how long it stays open.
public struct PadLimits: Sendable {
  /// The most sessions in one pad.
  public var maximumSessions = 1_000

  /// The longest text put by the API or the command line, in bytes of UTF-8.
  public var maximumTextBytes = 16 << 20

  /// How many bytes of one session may wait for their turn before its socket is no longer read.
  public var maximumWaitingBytes = 1 << 20

  /// How long a pad rests after a frame to everybody, for each session it went to.
  ///
  /// What comes meanwhile makes one frame. A frame costs a few microseconds a session, so that a
  /// crowd takes a small part of one core however fast it types; a rest of less than
  /// ``minimumRest`` is left out.
  public var restPerSession: Duration = .microseconds(650)

  /// The shortest rest worth the waiting.
  public var minimumRest: Duration = .milliseconds(10)

  /// The longest rest; people would notice longer ones.
  public var maximumRest: Duration = .milliseconds(65)

  /// So many messages end a rest before its time; those of presence do not count.
  public var messagesWorthTurn = 5

  /// How many bytes of one session may wait until its role can be judged.
  public var maximumHeldBytes = 1 << 20

  /// How long they may wait.
  public var maximumHold: Duration = .seconds(30)

  /// How long a pad without sessions stays open.
  public var idleLifetime: Duration = .seconds(60)

  /// How often silence, absence and idleness are looked at.
  public var tickInterval: Duration = .seconds(5)

  /// How many passwords may wait to be checked or hashed, which takes a tenth of a second each; as many
  /// passphrases of links.
  public var maximumWaitingPassphrases = 256

  /// How many of them one address may have waiting: an assembly signs in at once.
  public var maximumWaitingPassphrasesOfOne = 100

  /// What the document accepts.
  public var document = Limits()

  /// What a frame may hold.
  public var sync = SyncLimits()

  /// How history is cut into stretches.
  public var history = HistoryLimits()

  /// Makes the default limits.
  public init() {}
}
