// SPDX-License-Identifier: Apache-2.0

public import Logging
public import Pads
import Publishing
public import WebServer

/// The pads of a house on the network: pages, API and sync endpoint.
public final class PadServer: Sendable {
  /// The address the server listens on, such as `http://127.0.0.1:8080`.
  public let url: String

  /// The port the server listens on.
  public var port: UInt16 { server.port }

  /// Every address there is.
  let table: RouteTable
  private let server: HTTPServer
  private let building: Task<Void, Never>?
  private let telling: Task<Void, Never>?

  /// Listens and starts to serve.
  ///
  /// - Parameters:
  ///   - pads: The pads; shut down after the server, by who made them.
  ///   - images: The images that texts show.
  ///   - configuration: Where to listen and what to serve.
  ///   - logger: Where events are told.
  /// - Throws: ``WebServer/ServerError``: the port is taken, the page cannot be read.
  public init(
    pads: PadHouse,
    images: ImageShelf,
    configuration: PadServerConfiguration,
    logger: Logger
  ) throws(ServerError) {
    let rates = ChangeRates(perMinute: configuration.maximumChangesPerMinute)
    let originRule = OriginRule(
      allowedOrigins: configuration.allowedOrigins
        + (configuration.publicURL.map { [$0] } ?? [])
    )
    let guests = Self.guests(configuration, originRule, pads)
    let keeper = configuration.knowledgeBase.map { knowledgeBase in
      KnowledgeBaseKeeper(pads, images, knowledgeBase, configuration, logger: logger)
    }
    table = try Self.table(
      pads: pads,
      images: images,
      configuration: configuration,
      keeper: keeper,
      originRule: originRule,
      rates: rates
    )
    let application = PadApplication(
      table: table,
      originRule: originRule,
      proxies: TrustedProxies(ranges: configuration.trustedProxies),
      guests: guests,
      rates: rates,
      problemPage: configuration.webDirectory.flatMap(ProblemPage.init(webDirectory:)),
      logger: logger
    )
    server = try HTTPServer(
      application: application,
      host: configuration.host,
      port: configuration.port,
      loopCount: configuration.loopCount,
      limits: configuration.limits,
      headers: SecurityHeaders(
        embedOrigins: configuration.embedOrigins,
        isSecure: guests.isSecure
      ).fields,
      logger: logger
    )
    building = keeper.map { keeper in Task { await keeper.run() } }
    let courier = keeper?.courier(to: configuration.knowledgeBase?.webhook)
    telling = courier.map { courier in Task { await courier.run() } }
    let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
    url = "http://\(host):\(server.port)"
  }

  /// Stops listening, tells editors 1001 and lets requests under way finish.
  ///
  /// - Parameter grace: How long peers have to say goodbye.
  public func shutDown(grace: Duration = .seconds(5)) async {
    building?.cancel()
    // What is under way is told again by the next server.
    telling?.cancel()
    await server.shutDown(grace: grace)
    await building?.value
  }

  private static func guests(
    _ configuration: PadServerConfiguration,
    _ originRule: OriginRule,
    _ pads: PadHouse
  ) -> GuestCookies {
    GuestCookies(
      signer: configuration.guestSigner,
      originRule: originRule,
      accounts: pads.accounts,
      isSecure: configuration.publicURL?.lowercased().hasPrefix("https://") ?? false,
      isErased: { pads.isErased($0) }
    )
  }

