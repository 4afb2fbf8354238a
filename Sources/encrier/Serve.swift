// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Logging
import PadServer
import Pads
import Storage
import WebServer

/// `encrier serve`: the server, until it is told to stop.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Sert les pads · Serves the pads."
  )

  @Option(help: "Adresse d'écoute · Address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "Port ; 0 en choisit un · Port; 0 chooses one.")
  var port: UInt16 = 8080

  @Option(help: "Dossier des données · Data folder.")
  var data = "data"

  @Option(
    name: .customLong("public-url"),
    help: "Adresse donnée aux gens · Address people are given."
  )
  var publicURL: String?

  @Option(help: "Dossier de la page construite (sinon cherché) · Folder of the built page.")
  var web: String?

  @Option(
    help: """
      open : qui veut commence un pad, et son adresse en est la clé ; members : les membres, les \
      autres par un lien · open: anyone starts a pad, and its address is its key; members: members, \
      others by a link.
      """
  )
  var access = Access.open

  @Option(
    name: .customLong("embed-origins"),
    parsing: .upToNextOption,
    help: "Sites dont les pages peuvent encadrer celles-ci · Sites that may frame these pages."
  )
  var embedOrigins: [String] = []

  @Option(
    name: .customLong("trusted-proxies"),
    parsing: .upToNextOption,
    help: """
      Adresses (CIDR) des mandataires dont X-Forwarded-For est cru \
      · Addresses (CIDR) of proxies whose X-Forwarded-For is believed.
      """,
    transform: Self.addressRange
  )
  var trustedProxies: [AddressRange] = []

  @Flag(
    name: .customLong("kb"),
    help: """
      Construit la base de connaissances des éditions publiées et la sert à tous sous /kb/ \
      · Builds the knowledge base of published editions and serves it to everybody at /kb/.
      """
  )
  var servesKnowledgeBase = false

  @Option(
    name: .customLong("kb-title"),
    help: "Titre de la base de connaissances · What the knowledge base is called."
  )
  var knowledgeBaseTitle: String?

  @OptionGroup var webhook: WebhookOptions
  @OptionGroup var openID: OpenIDOptions
  @OptionGroup var mail: MailOptions

  func validate() throws {
    for origin in embedOrigins where !Self.isOrigin(origin) {
      throw ValidationError(
        "--embed-origins : « \(origin) » n'est pas de la forme https://site.example "
          + "· \"\(origin)\" is not like https://site.example"
      )
    }
    if knowledgeBaseTitle != nil, !servesKnowledgeBase {
      throw ValidationError("--kb-title : il faut aussi --kb · --kb is needed, too")
    }
    if webhook.webhook != nil, !servesKnowledgeBase {
      throw ValidationError("--kb-webhook : il faut aussi --kb · --kb is needed, too")
    }
    guard let publicURL else {
      guard mail.configuration == nil else {
        throw ValidationError(
          "--smtp-url : il faut aussi --public-url · --public-url is needed, too"
        )
      }
      return
    }
    guard ["http://", "https://"].contains(where: publicURL.hasPrefix),
      let host = URLComponents(string: publicURL)?.host, !host.isEmpty
    else {
      throw ValidationError(
        "--public-url : il faut une adresse http(s) · an http(s) address is needed"
      )
    }
  }

  func run() async throws {
    let stop = StopSignals()
    OpenFiles.raiseLimit()
    let logger = Logger(label: "encrier", factory: StreamLogHandler.standardError(label:))
    let folder = try openFolder()
    let recovery = await remainingRecovery(of: folder, logger: logger)
    let pads = PadHouse(
      storage: PadStorage(folder),
      openness: access.openness,
      recovery: recovery,
      logger: logger
    )
    await loadAccounts(of: pads, logger: logger)
    await readErasedGuests(into: pads, logger: logger)
    await finishErasures(in: pads, logger: logger)
    let signer = await guestSigner(of: folder, logger: logger)
    let courier = courier(signer: signer, logger: logger)
    let server: PadServer
    do throws(ServerError) {
      var configuration = configuration
      configuration.storageStatistics = { folder.statistics }
      configuration.openID = openID.configuration
      configuration.courier = courier
      configuration.guestSigner = signer
      server = try PadServer(
        pads: pads,
        images: ImageShelf(folder.records),
        configuration: configuration,
        logger: logger
      )
    } catch {
      await pads.shutDown()
      await folder.close()
      throw CommandFailure(error)
    }
    let control: ControlServer
    do throws(StorageError) {
      control = try ControlServer(pads: pads, folder: folder, courier: courier, logger: logger)
    } catch {
      await pads.shutDown()
      await server.shutDown()
      await folder.close()
      throw CommandFailure(error)
    }
    // Programs that start the server read the address from this line.
    print("Encrier écoute sur \(server.url)")
    fflush(nil)
    if configuration.webDirectory == nil {
      logger.warning("web/dist not found: the API and the sync endpoint work, the pages do not")
    }
    let purging = Task { await purgeTrash(of: pads) }
    let writing = courier.map { courier in Task { await sendDigests(of: pads, by: courier) } }
    await stop.wait()
    purging.cancel()
    writing?.cancel()
    control.close()
    // Editors hear 1001 from their rooms, after everything is committed.
    await pads.shutDown()
    await server.shutDown()
    await folder.close()
  }

  private var configuration: PadServerConfiguration {
    var configuration = PadServerConfiguration()
    configuration.host = host
    configuration.port = port
    configuration.publicURL = publicURL.map { url in
      String(url.reversed().drop { $0 == "/" }.reversed())
    }
    configuration.embedOrigins = embedOrigins
    configuration.trustedProxies = trustedProxies
    configuration.renderCommand = ["/proc/self/exe", "render-markdown"]
    configuration.webDirectory = web ?? WebDirectory.find()
    if servesKnowledgeBase {
      configuration.knowledgeBase = KnowledgeBaseConfiguration(
        folder: data + "/kb",
        title: knowledgeBaseTitle
      )
      configuration.knowledgeBase?.webhook = webhook.webhook
    }
    return configuration
  }

  private func courier(signer: GuestSigner, logger: Logger) -> MailCourier? {
    guard let mail = mail.configuration, let url = configuration.publicURL else { return nil }
    return MailCourier(mail, publicURL: url, signer: signer, logger: logger)
  }

  /// Reads what follows `--trusted-proxies`.
  private static func addressRange(_ text: String) throws -> AddressRange {
    guard let range = AddressRange(text) else {
      throw ValidationError("« \(text) » : 10.0.0.0/8, ::1… · \"\(text)\": 10.0.0.0/8, ::1…")
    }
    return range
  }

  /// Whether a text is an origin and nothing that could say more in a header.
  static func isOrigin(_ text: String) -> Bool {
    let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
    guard let scheme, text.utf8.count > scheme.utf8.count else { return false }
    return text.utf8.dropFirst(scheme.utf8.count).allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || "-.:[]".utf8.contains(byte)
    }
  }

  private func remainingRecovery(of folder: DataFolder, logger: Logger) async -> Duration? {
    do throws(StorageError) {
      let recovery = try await RecoveryWindow.remaining(in: folder.records)
      if let recovery {
        logger.notice(
          "restored from a backup: clients may bring back what others wrote",
          metadata: ["for": "\(recovery)"]
        )
      }
      return recovery
    } catch {
      logger.error("the end of the recovery window cannot be read", metadata: ["error": "\(error)"])
      return nil
    }
  }

  /// Empties the trash of what is due, at the start and each hour.
  private func purgeTrash(of pads: PadHouse) async {
    while !Task.isCancelled {
      await pads.purgeTrash()
      try? await Task.sleep(for: .seconds(3_600))
    }
  }

  /// Writes to members what changed in their pads, when it is time.
  private func sendDigests(of pads: PadHouse, by courier: MailCourier) async {
    let rounds = DigestRounds(pads: pads, courier: courier)
    while !Task.isCancelled {
      await rounds.go()
      try? await Task.sleep(for: .seconds(60))
    }
  }

  private func readErasedGuests(into pads: PadHouse, logger: Logger) async {
    do throws(StorageError) {
      try await pads.readErasedGuests()
    } catch {
      logger.error("who was erased cannot be read", metadata: ["error": "\(error)"])
    }
  }

  private func finishErasures(in pads: PadHouse, logger: Logger) async {
    do throws(StorageError) {
      try await pads.finishErasures()
    } catch {
      logger.error("erasures cannot be finished", metadata: ["error": "\(error)"])
    }
  }

  /// Accounts that cannot be read cost members their names until they can, not anybody their pads.
  private func loadAccounts(of pads: PadHouse, logger: Logger) async {
    do throws(StorageError) {
      try await pads.accounts.load()
    } catch {
      logger.error(
        "the accounts cannot be read: nobody is signed in until they can",
        metadata: ["error": "\(error)"]
      )
    }
  }

  /// A key that cannot be read costs guests their names, not anybody their pads.
  private func guestSigner(of folder: DataFolder, logger: Logger) async -> GuestSigner {
    do throws(StorageError) {
      return try await GuestSigner.keptIn(folder.records)
    } catch {
      logger.error(
        "the guests' key cannot be read: all are strangers until it can",
        metadata: ["error": "\(error)"]
      )
      return .temporary()
    }
  }

  private func openFolder() throws -> DataFolder {
    do throws(StorageError) {
      return try DataFolder(path: data)
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// `--access`, as people write it.
enum Access: String, CaseIterable, ExpressibleByArgument {
  case open, members

  var openness: Openness {
    switch self {
    case .open: .open
    case .members: .members
    }
  }
}
