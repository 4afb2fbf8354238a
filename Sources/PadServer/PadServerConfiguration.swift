// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Pads
public import Publishing
public import Storage
public import WebServer

/// How a pad server presents itself.
public struct PadServerConfiguration: Sendable {
  /// The address, or a name for it, to listen on.
  public var host = "127.0.0.1"
  /// The port; 0 lets the system choose.
  public var port: UInt16 = 8080
  /// The address people use, without a final slash; nil to take it from each request.
  public var publicURL: String?
  /// Where the built page is; nil to serve none.
  public var webDirectory: String?
  /// The command that renders Markdown within bounds; empty to have no page to print.
  public var renderCommand: [String] = []
  /// Where other programs make formats.
  public var workshop = Workshop()
  /// Other sites whose pages may use this server.
  public var allowedOrigins: [String] = []
  /// Sites whose pages may show ours in a frame, such as `https://intranet.example`.
  public var embedOrigins: [String] = []
  /// Where proxies are whose `X-Forwarded-For` is believed.
  public var trustedProxies: [AddressRange] = []
  /// The number of service threads: one for each core.
  public var loopCount = ProcessInfo.processInfo.activeProcessorCount
  /// The bounds for every peer.
  public var limits = ServerLimits()
  /// The longest JSON body, in bytes.
  public var maximumJSONBytes = 1 << 20
  /// The longest text body, in bytes; Pads may accept less.
  public var maximumTextBytes = 16 << 20

  /// Requests that change something one address may make in a minute, and at once; more is
  /// answered with 429.
  public var maximumChangesPerMinute = 1_200
  /// Editors one address may have open; more are closed with 1013.
  ///
  /// Addresses of the machine itself, from which a proxy comes, have no such limit.
  public var maximumSessionsPerAddress = 1_000

  /// How many share names that lead nowhere an address may try in a minute.
  public var maximumNameGuessesPerMinute = 120

  /// How many passphrases of one link an address may try in a minute, right or wrong.
  public var maximumPassphrasesPerMinute = 10

  /// How many passphrases of one link all together may try in a minute.
  public var maximumPassphrasesOfLinkPerMinute = 60

  /// How many passwords an address may try in a minute; those that are right are given back.
  public var maximumSignInsOfAddressPerMinute = 120

  /// How many passwords may be tried in a minute for one e-mail address, from where nobody has
  /// signed in with it before; each address from where somebody has may try as many.
  public var maximumSignInsOfEmailPerMinute = 10
  /// The provider by whom people may sign in; nil for none.
  public var openID: OpenIDConfiguration?
  /// Who e-mails people their secrets; nil where nobody does.
  public var courier: (any SecretCourier)?
  /// How often an address may ask in a minute for a way to a new password.
  public var maximumForgottenPerMinute = 20
  /// Where the knowledge base is built and what it is called; nil to serve none.
  public var knowledgeBase: KnowledgeBaseConfiguration?
  /// Who makes guests and knows them again; the default one forgets them when the process ends.
  public var guestSigner = GuestSigner.temporary()
  /// What the data folder has written, for `/metrics`; nil leaves that out.
  public var storageStatistics: (@Sendable () -> StorageStatistics)?

  /// Creates the documented defaults.
  public init() {}
}