  /// Every address there is.
  static func table(
    pads: PadHouse,
    images: ImageShelf,
    configuration: PadServerConfiguration,
    keeper: KnowledgeBaseKeeper?,
    originRule: OriginRule,
    rates: ChangeRates
  ) throws(ServerError) -> RouteTable {
    let sessions = AddressSessions(maximum: configuration.maximumSessionsPerAddress)
    let addresses = Addresses(publicURL: configuration.publicURL, hasKnowledgeBase: keeper != nil)
    let guests = guests(configuration, originRule, pads)
    var files: StaticFiles?
    if let directory = configuration.webDirectory {
      files = try StaticFiles(directory: directory)
    }
    let visitors = Visitors(
      pads: pads,
      guests: guests,
      guesses: GuessRates(
        namesPerMinute: configuration.maximumNameGuessesPerMinute,
        passphrasesPerMinute: configuration.maximumPassphrasesPerMinute,
        passphrasesOfLinkPerMinute: configuration.maximumPassphrasesOfLinkPerMinute
      )
    )
    var routes = PageRoutes(files: files, guests: guests).routes
    routes += SyncRoutes(addresses: sessions, visitors: visitors).routes
    let importer = Importer(workshop: configuration.workshop)
    routes +=
      PadRoutes(
        visitors: visitors,
        addresses: addresses,
        imports: Imports(
          visitors: visitors,
          addresses: addresses,
          images: images,
          importer: importer
        ),
        maximumBodyBytes: configuration.maximumJSONBytes,
        maximumTextBytes: configuration.maximumTextBytes
      ).routes
    routes +=
      TextRoutes(
        visitors: visitors,
        maximumBodyBytes: configuration.maximumTextBytes
      ).routes
    routes +=
      LinkRoutes(
        visitors: visitors,
        addresses: addresses,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes +=
      HistoryRoutes(visitors: visitors, maximumTextBytes: configuration.maximumTextBytes).routes
    routes +=
      ErasureRoutes(visitors: visitors, maximumBodyBytes: configuration.maximumJSONBytes).routes
    routes +=
      VersionRoutes(
        visitors: visitors,
        addresses: addresses,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes +=
      OwnerRoutes(visitors: visitors, maximumBodyBytes: configuration.maximumJSONBytes).routes
    routes +=
      EditionRoutes(
        visitors: visitors,
        addresses: addresses,
        images: images,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes +=
      EntityRoutes(
        visitors: visitors,
        addresses: addresses,
        knowledgeBase: keeper,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes +=
      PublicationRoutes(
        visitors: visitors,
        addresses: addresses,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes += KnowledgeBaseRoutes(keeper: keeper, addresses: addresses).routes
    if let keeper {
      routes +=
        HarvestRoutes(
          addresses: addresses,
          settings: keeper.settings,
          catalog: { keeper.report.catalog }
        ).routes
    }
    routes +=
      ContributorRoutes(
        visitors: visitors,
        maximumBodyBytes: configuration.maximumJSONBytes
      ).routes
    routes +=
      AwayRoutes(visitors: visitors, maximumBodyBytes: configuration.maximumJSONBytes).routes
    let members = Members(
      visitors: visitors,
      rates: SignInRates(
        perMinuteOfAddress: configuration.maximumSignInsOfAddressPerMinute,
        perMinuteOfEmail: configuration.maximumSignInsOfEmailPerMinute
      ),
      provider: configuration.openID.map { OpenIDProvider($0) },
      sendsLetters: configuration.courier != nil
    )
    routes += SessionRoutes(members: members).routes
    routes +=
      PersonRoutes(members: members, maximumBodyBytes: configuration.maximumJSONBytes).routes
    routes += AccountRoutes(members: members).routes
    routes += PasswordRoutes(members: members).routes
    routes += DigestRoutes(members: members).routes
    if let courier = configuration.courier {
      routes +=
        ForgottenRoutes(
          members: members,
          courier: courier,
          perMinute: configuration.maximumForgottenPerMinute
        ).routes
    }
    if let provider = members.provider {
      routes +=
        OpenIDRoutes(
          members: members,
          provider: provider,
          addresses: addresses,
          logger: pads.logger
        ).routes
    }
    routes += ImageRoutes(images: images, visitors: visitors).routes
    let renderer =
      configuration.renderCommand.isEmpty
      ? nil : BoundedRenderer(command: configuration.renderCommand)
    routes +=
      ExportRoutes(
        visitors: visitors,
        images: images,
        exporter: Exporter(renderer: renderer, workshop: configuration.workshop),
        importer: importer
      ).routes
    if let directory = configuration.webDirectory, let renderer {
      routes +=
        PrintRoutes(visitors: visitors, renderer: renderer, webDirectory: directory)?.routes ?? []
    }
    routes.append(ServiceRoutes.health)
    routes.append(
      MetricsRoute(
        pads: pads,
        storage: configuration.storageStatistics,
        rates: rates,
        addresses: sessions,
        knowledgeBase: keeper
      ).route
    )
    routes.append(ServiceRoutes.description(of: routes, serverURL: configuration.publicURL))
    return RouteTable(routes: routes)
  }
}
